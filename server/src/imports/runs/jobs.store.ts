import type { ImportKind, ImportMapping, ImportStatus } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { type InsertObject, type RawBuilder, type Selectable, sql, type UpdateObject } from 'kysely';
import type { Db } from '../../db/open.ts';
import type { ImportJobTable } from '../../db/tables/imports.ts';
import type { Tables } from '../../db/tables.ts';

/** An import with the names of who uploaded it and who started it. */
export type JobRow = Selectable<ImportJobTable> & {
  readonly uploader_name: string | null;
  readonly starter_name: string | null;
};

const read = (where: RawBuilder<unknown>, rest: RawBuilder<unknown> = sql``) => sql<JobRow>`
  select t.*, u.name as uploader_name, s.name as starter_name from import_job t
    left join person u on u.id = t.uploaded_by left join person s on s.id = t.started_by
  where ${where} ${rest}`;

/** One import of the acting agency's, or null; held, nothing else happens to it until the transaction ends. */
export async function findJob(db: Db, id: string, hold = false): Promise<JobRow | null> {
  const { rows } = await read(sql`t.id = ${id} and t.uploaded`, hold ? sql`for update of t` : sql``).execute(
    db,
  );
  return rows[0] ?? null;
}

export interface JobQuery {
  readonly kinds: readonly ImportKind[];
  readonly status: ImportStatus | undefined;
  readonly after: { readonly key: string; readonly id: string } | null;
  readonly limit: number;
}

/** Imports of the acting agency's, newest first. */
export async function listJobs(db: Db, { kinds, status, after, limit }: JobQuery): Promise<JobRow[]> {
  const { rows } = await read(
    sql`t.uploaded and t.kind = any (${[...kinds]}::text[])
      ${status ? sql`and t.status = ${status}` : sql``}
      ${after ? sql`and (t.created_at, t.id) < (${after.key}::timestamptz, ${after.id}::uuid)` : sql``}`,
    sql`order by t.created_at desc, t.id desc limit ${limit + 1}`,
  ).execute(db);
  return rows;
}

export async function countJobs(db: Db, { kinds, status }: JobQuery): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from import_job t
    where t.uploaded and t.kind = any (${[...kinds]}::text[])
      ${status ? sql`and t.status = ${status}` : sql``}`.execute(db);
  return rows[0]!.n;
}

export const insertJob = (db: Db, job: InsertObject<Tables, 'import_job'>) =>
  db.insertInto('import_job').values(job).execute();

/** Changes what stands of an import. */
export const updateJob = (db: Db, id: string, change: UpdateObject<Tables, 'import_job'>) =>
  db
    .updateTable('import_job')
    .set({ ...change, updated_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute();

export const deleteJob = (db: Db, id: string) => db.deleteFrom('import_job').where('id', '=', id).execute();

/** Deletes a file that became nobody's import. */
export const dropUpload = (db: Db, id: string) =>
  db.deleteFrom('import_job').where('id', '=', id).where('uploaded', '=', false).execute();

/** Nothing has been done of it. */
export const atTheStart = {
  units: 0,
  rows_total: null,
  rows_read: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  places_created: 0,
  places_joined: 0,
  warnings: '[]',
  relied: [] as AgencyId[],
  reason: null,
  started_at: null,
  finished_at: null,
};

/** A mapping as it is stored. */
export const stored = (mapping: ImportMapping) => JSON.stringify(mapping);

export const insertChunk = (db: Db, importId: string, agency: AgencyId, seq: number, bytes: Buffer) =>
  db.insertInto('import_chunk').values({ import_id: importId, agency_id: agency, seq, bytes }).execute();

export async function readChunk(db: Db, importId: string, seq: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom('import_chunk')
    .select('bytes')
    .where('import_id', '=', importId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.bytes ?? null;
}

/** A row left out. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  readonly cells: Readonly<Record<string, string>>;
  readonly rest: string | null;
}

export async function insertRejections(
  db: Db,
  { id, agency_id }: Pick<JobRow, 'id' | 'agency_id'>,
  rows: readonly RejectedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  // What cannot be stored is why some rows are here: it is shown by a sign in its place.
  const storable = JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value,
  );
  await sql`insert into import_rejection (import_id, agency_id, line, reason, cells, rest)
    select ${id}, ${agency_id}, line, reason, cells, rest
    from jsonb_to_recordset(${storable}::jsonb)
      as r (line integer, reason text, cells jsonb, rest text)`.execute(db);
}

export const clearRejections = (db: Db, importId: string) =>
  db.deleteFrom('import_rejection').where('import_id', '=', importId).execute();

/** Rejected rows in the order of the file, from one of them on. */
export async function readRejections(
  db: Db,
  importId: string,
  after: { readonly line: number; readonly id: number },
  limit: number,
): Promise<(RejectedRow & { readonly id: number })[]> {
  const { rows } = await sql<RejectedRow & { readonly id: number }>`
    select id, line, reason, cells, rest from import_rejection
    where import_id = ${importId} and (line, id) > (${after.line}, ${after.id})
    order by line, id limit ${limit}`.execute(db);
  return rows;
}

/** Words with digits in them: keys, numbers, days. */
const maskedInReasons = '\\m(?!UTF-8)(?<!UTF-)[[:alnum:]_]*[0-9][^[:space:]",;()]*';

/** Why rows were left out, and how many; keys and numbers in the reasons do not count. */
export async function countReasons(db: Db, importId: string): Promise<{ reason: string; rows: number }[]> {
  const { rows } = await sql<{ reason: string; rows: number }>`
    select regexp_replace(left(reason, 300), ${maskedInReasons}, '…', 'g') as reason, count(*) as rows
    from import_rejection where import_id = ${importId} group by 1 order by 2 desc, 1 limit 20`.execute(db);
  return rows;
}
