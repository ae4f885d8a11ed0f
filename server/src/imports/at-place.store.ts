import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { AtPlaceKind } from '../records/at-place.ts';

/** What an import may write of a record, by column. */
export type Content = Readonly<Record<string, unknown>>;

/** Where a record is, as the record carries it. */
export interface CarriedSite {
  readonly place_id: string;
  readonly address_line: string;
  readonly lng: number;
  readonly lat: number;
  readonly place_withheld: boolean;
}

/** A record as it stands, found by the id that its source has for it. */
export interface StandingRecord extends CarriedSite {
  readonly id: string;
  readonly external_id: string;
  readonly author_id: AgencyId;
  readonly owner_id: AgencyId;
  readonly withheld: boolean;
  readonly status: string;
  readonly number: string;
  readonly place_external_id: string | null;
  readonly [column: string]: unknown;
}

/** The columns of content that an import writes. */
const contentColumns: Readonly<Record<AtPlaceKind, readonly string[]>> = {
  permit: [
    ...['number', 'type', 'class', 'status', 'description', 'issued_on', 'expires_on', 'edition', 'section'],
    ...['notes', 'withheld'],
  ],
  inspection: [
    ...['number', 'type', 'status', 'scheduled_for', 'scheduled_all_day', 'started_at', 'completed_at'],
    ...['violations', 'checklist', 'notes', 'withheld'],
  ],
};
const siteColumns = ['place_id', 'address_line', 'lng', 'lat', 'place_withheld'];

const list = (names: readonly string[], of = '') => sql.raw(names.map((name) => `${of}${name}`).join(', '));

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Keys that may be ids of records themselves, as a file that was exported here has them. */
export const idsAmong = (keys: readonly string[]): string[] => keys.filter((key) => uuid.test(key));

/**
 * The records of an agency that came from a source under these ids, or that have them as their own; held unless only
 * looked at. `external_id` is the id by which each was asked for.
 */
export async function recordsByExternalId(
  db: Db,
  kind: AtPlaceKind,
  author: AgencyId,
  externalIds: readonly string[],
  hold: boolean,
): Promise<StandingRecord[]> {
  const own = idsAmong(externalIds);
  const { rows } = await sql<StandingRecord>`
    select ${list(contentColumns[kind], 't.')}, ${list(siteColumns, 't.')}, t.id, t.author_id,
      case when t.id = any (${own}::uuid[]) then t.id::text else t.external_id end as external_id, t.owner_id, p.external_id as place_external_id
    from ${sql.table(kind)} t left join place p on p.id = t.place_id
    where t.author_id = ${author}
      and (t.external_id = any (${[...externalIds]}::text[]) or t.id = any (${own}::uuid[]))
    order by t.id ${hold ? sql`for update of t` : sql``}`.execute(db);
  return rows;
}

/** Which of these numbers and ids of a source records of the acting agency have, those out of its sight included. */
export async function keysTaken(
  db: Db,
  kind: AtPlaceKind,
  numbers: readonly string[],
  externalIds: readonly string[],
): Promise<{ readonly numbers: Set<string>; readonly externalIds: Set<string> }> {
  const { rows } = await sql<{ number: string; external_id: string | null }>`
    select * from own_keys(${kind}, ${[...numbers]}::text[], ${[...externalIds]}::text[])`.execute(db);
  return {
    numbers: new Set(rows.map((row) => row.number)),
    externalIds: new Set(rows.map((row) => row.external_id ?? '')),
  };
}

/** What the rule for creating needs to know of these places, whoever owns them; held unless only looked at. */
export async function sitesById(db: Db, ids: readonly string[], hold: boolean) {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    owner_id: AgencyId;
    withheld: boolean;
    address_line: string;
    lng: number;
    lat: number;
  }>`select w.id, d.* from unnest(${[...ids].sort()}::uuid[]) w(id)
    cross join lateral ${hold ? sql`hold_place(w.id)` : sql`place_door(w.id)`} d`.execute(db);
  return rows;
}

/** Makes records. A row that says nothing of a column has null there, or what the column begins with. */
export async function insertRecords(db: Db, kind: AtPlaceKind, rows: readonly Content[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = [
    ...['id', 'author_id', 'owner_id', 'created_by', 'external_id'],
    ...siteColumns,
    ...contentColumns[kind],
  ];
  await sql`insert into ${sql.table(kind)} (${list(columns)}) select ${list(columns)}
    from jsonb_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(rows)}::jsonb)`.execute(db);
}

/** Writes the whole content of records that stand; one that changes its place stays with the place's owner. */
export async function updateRecords(db: Db, kind: AtPlaceKind, rows: readonly Content[]): Promise<void> {
  if (rows.length === 0) return;
  const set = [...siteColumns, ...contentColumns[kind]].map((name) => `${name} = r.${name}`).join(', ');
  await sql`update ${sql.table(kind)} t set ${sql.raw(set)}, version = t.version + 1, updated_at = now()
    from jsonb_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(rows)}::jsonb) r
    where t.id = r.id`.execute(db);
}

/** The next so many numbers of an agency's own series, as in P-2026-0042, leaving out those given by hand. */
export async function drawNumbers(
  db: Db,
  kind: AtPlaceKind,
  agency: AgencyId,
  year: number,
  many: number,
): Promise<string[]> {
  const prefix = { permit: 'P', inspection: 'I' }[kind];
  const drawn: string[] = [];
  while (drawn.length < many) {
    const missing = many - drawn.length;
    const { rows } = await sql<{ number: string }>`
      with series as (
        insert into number_series (agency_id, kind, year, last) values (${agency}, ${kind}, ${year}, ${missing})
        on conflict (agency_id, kind, year) do update set last = number_series.last + ${missing} returning last)
      select n.number from series
        cross join lateral (select ${prefix} || '-' || ${year}::text || '-' || case when i < 10000
          then lpad(i::text, 4, '0') else i::text end as number, i
          from generate_series(series.last - ${missing} + 1, series.last) i) n
      where not number_taken(${kind}, ${agency}, n.number) order by n.i`.execute(db);
    drawn.push(...rows.map((row) => row.number));
  }
  return drawn;
}
