import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { SavedViewTable } from '../db/tables/people.ts';

export type ViewRow = Selectable<SavedViewTable>;

const ofMembership = (db: Db, membershipId: string) =>
  db.selectFrom('saved_view').selectAll().where('membership_id', '=', membershipId);

export const listViews = (db: Db, membershipId: string): Promise<ViewRow[]> =>
  ofMembership(db, membershipId).orderBy('list').orderBy(sql`lower(name)`).orderBy('id').execute();

export const findView = (db: Db, membershipId: string, id: string): Promise<ViewRow | undefined> =>
  ofMembership(db, membershipId).where('id', '=', id).executeTakeFirst();

export const insertView = (db: Db, view: Insertable<SavedViewTable>) =>
  db.insertInto('saved_view').values(view).execute();

/** Changes a view that still stands at the version that was read. False: somebody was faster. */
export async function updateView(
  db: Db,
  { id, version }: ViewRow,
  change: { readonly name: string; readonly query: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('saved_view')
    .set({ ...change, version: version + 1, updated_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteView(db: Db, { id, version }: ViewRow): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
