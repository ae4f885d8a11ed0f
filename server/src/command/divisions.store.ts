import type { AgencyId, Levels } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { Board } from './boards.store.ts';

export interface DivisionRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly agency_id: AgencyId | null;
  readonly agency_name: string | null;
  readonly agency_color: string | null;
  readonly version: number;
}

const divisions = sql`select d.id, d.name, d.kind, d.agency_id, a.name as agency_name, a.color as agency_color,
  d.version from command_division d left join agency a on a.id = d.agency_id`;

export async function listDivisions(db: Db, board: string): Promise<DivisionRow[]> {
  const { rows } =
    await sql<DivisionRow>`${divisions} where d.board_id = ${board} order by d.id limit 200`.execute(db);
  return rows;
}

export async function findDivision(db: Db, board: string, id: string): Promise<DivisionRow | null> {
  const { rows } = await sql<DivisionRow>`${divisions} where d.board_id = ${board} and d.id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function insertDivision(db: Db, board: Board, name: string, kind: string): Promise<string> {
  const id = newId();
  await sql`insert into command_division (id, board_id, scope_id, name, kind)
    values (${id}, ${board.id}, ${board.scope_id}, ${name}, ${kind})`.execute(db);
  return id;
}

/** Hands a division to an agency, or back to whoever is in command (null), and remembers from which epoch on. */
export async function handDivision(db: Db, board: Board, id: string, agency: AgencyId | null): Promise<void> {
  await sql`update command_division set agency_id = ${agency}, version = version + 1, updated_at = now()
    where id = ${id}`.execute(db);
  await sql`update command_division_hold set to_epoch = ${board.epoch}
    where division_id = ${id} and to_epoch is null`.execute(db);
  if (agency)
    await sql`insert into command_division_hold (division_id, board_id, scope_id, agency_id, from_epoch)
      values (${id}, ${board.id}, ${board.scope_id}, ${agency}, ${board.epoch})`.execute(db);
}

/** What the board's owner grants an agency, and whether the agency is there at all. */
export async function readGrant(db: Db, owner: AgencyId, agency: AgencyId) {
  const { rows } = await sql<{ levels: Levels }>`
    select coalesce((select levels from share_in_force where sheet = 'client' and grantor_id = ${owner}
      and partner_id = a.id), '{}') as levels from agency a where a.id = ${agency} and a.active`.execute(db);
  return rows[0]?.levels ?? null;
}
