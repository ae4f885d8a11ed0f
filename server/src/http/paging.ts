import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { invalidField } from './problems.ts';

/** Where a list goes on: its order and filters, and the last row's key. */
export interface Cursor {
  readonly sort: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly key: string | number | null;
  readonly id: string;
}

const keys = new Map<string, KeyObject>();

/** The key of this server's cursors, worked out once. */
function keyOf(secret: string): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(createHmac('sha256', secret).update('cursor').digest());
  keys.set(secret, key);
  return key;
}

const algorithm = 'aes-256-gcm';

/** Sealed to a length that says little of what is in it. */
const padded = (text: string) => text.padEnd(Math.ceil(text.length / 64) * 64);

/**
 * Seals a cursor for one viewer and list: nobody reads it, for it may hold numbers that run over what its holder does
 * not see. `bound` names viewer and list; it opens nowhere else.
 */
export function sealCursor(cursor: Cursor, bound: string, secret: string): string {
  const start = randomBytes(12);
  const cipher = createCipheriv(algorithm, keyOf(secret), start).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(padded(JSON.stringify(cursor)), 'utf8'), cipher.final()]);
  return Buffer.concat([start, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws Problem `invalid`, in the same words for a cursor that was altered and one of somebody else's */
export function openCursor(text: string, bound: string, secret: string): Cursor {
  const bytes = Buffer.from(text, 'base64url');
  try {
    if (bytes.toString('base64url') !== text) throw new Error('not as it was written');
    const opening = createDecipheriv(algorithm, keyOf(secret), bytes.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(bound))
      .setAuthTag(bytes.subarray(12, 28));
    const opened = Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]);
    return JSON.parse(opened.toString('utf8')) as Cursor;
  } catch {
    throw invalidField('cursor', 'is not one that this list gave you', 'invalid_cursor');
  }
}

/** One page as every list answers it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}
