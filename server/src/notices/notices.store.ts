import type { AgencyId, Permission } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';

export type NoticeTopic =
  | 'grantChanged'
  | 'grantResumed'
  | 'recordShared'
  | 'recordGone'
  | 'placeTransfer'
  | 'custodyExport'
  | 'partnerEdit'
  | 'userAdded'
  | 'suggestion'
  | 'suggestionDecided'
  | 'permitExpiring'
  | 'reveal'
  | 'commandReturned'
  | 'problemReported'
  | 'mayday';

/** One notice for the users of an agency who hold all of `needs`. */
export interface NewNotice {
  readonly agency: AgencyId;
  readonly needs: readonly Permission[];
  readonly topic: NoticeTopic;
  readonly about: AgencyId;
  readonly text: string;
  readonly kind?: string;
  readonly recordId?: string;
  /** How many things it tells of; one unless said. */
  readonly count?: number;
}

/** Adds a notice in the transaction of what it tells. */
export const addNotice = (call: { readonly db: Db }, notice: NewNotice): Promise<void> =>
  addNotices(call, [notice]);

/** Adds many notices at once. */
export async function addNotices(call: { readonly db: Db }, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ recordId, count = 1, ...notice }) => ({
    ...notice,
    id: newId(),
    record_id: recordId,
    count,
  }));
  await sql`insert into notice (id, agency_id, needs, topic, about_agency_id, kind, record_id, text, count)
    select id, agency, needs, topic, about, kind, record_id, text, count
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, agency uuid, needs text[], topic text,
      about uuid, kind text, record_id uuid, text text, count integer)`.execute(call.db);
}

/** A notice that counts: within a day, more of the same raises its count instead of standing beside it. */
export interface CountedNotice extends Omit<NewNotice, 'text'> {
  readonly count: number;
  text(count: number): string;
}

/** Adds to today's notice of the same topic, kind and agency, or begins one. What was read is unread again. */
export async function countNotice(db: Db, notice: CountedNotice): Promise<void> {
  const { rows } = await sql<{ id: string; count: number }>`
    update notice set count = count + ${notice.count}, record_id = ${notice.recordId ?? null}, updated_at = now()
    where id = (select id from notice where agency_id = ${notice.agency} and topic = ${notice.topic}
      and about_agency_id = ${notice.about} and kind is not distinct from ${notice.kind ?? null}
      and created_at > now() - interval '1 day' order by created_at desc limit 1)
    returning id, count`.execute(db);
  const there = rows[0];
  if (!there) {
    await addNotice({ db }, { ...notice, text: notice.text(notice.count) });
    return;
  }
  await sql`update notice set text = ${notice.text(there.count)} where id = ${there.id}`.execute(db);
  await sql`delete from notice_read where notice_id = ${there.id}`.execute(db);
}

export interface NoticeRow {
  readonly id: string;
  readonly topic: string;
  readonly kind: string | null;
  readonly record_id: string | null;
  readonly text: string;
  readonly count: number;
  readonly about_id: string | null;
  readonly about_name: string | null;
  readonly about_color: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly read: boolean;
}

/** The reader's notices, newest first: those of their agency that their permissions are for. */
export async function listNotices(
  db: Db,
  reader: { readonly membershipId: string; readonly permissions: readonly string[] },
  which: {
    readonly unread: boolean;
    readonly after: { readonly key: string; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.id, n.topic, n.kind, n.record_id, n.text, n.count, a.id as about_id, a.name as about_name,
      a.color as about_color, n.created_at, n.updated_at, r.notice_id is not null as read
    from notice n
      left join agency a on a.id = n.about_agency_id
      left join notice_read r on r.notice_id = n.id and r.membership_id = ${reader.membershipId}
    where n.agency_id = current_agency() and n.needs <@ ${reader.permissions}::text[]
      ${which.unread ? sql`and r.notice_id is null` : sql``}
      ${which.after ? sql`and (n.updated_at, n.id) < (${which.after.key}, ${which.after.id})` : sql``}
    order by n.updated_at desc, n.id desc limit ${which.limit + 1}`.execute(db);
  return rows;
}

/** How many are unread; counting stops at 100. */
export async function countUnread(
  db: Db,
  reader: { readonly membershipId: string; readonly permissions: readonly string[] },
): Promise<number> {
  return (await listNotices(db, reader, { unread: true, after: null, limit: 99 })).length;
}

/** Marks notices as read by one user: those named, or all. */
export async function markRead(db: Db, membershipId: string, ids: readonly string[] | null): Promise<void> {
  await sql`insert into notice_read (notice_id, membership_id)
    select n.id, ${membershipId} from notice n
    where n.agency_id = current_agency() ${ids ? sql`and n.id = any (${ids}::uuid[])` : sql``}
    on conflict do nothing`.execute(db);
}
