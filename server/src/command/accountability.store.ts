import type { NewMayday } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { Board } from './boards.store.ts';

export interface ParRow {
  readonly id: string;
  readonly reason: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly all_par: boolean;
}

/** A board's PAR that runs, or its last one. */
export async function lastPar(db: Db, board: string): Promise<ParRow | null> {
  const { rows } = await sql<ParRow>`select id, reason, started_at, ended_at, all_par from command_par
    where board_id = ${board} order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function insertPar(db: Db, board: Board, reason: string): Promise<void> {
  await sql`insert into command_par (id, board_id, scope_id, reason)
    values (${newId()}, ${board.id}, ${board.scope_id}, ${reason})`.execute(db);
}

/** Ends what PAR runs on a board. */
export async function endPar(db: Db, board: Board, allPar: boolean): Promise<void> {
  await sql`update command_par set ended_at = clock_timestamp(), all_par = ${allPar}
    where board_id = ${board.id} and ended_at is null`.execute(db);
}

interface ParAnswerRow {
  readonly item_id: string;
  readonly reported: number;
  readonly at: string;
}

export async function listAnswers(db: Db, par: string): Promise<ParAnswerRow[]> {
  const { rows } = await sql<ParAnswerRow>`select item_id, reported, at from command_par_answer
    where par_id = ${par} order by item_id limit 500`.execute(db);
  return rows;
}

/** Writes a unit's answer; a later one replaces it, and the log has both. */
export async function putAnswer(
  db: Db,
  board: Board,
  par: string,
  item: string,
  reported: number,
): Promise<void> {
  await sql`insert into command_par_answer (par_id, item_id, board_id, scope_id, reported)
    values (${par}, ${item}, ${board.id}, ${board.scope_id}, ${reported})
    on conflict (par_id, item_id) do update set reported = excluded.reported, at = clock_timestamp()`.execute(
    db,
  );
}

/** The server's time, and when the next PAR is due: so many minutes after the first unit arrived, or after the last PAR. */
export async function readClock(db: Db, board: string, minutes: number) {
  const { rows } = await sql<{ now: string; due: string | null }>`
    select clock_timestamp() as now, greatest(
      (select min(created_at) from command_item where board_id = ${board} and kind = 'unit'),
      (select max(ended_at) from command_par where board_id = ${board} and all_par)
    ) + make_interval(mins => ${minutes}) as due`.execute(db);
  return rows[0]!;
}

export interface MaydayRow {
  readonly id: string;
  readonly division_id: string | null;
  readonly unit: string | null;
  readonly name: string | null;
  readonly location: string | null;
  readonly assignment: string | null;
  readonly air: string | null;
  readonly resources: string | null;
  readonly called_at: string;
  readonly cleared_at: string | null;
  readonly clear_reason: string | null;
  readonly agency_id: AgencyId;
  readonly agency_name: string;
  readonly agency_color: string;
}

const maydays = sql`select m.id, m.division_id, m.unit, m.name, m.location, m.assignment, m.air, m.resources,
    m.called_at, m.cleared_at, m.clear_reason, m.agency_id, a.name as agency_name, a.color as agency_color
  from command_mayday m join agency a on a.id = m.agency_id`;

/** A board's maydays: every open one, and the latest that were cleared. */
export async function listMaydays(db: Db, board: string): Promise<MaydayRow[]> {
  const { rows } = await sql<MaydayRow>`(${maydays} where m.board_id = ${board} and m.cleared_at is null)
    union all (${maydays} where m.board_id = ${board} and m.cleared_at is not null order by m.id desc limit 20)`.execute(
    db,
  );
  return rows;
}

export async function findMayday(db: Db, board: string, id: string): Promise<MaydayRow | null> {
  const { rows } = await sql<MaydayRow>`${maydays} where m.board_id = ${board} and m.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function insertMayday(
  db: Db,
  board: Board,
  agency: AgencyId,
  { unit, name, location, assignment, air, resources, divisionId }: NewMayday,
): Promise<string> {
  const id = newId();
  await sql`insert into command_mayday
    (id, board_id, scope_id, division_id, agency_id, unit, name, location, assignment, air, resources)
    values (${id}, ${board.id}, ${board.scope_id}, ${divisionId ?? null}, ${agency}, ${unit ?? null}, ${name ?? null},
      ${location ?? null}, ${assignment ?? null}, ${air ?? null}, ${resources ?? null})`.execute(db);
  return id;
}

export async function clearMayday(db: Db, id: string, reason: string): Promise<void> {
  await sql`update command_mayday set cleared_at = clock_timestamp(), clear_reason = ${reason}
    where id = ${id}`.execute(db);
}
