import { type Kysely, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import type { Tables } from '../db/tables.ts';
import { endLinks } from './links.store.ts';
import { hashPassword } from './passwords.ts';

/** What an address may be signed in with: the login of somebody's own, and those that agencies handed out. */
export interface SignInWay {
  readonly id: string;
  /** What the auth library knows it by. */
  readonly email: string;
  readonly password: string;
}

/** Logins that one password is tried on at most: each costs as much memory and time as a sign-in. */
const mostWays = 10;

/**
 * What a password at this address is tried on, in the order in which the logins were made, one's own first. Of those
 * that agencies handed out, the latest used or set are taken: a password that an agency sets now is tried, whatever
 * others hand out for the address.
 */
export async function waysIn(db: Kysely<Tables>, address: string): Promise<SignInWay[]> {
  const { rows } = await sql<SignInWay>`
    select id, email, password from (
    select l.id, l.membership_id, l.email, c.password from login l
      join credential c on c.login_id = l.id and c.provider_id = 'credential' and c.password is not null
    where (l.membership_id is null and lower(l.email) = ${address})
      or l.membership_id in (select m.id from person p join membership m on m.person_id = p.id where lower(p.email) = ${address})
    order by l.membership_id is not null,
      greatest((select m.last_sign_in_at from membership m where m.id = l.membership_id), c.updated_at) desc, l.id
    limit ${mostWays}) tried order by membership_id is not null, id`.execute(db);
  return rows;
}

/** The login of somebody's own at an address, or undefined. */
export const ownLogin = (db: Kysely<Tables>, address: string) =>
  db
    .selectFrom('login')
    .selectAll()
    .where('membership_id', 'is', null)
    .where(sql<string>`lower(email)`, '=', address)
    .executeTakeFirst();

export type LoginRow = NonNullable<Awaited<ReturnType<typeof ownLogin>>>;

/** Makes a login of somebody's own; two who make one for the same address at once get one. */
export async function makeOwnLogin(db: Db, address: string, name: string): Promise<LoginRow> {
  await sql`insert into login (id, email, name) values (${newId()}, ${address}, ${name})
    on conflict (lower(email)) do nothing`.execute(db);
  return (await ownLogin(db, address))!;
}

/** The hash of a login's password, or null when it has none yet. */
export async function passwordHashOf(db: Db, loginId: string): Promise<string | null> {
  const row = await db
    .selectFrom('credential')
    .select('password')
    .where('login_id', '=', loginId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

/** Stores a login's password, checked before; the one that stood is gone, and so are codes for another. */
export async function storePassword(db: Db, loginId: string, password: string): Promise<void> {
  await endLinks(db, 'reset', { login_id: loginId });
  const hashed = await hashPassword(password);
  const { numUpdatedRows } = await db
    .updateTable('credential')
    .set({ password: hashed, updated_at: sql<string>`now()` })
    .where('login_id', '=', loginId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await db
    .insertInto('credential')
    .values({
      id: newId(),
      login_id: loginId,
      account_id: loginId,
      provider_id: 'credential',
      password: hashed,
    })
    .execute();
}

/** A mail has shown that this login's holder reads its address. */
export const markProven = (db: Db, loginId: string) =>
  sql`update login set email_verified = true, updated_at = now() where id = ${loginId}`.execute(db);

/** The login that an agency handed out for a membership, or undefined. */
export const handedOutLogin = (db: Db, membershipId: string) =>
  db.selectFrom('login').select('id').where('membership_id', '=', membershipId).executeTakeFirst();

/** Gives a membership a password that an agency hands out, or that was chosen by a link which it handed out. */
export async function handOutPassword(
  db: Db,
  membershipId: string,
  name: string,
  password: string,
): Promise<string> {
  const id = newId();
  await sql`insert into login (id, email, name, membership_id)
    values (${id}, ${`${id}@agency.invalid`}, ${name}, ${membershipId}) on conflict (membership_id) do nothing`.execute(
    db,
  );
  const login = (await handedOutLogin(db, membershipId))!;
  await storePassword(db, login.id, password);
  return login.id;
}

/** Ends the login that an agency handed out, with its sessions. */
export const endHandedOutLogin = (db: Db, membershipId: string) =>
  db.deleteFrom('login').where('membership_id', '=', membershipId).execute();
