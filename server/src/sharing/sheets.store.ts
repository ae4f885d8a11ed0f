import type { AgencyId, Levels, Sheet } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Pause } from './wording.ts';

/** One row of a sheet as it stands, and what the partner gives back. */
export interface SheetRow {
  /** Null: never saved. */
  readonly id: string | null;
  readonly partner_id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly state: string;
  readonly county_fips: string;
  readonly version: number;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  /** Stored levels; a module that is absent is None. */
  readonly levels: Levels;
  readonly paused: readonly Pause[];
  readonly their_levels: Levels;
  /** When the row was saved last, and by whom of the own agency. */
  readonly saved_at: string | null;
  readonly saved_by: string | null;
  readonly saved_by_name: string | null;
}

export interface ClientSheetRow extends SheetRow {
  readonly listed_because: 'same_county' | 'linked';
}

export interface UserSheetRow extends SheetRow {
  readonly reads_permits: boolean;
  readonly reads_inspections: boolean;
}

const rowColumns = (sheet: Sheet) => sql`
  r.id, p.id as partner_id, p.name, p.color, p.state, p.county_fips, coalesce(r.version, 0) as version,
  r.starts_at, r.ends_at, pauses(${sheet}, g, p, r.starts_at, r.ends_at) as paused,
  coalesce((select jsonb_object_agg(s.module, s.level) from share_grant s
    where s.row_id = r.id and upper_inf(s.valid)), '{}') as levels,
  coalesce(t.levels, '{}') as their_levels, r.updated_at as saved_at, r.saved_by, saver.name as saved_by_name`;

/** What they give back, and who saved the row. */
const aroundRow = (sheet: Sheet, own: AgencyId) => sql`
  left join share_in_force t on t.sheet = ${sheet} and t.grantor_id = p.id and t.partner_id = ${own}
  left join person saver on saver.id = r.saved_by`;

/** The rows of an agency's Client sheet by name, saved or not; of these partners only when they are named. */
export async function readClientRows(
  db: Db,
  own: AgencyId,
  only: readonly string[] | null = null,
): Promise<ClientSheetRow[]> {
  const { rows } = await sql<ClientSheetRow>`
    with near as (
      select y.agency_id as id from agency_county x join agency_county y using (fips)
        where x.agency_id = ${own} and upper_inf(x.valid) and upper_inf(y.valid)
      union
      select case when one = ${own} then other else one end from agency_link
        where ${own}::uuid in (one, other) and upper_inf(valid))
    select ${rowColumns('client')}, listed_because(g.id, p.id) as listed_because
    from near join agency p on p.id = near.id join agency g on g.id = ${own}
      left join share_row r on r.sheet = 'client' and r.grantor_id = g.id and r.partner_id = p.id
        and r.ended_at is null
      ${aroundRow('client', own)}
    where listed_because(g.id, p.id) is not null ${only ? sql`and p.id = any (${only}::uuid[])` : sql``}
    order by lower(p.name), p.id`.execute(db);
  return rows;
}

/** The rows of an agency's User sheet by name. */
export async function readUserRows(db: Db, own: AgencyId): Promise<UserSheetRow[]> {
  const { rows } = await sql<UserSheetRow>`
    select ${rowColumns('user')}, anyone_holds(p.id, 'FD Permits - Read') as reads_permits,
      anyone_holds(p.id, 'Fire Inspections - Read') as reads_inspections
    from share_row r join agency p on p.id = r.partner_id join agency g on g.id = r.grantor_id
      ${aroundRow('user', own)}
    where r.sheet = 'user' and r.grantor_id = ${own} and r.ended_at is null
    order by lower(p.name), p.id`.execute(db);
  return rows;
}

/** The version of an agency's User sheet as one table; 0 when it was never saved. */
export async function readTableVersion(db: Db, own: AgencyId): Promise<number> {
  const sheet = await db
    .selectFrom('share_sheet')
    .select('version')
    .where('agency_id', '=', own)
    .executeTakeFirst();
  return sheet?.version ?? 0;
}

export interface PartnerRow {
  readonly id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly state: string;
  readonly county_fips: string;
}

/** The agencies among these ids that exist. */
export const findAgencies = (db: Db, ids: readonly AgencyId[]): Promise<PartnerRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('agency')
        .select(['id', 'name', 'color', 'state', 'county_fips'])
        .where('id', 'in', ids)
        .execute();

const escaped = (text: string) => text.toLowerCase().replace(/[\\%_]/g, '\\$&');

/** Active agencies whose name has all the words and that are not on the User sheet, best match first. */
export async function findCandidates(db: Db, own: AgencyId, words: readonly string[]): Promise<PartnerRow[]> {
  const has = words.map((word) => sql`and lower(a.name) like ${`%${escaped(word)}%`}`);
  const { rows } = await sql<PartnerRow>`
    select a.id, a.name, a.color, a.state, a.county_fips from agency a
    where a.active and a.id <> ${own} ${has.length > 0 ? sql.join(has, sql` `) : sql``}
      and not exists (select from share_row r where r.sheet = 'user' and r.grantor_id = ${own}
        and r.partner_id = a.id and r.ended_at is null)
    order by lower(a.name) like ${`${escaped(words.join(' '))}%`} desc, lower(a.name), a.id
    limit 20`.execute(db);
  return rows;
}
