import { type NewPosition, OwnTracksMessage } from '@standpipe/contract';
import type { PublicCall } from '../http/public.ts';
import { readStrictJson, textOf } from '../http/strict-json.ts';
import { checkBody } from '../http/validate.ts';
import { fromOsmAnd, fromOwnTracks, fromTraccar } from './payloads.ts';
import { takePositions } from './positions.service.ts';
import { unitOf } from './unit-key.service.ts';
import { emitUnits } from './units.service.ts';

const textIn = ({ request }: PublicCall): string =>
  Buffer.isBuffer(request.body) ? textOf(request.body).trim() : '';

async function take(call: PublicCall, unit: string, position: NewPosition | null): Promise<void> {
  if (!position) return;
  await takePositions(call.db, unit, [position]);
  emitUnits(call, [unit]);
}

/** A post of the OwnTracks app. What is no position, as an empty body, is answered like one. */
export async function takeOwnTracks(call: PublicCall): Promise<unknown[]> {
  const unit = await unitOf(call.db, call.request.headers.authorization);
  const text = textIn(call);
  if (text !== '') await take(call, unit, fromOwnTracks(checkBody(OwnTracksMessage, readStrictJson(text))));
  return [];
}

/** A post of Traccar Client: JSON since version 9, before that query or form. */
export async function takeTraccar(call: PublicCall): Promise<{ ok: true }> {
  const unit = await unitOf(call.db, call.request.headers.authorization);
  const text = textIn(call);
  const query = new URL(call.request.url, 'http://standpipe').searchParams;
  const position = text.startsWith('{')
    ? fromTraccar(readStrictJson(text))
    : fromOsmAnd(query.has('lat') ? query : new URLSearchParams(text));
  await take(call, unit, position);
  return { ok: true };
}
