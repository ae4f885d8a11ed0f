import type { NewPosition, PositionsTaken } from '@standpipe/contract';
import type { Db } from '../db/open.ts';
import type { Call } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { notFound } from '../http/problems.ts';
import { reach, reachForWrite } from '../records/verbs.ts';
import { newestFix, sortFixes } from './fixes.ts';
import { addFixes, listFixes, lockTracked, setPosition, type TrackRow } from './positions.store.ts';
import { emitUnits, unitDomain } from './units.service.ts';

/** Stores what a unit's device sent: history in any order, and the newest fix as the live one. */
export async function takePositions(
  db: Db,
  id: string,
  positions: readonly NewPosition[],
): Promise<PositionsTaken> {
  const unit = await lockTracked(db, id);
  if (!unit) throw notFound();
  const { fixes, taken } = sortFixes(positions, Date.now());
  if (fixes.length > 0) await addFixes(db, unit, fixes);
  await setPosition(db, unit, newestFix(fixes, unit.signed_in_at));
  return taken;
}

/** Positions that a user of the unit's agency sends. @throws Problem 404, or 403 for a partner */
export async function postPositions(
  call: Call,
  id: string,
  read: () => { readonly positions: readonly NewPosition[] },
): Promise<PositionsTaken> {
  await reachForWrite(call, unitDomain, id, 'send');
  const taken = await takePositions(call.db, id, read().positions);
  emitUnits(call, [id]);
  return taken;
}

const present = (row: TrackRow) => ({
  at: row.at,
  receivedAt: row.received_at,
  location: { type: 'Point', coordinates: [row.lng, row.lat] },
  speed: row.speed,
  course: row.course,
  accuracy: row.accuracy,
  crew: row.crew_id && row.crew_name !== null ? { id: row.crew_id, name: row.crew_name } : null,
});

/** Where a unit was in the last 24 hours: its own agency's only. @throws Problem 404, or 403 for a partner */
export async function readTrack(
  call: Call,
  id: string,
  { limit = 200, cursor: sealed }: { readonly limit?: number; readonly cursor?: string },
) {
  await reach(call, unitDomain, id, 'readHistory');
  const bound = `track:${id}:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const rows = await listFixes(call.db, id, { before: cursor ? String(cursor.key) : null, limit });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(present),
    nextCursor: last
      ? sealCursor({ sort: '-at', filters: {}, key: last.at, id }, bound, call.house.secret)
      : null,
  };
}
