import type { AgencyId, Levels } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** The owner of a board or a partner of it, with what the owner grants it. */
export interface CandidateRow {
  readonly id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly levels: Levels;
}

/** The owner and the partners it grants something; where a board is named, only those that have acted on it. */
export async function readCandidates(db: Db, owner: AgencyId, board: string | null): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select a.id, a.name, a.color, coalesce(s.levels, '{}') as levels from agency a
      left join share_in_force s on s.sheet = 'client' and s.grantor_id = ${owner} and s.partner_id = a.id
    where a.active and (a.id = ${owner} or s.partner_id is not null)
      ${
        board === null
          ? sql``
          : sql`and (a.id = ${owner} or a.id in (select agency_id from command_hold where board_id = ${board}
              union select agency_id from command_entry where board_id = ${board}))`
      }
    order by a.name, a.id limit 500`.execute(db);
  return rows;
}
