import type { HandDivision, NewDivision } from '@standpipe/contract';
import { type AgencyId, agencyId, decide } from '@standpipe/policy';
import { asSystemWithin } from '../db/system.ts';
import { type Call, pathId } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { visible } from '../records/verbs.ts';
import { type BoardRow, logBoard, reachBoard } from './boards.service.ts';
import {
  type DivisionRow,
  findDivision,
  handDivision,
  insertDivision,
  listDivisions,
  readGrant,
} from './divisions.store.ts';
import { addEntry } from './entries.store.ts';

const present = (row: DivisionRow) => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  agency: row.agency_id && { id: row.agency_id, name: row.agency_name, color: row.agency_color },
  version: row.version,
});

export async function readDivisions(call: Call, id: string) {
  await visible(call, 'commandBoard', id);
  return { items: (await listDivisions(call.db, id)).map(present) };
}

export async function makeDivision(call: Call, id: string, read: () => NewDivision) {
  const { row, body, way } = await reachBoard(call, id, ['edit'], read);
  const { name, kind = 'division' } = body;
  const made = await insertDivision(call.db, row, name, kind);
  await addEntry(call, row, { kind: 'division', text: `${name} was made.`, divisionId: made });
  await logBoard(call, row, 'makeDivision', { after: { name, kind }, way });
  return present((await findDivision(call.db, id, made))!);
}

/** Would the rule let this agency write in a division of the board that is handed to it? */
async function mayWork(call: Call, row: BoardRow, agency: AgencyId): Promise<boolean> {
  const levels = await asSystemWithin(call.db, () => readGrant(call.db, row.owner_id, agency));
  const rule = kinds.commandBoard.rules.actions.workDivision!;
  const viewer = {
    agency,
    permissions: new Set(rule.needs),
    received: new Map([[row.owner_id, levels ?? {}]]),
  };
  const subject = subjectOf(kinds.commandBoard, row);
  const parties = { ...subject.parties, division: agency };
  return levels !== null && decide(rule, viewer, { ...subject, parties }) !== null;
}

/** Hands a division to an agency that may work in it, or takes it back (null). */
export async function handOver(call: Call, id: string, read: () => HandDivision) {
  const { row, body, way } = await reachBoard(call, id, ['edit'], read);
  const division = await findDivision(call.db, id, pathId(call, 'did'));
  if (!division) throw notFound();
  const to = body.agencyId === null ? null : agencyId(body.agencyId.toLowerCase());
  if (to && !(await mayWork(call, row, to)))
    throw new Problem(
      'unmet_requirement',
      'A division can be handed to the agency whose board it is, or to one that has Command Transfer from it.',
      { missing: [{ agencyId: to }] },
    );
  await handDivision(call.db, row, division.id, to);
  const after = (await findDivision(call.db, id, division.id))!;
  const text = to
    ? `${division.name} was handed to ${after.agency_name}.`
    : `${division.name} is with command again.`;
  await addEntry(call, row, { kind: 'division', text, divisionId: division.id });
  await logBoard(call, row, 'handDivision', { after: { divisionId: division.id, agencyId: to }, way });
  return present(after);
}
