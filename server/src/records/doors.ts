import { isDeepStrictEqual } from 'node:util';
import { type AgencyId, agencyId, decide, type Kind, place, type Viewer } from '@standpipe/policy';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { type Call, eyesOf, isId, ownAgency } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';

/** What the rule for creating needs to know of a place, whoever asks. It never leaves the server. */
export interface Door {
  readonly id: string;
  readonly ownerId: AgencyId;
  readonly withheld: boolean;
  readonly addressLine: string;
  readonly lng: number;
  readonly lat: number;
}

/** The door of a place that is not retired, or null; held, it stays as it is until the transaction ends. */
async function doorOfPlace(db: Db, id: string, held = false): Promise<Door | null> {
  const { rows } = await sql<{
    owner_id: string;
    withheld: boolean;
    address_line: string;
    lng: number;
    lat: number;
  }>`select * from ${held ? sql`hold_place(${id})` : sql`place_door(${id})`}`.execute(db);
  const row = rows[0];
  return row
    ? {
        id,
        ownerId: agencyId(row.owner_id),
        withheld: row.withheld,
        addressLine: row.address_line,
        lng: row.lng,
        lat: row.lat,
      }
    : null;
}

/** May this viewer open the place behind a door? */
const canOpen = (viewer: Viewer, door: Door): boolean =>
  decide(place.actions.view, viewer, { parties: { owner: door.ownerId }, withheld: door.withheld }) !== null;

/** The filter `?place=`: rows at a place that the viewer may open; a hidden or unknown id gives none. */
export async function filterByPlace(call: Call, id: string): Promise<RawBuilder<unknown>> {
  const door = isId(id) ? await doorOfPlace(call.db, id) : null;
  return door && eyesOf(call).every((eye) => canOpen(eye, door)) ? sql`t.place_id = ${id}` : sql`false`;
}

/**
 * The door at which something new is made, once the rule for creating says yes; it then stands still until the
 * transaction ends, so that nothing is made at a place that was withheld, handed over or retired in between.
 * @throws Problem 404 when the place is not visible either, 403 when it is
 */
export async function enterDoor(
  call: Call,
  kind: Kind<'author' | 'placeOwner'>,
  placeId: string,
): Promise<{ readonly door: Door; readonly way: string }> {
  const me = ownAgency(call).id;
  let door = await doorOfPlace(call.db, placeId);
  const wayThrough = ({ ownerId, withheld }: Door) =>
    decide(kind.actions.create, call.viewer, {
      parties: { author: me, placeOwner: ownerId },
      placeWithheld: withheld,
    })?.way;
  while (door) {
    // Whoever may not, waits for nothing of the owner's: that would tell them that the place is there.
    if (!wayThrough(door)) throw await closed(call, kind, door);
    if (door.ownerId !== me) await call.rely(door.ownerId);
    const way = wayThrough(door);
    if (!way) throw await closed(call, kind, door);
    const held = await doorOfPlace(call.db, placeId, true);
    if (isDeepStrictEqual(held, door)) return { door, way };
    door = held;
  }
  throw notFound();
}

/** Why a viewer who sees a place may make nothing of a kind there. */
export const notOpened = (owner: string, kind: Kind<'author' | 'placeOwner'>): string =>
  `${owner} owns this place and has not opened it for ${kind.name} of yours; ask them to set Address Share Module.`;

async function closed(call: Call, kind: Kind<'author' | 'placeOwner'>, door: Door): Promise<Problem> {
  if (!canOpen(call.viewer, door)) return notFound();
  const owner = await call.db
    .selectFrom('agency')
    .select('name')
    .where('id', '=', door.ownerId)
    .executeTakeFirst();
  return new Problem('not_allowed', notOpened(owner?.name ?? 'Another agency', kind), {
    missing: ['addressShareModule'],
  });
}
