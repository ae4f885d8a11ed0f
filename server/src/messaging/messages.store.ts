import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

export interface MessageRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly seq: number;
  readonly kind: 'text' | 'joined' | 'left';
  readonly agency_id: AgencyId;
  readonly agency_name: string;
  readonly agency_color: string;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly text: string | null;
  readonly client_id: string | null;
  readonly written_at: string | null;
  readonly sent_at: string;
}

export interface NewLine {
  readonly id: string;
  readonly conversation: string;
  readonly kind: MessageRow['kind'];
  readonly agency: AgencyId;
  readonly person?: string | null;
  readonly text?: string;
  readonly clientId?: string;
  readonly writtenAt?: string | null;
}

/** Adds a message with the conversation's next number. The conversation's row is locked by the caller. */
export async function addMessage(db: Db, line: NewLine): Promise<void> {
  await sql`with numbered as (update conversation set seq = seq + 1, updated_at = clock_timestamp()
      where id = ${line.conversation} returning seq)
    insert into message (id, conversation_id, seq, kind, agency_id, person_id, text, client_id, written_at)
    select ${line.id}, ${line.conversation}, seq, ${line.kind}, ${line.agency}, ${line.person ?? null},
      ${line.text ?? null}, ${line.clientId ?? null}, ${line.writtenAt ?? null}::timestamptz from numbered`.execute(
    db,
  );
}

const messages = sql`
  select m.id, m.conversation_id, m.seq, m.kind, m.agency_id, a.name as agency_name, a.color as agency_color,
    p.id as person_id, p.name as person_name, m.text, m.client_id, m.written_at, m.sent_at
  from message m join agency a on a.id = m.agency_id left join person p on p.id = m.person_id`;

/** The id of what an agency's client sent under this name, or null. */
export async function findByClient(
  db: Db,
  conversation: string,
  agency: AgencyId,
  clientId: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from message
    where conversation_id = ${conversation} and agency_id = ${agency} and client_id = ${clientId}`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}

export async function findMessage(db: Db, id: string): Promise<MessageRow | null> {
  const { rows } = await sql<MessageRow>`${messages} where m.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Messages delivered to the acting agency: the newest first, or those after a number, the oldest first. */
export async function listMessages(
  db: Db,
  conversation: string,
  asked: { readonly before: number | null; readonly after: number | null; readonly limit: number },
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`${messages} where m.conversation_id = ${conversation}
    ${asked.before === null ? sql`` : sql`and m.seq < ${asked.before}`}
    ${asked.after === null ? sql`` : sql`and m.seq > ${asked.after}`}
    order by m.seq ${asked.after === null ? sql`desc` : sql``} limit ${asked.limit + 1}`.execute(db);
  return rows;
}

export interface ReceiptRow {
  readonly message_id: string;
  readonly agency_id: AgencyId;
  readonly name: string;
  readonly color: string;
  readonly delivered_at: string;
  readonly read_at: string | null;
}

export async function readReceipts(db: Db, ids: readonly string[]): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`
    select r.message_id, r.agency_id, a.name, a.color, r.delivered_at, r.read_at
    from message_receipt r join agency a on a.id = r.agency_id
    where r.message_id = any (${ids}::uuid[]) order by r.delivered_at, r.agency_id`.execute(db);
  return rows;
}

/** Notes that everything of others up to a number has arrived at an agency, or was read there. The first time stays. */
export async function addReceipts(
  db: Db,
  conversation: string,
  { agency, seq, read }: { readonly agency: AgencyId; readonly seq: number; readonly read: boolean },
): Promise<void> {
  const at = read ? sql`clock_timestamp()` : sql`null::timestamptz`;
  await sql`insert into message_receipt as r (message_id, agency_id, read_at)
    select m.id, ${agency}, ${at} from message m
    where m.conversation_id = ${conversation} and m.seq <= ${seq} and m.kind = 'text' and m.agency_id <> ${agency}
      and not exists (select from message_receipt x where x.message_id = m.id and x.agency_id = ${agency}
        and (x.read_at is not null or not ${read}))
    order by m.seq
    on conflict (message_id, agency_id) do update set read_at = coalesce(r.read_at, excluded.read_at)`.execute(
    db,
  );
}

/** Moves a user's mark forward, never back. */
export async function setMark(db: Db, conversation: string, membership: string, seq: number): Promise<void> {
  await sql`insert into conversation_mark as k (conversation_id, membership_id, seq)
    select ${conversation}, ${membership}, coalesce(max(m.seq), 0) from message m
      where m.conversation_id = ${conversation} and m.seq <= ${seq}
    on conflict (conversation_id, membership_id) do update set seq = greatest(k.seq, excluded.seq)`.execute(
    db,
  );
}
