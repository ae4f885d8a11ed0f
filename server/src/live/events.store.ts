import type { AgencyId, GivenLevels, Sheet, Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { type FactRow, factColumns, isCurrent, subjectOf } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';

import type { Position } from './position.ts';

/** A record changed: the facts before and after. */
export interface RecordEvent extends Position {
  readonly type: 'record';
  readonly kind: RecordKind;
  readonly record_id: string;
  readonly before: Subject | null;
  readonly after: Subject | null;
  readonly agencies: AgencyId[];
}

/** A partner's row of a sheet was saved; `agencies` names the one whose sheet it is. */
export interface SheetEvent extends Position {
  readonly type: 'sheet';
  readonly kind: Sheet;
  readonly record_id: string;
  readonly agencies: AgencyId[];
}

/** Rights moved: of these agencies, or of all. */
export interface AccessEvent extends Position {
  readonly type: 'access';
  readonly kind: null;
  readonly record_id: null;
  readonly agencies: AgencyId[];
}

export type ChangeEvent = RecordEvent | SheetEvent | AccessEvent;

/** Where the stream ends for now: behind every transaction that is still running. */
export async function endOfStream(db: Db): Promise<Position> {
  const { rows } = await sql<{ tx: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as tx`.execute(db);
  return { tx: rows[0]!.tx, id: -1 };
}

/** Events after a position, in commit-safe order: a transaction's events come once nothing older is still running. */
export async function eventsAfter(db: Db, { tx, id }: Position, limit: number): Promise<ChangeEvent[]> {
  const { rows } = await sql<ChangeEvent>`
    select e.tx::text, e.id, e.type, e.kind, e.record_id, e.before, e.after, e.agencies from change_event e
    where (e.tx, e.id) > (${tx}::xid8, ${id}) and e.tx < pg_snapshot_xmin(pg_current_snapshot())
    order by e.tx, e.id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Have an agency's rights moved since a position? Asked of everything that is committed, whatever older is still
 * running: nobody would hear of it later, for they are read with the rights that it left.
 */
export async function rightsMovedSince(db: Db, { tx, id }: Position, agency: AgencyId): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`
    select exists (select from change_event e where e.type = 'access' and (e.tx, e.id) > (${tx}::xid8, ${id})
      and (e.agencies = '{}' or ${agency}::uuid = any (e.agencies))) as moved`.execute(db);
  return rows[0]!.moved;
}

/** Has the stream been trimmed behind this position? Then what came after it cannot be told any more. */
export async function isTrimmed(db: Db, { tx, id }: Position): Promise<boolean> {
  const { rows } = await sql<{ trimmed: boolean }>`
    select exists (select from change_reader where name = 'trimmed' and (tx, id) > (${tx}::xid8, ${id})) as trimmed`.execute(
    db,
  );
  return rows[0]!.trimmed;
}

/** Forgets events older than a day, and remembers up to where. */
export async function trimEvents(db: Db): Promise<void> {
  await sql`with gone as (delete from change_event where at < now() - interval '1 day' returning tx, id),
    last as (select tx, id from gone order by tx desc, id desc limit 1)
    insert into change_reader (name, tx, id) select 'trimmed', tx, id from last
    on conflict (name) do update set tx = excluded.tx, id = excluded.id`.execute(db);
  await sql`delete from idempotency_key where created_at < now() - interval '1 day'`.execute(db);
}

export interface Facts {
  readonly id: string;
  readonly subject: Subject;
}

const factsOf = (kind: RecordKind) => {
  const entry = kinds[kind];
  return sql`select t.id, ${factColumns(entry)} from ${sql.table(entry.table)} t where ${isCurrent(entry)}`;
};

type Found = FactRow & { readonly id: string };

/** The facts that rules look at, as they stand now. A record that is gone is absent. */
export async function currentFacts(
  db: Db,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, Subject>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Found>`${factsOf(kind)} and id = any (${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, subjectOf(kinds[kind], row)]));
}

/** The database's own time. */
export async function instantOf(db: Db): Promise<string> {
  const { rows } = await sql<{ at: string }>`select clock_timestamp() as at`.execute(db);
  return rows[0]!.at;
}

/** The facts of every record in these scopes that was there at an instant or is named, at most `limit` of them. */
export async function factsInScopes(
  db: Db,
  kind: RecordKind,
  scopes: readonly number[],
  seen: { readonly at: string; readonly ids: readonly string[] },
  limit: number,
): Promise<Facts[]> {
  const { rows } = await sql<Found>`${factsOf(kind)} and scope_id = any (${scopes}::integer[])
    and (created_at <= ${seen.at}::timestamptz or id = any (${seen.ids}::uuid[]))
    limit ${limit}`.execute(db);
  return rows.map((row) => ({ id: row.id, subject: subjectOf(kinds[kind], row) }));
}

/** Every grant in force that one of these agencies has given. */
export async function grantsGivenBy(db: Db, agencies: readonly AgencyId[]): Promise<GivenLevels[]> {
  const { rows } = await sql<GivenLevels>`
    select grantor_id as grantor, partner_id as partner, levels from share_in_force
    where grantor_id = any (${agencies}::uuid[])`.execute(db);
  const pairs = new Map<string, GivenLevels>();
  for (const row of rows) {
    const key = `${row.grantor} ${row.partner}`;
    pairs.set(key, { ...row, levels: { ...pairs.get(key)?.levels, ...row.levels } });
  }
  return [...pairs.values()];
}
