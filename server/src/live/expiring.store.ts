import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { FactRow } from '../kinds/entry.ts';

/** A permit that is about to expire, with the facts that its rules look at. */
export type ExpiringPermit = FactRow & {
  readonly id: string;
  readonly author_id: AgencyId;
  readonly number: string;
  readonly type: string;
  readonly address_line: string;
  readonly expires_on: string;
};

/**
 * Issued permits that expire within so many days, by their agency's own calendar, and that it was not reminded of.
 * A new expiration date asks for a new reminder.
 */
export async function readExpiring(db: Db, days: number, limit: number): Promise<ExpiringPermit[]> {
  const { rows } = await sql<ExpiringPermit>`
    select t.id, t.author_id, t.owner_id, t.withheld, t.place_withheld, t.status, t.number, t.type, t.address_line,
      t.expires_on::text
    from permit t join agency a on a.id = t.author_id
    where t.status = 'issued' and t.expires_on between current_date - 1 and current_date + ${days + 1}::integer
      and t.expires_on between (now() at time zone a.time_zone)::date
        and (now() at time zone a.time_zone)::date + ${days}::integer
      and not exists (select from permit_reminder r where r.permit_id = t.id and r.expires_on = t.expires_on)
    order by t.expires_on, t.id limit ${limit}`.execute(db);
  return rows;
}

/** Notes that the agency is reminded of these. @returns the ids that no other server reminds of at the same time */
export async function noteReminded(db: Db, permits: readonly ExpiringPermit[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into permit_reminder (permit_id, expires_on)
    select id, expires_on from jsonb_to_recordset(${JSON.stringify(permits)}::jsonb) as p (id uuid, expires_on date)
    order by id
    on conflict (permit_id) do update set expires_on = excluded.expires_on, reminded_at = now()
      where permit_reminder.expires_on <> excluded.expires_on
    returning permit_id as id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
