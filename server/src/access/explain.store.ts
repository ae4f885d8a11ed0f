import type { AgencyId, Levels, Permission, Sheet, Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { type FactRow, factColumns, isCurrent, subjectOf } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';

import type { Pause } from '../sharing/wording.ts';

/** The facts of one record that rules look at, as far as this transaction's viewer has its scope open; else null. */
export async function findSubject(
  db: Db,
  kind: RecordKind,
  id: string,
): Promise<{ readonly subject: Subject; readonly placeRetired: boolean } | null> {
  const entry = kinds[kind];
  const { rows } = await sql<FactRow & { place_retired: boolean }>`
    select ${factColumns(entry)}, ${entry.atPlace ? sql`t.place_retired` : sql`false as place_retired`}
    from ${sql.table(entry.table)} t where t.id = ${id} and ${isCurrent(entry)}`.execute(db);
  const row = rows[0];
  return row ? { subject: subjectOf(entry, row), placeRetired: row.place_retired } : null;
}

export interface NamedAgency {
  readonly id: AgencyId;
  readonly name: string;
  readonly active: boolean;
}

export async function findAgencies(db: Db, ids: readonly string[]): Promise<Map<AgencyId, NamedAgency>> {
  const rows = await db
    .selectFrom('agency')
    .select(['id', 'name', 'active'])
    .where('id', 'in', [...new Set(ids)] as AgencyId[])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** A stored row of a sheet: what it says, what pauses it, and what it gives now (null: nothing). */
export interface Share {
  readonly sheet: Sheet;
  readonly grantor_id: AgencyId;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly paused: readonly Pause[];
  readonly levels: Levels;
  readonly in_force: Levels | null;
}

/** What these agencies share with a partner; row-level security gives those rows only that the acting agency is in. */
export async function readShares(db: Db, grantors: readonly AgencyId[], partner: AgencyId): Promise<Share[]> {
  const { rows } = await sql<Share>`
    select s.sheet, s.grantor_id, s.starts_at, s.ends_at, s.paused, f.levels as in_force,
      coalesce((select jsonb_object_agg(x.module, x.level) from share_grant x
        where x.row_id = s.id and upper_inf(x.valid)), '{}') as levels
    from share_state s left join share_in_force f using (sheet, grantor_id, partner_id)
    where s.partner_id = ${partner} and s.grantor_id = any (${[...new Set(grantors)]}::uuid[])`.execute(db);
  return rows;
}

/** A user of the acting agency, by the id of their membership or person. */
export interface ColleagueRow {
  readonly name: string;
  readonly active: boolean;
  readonly permissions: Permission[];
}

export async function findColleague(db: Db, own: AgencyId, id: string): Promise<ColleagueRow | null> {
  const { rows } = await sql<ColleagueRow>`
    select p.name, m.active, array(select distinct each from membership_role mr
      join role r on r.id = mr.role_id cross join unnest(r.permissions) each
      where mr.membership_id = m.id and upper_inf(mr.valid)) as permissions
    from membership m join person p on p.id = m.person_id
    where m.agency_id = ${own} and ${id}::uuid in (m.id, m.person_id)`.execute(db);
  return rows[0] ?? null;
}
