import { type Call, ownAgency } from '../http/call.ts';
import { logBoard, reachBoard, readBoard } from './boards.service.ts';
import { changeBoard, setHolder } from './boards.store.ts';
import { handDivision, listDivisions } from './divisions.store.ts';
import { addEntry } from './entries.store.ts';

/** Ends a board: divisions go back, everybody reads, nobody writes. */
export async function endBoard(call: Call, id: string, read: () => { readonly epoch: number }) {
  const { row, way } = await reachBoard(call, id, ['edit'], read);
  for (const division of await listDivisions(call.db, id))
    if (division.agency_id) await handDivision(call.db, row, division.id, null);
  await changeBoard(call.db, id, { status: 'ended', ended_at: new Date().toISOString() });
  await addEntry(call, row, { kind: 'ended', text: `${call.asker.person.name} ended the board.` });
  await logBoard(call, row, 'end', { before: { status: 'open' }, after: { status: 'ended' }, way });
  return readBoard(call, row, true);
}

/** The owner reopens an ended board with a reason, and is in command of it. */
export async function reopenBoard(
  call: Call,
  id: string,
  read: () => { readonly epoch: number; readonly reason: string },
) {
  const { row, body, way } = await reachBoard(call, id, ['restore'], read);
  await changeBoard(call.db, id, { status: 'open', ended_at: null });
  const epoch = await setHolder(call.db, row, {
    agency: ownAgency(call).id,
    person: call.asker.person.id,
  });
  const text = `${call.asker.person.name} reopened the board: ${body.reason}`;
  await addEntry(call, { ...row, epoch }, { kind: 'reopened', text });
  await logBoard(call, row, 'reopen', { after: { status: 'open', reason: body.reason, epoch }, way });
  return readBoard(call, row, true);
}
