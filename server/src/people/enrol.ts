import { type AgencyId, builtInRoles } from '@standpipe/policy';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/open.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { handOutPassword, ownLogin } from './logins.store.ts';
import { markAccepted } from './memberships.store.ts';
import { cleanName } from './names.ts';
import { checkPassword } from './passwords.ts';

/** E-mail addresses are one whatever their case; they are kept in lower case. */
export const normalEmail = (email: string) => email.trim().toLowerCase();

/** Is there an account at this address that a mail has proven? */
export const hasAccount = async (db: Db, email: string): Promise<boolean> =>
  (await ownLogin(db, normalEmail(email))) !== undefined;

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
  /** Handed out by the agency, and good for it alone. */
  readonly password?: string | undefined;
  readonly agencyId: AgencyId;
  readonly roleIds: readonly string[];
  /** An operator adds them to an agency that has an administrator, who has to agree. */
  readonly needsApproval?: boolean;
}

/**
 * Makes a user of an agency, under the name and address that it enters, whoever else has the address. They may act for
 * it by the password that it hands out, or once they have accepted; and may accept for a week from now.
 * @param db a system transaction
 * @throws Problem `conflict` when the agency has a user with this address, `invalid` for a role of another agency
 */
export async function enrolPerson(
  db: Db,
  newcomer: Newcomer,
): Promise<{ personId: string; membershipId: string }> {
  checkEmail(newcomer.email);
  const email = normalEmail(newcomer.email);
  const name = cleanName(newcomer.name);
  const { agencyId, password } = newcomer;
  await requireRoles(db, agencyId, newcomer.roleIds);
  if (password !== undefined) checkPassword(password, email);
  const [personId, membershipId] = [newId(), newId()];
  const { rows } = await sql`insert into person (id, name, email, agency_id)
    values (${personId}, ${name}, ${email}, ${agencyId})
    on conflict (agency_id, lower(email)) do nothing returning id`.execute(db);
  if (rows.length === 0) throw new Problem('conflict', 'Your agency already has a user with this address.');
  await sql`insert into membership (id, person_id, agency_id, invited_until, approval_until)
    values (${membershipId}, ${personId}, ${agencyId}, now() + interval '7 days',
      ${newcomer.needsApproval ? sql`now() + interval '7 days'` : null})`.execute(db);
  await addRoles(db, membershipId, newcomer.roleIds);
  if (password !== undefined) {
    await handOutPassword(db, membershipId, name, password);
    await markAccepted(db, membershipId, null);
  }
  return { personId, membershipId };
}

/** @throws Problem `invalid` when one of the ids is no role of the agency */
export async function requireRoles(db: Db, agencyId: AgencyId, roleIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from role where agency_id = ${agencyId} and id = any (${[...roleIds]}::uuid[])`.execute(db);
  const existing = new Set(rows.map((row) => row.id));
  const strange = roleIds.findIndex((id) => !existing.has(id.toLowerCase()));
  if (strange >= 0) throw invalidField(`roles.${strange}`, 'is not a role of your agency', 'unknown_role');
}

/** Gives a membership roles it does not have yet. */
export async function addRoles(db: Db, membershipId: string, roleIds: readonly string[]): Promise<void> {
  await sql`insert into membership_role (membership_id, role_id)
    select ${membershipId}, each from unnest(${[...new Set(roleIds)]}::uuid[]) each
    on conflict (membership_id, role_id) where upper_inf(valid) do nothing`.execute(db);
}
