import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

export interface ConversationRow {
  readonly id: string;
  readonly subject: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** The number of the last message that was delivered to the acting agency. */
  readonly seq: number;
  readonly unread: number;
}

export interface StayRow {
  readonly conversation_id: string;
  readonly agency_id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly joined_at: string;
  readonly left_at: string | null;
  readonly order: number;
}

/** Conversations that the acting agency is or was in, with what this user has not read: counted, never summed up. */
const selected = (membership: string) => sql`
  select c.id, c.subject, c.created_at, last.sent_at as updated_at, last.seq,
    (select count(*) from message m where m.conversation_id = c.id and m.kind = 'text'
      and m.seq > coalesce((select k.seq from conversation_mark k where k.conversation_id = c.id
        and k.membership_id = ${membership}), 0)
      and m.person_id is distinct from (select person_id from membership where id = ${membership})) as unread
  from (select distinct conversation_id from conversation_stay where agency_id = current_agency()) mine
    join conversation c on c.id = mine.conversation_id
    join lateral (select m.seq, m.sent_at from message m where m.conversation_id = c.id
      order by m.seq desc limit 1) last on true`;

export async function listConversations(
  db: Db,
  membership: string,
  {
    after,
    limit,
  }: { readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number },
): Promise<ConversationRow[]> {
  const { rows } = await sql<ConversationRow>`select * from (${selected(membership)}) c
    ${after ? sql`where (c.updated_at, c.id) < (${after.key}::timestamptz, ${after.id}::uuid)` : sql``}
    order by c.updated_at desc, c.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export async function findConversation(
  db: Db,
  membership: string,
  id: string,
): Promise<ConversationRow | null> {
  const { rows } = await sql<ConversationRow>`${selected(membership)} where c.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Every stay in these conversations, the earliest first. */
export async function readStays(db: Db, conversations: readonly string[]): Promise<StayRow[]> {
  const { rows } = await sql<StayRow>`
    select s.conversation_id, s.agency_id, a.name, a.color, s.joined_at, s.left_at, s.id as order
    from conversation_stay s join agency a on a.id = s.agency_id
    where s.conversation_id = any (${conversations}::uuid[]) order by s.id`.execute(db);
  return rows;
}

/** Locks a conversation's row, so that numbers and stays are this transaction's to give. False: it is not there. */
export async function lockConversation(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select id from conversation where id = ${id} for update`.execute(db);
  return rows.length > 0;
}

export async function insertConversation(
  db: Db,
  row: {
    readonly id: string;
    readonly startedBy: AgencyId;
    readonly createdBy: string;
    readonly subject: string | null;
  },
): Promise<void> {
  await sql`insert into conversation (id, started_by, created_by, subject)
    values (${row.id}, ${row.startedBy}, ${row.createdBy}, ${row.subject})`.execute(db);
}

/** Begins stays with the next message. */
export async function beginStays(db: Db, id: string, agencies: readonly AgencyId[]): Promise<void> {
  for (const agency of agencies)
    await sql`insert into conversation_stay (conversation_id, agency_id, from_seq)
      select id, ${agency}, seq from conversation where id = ${id}`.execute(db);
}

/** Ends an agency's stay with the last message there is. */
export async function endStay(db: Db, id: string, agency: AgencyId): Promise<void> {
  await sql`update conversation_stay s set left_at = clock_timestamp(), to_seq = c.seq from conversation c
    where c.id = s.conversation_id and s.conversation_id = ${id} and s.agency_id = ${agency}
      and s.left_at is null`.execute(db);
}

/** Conversations in which two agencies are still together, by pair; of these agencies, or of all where none is named. */
export async function readTogether(
  db: Db,
  agencies: readonly AgencyId[],
): Promise<{ readonly one: AgencyId; readonly other: AgencyId; readonly ids: readonly string[] }[]> {
  const { rows } = await sql<{ one: AgencyId; other: AgencyId; ids: string[] }>`
    select a.agency_id as one, b.agency_id as other, array_agg(a.conversation_id) as ids
    from conversation_stay a join conversation_stay b
      on b.conversation_id = a.conversation_id and b.left_at is null and b.agency_id > a.agency_id
    where a.left_at is null
      ${agencies.length > 0 ? sql`and (a.agency_id = any (${agencies}::uuid[]) or b.agency_id = any (${agencies}::uuid[]))` : sql``}
    group by 1, 2`.execute(db);
  return rows;
}
