import { type Kysely, type RawBuilder, sql } from 'kysely';
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

/** A person's sessions that are still good, newest first, at most 200. */
export async function listSessions(db: Db, personId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select s.id, a.id as agency_id, a.name as agency_name, s.ip_address, s.user_agent, s.created_at, s.expires_at
    from session s left join membership m on m.id = s.membership_id left join agency a on a.id = m.agency_id
    where s.person_id = ${personId} and s.expires_at > now() order by s.id desc limit 200`.execute(db);
  return rows;
}

/** Makes a session act for another membership of its person. */
export async function switchSession(db: Db, id: string, membershipId: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ membership_id: membershipId, updated_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute();
  await noteSignIn(db, sql`${membershipId}::uuid`);
}

const noteSignIn = (db: Kysely<Tables>, membership: RawBuilder<unknown>) =>
  sql`update membership set last_sign_in_at = now() where id = ${membership}`.execute(db);

/** Somebody signed in: their agency's administrators see when. */
export const noteLatestSignIn = (db: Kysely<Tables>, email: string) =>
  noteSignIn(
    db,
    sql`(select s.membership_id from session s join person p on p.id = s.person_id
      where lower(p.email) = ${email} order by s.id desc limit 1)`,
  );

/** Ends a person's sessions: all, those for one agency, one, or all but one. Answers how many. */
export async function endSessions(
  db: Db,
  personId: string,
  which: { readonly membershipId?: string; readonly but?: string; readonly id?: string } = {},
): Promise<number> {
  let ending = db.deleteFrom('session').where('person_id', '=', personId);
  if (which.membershipId !== undefined) ending = ending.where('membership_id', '=', which.membershipId);
  if (which.but !== undefined) ending = ending.where('id', '<>', which.but);
  if (which.id !== undefined) ending = ending.where('id', '=', which.id);
  return Number((await ending.executeTakeFirst()).numDeletedRows);
}

/** Whose session a token is of, while it is good. */
export async function personOf(db: Kysely<Tables>, token: string | null): Promise<string | null> {
  if (!token) return null;
  const { rows } = await sql<{ id: string }>`
    select person_id as id from session where token = ${token} and expires_at > now()`.execute(db);
  return rows[0]?.id ?? null;
}

/** After signing in: the session that the cookie held before ends, and those of the account that are over go. */
export async function endEarlier(db: Kysely<Tables>, email: string, token: string | null): Promise<void> {
  await sql`delete from session where token = ${token} or (expires_at < now()
    and person_id = (select id from person where lower(email) = ${email}))`.execute(db);
}
