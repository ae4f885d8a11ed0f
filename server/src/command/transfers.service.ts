import type { NewTransfer } from '@standpipe/contract';
import { type AgencyId, agencyId } from '@standpipe/policy';
import { type Call, isId, ownAgency, pathId } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { visible } from '../records/verbs.ts';
import { type BoardRow, logBoard, reachBoard, readBoard } from './boards.service.ts';
import { type Holder, setHolder } from './boards.store.ts';
import { addEntry } from './entries.store.ts';
import {
  agencyExists,
  decideTransfer,
  findTransfer,
  insertTransfer,
  listTransfers,
  type TransferRow,
} from './transfers.store.ts';

const present = (row: TransferRow) => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  from: { id: row.from_agency, name: row.from_name, color: row.from_color },
  to: { id: row.to_agency, name: row.to_name, color: row.to_color },
  toUserId: row.to_user,
  user: row.person_id && row.person_name !== null ? { id: row.person_id, name: row.person_name } : null,
  reason: row.reason,
  epoch: row.epoch,
  createdAt: row.created_at,
  decidedAt: row.decided_at,
});

export async function readTransfers(
  call: Call,
  id: string,
  { limit = 50, cursor: sealed }: { readonly limit?: number; readonly cursor?: string },
) {
  await visible(call, 'commandBoard', id);
  const bound = `transfers:${id}:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const rows = await listTransfers(call.db, id, {
    after: cursor && { key: String(cursor.key), id: cursor.id },
    limit,
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(present),
    nextCursor: last
      ? sealCursor(
          { sort: '-createdAt', filters: {}, key: last.created_at, id: last.id },
          bound,
          call.house.secret,
        )
      : null,
  };
}

const actingAs = (call: Call): Holder => ({ agency: ownAgency(call).id, person: call.asker.person.id });

/** Gives command to somebody, with the log, the change log and the stream. */
async function giveCommand(call: Call, row: BoardRow, holder: Holder, action: string, text: string) {
  const epoch = await setHolder(call.db, row, holder);
  await addEntry(call, { ...row, epoch }, { kind: 'command', text });
  await logBoard(call, row, action, {
    before: { holder: row.holder_id, user: row.holder_person, epoch: row.epoch },
    after: { holder: holder.agency, user: holder.person, epoch },
  });
  await readBoard(call, row, true);
}

const nameIn = (call: Call) => `${call.asker.person.name} of ${ownAgency(call).name}`;

/** Assumes command, asks for it, or offers it. Answers the transfer. */
export async function transfer(call: Call, id: string, read: () => NewTransfer) {
  let wanted: NewTransfer['kind'] = 'assume';
  const reading = () => {
    const body = read();
    wanted = body.kind;
    return body;
  };
  const deedOf = () => (wanted === 'offer' ? 'edit' : 'assume') as 'edit' | 'assume';
  const body = reading();
  const { row } = await reachBoard(call, id, [deedOf()], () => body);
  const own = actingAs(call);
  const common = { from: own.agency, person: own.person };
  let made: string;
  if (body.kind === 'assume') {
    made = await insertTransfer(call.db, row, {
      ...common,
      kind: 'assume',
      status: 'accepted',
      from: row.holder_id,
      to: own.agency,
    });
    await giveCommand(call, row, own, 'assumeCommand', `${nameIn(call)} assumed command.`);
  } else if (body.kind === 'ask') {
    if (row.holder_id === own.agency)
      throw new Problem('conflict', 'Your agency is in command already; assume it instead.');
    made = await insertTransfer(call.db, row, {
      ...common,
      kind: 'ask',
      status: 'pending',
      to: row.holder_id,
    });
    await addEntry(call, row, { kind: 'command', text: `${nameIn(call)} asked for command.` });
  } else {
    const to = agencyId(body.toAgencyId.toLowerCase());
    if (!(await agencyExists(call.db, to)))
      throw invalidField('toAgencyId', 'is no agency', 'unknown_agency');
    made = await insertTransfer(call.db, row, {
      ...common,
      kind: 'offer',
      status: 'pending',
      to,
      toUser: body.toUserId?.toLowerCase() ?? null,
    });
    const { to_name } = (await findTransfer(call.db, id, made))!;
    await addEntry(call, row, { kind: 'command', text: `${nameIn(call)} offered command to ${to_name}.` });
  }
  return present((await findTransfer(call.db, id, made))!);
}

/** The transfer in the path, still to be decided. @throws Problem 404 or `conflict` */
async function pendingTransfer(call: Call, id: string): Promise<TransferRow> {
  const found = await findTransfer(call.db, id, pathId(call, 'tid'));
  if (!found) throw notFound();
  if (found.status !== 'pending')
    throw new Problem(
      'conflict',
      `This was ${found.status === 'lapsed' ? 'overtaken by another change of command' : found.status} already.`,
    );
  return found;
}

const isAddressed = (call: Call, { to_agency, to_user }: TransferRow) =>
  to_agency === ownAgency(call).id &&
  (to_user === null || to_user === call.asker.person.id || to_user === call.asker.membershipId);

const notYours = (sentence: string) => new Problem('not_allowed', sentence, { missing: ['addressed'] });

type Answer = 'accept' | 'decline' | 'cancel';

/** Accepts or declines an offer or a question as who it is addressed to, or cancels one's own. */
export async function answerTransfer(
  call: Call,
  id: string,
  answer: Answer,
  read: () => { readonly epoch: number },
) {
  await visible(call, 'commandBoard', id);
  const asked = isId(pathId(call, 'tid')) ? await findTransfer(call.db, id, pathId(call, 'tid')) : null;
  if (!asked) throw notFound();
  // Who accepts an offer takes command; who answers a question is in command and gives it.
  const deed = asked.kind === 'offer' ? 'assume' : 'edit';
  const mine = answer === 'cancel' ? (asked.kind === 'offer' ? 'edit' : 'assume') : deed;
  const { row } = await reachBoard(call, id, [mine], read);
  const pending = await pendingTransfer(call, id);
  if (answer === 'cancel') {
    if (pending.from_agency !== ownAgency(call).id) throw notYours('Only who made it cancels it.');
  } else if (!isAddressed(call, pending)) throw notYours('This is addressed to someone else.');
  await decideTransfer(
    call.db,
    pending.id,
    `${answer === 'cancel' ? 'cancell' : answer === 'accept' ? 'accept' : 'declin'}ed`,
  );
  if (answer === 'accept') {
    const holder: Holder =
      pending.kind === 'offer'
        ? actingAs(call)
        : { agency: pending.from_agency as AgencyId, person: pending.person_id };
    const name = pending.kind === 'offer' ? nameIn(call) : `${pending.person_name} of ${pending.from_name}`;
    await giveCommand(call, row, holder, 'acceptCommand', `${name} is in command, as agreed.`);
  } else
    await addEntry(call, row, {
      kind: 'command',
      text: `${nameIn(call)} ${answer === 'decline' ? 'declined' : 'cancelled'} the transfer of command.`,
    });
  return present((await findTransfer(call.db, id, pending.id))!);
}

/** The owner takes command back, with a reason that everybody on the board reads. */
export async function takeBack(
  call: Call,
  id: string,
  read: () => { readonly epoch: number; readonly reason: string },
) {
  const { row, body } = await reachBoard(call, id, ['takeBack'], read);
  const own = actingAs(call);
  await insertTransfer(call.db, row, {
    kind: 'takeBack',
    status: 'accepted',
    from: row.holder_id,
    person: own.person,
    to: own.agency,
    reason: body.reason,
  });
  await giveCommand(call, row, own, 'takeBackCommand', `${nameIn(call)} took command back: ${body.reason}`);
  return readBoard(call, row, false);
}
