import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from '../db/open.ts';
import { agencyColumns, agencyJoins, rowColumns, rowJoins } from '../db/rows.ts';
import type { PermitTable } from '../db/tables/records.ts';
import type { AtPlaceKind, AtPlaceRow, Columns } from './at-place.ts';

// The two tables differ in columns only, which callers are held to by `Columns`; the query builder sees one of them.
const table = (kind: AtPlaceKind) => kind as 'permit';

/** Columns as they are written: what PostgreSQL keeps as JSON goes there as text. */
const written = (columns: object) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );

/** One record in a scope that is open to this transaction's viewer, or null. */
export async function findAtPlace<K extends AtPlaceKind>(
  db: Db,
  kind: K,
  id: string,
): Promise<AtPlaceRow<K> | null> {
  const { rows } = await sql<AtPlaceRow<K>>`
    select ${rowColumns(kind)}, ${agencyColumns} from ${sql.table(kind)} t ${agencyJoins(kind)} ${rowJoins(kind)}
    where t.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function insertAtPlace<K extends AtPlaceKind>(db: Db, kind: K, row: Columns<K>): Promise<void> {
  await db
    .insertInto(table(kind))
    .values(written(row) as Insertable<PermitTable>)
    .execute();
}

/** Changes a record that still stands at the version the client has seen. False: somebody was faster. */
export async function updateAtPlace<K extends AtPlaceKind>(
  db: Db,
  kind: K,
  { id, version }: { readonly id: string; readonly version: number },
  change: Columns<K>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable(table(kind))
    .set({
      ...(written(change) as Updateable<PermitTable>),
      version: version + 1,
      updated_at: sql<string>`now()`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Deletes a record that still stands at the version the client has seen. False: somebody was faster. */
export async function deleteAtPlace(
  db: Db,
  kind: AtPlaceKind,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom(table(kind))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
