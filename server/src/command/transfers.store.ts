import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { Board } from './boards.store.ts';

export interface NewTransferRow {
  readonly kind: 'assume' | 'ask' | 'offer' | 'takeBack' | 'returned';
  readonly status: 'pending' | 'accepted';
  readonly from: AgencyId;
  readonly person: string | null;
  readonly to: AgencyId;
  readonly toUser?: string | null;
  readonly reason?: string | null;
}

export async function insertTransfer(db: Db, board: Board, row: NewTransferRow): Promise<string> {
  const id = newId();
  await sql`insert into command_transfer (id, board_id, scope_id, kind, status, from_agency, from_person, to_agency,
      to_user, reason, epoch, decided_at)
    values (${id}, ${board.id}, ${board.scope_id}, ${row.kind}, ${row.status}, ${row.from}, ${row.person}, ${row.to},
      ${row.toUser ?? null}, ${row.reason ?? null}, ${board.epoch},
      case when ${row.status} = 'accepted' then clock_timestamp() end)`.execute(db);
  return id;
}

export interface TransferRow {
  readonly id: string;
  readonly kind: NewTransferRow['kind'];
  readonly status: string;
  readonly from_agency: AgencyId;
  readonly from_name: string;
  readonly from_color: string;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly to_agency: AgencyId;
  readonly to_name: string;
  readonly to_color: string;
  readonly to_user: string | null;
  readonly reason: string | null;
  readonly epoch: number;
  readonly created_at: string;
  readonly decided_at: string | null;
}

const transfers = sql`select t.id, t.kind, t.status, t.from_agency, f.name as from_name, f.color as from_color,
    p.id as person_id, p.name as person_name, t.to_agency, o.name as to_name, o.color as to_color, t.to_user,
    t.reason, t.epoch, t.created_at, t.decided_at
  from command_transfer t join agency f on f.id = t.from_agency join agency o on o.id = t.to_agency
    left join person p on p.id = t.from_person`;

export async function findTransfer(db: Db, board: string, id: string): Promise<TransferRow | null> {
  const { rows } = await sql<TransferRow>`${transfers} where t.board_id = ${board} and t.id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function listTransfers(
  db: Db,
  board: string,
  {
    after,
    limit,
  }: { readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number },
): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`${transfers} where t.board_id = ${board}
    ${after ? sql`and (t.created_at, t.id) < (${after.key}::timestamptz, ${after.id}::uuid)` : sql``}
    order by t.created_at desc, t.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export async function decideTransfer(
  db: Db,
  id: string,
  status: 'accepted' | 'declined' | 'cancelled',
): Promise<void> {
  await sql`update command_transfer set status = ${status}, decided_at = clock_timestamp() where id = ${id}`.execute(
    db,
  );
}

export async function agencyExists(db: Db, id: AgencyId): Promise<boolean> {
  const { rows } = await sql`select id from agency where id = ${id} and active`.execute(db);
  return rows.length > 0;
}
