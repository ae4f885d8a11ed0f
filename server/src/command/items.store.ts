import type { BoardItem } from '@standpipe/contract';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { Board } from './boards.store.ts';

export interface ItemRow {
  readonly id: string;
  readonly version: number;
  readonly kind: BoardItem['kind'];
  readonly label: string;
  readonly name: string | null;
  readonly crew: number | null;
  readonly division_id: string | null;
  readonly division_name: string | null;
  readonly post: BoardItem['post'];
  readonly since: string;
  readonly done_at: string | null;
  readonly created_at: string;
}

/** The most that stands on one board. */
export const mostItems = 500;

const items = sql`select i.id, i.version, i.kind, i.label, i.name, i.crew, i.division_id, d.name as division_name,
    i.post, i.since, i.done_at, i.created_at
  from command_item i left join command_division d on d.id = i.division_id`;

export async function listItems(db: Db, board: string): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`${items} where i.board_id = ${board} and i.removed_at is null
    order by i.id limit ${mostItems}`.execute(db);
  return rows;
}

export async function findItem(db: Db, board: string, id: string): Promise<ItemRow | null> {
  const { rows } = await sql<ItemRow>`${items} where i.board_id = ${board} and i.id = ${id}
    and i.removed_at is null`.execute(db);
  return rows[0] ?? null;
}

export async function countItems(db: Db, board: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from command_item
    where board_id = ${board} and removed_at is null`.execute(db);
  return rows[0]!.count;
}

/** What a write sets of an item. */
export interface ItemColumns {
  readonly label: string;
  readonly name: string | null;
  readonly crew: number | null;
  readonly division_id: string | null;
  readonly post: BoardItem['post'];
}

export async function insertItem(
  db: Db,
  board: Board,
  kind: BoardItem['kind'],
  { label, name, crew, division_id, post }: ItemColumns,
): Promise<string> {
  const id = newId();
  await sql`insert into command_item (id, board_id, scope_id, kind, label, name, crew, division_id, post)
    values (${id}, ${board.id}, ${board.scope_id}, ${kind}, ${label}, ${name}, ${crew}, ${division_id}, ${post})`.execute(
    db,
  );
  return id;
}

/** Changes an item; its timer starts again where it moves. */
export async function updateItem(
  db: Db,
  id: string,
  { label, name, crew, division_id, post }: ItemColumns,
  done: boolean,
): Promise<void> {
  await sql`update command_item set label = ${label}, name = ${name}, crew = ${crew},
      since = case when division_id is distinct from ${division_id}::uuid or post is distinct from ${post}
        then clock_timestamp() else since end,
      division_id = ${division_id}, post = ${post},
      done_at = case when ${done} then coalesce(done_at, clock_timestamp()) end, version = version + 1
    where id = ${id}`.execute(db);
}

/** Takes an item off the board. Its row stays: PAR answers name it. */
export async function removeItem(db: Db, id: string): Promise<void> {
  await sql`update command_item set removed_at = clock_timestamp(), version = version + 1
    where id = ${id}`.execute(db);
}
