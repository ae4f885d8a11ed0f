import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalidField } from './problems.ts';

/** Where a list goes on: its order and filters, and the last row's key. */
export interface Cursor {
  readonly sort: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly key: string | number | null;
  readonly id: string;
}

const sign = (secret: string, body: string) =>
  createHmac('sha256', secret).update(`cursor:${body}`).digest().subarray(0, 12);

/** Seals a cursor for one viewer and list. `bound` names both; it opens nowhere else. */
export function sealCursor(cursor: Cursor, bound: string, secret: string): string {
  const body = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${body}.${sign(secret, `${bound}:${body}`).toString('base64url')}`;
}

/** @throws Problem `invalid`, in the same words for a cursor that was altered and one of somebody else's */
export function openCursor(text: string, bound: string, secret: string): Cursor {
  const [body = '', mac = '', ...more] = text.split('.');
  const given = Buffer.from(mac);
  const wanted = Buffer.from(sign(secret, `${bound}:${body}`).toString('base64url'));
  if (more.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw invalidField('cursor', 'is not one that this list gave you', 'invalid_cursor');
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Cursor;
}

/** One page as every list answers it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}
