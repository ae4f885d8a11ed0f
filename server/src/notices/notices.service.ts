import type { Call } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { membershipOf } from '../http/session.ts';
import { countUnread, listNotices, markRead, type NoticeRow } from './notices.store.ts';

const presentNotice = (row: NoticeRow) => ({
  id: row.id,
  topic: row.topic,
  text: row.text,
  count: row.count,
  about: row.about_id ? { id: row.about_id, name: row.about_name, color: row.about_color } : null,
  kind: row.kind,
  recordId: row.record_id,
  read: row.read,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const readerOf = ({ asker }: Call) => ({
  membershipId: membershipOf(asker),
  permissions: [...asker.viewer.permissions],
});

export async function pageOfNotices(
  call: Call,
  query: { limit?: number; cursor?: string; unread?: boolean },
) {
  const reader = readerOf(call);
  const { limit = 50 } = query;
  const bound = `notices:${call.asker.credential}`;
  const cursor = query.cursor ? openCursor(query.cursor, bound, call.house.secret) : null;
  const unread = cursor ? cursor.filters.unread === 'true' : (query.unread ?? false);
  const after = cursor && { key: String(cursor.key), id: cursor.id };
  const rows = await listNotices(call.db, reader, { unread, after, limit });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const position = last && {
    sort: '-updatedAt',
    filters: { unread: String(unread) },
    key: last.updated_at,
    id: last.id,
  };
  return {
    items: rows.slice(0, limit).map(presentNotice),
    nextCursor: position ? sealCursor(position, bound, call.house.secret) : null,
    unread: await countUnread(call.db, reader),
  };
}

export async function readNotices(call: Call, ids: readonly string[] | null): Promise<void> {
  await markRead(call.db, readerOf(call).membershipId, ids);
}
