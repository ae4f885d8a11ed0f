import type { NewMessage, ReadUpTo } from '@standpipe/contract';
import { v7 as newId } from 'uuid';
import { type Call, ownAgency } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { membershipOf } from '../http/session.ts';
import { emitConversation, reachConversation, reachToSend } from './conversations.service.ts';
import {
  addMessage,
  addReceipts,
  findByClient,
  findMessage,
  listMessages,
  type MessageRow,
  type ReceiptRow,
  readReceipts,
  setMark,
} from './messages.store.ts';

const present = (row: MessageRow, receipts: readonly ReceiptRow[]) => ({
  id: row.id,
  conversationId: row.conversation_id,
  seq: row.seq,
  kind: row.kind,
  agency: { id: row.agency_id, name: row.agency_name, color: row.agency_color },
  user: row.person_id && row.person_name !== null ? { id: row.person_id, name: row.person_name } : null,
  text: row.text,
  clientId: row.client_id,
  writtenAt: row.written_at,
  sentAt: row.sent_at,
  receipts: receipts.map(({ agency_id, name, color, delivered_at, read_at }) => ({
    agency: { id: agency_id, name, color },
    deliveredAt: delivered_at,
    readAt: read_at,
  })),
});

async function presentAll(call: Call, rows: readonly MessageRow[]) {
  const receipts = Map.groupBy(
    await readReceipts(
      call.db,
      rows.map(({ id }) => id),
    ),
    (each) => each.message_id,
  );
  return rows.map((row) => present(row, receipts.get(row.id) ?? []));
}

interface Asked {
  readonly limit?: number;
  readonly cursor?: string;
  readonly after?: number;
}

/** What was delivered to the viewer's agency: the newest first, or from a number on. */
export async function readMessages(call: Call, id: string, { limit = 50, cursor: sealed, after }: Asked) {
  await reachConversation(call, id);
  const bound = `messages:${id}:${after ?? ''}:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const forward = after !== undefined;
  const at = cursor ? Number(cursor.key) : null;
  const rows = await listMessages(call.db, id, {
    before: forward ? null : at,
    after: forward ? (at ?? after) : null,
    limit,
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await presentAll(call, shown),
    nextCursor: last
      ? sealCursor(
          { sort: forward ? 'seq' : '-seq', filters: {}, key: last.seq, id: last.id },
          bound,
          call.house.secret,
        )
      : null,
  };
}

/** Sends a message, exactly once per `clientId`: what was sent before under it is answered again. */
export async function sendMessage(call: Call, id: string, read: () => NewMessage) {
  await reachToSend(call, id, 'mayNotBe');
  const { text, clientId, writtenAt = null } = read();
  const own = ownAgency(call).id;
  const earlier = await findByClient(call.db, id, own, clientId);
  const message = earlier ?? newId();
  if (!earlier) {
    await addMessage(call.db, {
      id: message,
      conversation: id,
      kind: 'text',
      agency: own,
      person: call.asker.person.id,
      text,
      clientId,
      writtenAt,
    });
    emitConversation(call, id);
  }
  return (await presentAll(call, [(await findMessage(call.db, message))!]))[0];
}

/** Notes what arrived at, or was read by, this user. */
export async function markRead(call: Call, id: string, read: () => ReadUpTo) {
  await reachConversation(call, id);
  const { seq, state = 'read' } = read();
  const agency = ownAgency(call).id;
  await addReceipts(call.db, id, { agency, seq, read: state === 'read' });
  if (state === 'read') await setMark(call.db, id, membershipOf(call.asker), seq);
  emitConversation(call, id);
  const { row } = await reachConversation(call, id);
  return { seq: row.seq, unread: row.unread };
}
