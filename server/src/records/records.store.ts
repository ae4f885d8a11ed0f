import { type Insertable, sql, type Updateable } from 'kysely';
import type { Db } from '../db/open.ts';
import { agencyColumns, agencyJoins, rowColumns, rowJoins } from '../db/rows.ts';
import type { PermitTable } from '../db/tables/records.ts';
import { isCurrent } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';
import type { Columns, StoredRow } from './domain.ts';

// The tables differ in columns only, which the kinds' domains are typed by; the query builder sees one of them.
const tableOf = (kind: RecordKind) => kinds[kind].table as 'permit';

/** Columns as they are written: objects and lists go as JSON text, bytes as they are. */
const written = (columns: Columns) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && !Buffer.isBuffer(value) ? JSON.stringify(value) : value,
    ]),
  );

/** One record that is not retired, in a scope that is open to this transaction's viewer, or null. */
export async function findRecord<R extends StoredRow>(
  db: Db,
  kind: RecordKind,
  id: string,
): Promise<R | null> {
  const entry = kinds[kind];
  const { rows } = await sql<R>`
    select ${rowColumns(kind)}, ${agencyColumns} from ${sql.table(entry.table)} t ${agencyJoins(kind)}
      ${rowJoins(kind)}
    where t.id = ${id} and ${isCurrent(entry)}`.execute(db);
  return rows[0] ?? null;
}

export async function insertRecord(db: Db, kind: RecordKind, columns: Columns): Promise<void> {
  await db
    .insertInto(tableOf(kind))
    .values(written(columns) as Insertable<PermitTable>)
    .execute();
}

/** What names one version of a record. */
interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Changes a record that is still at the version the client has seen. False: somebody was faster. */
export async function updateRecord(
  db: Db,
  kind: RecordKind,
  { id, version }: Versioned,
  change: Columns,
  next = version + 1,
): Promise<boolean> {
  const { retiredAt } = kinds[kind];
  const { numUpdatedRows } = await db
    .updateTable(tableOf(kind))
    .set({
      ...(written(change) as Updateable<PermitTable>),
      version: next,
      updated_at: sql<string>`now()`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .$if(retiredAt !== undefined, (query) => query.where(sql.ref(retiredAt!), 'is', null))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Deletes a record that is still at that version, or retires it where its kind does. False: somebody was faster. */
export async function removeRecord(db: Db, kind: RecordKind, { id, version }: Versioned): Promise<boolean> {
  const { retiredAt } = kinds[kind];
  if (retiredAt) return updateRecord(db, kind, { id, version }, { [retiredAt]: new Date().toISOString() });
  const { numDeletedRows } = await db
    .deleteFrom(tableOf(kind))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
