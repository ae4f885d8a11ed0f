import type { AgencyId, Levels } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** An agency that may see a record of ours, and what each agency that the asker may know of gives it now. */
export interface AudienceRow {
  readonly id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly active: boolean;
  /** Grantor → levels in force, both sheets together. */
  readonly received: Readonly<Record<AgencyId, Levels>>;
}

/** The partners on an agency's sheets and a record's parties, without the agency itself, by name. */
export async function readAudience(
  db: Db,
  own: AgencyId,
  parties: readonly AgencyId[],
): Promise<AudienceRow[]> {
  const { rows } = await sql<AudienceRow>`
    select a.id, a.name, a.color, a.active, coalesce((
      select jsonb_object_agg(g.grantor_id, g.levels) from (
        select f.grantor_id, jsonb_object_agg(x.key, x.value) as levels
        from share_in_force f cross join lateral jsonb_each(f.levels) x
        where f.partner_id = a.id and f.grantor_id = any (${[...parties]}::uuid[])
        group by f.grantor_id) g), '{}') as received
    from agency a where a.id <> ${own} and (a.id = any (${[...parties]}::uuid[]) or a.id in (
      select partner_id from share_row where grantor_id = ${own} and ended_at is null))
    order by lower(a.name), a.id limit 1000`.execute(db);
  return rows;
}
