import type { AgencyId, Sheet, Subject } from '@standpipe/policy';
import { sql } from 'kysely';
import { ahead, prepared } from '../db/connection.ts';
import type { Call } from '../http/call.ts';

/** One change, as the change log keeps it: who, for which agency, what, before and after, by which way. */
export interface Change {
  readonly action: string;
  readonly kind: string;
  readonly id: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly way?: string | null;
  /** The agency whose log it belongs to; the asker's own unless said. */
  readonly agency?: AgencyId;
}

/** What the log takes from a call: enough of it that somebody who is only about to be known can leave a trace too. */
export interface Author extends Pick<Call, 'db' | 'request'> {
  readonly asker: {
    readonly person: { readonly id: string };
    readonly credential: string;
    readonly agency: { readonly id: AgencyId } | null;
  };
}

const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));

/** Writes a change into the log, in the change's own transaction. */
export const logChange = (call: Author, change: Change): Promise<void> => logChanges(call, [change]);

/** Writes many changes into the log at once. Without an author but the database, the program did it by itself. */
export async function logChanges(
  by: Pick<Author, 'db'> & Partial<Author>,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const entries = changes.map(({ agency, action, kind, id, before, after, way }) => ({
    agency: agency ?? by.asker?.agency?.id,
    action,
    kind,
    id,
    before,
    after,
    way,
  }));
  await sql`insert into audit_entry
    (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id)
    select agency, ${by.asker?.person.id ?? null}::uuid, ${by.asker?.credential ?? null}, action, kind, id,
      before, after, way, ${by.request?.id ?? null}
    from jsonb_to_recordset(${json(entries)}::jsonb) as entry
      (agency uuid, action text, kind text, id uuid, before jsonb, after jsonb, way text)`.execute(by.db);
}

/** Records that users of one agency read records of another: one row for each own agency. */
export async function logViews(
  call: Call,
  kind: string,
  viewed: readonly { readonly agency: AgencyId; readonly id: string }[],
  how: { readonly way?: string; readonly filter?: unknown },
): Promise<void> {
  const foreign = viewed.filter((each) => each.agency !== call.viewer.agency);
  if (call.viewAs !== null || foreign.length === 0) return;
  const byAgency = Map.groupBy(foreign, (each) => each.agency);
  if (how.filter !== undefined) await sql`${ahead} set local synchronous_commit = off`.execute(call.db);
  const views = [...byAgency].map(([agency, each]) => ({ agency, ids: each.map(({ id }) => id) }));
  await sql`${ahead}${prepared} insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter)
    select agency, ${call.viewer.agency}, ${call.asker.person.id}, ${kind}, ids, ${how.way ?? null},
      ${json(how.filter)}::jsonb
    from jsonb_to_recordset(${json(views)}::jsonb) as view (agency uuid, ids uuid[])`.execute(call.db);
}

/**
 * Puts a record's change on the stream: the facts before and after, by which each listener is judged when it is sent.
 */
export async function emitRecord(
  call: Call,
  kind: string,
  id: string,
  before: Subject | null,
  after: Subject | null,
): Promise<void> {
  await emitRecords(call, [{ kind, id, before, after }]);
}

/** What puts changes on the stream: a call, or a program of ours; the hub sees the latter's within a second. */
export type Emitter = Pick<Call, 'db'> & Partial<Pick<Call, 'afterCommit' | 'house'>>;

/** Puts the changes of many records on the stream at once. */
export async function emitRecords(
  call: Emitter,
  changes: readonly {
    readonly kind: string;
    readonly id: string;
    readonly before: Subject | null;
    readonly after: Subject | null;
    /** Only users of these agencies are told; everybody who may see the record unless said. */
    readonly agencies?: readonly AgencyId[];
  }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`insert into change_event (type, kind, record_id, before, after, agencies)
    select 'record', kind, id, before, after, coalesce(agencies, '{}')
    from jsonb_to_recordset(${json(changes)}::jsonb)
      as change (kind text, id uuid, before jsonb, after jsonb, agencies uuid[])`.execute(call.db);
  call.afterCommit?.(() => call.house?.hub.wake());
}

/** What follows for others from a change of access, in its transaction. */
type AccessSettler = (call: Emitter, agencies: readonly AgencyId[]) => Promise<void>;
const settlers = new Set<AccessSettler>();

/** Registers what has to happen in the transaction of every change of access, such as leaving a conversation. */
export const onAccessChange = (settle: AccessSettler): void => void settlers.add(settle);

/**
 * Puts a change of grants, features, roles or activity on the stream. The answer to the save waits until no live
 * frame can rest on what stood before.
 * @param concerned agencies whose users may now see more or less, or sessions that have ended, by id; empty: everybody
 */
export async function emitAccess(call: Emitter, concerned: readonly string[]): Promise<void> {
  await sql`insert into change_event (type, agencies) values ('access', ${[...concerned]}::uuid[])`.execute(
    call.db,
  );
  for (const settle of settlers) await settle(call, concerned as readonly AgencyId[]);
  call.afterCommit?.(() => call.house?.hub.accessChanged(concerned));
}

/** Tells the administrators of an agency that rows of their own sheet were saved; no right of theirs moves with it. */
export async function emitSheet(
  call: Emitter,
  sheet: Sheet,
  own: AgencyId,
  partners: readonly AgencyId[],
): Promise<void> {
  await sql`insert into change_event (type, kind, record_id, agencies)
    select 'sheet', ${sheet}, partner, ${[own]}::uuid[] from unnest(${[...partners]}::uuid[]) partner`.execute(
    call.db,
  );
  call.afterCommit?.(() => call.house?.hub.wake());
}
