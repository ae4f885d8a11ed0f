import { type Kysely, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Tables } from '../db/tables.ts';

interface SessionRow {
  readonly id: string;
  readonly agency_id: string | null;
  readonly agency_name: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly created_at: string;
  readonly expires_at: string;
}

/** A login's sessions that are still good, newest first, at most 200. */
export async function listSessions(db: Db, loginId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select s.id, a.id as agency_id, a.name as agency_name, s.ip_address, s.user_agent, s.created_at, s.expires_at
    from session s left join membership m on m.id = s.membership_id left join agency a on a.id = m.agency_id
    where s.login_id = ${loginId} and s.expires_at > now() order by s.id desc limit 200`.execute(db);
  return rows;
}

/** Makes a session act for another membership that it opens. */
export async function switchSession(db: Kysely<Tables>, id: string, membershipId: string): Promise<void> {
  await db.updateTable('session').set({ membership_id: membershipId }).where('id', '=', id).execute();
  await noteSignIn(db, membershipId);
}

/** Somebody began to act for an agency: its administrators see when. */
const noteSignIn = (db: Kysely<Tables>, membershipId: string) =>
  sql`update membership set last_sign_in_at = now() where id = ${membershipId}`.execute(db);

/** A new session: what else its password opened, and the agency that it begins in. */
export async function beginSession(
  db: Kysely<Tables>,
  token: string,
  also: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ membership_id: string | null }>`
    update session s set also = ${[...also]}::uuid[], membership_id = coalesce(s.membership_id,
      (select m.id from membership m join agency a on a.id = m.agency_id join login l on l.membership_id = m.id
        where l.id = any (${[...also]}::uuid[]) and m.active and a.active and m.accepted_at is not null
          and m.approval_until is null
          and not exists (select from login o where o.id = s.login_id and o.person_id is not null)
        order by m.id limit 1))
    where token = ${token} returning membership_id`.execute(db);
  if (rows[0]?.membership_id) await noteSignIn(db, rows[0].membership_id);
}

/** Which sessions end: all of a login's, those that act for a membership, one, or all but one. */
interface Ending {
  readonly loginId?: string | undefined;
  readonly membershipId?: string;
  readonly but?: string | null;
  readonly id?: string;
}

/** Ends sessions. Answers their ids. */
export async function endSessions(
  db: Kysely<Tables>,
  { loginId, membershipId, but, id }: Ending,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from session where
    ${loginId === undefined ? sql`true` : sql`(login_id = ${loginId} or ${loginId}::uuid = any (also))`}
    and ${membershipId === undefined ? sql`true` : sql`membership_id = ${membershipId}`}
    and ${id === undefined ? sql`true` : sql`id = ${id}`}
    and ${but ? sql`id <> ${but}` : sql`true`} returning id`.execute(db);
  return rows.map((row) => row.id);
}

/** Which session a token is of, while it is good. */
export async function sessionNamed(db: Kysely<Tables>, token: string | null): Promise<string | null> {
  if (!token) return null;
  const { rows } = await sql<{ id: string }>`
    select id from session where token = ${token} and expires_at > now()`.execute(db);
  return rows[0]?.id ?? null;
}

/** After signing in: the session that the cookie named before ends, and those of the login that are over. Answers their ids. */
export async function endEarlier(
  db: Kysely<Tables>,
  token: string,
  earlier: string | null,
): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`delete from session where (token = ${earlier} and token <> ${token})
    or (expires_at < now() and login_id = (select login_id from session where token = ${token})) returning id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Whom a session is of, as pages show them. */
export async function userOf(db: Kysely<Tables>, sessionId: string): Promise<Record<string, unknown> | null> {
  const { rows } = await sql<{ user: Record<string, unknown> }>`
    select viewer_of_session(token) -> 'person' as user from session where id = ${sessionId}`.execute(db);
  return rows[0]?.user ?? null;
}
