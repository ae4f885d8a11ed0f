import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** What both logs are read by; text that is no id matches nothing. */
export interface LogFilter {
  readonly kind?: string | undefined;
  readonly action?: string | undefined;
  readonly record?: string | undefined;
  readonly user?: string | undefined;
  readonly agency?: string | undefined;
  readonly how?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Range {
  readonly before: number | null;
  readonly limit: number;
}

const all = (conditions: readonly (RawBuilder<unknown> | undefined | null | '' | false)[]) =>
  sql.join(
    conditions.filter((each): each is RawBuilder<unknown> => Boolean(each)),
    sql` and `,
  );

/** What was changed towards one partner: sharing rows, links, and places handed over. */
const concerning = (partner: string) => sql`(
  (e.kind in ('clientDataSharing', 'userDataSharing') and e.record_id::text = ${partner})
  or (e.kind = 'agencyLink' and coalesce(e.after, e.before)::text like ${`%${partner.replace(/[\\%_]/g, '\\$&')}%`})
  or (e.kind = 'place' and ${partner} in (e.after -> 'to' ->> 'id', e.after -> 'from' ->> 'id')))`;

export interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly action: string;
  readonly kind: string;
  readonly record_id: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly way: string | null;
  readonly person_id: string | null;
  readonly person_name: string | null;
  /** Whether they are a user of the own agency. */
  readonly person_own: boolean;
  readonly names: readonly { readonly id: string; readonly name: string }[];
  readonly seq: number | null;
  readonly hash: string | null;
}

/** Own users and partner agencies that an entry names by id. */
const names = sql`case
  when e.kind = 'inspection' then (select jsonb_agg(jsonb_build_object('id', m.id, 'name', u.name))
    from membership m join person u on u.id = m.person_id
    where m.agency_id = e.agency_id and m.id::text in (e.before ->> 'assignedTo', e.after ->> 'assignedTo'))
  when e.kind in ('clientDataSharing', 'userDataSharing') then
    (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)) from agency a where a.id = e.record_id)
  end`;

/** The own agency's changes, newest first. */
export async function listChanges(db: Db, filter: LogFilter, { before, limit }: Range): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select e.id, e.at, e.action, e.kind, e.record_id, e.before, e.after, e.way, e.person_id, p.name as person_name,
      exists (select from membership m where m.person_id = e.person_id and m.agency_id = e.agency_id) as person_own,
      coalesce(${names}, '[]') as names,
      s.seq, encode(s.hash, 'hex') as hash
    from audit_entry e left join person p on p.id = e.person_id
      left join audit_seal s on s.entry_id = e.id and s.log = 'change'
    where ${all([
      sql`e.agency_id = current_agency()`,
      before !== null && sql`e.id < ${before}`,
      filter.kind && sql`e.kind = ${filter.kind}`,
      filter.action && sql`e.action = ${filter.action}`,
      filter.record && sql`e.record_id::text = ${filter.record.toLowerCase()}`,
      filter.agency && concerning(filter.agency.toLowerCase()),
      filter.user && sql`e.person_id::text = ${filter.user.toLowerCase()}`,
      filter.from && sql`e.at >= ${filter.from}`,
      filter.to && sql`e.at < ${filter.to}`,
    ])}
    order by e.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export interface ViewRow {
  readonly id: number;
  readonly at: string;
  readonly viewer_agency_id: string;
  readonly viewer_name: string;
  readonly viewer_color: string;
  readonly viewer_person_id: string | null;
  readonly kind: string;
  readonly ids: string[];
  readonly way: string | null;
  readonly filter: unknown;
  readonly seq: number | null;
  readonly hash: string | null;
}

/** Partners' views of the own agency's records, newest first. */
export async function listViews(db: Db, filter: LogFilter, { before, limit }: Range): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select v.id, v.at, v.viewer_agency_id, a.name as viewer_name, a.color as viewer_color, v.viewer_person_id,
      v.kind, v.ids, v.way, v.filter, s.seq, encode(s.hash, 'hex') as hash
    from view_entry v join agency a on a.id = v.viewer_agency_id
      left join audit_seal s on s.entry_id = v.id and s.log = 'view'
    where ${all([
      sql`v.agency_id = current_agency()`,
      before !== null && sql`v.id < ${before}`,
      filter.kind && sql`v.kind = ${filter.kind}`,
      filter.agency && sql`v.viewer_agency_id::text = ${filter.agency.toLowerCase()}`,
      filter.user && sql`v.viewer_person_id::text = ${filter.user.toLowerCase()}`,
      filter.how && (filter.how === 'list' ? sql`v.filter is not null` : sql`v.filter is null`),
      filter.record && sql`v.ids::text[] @> array[${filter.record.toLowerCase()}]`,
      filter.from && sql`v.at >= ${filter.from}`,
      filter.to && sql`v.at < ${filter.to}`,
    ])}
    order by v.id desc limit ${limit + 1}`.execute(db);
  return rows;
}
