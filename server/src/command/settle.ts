/** What becomes of command when a grant falls, in the transaction of whatever made it fall. */
import { type AgencyId, decide, type Viewer } from '@standpipe/policy';
import { type Emitter, onAccessChange } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { asSystemWithin } from '../db/system.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { addNotice } from '../notices/notices.store.ts';
import { setHolder } from './boards.store.ts';
import { handDivision, listDivisions } from './divisions.store.ts';
import { insertEntry } from './entries.store.ts';
import { type EntrustedBoard, readEntrusted, readInactive, readReceived } from './settle.store.ts';
import { insertTransfer } from './transfers.store.ts';

const { actions } = kinds.commandBoard.rules;

/** Users of an agency with every permission, as far as its grants reach; a deactivated agency has none. */
async function viewersOf(db: Db, agencies: readonly AgencyId[]): Promise<Map<AgencyId, Viewer>> {
  const inactive = await readInactive(db, agencies);
  const viewers = new Map<AgencyId, Viewer>();
  for (const agency of agencies)
    viewers.set(agency, {
      agency,
      permissions: new Set(inactive.has(agency) ? [] : actions.edit!.needs),
      received: await readReceived(db, agency),
    });
  return viewers;
}

/** Command of a board returns to its owner, with nobody named; its users are told. */
async function returnCommand(db: Db, board: EntrustedBoard, from: AgencyId): Promise<void> {
  const owner = board.owner_id;
  await insertTransfer(db, board, { kind: 'returned', status: 'accepted', from, person: null, to: owner });
  const epoch = await setHolder(db, board, { agency: owner, person: null });
  await insertEntry(
    { db, agency: owner, person: null, system: true },
    { ...board, epoch },
    { kind: 'command', text: 'Command returned to the agency of the board. Nobody is in command.' },
  );
  await addNotice(
    { db },
    {
      agency: owner,
      about: from,
      needs: actions.edit!.needs,
      topic: 'commandReturned',
      kind: 'commandBoard',
      recordId: board.id,
      text: `Nobody is in command of ${board.incident_name}: command returned to your agency. Assume it.`,
    },
  );
}

async function settleBoard(db: Db, board: EntrustedBoard, viewers: Map<AgencyId, Viewer>): Promise<boolean> {
  const subject = subjectOf(kinds.commandBoard, board);
  let settled = false;
  for (const division of await listDivisions(db, board.id)) {
    const agency = division.agency_id;
    const viewer = agency && viewers.get(agency);
    if (!agency || !viewer || agency === board.owner_id) continue;
    const parties = { ...subject.parties, division: agency };
    if (decide(actions.workDivision, viewer, { ...subject, parties })) continue;
    await handDivision(db, board, division.id, null);
    await insertEntry({ db, agency: board.owner_id, person: null, system: true }, board, {
      kind: 'division',
      text: `${division.name} is with command again.`,
      divisionId: division.id,
    });
    settled = true;
  }
  const holder = subject.holder!;
  const viewer = viewers.get(holder);
  if (holder === board.owner_id || !viewer || decide(actions.edit, viewer, subject)) return settled;
  await returnCommand(db, board, holder);
  return true;
}

/** After a change of access, in its transaction: nobody holds command or a division without the grant for it. */
async function settleCommand(call: Emitter, agencies: readonly AgencyId[]): Promise<void> {
  const { db } = call;
  const touched = await asSystemWithin(db, async () => {
    const boards = await readEntrusted(db, agencies);
    if (boards.length === 0) return [];
    const viewers = await viewersOf(db, [...new Set(boards.flatMap(({ entrusted }) => entrusted))]);
    const ids: string[] = [];
    for (const board of boards) if (await settleBoard(db, board, viewers)) ids.push(board.id);
    return ids;
  });
  if (touched.length > 0) call.afterCommit?.(() => call.house?.topics.boardsTouched(touched));
}

onAccessChange(settleCommand);
