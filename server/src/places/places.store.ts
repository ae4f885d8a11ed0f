import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Db } from '../db/open.ts';
import type { PlaceTable } from '../db/tables/records.ts';
import type { RecordRow } from '../records/present.ts';

/** A row of a place as stores read it: with its owner's name. */
export type PlaceRow = Selectable<PlaceTable> & RecordRow;

/** One place that is not retired, in a scope that is open to this transaction's viewer, or null. */
export async function findPlace(db: Db, id: string): Promise<PlaceRow | null> {
  const { rows } = await sql<PlaceRow>`
    select t.*, owner.name as agency_name, owner.color as agency_color
    from place t join agency owner on owner.id = t.owner_id
    where t.id = ${id} and t.retired_at is null`.execute(db);
  return rows[0] ?? null;
}

export const insertPlace = (db: Db, place: Insertable<PlaceTable>) =>
  db.insertInto('place').values(place).execute();

/** Changes a place that still stands at the version the client has seen. False: somebody was faster. */
export async function updatePlace(db: Db, id: string, version: number, change: Updateable<PlaceTable>) {
  const { numUpdatedRows } = await db
    .updateTable('place')
    .set({ ...change, version: version + 1, updated_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
