import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import { type Call, ownAgency } from '../http/call.ts';
import type { Board } from './boards.store.ts';

export interface NewEntry {
  readonly kind: string;
  readonly text: string;
  readonly divisionId?: string | null | undefined;
  readonly clientId?: string | undefined;
  /** When it was written, and under which epoch, where that is not now. */
  readonly late?: { readonly at: string; readonly epoch: number };
}

/** Whose entry it is. */
interface Writer {
  readonly db: Db;
  readonly agency: AgencyId;
  readonly person: string | null;
  /** Written by the program itself, with the system's rights. */
  readonly system?: true;
}

/** Adds to a board's log, which nobody edits, with its next number. Answers its id. */
export async function insertEntry(
  { db, agency, person, system }: Writer,
  board: Board,
  { kind, text, divisionId = null, clientId, late }: NewEntry,
): Promise<string> {
  const id = newId();
  const numbered = system
    ? sql`update command_board set seq = seq + 1 where id = ${board.id} returning seq`
    : sql`select next_entry(${board.id}) as seq`;
  await sql`with numbered as (${numbered}) insert into command_entry
    (id, board_id, scope_id, seq, kind, text, epoch, division_id, agency_id, person_id, client_id, at, late)
    select ${id}, ${board.id}, ${board.scope_id}, seq, ${kind}, ${text},
      ${late?.epoch ?? board.epoch}, ${divisionId}, ${agency}, ${person}, ${clientId ?? null},
      coalesce(${late?.at ?? null}::timestamptz, clock_timestamp()), ${late !== undefined}
    from numbered`.execute(db);
  return id;
}

/** The same as the acting user; the live stream hears of it once this has committed. */
export async function addEntry(call: Call, board: Board, entry: NewEntry): Promise<string> {
  const writer = { db: call.db, agency: ownAgency(call).id, person: call.asker.person.id };
  const id = await insertEntry(writer, board, entry);
  call.afterCommit(() => call.house.topics.boardsTouched([board.id]));
  return id;
}

export interface EntryRow {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly text: string;
  readonly epoch: number;
  readonly division_id: string | null;
  readonly agency_id: AgencyId;
  readonly agency_name: string;
  readonly agency_color: string;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly at: string;
  readonly received_at: string;
  readonly late: boolean;
}

const entries = sql`select e.id, e.seq, e.kind, e.text, e.epoch, e.division_id, e.agency_id, a.name as agency_name,
    a.color as agency_color, p.id as person_id, p.name as person_name, e.at, e.received_at, e.late
  from command_entry e join agency a on a.id = e.agency_id left join person p on p.id = e.person_id`;

export async function findEntries(db: Db, ids: readonly string[]): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`${entries} where e.id = any (${ids}::uuid[]) order by e.seq`.execute(
    db,
  );
  return rows;
}

/** The id of what an agency's client wrote under this name, or null. */
export async function findEntryByClient(
  db: Db,
  board: string,
  agency: AgencyId,
  clientId: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from command_entry
    where board_id = ${board} and agency_id = ${agency} and client_id = ${clientId}`.execute(db);
  return rows[0]?.id ?? null;
}

/** A board's log: the newest first, or what came after a number, the oldest first. */
export async function listEntries(
  db: Db,
  board: string,
  asked: { readonly before: number | null; readonly after: number | null; readonly limit: number },
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`${entries} where e.board_id = ${board}
    ${asked.before === null ? sql`` : sql`and e.seq < ${asked.before}`}
    ${asked.after === null ? sql`` : sql`and e.seq > ${asked.after}`}
    order by e.seq ${asked.after === null ? sql`desc` : sql``} limit ${asked.limit + 1}`.execute(db);
  return rows;
}
