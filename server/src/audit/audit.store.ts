import type { AgencyId, Subject } from '@standpipe/policy';
import { sql } from 'kysely';
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
export async function logChange(call: Author, change: Change): Promise<void> {
  await sql`insert into audit_entry
    (agency_id, person_id, credential, action, kind, record_id, before, after, way, request_id)
    values (${change.agency ?? call.asker.agency?.id ?? null}, ${call.asker.person.id}, ${call.asker.credential},
      ${change.action}, ${change.kind}, ${change.id}, ${json(change.before)}::jsonb, ${json(change.after)}::jsonb,
      ${change.way ?? null}, ${call.request.id})`.execute(call.db);
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
  if (how.filter !== undefined) await sql`set local synchronous_commit = off`.execute(call.db);
  for (const [agency, each] of byAgency)
    await sql`insert into view_entry (agency_id, viewer_agency_id, viewer_person_id, kind, ids, way, filter)
      values (${agency}, ${call.viewer.agency}, ${call.asker.person.id}, ${kind},
        ${each.map((one) => one.id)}::uuid[], ${how.way ?? null}, ${json(how.filter)}::jsonb)`.execute(call.db);
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
  await sql`insert into change_event (type, kind, record_id, before, after)
    values ('record', ${kind}, ${id}, ${json(before)}::jsonb, ${json(after)}::jsonb)`.execute(call.db);
  call.afterCommit(() => call.house.hub.wake());
}

/**
 * Puts a change of grants, features, roles or activity on the stream. The answer to the save waits until no live
 * frame can rest on what stood before.
 * @param agencies whose users may now see more or less; empty: everybody's
 */
export async function emitAccess(call: Call, agencies: readonly AgencyId[]): Promise<void> {
  await sql`insert into change_event (type, agencies) values ('access', ${[...agencies]}::uuid[])`.execute(call.db);
  call.afterCommit(() => call.house.hub.accessChanged(agencies));
}
