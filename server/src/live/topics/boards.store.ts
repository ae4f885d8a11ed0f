import type { Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';
import { type FactRow, factColumns, subjectOf } from '../../kinds/entry.ts';
import { kinds } from '../../kinds/kinds.ts';

/** How far a board is, and the facts that the rule looks at. */
export interface BoardState {
  readonly id: string;
  readonly seq: number;
  readonly epoch: number;
  readonly subject: Subject;
}

export async function readBoards(db: Db, ids: readonly string[]): Promise<BoardState[]> {
  const entry = kinds.commandBoard;
  const { rows } = await sql<FactRow & { readonly id: string; readonly seq: number; readonly epoch: number }>`
    select t.id, t.seq, t.epoch, ${factColumns(entry)} from ${sql.table(entry.table)} t
    where t.id = any (${ids}::uuid[])`.execute(db);
  return rows.map((row) => ({ id: row.id, seq: row.seq, epoch: row.epoch, subject: subjectOf(entry, row) }));
}
