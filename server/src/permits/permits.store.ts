import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from '../db/open.ts';
import type { PermitTable } from '../db/tables.ts';
import type { AtPlaceRow } from '../records/at-place.ts';

export type PermitRow = AtPlaceRow<'permit'>;

/** One permit in a scope that is open to this transaction's viewer, or null. */
export async function findPermit(db: Db, id: string): Promise<PermitRow | null> {
  const { rows } = await sql<PermitRow>`
    select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name,
      owner.color as owner_color
    from permit t join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id
    where t.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export const insertPermit = (db: Db, permit: Insertable<PermitTable>) =>
  db.insertInto('permit').values(permit).execute();

/** Changes a permit that still stands at the version the client has seen. False: somebody was faster. */
export async function updatePermit(db: Db, id: string, version: number, change: Updateable<PermitTable>) {
  const { numUpdatedRows } = await db
    .updateTable('permit')
    .set({ ...change, version: version + 1, updated_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deletePermit(db: Db, id: string, version: number) {
  const { numDeletedRows } = await db
    .deleteFrom('permit')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Permits of one type at a place, not closed or lately changed, among those open to the viewer. Newest first. */
export async function similarPermits(db: Db, placeId: string, type: string): Promise<PermitRow[]> {
  const { rows } = await sql<PermitRow>`
    select t.*, author.name as agency_name, author.color as agency_color, owner.name as owner_name,
      owner.color as owner_color
    from permit t join agency author on author.id = t.author_id join agency owner on owner.id = t.owner_id
    where t.place_id = ${placeId} and lower(t.type) = lower(${type})
      and (t.status in ('applied', 'issued') or t.updated_at > now() - interval '1 year')
    order by t.created_at desc, t.id desc limit 20`.execute(db);
  return rows;
}
