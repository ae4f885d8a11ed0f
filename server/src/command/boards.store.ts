import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** What names a board in its parts' tables. */
export interface Board {
  readonly id: string;
  readonly scope_id: number;
  readonly epoch: number;
}

/** Locks a board's row: whoever writes next sees what this transaction leaves. */
export async function lockBoard(db: Db, id: string): Promise<void> {
  await sql`select id from command_board where id = ${id} for update`.execute(db);
}

export async function changeBoard(
  db: Db,
  id: string,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db
    .updateTable('command_board')
    .set({
      ...columns,
      version: sql<number>`version + 1`,
      updated_at: sql<string>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .execute();
}

export interface Holder {
  readonly agency: AgencyId;
  readonly person: string | null;
}

/** Remembers who holds command at the board's epoch. */
export async function addHold(db: Db, board: Board, { agency, person }: Holder): Promise<void> {
  await sql`insert into command_hold (board_id, scope_id, epoch, agency_id, person_id)
    values (${board.id}, ${board.scope_id}, ${board.epoch}, ${agency}, ${person})`.execute(db);
}

/** Gives command to a holder: the one place where an epoch rises. Pending transfers were of the epoch before. */
export async function setHolder(db: Db, board: Board, holder: Holder): Promise<number> {
  const epoch = board.epoch + 1;
  await sql`update command_board set holder_id = ${holder.agency}, holder_person = ${holder.person},
    held_since = clock_timestamp(), epoch = ${epoch}, version = version + 1, updated_at = clock_timestamp()
    where id = ${board.id} and epoch = ${board.epoch}`.execute(db);
  await addHold(db, { ...board, epoch }, holder);
  await sql`update command_transfer set status = 'lapsed', decided_at = clock_timestamp()
    where board_id = ${board.id} and status = 'pending'`.execute(db);
  return epoch;
}

/** Did an agency hold command of a board at an epoch, or a division of it? */
export async function heldAt(db: Db, board: string, epoch: number, agency: AgencyId): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select
    exists (select from command_hold where board_id = ${board} and epoch = ${epoch} and agency_id = ${agency})
    or exists (select from command_division_hold where board_id = ${board} and agency_id = ${agency}
      and from_epoch <= ${epoch} and (to_epoch is null or to_epoch >= ${epoch})) as held`.execute(db);
  return rows[0]!.held;
}
