import type { AgencyId, Levels } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** One direction between two agencies as the sheets have it: what is in force, or why nothing is. */
export interface Direction {
  readonly grantor: AgencyId;
  readonly partner: AgencyId;
  readonly levels: Levels;
  readonly paused: readonly string[];
}

/** What the acting agency grants, by partner, with the partners' names. */
export async function readGivenTo(db: Db, own: AgencyId) {
  const { rows } = await sql<{ id: AgencyId; name: string; color: string; levels: Levels }>`
    select a.id, a.name, a.color, s.levels from share_in_force s join agency a on a.id = s.partner_id
    where s.sheet = 'client' and s.grantor_id = ${own} order by a.name`.execute(db);
  return rows;
}

/** Both directions of every pair among these agencies. Needs the system's rights: it reads what others gave each other. */
export async function readDirections(db: Db, agencies: readonly AgencyId[]): Promise<Direction[]> {
  const { rows } = await sql<Direction>`
    select s.grantor_id as grantor, s.partner_id as partner, s.paused,
      coalesce((select jsonb_object_agg(g.module, g.level) from share_grant g
        where g.row_id = s.id and upper_inf(g.valid)), '{}') as levels
    from share_state s
    where s.sheet = 'client' and s.grantor_id = any (${agencies}::uuid[])
      and s.partner_id = any (${agencies}::uuid[])`.execute(db);
  return rows;
}

/** Which of these agencies are deactivated or have Client Data Sharing off. */
export async function readOff(db: Db, agencies: readonly AgencyId[]): Promise<Set<AgencyId>> {
  const { rows } = await sql<{ id: AgencyId }>`select id from agency
    where id = any (${agencies}::uuid[]) and not (active and client_data_sharing)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
