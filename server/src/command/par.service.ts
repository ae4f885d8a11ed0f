import type { NewPar, NewParAnswer, ParEnd } from '@standpipe/contract';
import { type Call, isId, pathId } from '../http/call.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { visible } from '../records/verbs.ts';
import {
  endPar,
  insertPar,
  lastPar,
  listAnswers,
  listMaydays,
  type ParRow,
  putAnswer,
  readClock,
} from './accountability.store.ts';
import { type BoardRow, logBoard, reachBoard } from './boards.service.ts';
import { findDivision } from './divisions.store.ts';
import { addEntry } from './entries.store.ts';
import { findItem, listItems } from './items.store.ts';
import { presentMayday } from './maydays.service.ts';

/** Minutes from the first arrival, and from one PAR to the next. */
const interval = 20;

const presentPar = async (call: Call, row: ParRow) => ({
  id: row.id,
  reason: row.reason,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  allPar: row.all_par,
  answers: (await listAnswers(call.db, row.id)).map(({ item_id, reported, at }) => ({
    itemId: item_id,
    reported,
    at,
  })),
});

/** The clock, the PAR that runs or was last, and the maydays. */
async function present(call: Call, row: Pick<BoardRow, 'id' | 'status'>) {
  const { now, due } = await readClock(call.db, row.id, interval);
  const par = await lastPar(call.db, row.id);
  return {
    now,
    parDueAt: row.status === 'open' ? due : null,
    par: par && (await presentPar(call, par)),
    maydays: (await listMaydays(call.db, row.id)).map(presentMayday),
  };
}

export async function readAccountability(call: Call, id: string) {
  const { row } = await visible<BoardRow>(call, 'commandBoard', id);
  return present(call, row);
}

/** Starts a PAR; one that still runs ends without a result. */
export async function startPar(call: Call, id: string, read: () => NewPar) {
  const { row, body, way } = await reachBoard(call, id, ['edit'], read);
  await endPar(call.db, row, false);
  await insertPar(call.db, row, body.reason);
  await addEntry(call, row, { kind: 'par', text: `PAR started: ${body.reason}` });
  await logBoard(call, row, 'startPar', { after: { reason: body.reason }, way });
  return present(call, row);
}

/** The PAR in the path, which still runs. @throws Problem 404 or `conflict` */
async function runningPar(call: Call, id: string): Promise<ParRow> {
  const par = await lastPar(call.db, id);
  if (par?.id !== pathId(call, 'parId').toLowerCase()) throw notFound();
  if (par.ended_at) throw new Problem('conflict', 'This PAR has ended. Start another one.');
  return par;
}

/** A unit's answer: who is in command everywhere, a division's agency for the units in its division. */
export async function answerPar(call: Call, id: string, read: () => NewParAnswer) {
  const unitOf = async (itemId: string) => {
    const item = isId(itemId) ? await findItem(call.db, id, itemId) : null;
    if (item?.kind !== 'unit') throw invalidField('itemId', 'is no unit on this board', 'unknown_item');
    return item;
  };
  const { row, body } = await reachBoard(call, id, ['edit', 'workDivision'], read, async ({ itemId }) => {
    const { division_id } = await unitOf(itemId);
    return (division_id && (await findDivision(call.db, id, division_id))?.agency_id) || null;
  });
  const par = await runningPar(call, id);
  const item = await unitOf(body.itemId);
  await putAnswer(call.db, row, par.id, item.id, body.reported);
  const of = item.crew === null ? '' : ` of ${item.crew}`;
  const text = `${item.label}: PAR of ${body.reported}${of}.`;
  await addEntry(call, row, { kind: 'par', text, divisionId: item.division_id });
  return present(call, row);
}

/** Units whose answer is missing, or short of their riders. Staging, rehab and RIT count too. */
async function openUnits(call: Call, board: string, par: string): Promise<string[]> {
  const answers = new Map((await listAnswers(call.db, par)).map((each) => [each.item_id, each.reported]));
  return (await listItems(call.db, board))
    .filter(({ kind }) => kind === 'unit')
    .filter(({ id, crew }) => {
      const reported = answers.get(id);
      return reported === undefined || reported < (crew ?? 1);
    })
    .map(({ label }) => label);
}

/** Ends a PAR. @throws Problem `unmet_requirement` for "all PAR" while a unit has not answered in full */
export async function finishPar(call: Call, id: string, read: () => ParEnd) {
  const { row, body, way } = await reachBoard(call, id, ['edit'], read);
  const par = await runningPar(call, id);
  const allPar = body.outcome === 'allPar';
  const open = allPar ? await openUnits(call, id, par.id) : [];
  if (open.length > 0)
    throw new Problem(
      'unmet_requirement',
      `Not all units are PAR. Missing or short: ${open.slice(0, 20).join(', ')}.`,
      { missing: open },
    );
  await endPar(call.db, row, allPar);
  await addEntry(call, row, {
    kind: 'par',
    text: allPar ? 'All units PAR.' : 'PAR stopped before all answered.',
  });
  await logBoard(call, row, 'endPar', { after: { outcome: body.outcome }, way });
  return present(call, row);
}
