import type { LateEntries, NewBoardEntry } from '@standpipe/contract';
import { type Call, isId, ownAgency } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { visible } from '../records/verbs.ts';
import { type BoardRow, reachBoard } from './boards.service.ts';
import { heldAt } from './boards.store.ts';
import { findDivision } from './divisions.store.ts';
import { addEntry, type EntryRow, findEntries, findEntryByClient, listEntries } from './entries.store.ts';

const present = (row: EntryRow) => ({
  id: row.id,
  seq: row.seq,
  kind: row.kind,
  text: row.text,
  epoch: row.epoch,
  divisionId: row.division_id,
  agency: { id: row.agency_id, name: row.agency_name, color: row.agency_color },
  user: row.person_id && row.person_name !== null ? { id: row.person_id, name: row.person_name } : null,
  at: row.at,
  receivedAt: row.received_at,
  late: row.late,
});

interface Asked {
  readonly limit?: number;
  readonly cursor?: string;
  readonly after?: number;
}

/** A board's log, whole: the newest first, or from a number on. */
export async function readEntries(call: Call, id: string, { limit = 50, cursor: sealed, after }: Asked) {
  await visible(call, 'commandBoard', id);
  const bound = `entries:${id}:${after ?? ''}:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const forward = after !== undefined;
  const at = cursor ? Number(cursor.key) : null;
  const asked = { before: forward ? null : at, after: forward ? (at ?? after) : null, limit };
  const rows = await listEntries(call.db, id, asked);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(present),
    nextCursor: last
      ? sealCursor({ sort: 'seq', filters: {}, key: last.seq, id: last.id }, bound, call.house.secret)
      : null,
  };
}

/** Writes into a board's log: the holder everywhere, a division's agency in its division. */
export async function writeEntry(call: Call, id: string, read: () => NewBoardEntry) {
  const { row, body } = await reachBoard(call, id, ['edit', 'workDivision'], read, async ({ divisionId }) => {
    if (!divisionId) return null;
    const division = isId(divisionId) ? await findDivision(call.db, id, divisionId) : null;
    if (!division) throw invalidField('divisionId', 'is no division of this board', 'unknown_division');
    return division.agency_id;
  });
  const { text, kind = 'note', divisionId, clientId } = body;
  const earlier = clientId ? await findEntryByClient(call.db, id, ownAgency(call).id, clientId) : null;
  const written = earlier ?? (await addEntry(call, row, { kind, text, divisionId, clientId }));
  return present((await findEntries(call.db, [written]))[0]!);
}

/**
 * Adds what a device wrote under an epoch that its agency held, marked as late. Nothing of it is applied to the board.
 * @throws Problem `not_allowed` when the agency held neither command nor a division at that epoch
 */
export async function addLateEntries(call: Call, id: string, read: () => LateEntries) {
  const { row } = await visible<BoardRow>(call, 'commandBoard', id);
  const { epoch, entries } = read();
  const own = ownAgency(call).id;
  if (!(await heldAt(call.db, id, epoch, own)))
    throw new Problem(
      'not_allowed',
      `Your agency held neither command nor a division of this board at epoch ${epoch}.`,
      { missing: ['held'] },
    );
  const written: string[] = [];
  for (const { text, at, clientId } of entries) {
    const earlier = await findEntryByClient(call.db, id, own, clientId);
    written.push(
      earlier ?? (await addEntry(call, row, { kind: 'late', text, clientId, late: { at, epoch } })),
    );
  }
  return { items: (await findEntries(call.db, written)).map(present) };
}
