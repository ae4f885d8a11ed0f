import type { AgencyId, Levels } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { type FactRow, factColumns } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import type { Board } from './boards.store.ts';

/** An open board of which command, or a division, is with another agency than its own. */
export type EntrustedBoard = Board &
  FactRow & {
    readonly incident_name: string;
    readonly entrusted: readonly AgencyId[];
  };

/** Open boards on which one of these agencies holds command or a division that is not its own; of all, where none is named. */
export async function readEntrusted(db: Db, agencies: readonly AgencyId[]): Promise<EntrustedBoard[]> {
  const among = agencies.length > 0 ? sql`and agency = any (${agencies}::uuid[])` : sql``;
  const { rows } = await sql<EntrustedBoard>`
    select t.id, t.scope_id, t.epoch, t.incident_name, ${factColumns(kinds.commandBoard)}, held.entrusted
    from (select board, array_agg(distinct agency) as entrusted from (
        select b.id as board, b.holder_id as agency from command_board b
          where b.status = 'open' and b.holder_id <> b.owner_id
        union all
        select d.board_id, d.agency_id from command_division d join command_board b on b.id = d.board_id
          where b.status = 'open' and d.agency_id is not null and d.agency_id <> b.owner_id) each
      where true ${among} group by board) held
      join command_board t on t.id = held.board
    order by t.id for update of t`.execute(db);
  return rows;
}

/** What this agency is granted now, by grantor. */
export async function readReceived(db: Db, agency: AgencyId): Promise<Map<AgencyId, Levels>> {
  const { rows } = await sql<{ grantor: AgencyId; levels: Levels }>`
    select grantor_id as grantor, levels from share_in_force
    where sheet = 'client' and partner_id = ${agency}`.execute(db);
  return new Map(rows.map(({ grantor, levels }) => [grantor, levels]));
}

/** Which of these agencies are deactivated. */
export async function readInactive(db: Db, agencies: readonly AgencyId[]): Promise<Set<AgencyId>> {
  const { rows } = await sql<{ id: AgencyId }>`
    select id from agency where id = any (${agencies}::uuid[]) and not active`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
