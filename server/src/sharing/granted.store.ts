import type { AgencyId, Levels, Sheet } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Pause } from './wording.ts';

/** An open row as neither side's administrator sees it: with both names. */
export interface GrantedRow {
  readonly id: string;
  readonly sheet: Sheet;
  readonly grantor_id: AgencyId;
  readonly grantor: string;
  readonly partner_id: AgencyId;
  readonly partner: string;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
  readonly paused: readonly Pause[];
  readonly levels: Levels;
}

const selected = sql`
  select s.id, s.sheet, s.grantor_id, g.name as grantor, s.partner_id, p.name as partner, s.starts_at, s.ends_at,
    s.paused, coalesce((select jsonb_object_agg(x.module, x.level) from share_grant x
      where x.row_id = s.id and upper_inf(x.valid)), '{}') as levels
  from share_state s join agency g on g.id = s.grantor_id join agency p on p.id = s.partner_id`;

/** Client-sheet rows of these agencies, in both directions, whose pair is not listed any more. */
export async function unlistedRows(db: Db, agencies: readonly AgencyId[]): Promise<GrantedRow[]> {
  const { rows } = await sql<GrantedRow>`${selected}
    where s.sheet = 'client' and 'notListed' = any (s.paused)
      and (s.grantor_id = any (${agencies}::uuid[]) or s.partner_id = any (${agencies}::uuid[]))
    order by s.id`.execute(db);
  return rows;
}

/** Rows whose start or end passed after one instant and not after another. */
export async function rowsDatedBetween(db: Db, since: Date, until: Date): Promise<GrantedRow[]> {
  const { rows } = await sql<GrantedRow>`${selected}
    where (s.starts_at > ${since} and s.starts_at <= ${until}) or (s.ends_at > ${since} and s.ends_at <= ${until})
    order by s.id`.execute(db);
  return rows;
}

/** Rows in force that an agency gives or is given, on these sheets. */
export async function rowsInForceOf(
  db: Db,
  agency: AgencyId,
  sheets: readonly Sheet[],
): Promise<GrantedRow[]> {
  const { rows } = await sql<GrantedRow>`${selected}
    where ${agency}::uuid in (s.grantor_id, s.partner_id) and s.sheet = any (${sheets}::text[]) and s.paused = '{}'
    order by s.id`.execute(db);
  return rows;
}
