import type { AgencyId } from '@standpipe/policy';
import { type Kysely, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Tables } from '../db/tables.ts';

interface AgencyFacts {
  readonly id: AgencyId;
  readonly name: string;
  readonly state: string;
  readonly color: string;
}

/** An agency that somebody may act for now. */
export interface Acting {
  readonly membershipId: string;
  readonly agency: AgencyFacts;
}

const agencyFacts = sql`jsonb_build_object('id', a.id, 'name', a.name, 'state', a.state, 'color', a.color)`;
const mayAct = sql`m.active and a.active and m.accepted_at is not null and m.approval_until is null`;

/** Memberships that whoever has proven an address may accept. */
const openInvitations = (address: ReturnType<typeof sql>) => sql`
  select m.id, ${agencyFacts} as agency, p.name, m.person_id as "personId",
    m.invited_until as "expiresAt"
  from person p join membership m on m.person_id = p.id join agency a on a.id = m.agency_id
  where lower(p.email) = lower((${address})) and m.login_id is null and m.invited_until > now() and m.active and a.active`;

/** What a session may act for, in the order in which they joined. */
export async function actingMemberships(db: Kysely<Tables>, sessionId: string): Promise<Acting[]> {
  const { rows } = await sql<Acting>`
    select m.id as "membershipId", ${agencyFacts} as agency
    from session s join membership m on m.login_id = s.login_id
        or m.id in (select membership_id from login l where l.id = s.login_id or l.id = any (s.also))
      join agency a on a.id = m.agency_id
    where s.id = ${sessionId} and ${mayAct} and session_opens(s, m) order by m.id`.execute(db);
  return rows;
}

/** Where a login begins: the first agency to act for; null for an operator and for who may accept an invitation; undefined for nobody. */
export async function firstMembership(
  db: Kysely<Tables>,
  loginId: string,
): Promise<string | null | undefined> {
  const { rows } = await sql<{ membership_id: string | null; enters: boolean }>`
    select (select m.id from membership m join agency a on a.id = m.agency_id
        where (m.login_id = l.id or m.id = l.membership_id) and ${mayAct} order by m.id limit 1) as membership_id,
      coalesce(o.operator, false) or (l.email_verified and exists (${openInvitations(sql`l.email`)})) as enters
    from login l left join person o on o.id = l.person_id where l.id = ${loginId}`.execute(db);
  const [found] = rows;
  return found?.membership_id ?? (found?.enters ? null : undefined);
}

export interface Invited {
  readonly id: string;
  readonly agency: AgencyFacts;
  readonly name: string;
  readonly personId: string;
  readonly expiresAt: string;
}

/** What the holder of a proven login may accept, newest first. */
export async function invitationsOf(db: Db, loginId: string): Promise<Invited[]> {
  const { rows } =
    await sql<Invited>`${openInvitations(sql`(select email from login where id = ${loginId} and email_verified)`)}
    order by m.id desc limit 200`.execute(db);
  return rows;
}

/** Makes a membership acceptable for seven days. */
export const inviteUntil = (db: Db, membershipId: string) =>
  sql`update membership set invited_until = now() + interval '7 days' where id = ${membershipId}`.execute(db);

export const endInvitation = (db: Db, membershipId: string) =>
  sql`with ended as (update invitation set expires_at = now()
      where membership_id = ${membershipId} and used_at is null and expires_at > now())
    update membership set invited_until = null where id = ${membershipId}`.execute(db);

/** Somebody may act for the membership from now on: by a login of their own, or by what the agency handed out. */
export const markAccepted = (db: Db, membershipId: string, loginId: string | null) =>
  sql`update membership set login_id = ${loginId}::uuid, accepted_at = coalesce(accepted_at, now()), updated_at = now()
    where id = ${membershipId}`.execute(db);

/** Nobody may act for it until it is accepted anew. */
export const markPending = (db: Db, membershipId: string) =>
  sql`update membership set login_id = null, accepted_at = null where id = ${membershipId}`.execute(db);

/**
 * The membership that a forgotten password is about: the only one at an address, where nothing was accepted with it yet
 * and the agency handed a password out or its invitation is open. Where there are several, their person chooses.
 */
export async function onlyMembershipAt(db: Db, address: string): Promise<string | null> {
  const { rows } = await sql<{ id: string; ready: boolean }>`
    select m.id, m.login_id is null and (m.invited_until > now()
      or exists (select from login l where l.membership_id = m.id)) as ready
    from person p join membership m on m.person_id = p.id join agency a on a.id = m.agency_id
    where lower(p.email) = ${address} and m.active and a.active limit 2`.execute(db);
  return rows.length === 1 && rows[0]!.ready ? rows[0]!.id : null;
}

/** What agencies handed passwords out for at an address may be accepted for a week: its reader has come. */
export const inviteHandedOut = (db: Db, address: string) =>
  sql`update membership m set invited_until = now() + interval '7 days' from person p
    where p.id = m.person_id and lower(p.email) = ${address} and m.login_id is null and m.active
      and exists (select from login l where l.membership_id = m.id)`.execute(db);

/** Has somebody an account for this address, or an agency a user with it? */
export async function personNameAt(db: Kysely<Tables>, address: string): Promise<{ name: string } | null> {
  const { rows } = await sql<{ name: string }>`
    select name from login where membership_id is null and lower(email) = ${address}
      and (email_verified or person_id is not null)
    union all (select p.name from person p join membership m on m.person_id = p.id join agency a on a.id = m.agency_id
      where lower(p.email) = ${address} and m.active and a.active order by m.id limit 1)
    limit 1`.execute(db);
  return rows[0] ?? null;
}
