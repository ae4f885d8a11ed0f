import { type AgencyId, builtInRoles } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { storePassword } from './credentials.ts';
import { invite } from './invitations.ts';
import type { Link } from './links.store.ts';
import { checkPassword } from './passwords.ts';

/** E-mail addresses are one whatever their case; they are kept in lower case. */
export const normalEmail = (email: string) => email.trim().toLowerCase();

const address = /^(?!\.)(?!.*\.\.)[a-z0-9_'+.-]*[a-z0-9_+-]@([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/;

/** @throws Problem `invalid` for what nobody could sign in with */
export function checkEmail(email: string): void {
  if (email.length > 254 || !address.test(normalEmail(email)))
    throw invalidField('email', 'is not an e-mail address', 'format');
}

/** Gives a new agency the roles every agency starts with. Answers their ids by name. */
export async function createBuiltInRoles(db: Db, agencyId: AgencyId): Promise<Map<string, string>> {
  const roles = Object.entries(builtInRoles).map(([name, permissions]) => ({
    id: newId(),
    agency_id: agencyId,
    name,
    permissions: [...permissions],
    built_in: true,
  }));
  await db.insertInto('role').values(roles).execute();
  return new Map(roles.map(({ name, id }) => [name, id]));
}

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  /** Without one, a new person gets an invitation link to choose their own. */
  readonly password?: string | undefined;
  readonly agencyId: AgencyId;
  readonly roleIds: readonly string[];
}

/**
 * Makes a person a user of an agency. Somebody who is known by the e-mail address joins as who they are: their name
 * and password stay.
 * @param db a system transaction; a person is nobody's row
 * @throws Problem `conflict` when they are a user of the agency already, `invalid` for a role of another agency
 */
export async function enrolPerson(
  db: Db,
  newcomer: Newcomer,
): Promise<{ personId: string; membershipId: string; invitation: Link | null }> {
  checkEmail(newcomer.email);
  const email = normalEmail(newcomer.email);
  const { agencyId, password } = newcomer;
  await requireRoles(db, agencyId, newcomer.roleIds);
  if (password !== undefined) checkPassword(password, email);
  const { personId, isNew } = await findOrMakePerson(db, newcomer.name.trim(), email);
  const membershipId = newId();
  const { rows } = await sql`insert into membership (id, person_id, agency_id)
    values (${membershipId}, ${personId}, ${agencyId})
    on conflict (person_id, agency_id) do nothing returning id`.execute(db);
  if (rows.length === 0) throw new Problem('conflict', 'This person is already a user of this agency.');
  await addRoles(db, membershipId, newcomer.roleIds);
  if (isNew && password !== undefined) await storePassword(db, personId, password);
  const invitation = isNew && password === undefined ? await invite(db, personId, agencyId) : null;
  return { personId, membershipId, invitation };
}

/** Is there somebody with this address? */
export async function isKnown(db: Db, email: string): Promise<boolean> {
  const { rows } = await sql`select from person where lower(email) = ${normalEmail(email)}`.execute(db);
  return rows.length > 0;
}

/** The person of an e-mail address, made when there is none; two who make the same one at once get one person. */
export async function findOrMakePerson(
  db: Db,
  name: string,
  email: string,
): Promise<{ personId: string; isNew: boolean }> {
  const made = await sql<{
    id: string;
  }>`insert into person (id, name, email) values (${newId()}, ${name}, ${email})
    on conflict (lower(email)) do nothing returning id`.execute(db);
  if (made.rows[0]) return { personId: made.rows[0].id, isNew: true };
  const known = await sql<{ id: string }>`select id from person where lower(email) = ${email}`.execute(db);
  return { personId: known.rows[0]!.id, isNew: false };
}

/** @throws Problem `invalid` when one of the ids is no role of the agency */
export async function requireRoles(db: Db, agencyId: AgencyId, roleIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from role where agency_id = ${agencyId} and id = any (${[...roleIds]}::uuid[])`.execute(db);
  const known = new Set(rows.map((row) => row.id));
  const strange = roleIds.findIndex((id) => !known.has(id.toLowerCase()));
  if (strange >= 0) throw invalidField(`roles.${strange}`, 'is not a role of your agency', 'unknown_role');
}

/** Gives a membership roles it does not have yet. */
export async function addRoles(db: Db, membershipId: string, roleIds: readonly string[]): Promise<void> {
  await sql`insert into membership_role (membership_id, role_id)
    select ${membershipId}, each from unnest(${[...new Set(roleIds)]}::uuid[]) each
    on conflict (membership_id, role_id) where upper_inf(valid) do nothing`.execute(db);
}
