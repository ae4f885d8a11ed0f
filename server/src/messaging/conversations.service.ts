import type { NewConversation } from '@standpipe/contract';
import {
  type AgencyId,
  agencyId,
  conversation as conversationKind,
  conversationParties,
  decide,
  type Kind,
  type Subject,
} from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { logChange } from '../audit/audit.store.ts';
import { lockSharing } from '../db/locks.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { membershipOf } from '../http/session.ts';
import {
  beginStays,
  type ConversationRow,
  findConversation,
  insertConversation,
  listConversations,
  lockConversation,
  readStays,
  type StayRow,
} from './conversations.store.ts';
import { addMessage } from './messages.store.ts';
import { readGivenTo } from './pairs.store.ts';
import { areOpen, loadPairs, waitingFor } from './pairs.ts';
import { settleConversation } from './settle.ts';

const { actions } = conversationKind as unknown as Kind;

/** Each member once, as its last stay says. */
const membersOf = (stays: readonly StayRow[]): StayRow[] => [
  ...new Map(stays.map((each) => [each.agency_id, each])).values(),
];

const subjectOf = (stays: readonly StayRow[]): Subject => ({
  parties: conversationParties(
    membersOf(stays).map(({ agency_id, left_at }) => ({ agency: agency_id, left: left_at !== null })),
  ),
});

/** Tells the live stream about conversations once this transaction has committed. */
export const emitConversation = (call: Call, id: string): void =>
  call.afterCommit(() => call.house.topics.conversationsTouched([{ id }]));

function present(call: Call, row: ConversationRow, stays: readonly StayRow[]) {
  return {
    id: row.id,
    subject: row.subject,
    members: membersOf(stays).map(({ agency_id, name, color, joined_at, left_at }) => ({
      agency: { id: agency_id, name, color },
      joinedAt: joined_at,
      ...(left_at !== null && { leftAt: left_at }),
    })),
    seq: row.seq,
    unread: row.unread,
    canSend: decide(actions.send, call.viewer, subjectOf(stays)) !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Conversations that the viewer's agency is or was in, the latest first. */
export async function readConversations(
  call: Call,
  { limit = 50, cursor: sealed }: { readonly limit?: number; readonly cursor?: string },
) {
  const bound = `conversations:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const rows = await listConversations(call.db, membershipOf(call.asker), {
    after: cursor && { key: String(cursor.key), id: cursor.id },
    limit,
  });
  const shown = rows.slice(0, limit);
  const stays = Map.groupBy(
    await readStays(
      call.db,
      shown.map(({ id }) => id),
    ),
    (each) => each.conversation_id,
  );
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => present(call, row, stays.get(row.id) ?? [])),
    nextCursor: last
      ? sealCursor(
          { sort: '-updatedAt', filters: {}, key: last.updated_at, id: last.id },
          bound,
          call.house.secret,
        )
      : null,
  };
}

/** A conversation that the viewer may read, with who is and was in it. @throws Problem `not_found` */
export async function reachConversation(call: Call, id: string) {
  const row = await findConversation(call.db, membershipOf(call.asker), id);
  const stays = row ? await readStays(call.db, [id]) : [];
  if (!row || !decide(actions.view, call.viewer, subjectOf(stays))) throw notFound();
  return { row, stays };
}

export async function readConversation(call: Call, id: string) {
  const { row, stays } = await reachConversation(call, id);
  return present(call, row, stays);
}

/**
 * The same for who wants to write: nobody joins, leaves or sends until this transaction ends, and who has closed a pair
 * has left. @throws Problem 404, or 403 when the viewer's agency has left or is alone
 */
export async function reachToSend(call: Call, id: string, alone: 'mayBe' | 'mayNotBe'): Promise<StayRow[]> {
  await reachConversation(call, id);
  const own = ownAgency(call).id;
  if (await lockConversation(call.db, id)) await settleConversation(call.db, id);
  const stays = await readStays(call.db, [id]);
  const here = stays.some((each) => each.agency_id === own && each.left_at === null);
  const sends = decide(actions.send, call.viewer, subjectOf(stays)) !== null;
  if (sends || (here && alone === 'mayBe')) return stays;
  throw new Problem(
    'not_allowed',
    here
      ? 'Your agency is alone in this conversation: add another agency first.'
      : 'Your agency has left this conversation. Another agency in it can add yours again once messaging is open both ways.',
    { missing: ['talking'] },
  );
}

/** Agencies with which the viewer's may start a conversation. */
export async function readCandidates(call: Call) {
  const own = ownAgency(call).id;
  const partners = await readGivenTo(call.db, own);
  const given = new Map(partners.map(({ id, levels }) => [id, levels]));
  const open = partners.filter(({ id }) =>
    decide(actions.create, { ...call.viewer, given }, { parties: { members: [own, id] } }),
  );
  return { items: open.map(({ id, name, color }) => ({ id, name, color })) };
}

/** @throws Problem `not_allowed` naming, of the asker's own pairs, who is waited for */
async function requireOpen(call: Call, agencies: readonly AgencyId[]): Promise<void> {
  const own = ownAgency(call);
  await lockSharing(call.db, agencies, 'share');
  const pairs = await loadPairs(call.db, agencies);
  if (areOpen(pairs, agencies)) return;
  const waiting = agencies.flatMap((agency) => {
    if (agency === own.id) return [];
    const sides = waitingFor(pairs, own.id, agency);
    return sides.length > 0 ? [{ agencyId: agency, waitingFor: sides }] : [];
  });
  throw new Problem(
    'not_allowed',
    waiting.length > 0
      ? 'Messaging takes two: it is not open both ways with every one of these agencies.'
      : 'Messaging is not open between every two of these agencies; ask them.',
    { missing: waiting },
  );
}

/** Starts a conversation. @throws Problem `not_allowed` where a pair is not open both ways */
export async function startConversation(call: Call, { agencyIds, subject = null }: NewConversation) {
  const own = ownAgency(call);
  const others = agencyIds.map((each) => agencyId(each.toLowerCase()));
  for (const [at, id] of others.entries()) {
    if (id === own.id) throw invalidField(`agencyIds.${at}`, 'is your own agency', 'own_agency');
    if (others.indexOf(id) < at) throw invalidField(`agencyIds.${at}`, 'is there twice', 'duplicate');
  }
  const members = [own.id, ...others];
  await requireOpen(call, members);
  const id = newId();
  await insertConversation(call.db, { id, startedBy: own.id, createdBy: call.asker.person.id, subject });
  await beginStays(call.db, id, members);
  for (const agency of members)
    await addMessage(call.db, {
      id: newId(),
      conversation: id,
      kind: 'joined',
      agency,
      person: agency === own.id ? call.asker.person.id : null,
    });
  await logChange(call, { action: 'create', kind: 'conversation', id, after: { members, subject } });
  emitConversation(call, id);
  return id;
}

/** Adds an agency, or brings back one that has left, once every pair is open. */
export async function addMember(call: Call, id: string, read: () => { readonly agencyId: string }) {
  const stays = await reachToSend(call, id, 'mayBe');
  const added = agencyId(read().agencyId.toLowerCase());
  const talking = stays.filter((each) => each.left_at === null).map((each) => each.agency_id);
  if (talking.includes(added)) throw new Problem('conflict', 'This agency is in the conversation already.');
  await requireOpen(call, [...talking, added]);
  await beginStays(call.db, id, [added]);
  await addMessage(call.db, { id: newId(), conversation: id, kind: 'joined', agency: added });
  await logChange(call, { action: 'addMember', kind: 'conversation', id, after: { agencyId: added } });
  emitConversation(call, id);
  return readConversation(call, id);
}
