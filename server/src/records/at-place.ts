import { type AgencyId, agencyId, decide, type Kind, place, type Subject, type Viewer } from '@standpipe/policy';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Tables } from '../db/tables.ts';
import { type Call, isId, ownAgency } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { pointOf, type RecordRow } from './present.ts';

/** A row of a permit or inspection as stores read it: with both agencies' names. */
export type AtPlaceRow<T extends 'permit' | 'inspection'> = Selectable<Tables[T]> &
  RecordRow & { readonly owner_name: string; readonly owner_color: string };

/** The facts that the rules of permits and inspections look at. */
export const subjectAtPlace = (
  row: Pick<Selectable<Tables['permit']>, 'author_id' | 'owner_id' | 'status' | 'withheld' | 'place_withheld'>,
): Subject<'author' | 'placeOwner'> => ({
  parties: { author: row.author_id, placeOwner: row.owner_id },
  status: row.status,
  withheld: row.withheld,
  placeWithheld: row.place_withheld,
});

/** The door that the record carries; its id only where the viewer may open the place itself. */
export function placeAt(viewer: Viewer, row: AtPlaceRow<'permit'> | AtPlaceRow<'inspection'>) {
  const open =
    !row.place_retired &&
    decide(place.actions.view, viewer, { parties: { owner: row.owner_id }, withheld: row.place_withheld }) !== null;
  return {
    id: open ? row.place_id : null,
    addressLine: row.address_line,
    location: pointOf(row),
    agency: { id: row.owner_id, name: row.owner_name, color: row.owner_color },
  };
}

/** What the rule for creating needs to know of a place, whoever asks. It never leaves the server. */
export interface Door {
  readonly id: string;
  readonly ownerId: AgencyId;
  readonly withheld: boolean;
  readonly addressLine: string;
  readonly lng: number;
  readonly lat: number;
}

/** The door of a place that is not retired, or null. */
export async function doorOfPlace(db: Db, id: string): Promise<Door | null> {
  const { rows } = await sql<{
    owner_id: string;
    withheld: boolean;
    address_line: string;
    lng: number;
    lat: number;
  }>`select * from place_door(${id})`.execute(db);
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
export const canOpen = (viewer: Viewer, door: Door): boolean =>
  decide(place.actions.view, viewer, { parties: { owner: door.ownerId }, withheld: door.withheld }) !== null;

/**
 * The filter `?place=`: rows at a place that the viewer may open; a hidden or unknown id gives none.
 */
export async function filterByPlace(call: Call, id: string): Promise<RawBuilder<unknown>> {
  const door = isId(id) ? await doorOfPlace(call.db, id) : null;
  return door && canOpen(call.viewer, door) ? sql`t.place_id = ${id}` : sql`false`;
}

/**
 * The door at which something new is made, once the rule for creating says yes.
 * @throws Problem 404 when the place is not visible either, 403 when it is
 */
export async function enterDoor(
  call: Call,
  kind: Kind<'author' | 'placeOwner'>,
  placeId: string,
): Promise<{ readonly door: Door; readonly way: string }> {
  const me = ownAgency(call).id;
  let door = await doorOfPlace(call.db, placeId);
  if (!door) throw notFound();
  if (door.ownerId !== me) {
    await call.rely(door.ownerId);
    door = await doorOfPlace(call.db, placeId);
    if (!door) throw notFound();
  }
  const way = decide(kind.actions.create, call.viewer, {
    parties: { author: me, placeOwner: door.ownerId },
    placeWithheld: door.withheld,
  })?.way;
  if (way) return { door, way };
  if (!canOpen(call.viewer, door)) throw notFound();
  const owner = await call.db.selectFrom('agency').select('name').where('id', '=', door.ownerId).executeTakeFirst();
  throw new Problem(
    'not_allowed',
    `${owner?.name} owns this place and has not opened it for ${kind.name} of yours; ask them to set Address Share Module.`,
    { missing: ['addressShareModule'] },
  );
}

/** Why somebody who may read a record may not do this to it, in words. */
export function viewOnly(kind: Kind, row: RecordRow, verb: string): Problem {
  return new Problem(
    'not_allowed',
    `${row.agency_name} shares this with your agency as View Only: only ${row.agency_name}, which made it, can ${verb} ${kind.name} of theirs.`,
    { missing: ['own'] },
  );
}
