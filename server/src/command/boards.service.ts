import type { CommandBoardChange, NewCommandBoard } from '@standpipe/contract';
import { type Action, type AgencyId, decide } from '@standpipe/policy';
import { emitRecord, logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { Problem } from '../http/problems.ts';
import type { CommandBoardJoined } from '../kinds/command-board.kind.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { type Domain, ownAgencyOnly, type RowOf } from '../records/domain.ts';
import { presentRecord } from '../records/present.ts';
import { createRecord, visible } from '../records/verbs.ts';
import { addHold, changeBoard, lockBoard } from './boards.store.ts';
import { addEntry } from './entries.store.ts';

export type BoardRow = RowOf<'command_board'> & CommandBoardJoined;

const entry = kinds.commandBoard;

/** What boards have of their own. */
export const boardDomain: Domain<BoardRow, NewCommandBoard, never> = {
  kind: 'commandBoard',
  content: (_call, row) => ({
    incidentName: row.incident_name,
    type: row.type,
    location:
      row.lng === null || row.lat === null ? null : { type: 'Point', coordinates: [row.lng, row.lat] },
    strategy: row.strategy,
    status: row.status,
    holder: {
      agency: { id: row.holder_id, name: row.holder_name, color: row.holder_color },
      user:
        row.holder_person && row.commander_name !== null
          ? { id: row.holder_person, name: row.commander_name }
          : null,
      since: row.held_since,
    },
    epoch: row.epoch,
    seq: row.seq,
    endedAt: row.ended_at,
    notes: row.notes,
  }),
  begin: async (call, { incidentName, location, ...rest }) => ({
    columns: {
      ...rest,
      incident_name: incidentName,
      ...pointColumns(location),
      status: 'open',
      owner_id: ownAgency(call).id,
      holder_id: ownAgency(call).id,
      holder_person: call.asker.person.id,
    },
  }),
  ask: async () => ({}),
  refusal: (row) => ownAgencyOnly(row, "This board is {agency}'s: only {agency} can do this."),
};

const pointColumns = (location: CommandBoardChange['location']) =>
  location === undefined
    ? {}
    : { lng: location?.coordinates[0] ?? null, lat: location?.coordinates[1] ?? null };

/** Makes a board; its maker is in command. */
export async function createBoard(call: Call, wanted: NewCommandBoard): Promise<string> {
  const id = await createRecord(call, boardDomain, wanted);
  const { row } = await visible<BoardRow>(call, 'commandBoard', id);
  await addHold(call.db, row, { agency: row.holder_id, person: row.holder_person });
  await addEntry(call, row, { kind: 'started', text: 'The board was started.' });
  return id;
}

/** What somebody does to a board, in the words of the rule. */
export type BoardDeed = Extract<Action, 'edit' | 'workDivision' | 'assume' | 'takeBack' | 'restore'>;

const refusals: Readonly<Record<BoardDeed, (row: BoardRow) => string>> = {
  edit: (row) =>
    row.status === 'ended'
      ? 'This board has ended. Its agency can reopen it.'
      : `${row.holder_name} is in command of this incident: only its users write on the board.`,
  workDivision: (row) =>
    `Your agency is not in command and this division was not handed to it. ${row.holder_name} is in command.`,
  assume: (row) =>
    row.status === 'ended'
      ? 'This board has ended. Its agency can reopen it.'
      : `To assume command, your agency needs Command Transfer from ${row.agency_name}.`,
  takeBack: (row) => `Only ${row.agency_name}, whose board it is, takes command back.`,
  restore: (row) =>
    row.status === 'open' ? 'This board is open.' : `Only ${row.agency_name} reopens this board.`,
};

/** A board that is locked for one write. */
export interface Reached<B> {
  readonly row: BoardRow;
  readonly body: B;
  readonly way: string;
  readonly fields: ReadonlySet<string> | null;
}

/** May this viewer do one of these to the board? `division` is the agency that a division was handed to. */
function authorizeBoard(call: Call, row: BoardRow, deeds: readonly BoardDeed[], division: AgencyId | null) {
  const subject = subjectOf(entry, row);
  const parties = division ? { ...subject.parties, division } : subject.parties;
  for (const deed of deeds) {
    const decision = decide(entry.rules.actions[deed], call.viewer, { ...subject, parties });
    if (decision) return decision;
  }
  return null;
}

/**
 * The board that a write acts on: the grants that it relies on and the row are locked, and the write's epoch is the
 * board's. @throws Problem 404; 409 when the epoch is older; 403 with who is in command
 */
export async function reachBoard<B extends { readonly epoch: number }>(
  call: Call,
  id: string,
  deeds: readonly BoardDeed[],
  read: () => B,
  divisionOf: (body: B) => Promise<AgencyId | null> = async () => null,
): Promise<Reached<B>> {
  const first = await visible<BoardRow>(call, 'commandBoard', id);
  if (first.row.owner_id !== ownAgency(call).id) await call.rely(first.row.owner_id);
  await visible(call, 'commandBoard', id);
  await lockBoard(call.db, id);
  const { row } = await visible<BoardRow>(call, 'commandBoard', id);
  const body = read();
  if (body.epoch !== row.epoch)
    throw new Problem(
      'conflict',
      `Command has changed since: the board is at epoch ${row.epoch}, and ${row.holder_name} is in command. Nothing was written; add what you had as late entries.`,
      { current: row.epoch },
    );
  const decision = authorizeBoard(call, row, deeds, await divisionOf(body));
  if (!decision) throw new Problem('not_allowed', refusals[deeds.at(-1)!](row), { missing: ['inCommand'] });
  return { row, body, ...decision };
}

/** Changes what a board says of its incident. Holder and epoch change only by a transfer. */
export async function patchBoard(call: Call, id: string, read: () => CommandBoardChange) {
  const { row, body, fields, way } = await reachBoard(call, id, ['edit'], read);
  const { epoch: _seen, location, incidentName, ...rest } = body;
  const asked = Object.keys(body).filter((each) => each !== 'epoch');
  if (fields && asked.some((each) => !fields.has(each))) throw boardDomain.refusal(row, 'edit');
  requireVersion(call, row.version);
  const columns = {
    ...rest,
    ...(incidentName !== undefined && { incident_name: incidentName }),
    ...pointColumns(location),
  };
  if (asked.length > 0) {
    await changeBoard(call.db, id, columns);
    const text =
      asked.length === 1 && body.strategy ? `Strategy: ${body.strategy}.` : `Changed: ${asked.join(', ')}.`;
    await addEntry(call, row, { kind: 'changed', text });
    await logBoard(call, row, 'edit', { after: Object.fromEntries(Object.entries(body)), way });
  }
  return readBoard(call, row, asked.length > 0);
}

/** Logs a change with the agency whose board it is, and with the acting one. */
export async function logBoard(
  call: Call,
  row: BoardRow,
  action: string,
  more: { readonly before?: unknown; readonly after?: unknown; readonly way?: string },
): Promise<void> {
  const change = { action, kind: 'commandBoard', id: row.id, ...more };
  await logChange(call, { ...change, agency: row.owner_id });
  if (row.owner_id !== ownAgency(call).id) await logChange(call, change);
}

/** The board after a write, which `changes` is told of when it was made, ended, changed hands or was renamed. */
export async function readBoard(call: Call, before: BoardRow, emits: boolean) {
  const { row } = await visible<BoardRow>(call, 'commandBoard', before.id);
  if (emits) await emitRecord(call, 'commandBoard', row.id, subjectOf(entry, before), subjectOf(entry, row));
  return presentRecord(call, boardDomain, row);
}
