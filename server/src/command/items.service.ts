import type { BoardItemChange, NewBoardItem } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { type Call, isId, pathId, requireVersion } from '../http/call.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { visible } from '../records/verbs.ts';
import { type BoardRow, logBoard, reachBoard } from './boards.service.ts';
import { findDivision } from './divisions.store.ts';
import { addEntry } from './entries.store.ts';
import {
  countItems,
  findItem,
  type ItemColumns,
  type ItemRow,
  insertItem,
  listItems,
  mostItems,
  removeItem,
  updateItem,
} from './items.store.ts';

const present = (row: ItemRow) => ({
  id: row.id,
  version: row.version,
  kind: row.kind,
  label: row.label,
  name: row.name,
  crew: row.crew,
  divisionId: row.division_id,
  post: row.post,
  since: row.since,
  doneAt: row.done_at,
  createdAt: row.created_at,
});

const posts = { staging: 'Staging', rehab: 'Rehab', rit: 'RIT' } as const;

const placeOf = ({ division_name, post }: ItemRow) => division_name ?? (post ? posts[post] : 'no assignment');

export async function readItems(call: Call, id: string) {
  await visible(call, 'commandBoard', id);
  return { items: (await listItems(call.db, id)).map(present) };
}

/**
 * The agency that every one of these divisions was handed to, or null: a write that also touches what is in no
 * division, or in another agency's, is for whoever is in command.
 */
async function agencyOfAll(call: Call, board: string, divisions: readonly (string | null)[]) {
  const agencies = new Set<AgencyId | null>();
  for (const id of new Set(divisions)) {
    if (id === null) return null;
    const division = isId(id) ? await findDivision(call.db, board, id) : null;
    if (!division) throw invalidField('divisionId', 'is no division of this board', 'unknown_division');
    agencies.add(division.agency_id);
  }
  return agencies.size === 1 ? [...agencies][0]! : null;
}

/** The columns after a write: what goes to a division leaves its post, and the other way round. */
function columnsOf(
  before: ItemColumns,
  { label, name, crew, divisionId, post }: Partial<Omit<NewBoardItem, 'kind'>>,
): ItemColumns {
  if (divisionId && post)
    throw invalidField('post', 'stands beside divisionId; a unit is in one place', 'one_place');
  return {
    label: label?.trim() ?? before.label,
    name: name === undefined ? before.name : name,
    crew: crew === undefined ? before.crew : crew,
    division_id: divisionId === undefined ? (post ? null : before.division_id) : divisionId,
    post: post === undefined ? (divisionId ? null : before.post) : post,
  };
}

const nothing: ItemColumns = { label: '', name: null, crew: null, division_id: null, post: null };

/** Puts a unit, a staff position or a benchmark on the board. */
export async function addItem(call: Call, id: string, read: () => NewBoardItem) {
  const { row, body, way } = await reachBoard(call, id, ['edit', 'workDivision'], read, ({ divisionId }) =>
    agencyOfAll(call, id, [divisionId ?? null]),
  );
  if ((await countItems(call.db, id)) >= mostItems)
    throw new Problem('conflict', `A board has at most ${mostItems} units, positions and benchmarks.`);
  const columns = columnsOf(nothing, body);
  const made = await insertItem(call.db, row, body.kind, columns);
  if (body.done) await updateItem(call.db, made, columns, true);
  const item = (await findItem(call.db, id, made))!;
  await logItem(call, row, item, 'addItem', addedText(item), way);
  return present(item);
}

const addedText = (item: ItemRow): string =>
  item.kind === 'unit'
    ? `${item.label} is on the board: ${placeOf(item)}.`
    : item.kind === 'staff'
      ? `${item.label}: ${item.name ?? 'not filled'}.`
      : item.done_at
        ? `${item.label}.`
        : `Benchmark added: ${item.label}.`;

async function logItem(call: Call, row: BoardRow, item: ItemRow, action: string, text: string, way: string) {
  await addEntry(call, row, { kind: item.kind, text, divisionId: item.division_id });
  await logBoard(call, row, action, { after: { item: present(item) }, way });
}

/** The item in the path, reached for a write that may move it. */
async function reachItem<B extends { readonly epoch: number; readonly divisionId?: string | null }>(
  call: Call,
  id: string,
  read: () => B,
  moves: (item: ItemRow, body: B) => readonly (string | null)[],
) {
  const itemId = pathId(call, 'itemId');
  const { row, body, way } = await reachBoard(call, id, ['edit', 'workDivision'], read, async (wanted) => {
    const item = await findItem(call.db, id, itemId);
    return item && agencyOfAll(call, id, moves(item, wanted));
  });
  const item = await findItem(call.db, id, itemId);
  if (!item) throw notFound();
  requireVersion(call, item.version);
  return { row, body, way, item };
}

/** Changes or moves an item. Who has one division only moves units within it. */
export async function changeItem(call: Call, id: string, read: () => BoardItemChange) {
  const { row, body, way, item } = await reachItem(call, id, read, (before, wanted) => [
    before.division_id,
    columnsOf(before, wanted).division_id,
  ]);
  await agencyOfAll(call, id, [body.divisionId ?? null]);
  await updateItem(call.db, item.id, columnsOf(item, body), body.done ?? item.done_at !== null);
  const after = (await findItem(call.db, id, item.id))!;
  await logItem(call, row, after, 'changeItem', changedText(item, after), way);
  return present(after);
}

function changedText(before: ItemRow, after: ItemRow): string {
  if (after.kind === 'benchmark' && Boolean(before.done_at) !== Boolean(after.done_at))
    return after.done_at ? `${after.label}.` : `Not reached after all: ${after.label}.`;
  if (after.kind === 'staff') return `${after.label}: ${after.name ?? 'not filled'}.`;
  if (placeOf(before) !== placeOf(after))
    return `${after.label} moved from ${placeOf(before)} to ${placeOf(after)}.`;
  if (before.crew !== after.crew) return `${after.label} has a crew of ${after.crew ?? 'unknown number'}.`;
  return `${after.label} was changed.`;
}

/** Takes an item off the board. */
export async function dropItem(call: Call, id: string, epoch: number): Promise<void> {
  const { row, way, item } = await reachItem(
    call,
    id,
    () => ({ epoch }),
    (before) => [before.division_id],
  );
  await removeItem(call.db, item.id);
  await logItem(call, row, item, 'removeItem', `${item.label} was taken off the board.`, way);
}
