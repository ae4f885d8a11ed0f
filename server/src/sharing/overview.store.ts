import type { AgencyId, Level, Module, Sheet } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Pause } from './wording.ts';

/** One direct grant at a level above None, with the other side's name. */
export interface OverviewRow {
  readonly sheet: Sheet;
  readonly module: Module;
  readonly level: Level;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly paused: readonly Pause[];
  readonly changed_at: string | null;
  readonly changed_by: string | null;
  readonly id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly state: string;
  readonly contact_name: string | null;
  readonly contact_phone: string | null;
  readonly contact_email: string | null;
}

/** Every grant of an open row in one direction, seen from an agency: what it gives, or what it is given. */
export async function readGrants(
  db: Db,
  own: AgencyId,
  direction: 'given' | 'received',
): Promise<OverviewRow[]> {
  const [us, them] =
    direction === 'given'
      ? [sql.ref('s.grantor_id'), sql.ref('s.partner_id')]
      : [sql.ref('s.partner_id'), sql.ref('s.grantor_id')];
  const { rows } = await sql<OverviewRow>`
    select s.sheet, g.module, g.level, s.starts_at, s.ends_at, s.paused, lower(g.valid) as changed_at,
      ${direction === 'given' ? sql`p.name` : sql`null`} as changed_by,
      a.id, a.name, a.color, a.state, a.contact_name, a.contact_phone, a.contact_email
    from share_state s join share_grant g on g.row_id = s.id and upper_inf(g.valid) and g.level <> 'none'
      join agency a on a.id = ${them} left join person p on p.id = g.set_by
    where ${us} = ${own}
    order by lower(a.name), a.id, s.sheet, g.module`.execute(db);
  return rows;
}

/** How a partner used what it was given, by the kind of record it looked at. */
export interface UseRow {
  readonly viewer_agency_id: AgencyId;
  readonly kind: string;
  readonly last_at: string;
  readonly views: number;
  readonly records: number;
}

/** Partners' views of the own agency's records: the last one of each kind, and those of the last 90 days. */
export async function readUses(
  db: Db,
  own: AgencyId,
  partners: readonly AgencyId[],
  kinds: readonly string[],
): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`
    select p.id as viewer_agency_id, k.kind, latest.at as last_at, recent.views, recent.records
    from unnest(${[...partners]}::uuid[]) p(id) cross join unnest(${[...kinds]}::text[]) k(kind)
      cross join lateral (select v.at from view_entry v
        where v.agency_id = ${own} and v.viewer_agency_id = p.id and v.kind = k.kind order by v.at desc limit 1) latest
      cross join lateral (select count(*) as views, coalesce(sum(cardinality(v.ids)), 0)::bigint as records
        from view_entry v where v.agency_id = ${own} and v.viewer_agency_id = p.id and v.kind = k.kind
          and v.at > now() - interval '90 days') recent`.execute(db);
  return rows;
}
