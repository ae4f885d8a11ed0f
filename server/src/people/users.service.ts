import type { NewUser, UserChange } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { emitAccess, logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { hasBadText } from '../http/strict-json.ts';
import { endResetCodes, passwordHashOf, storePassword } from './credentials.ts';
import { addRoles, checkEmail, enrolPerson, normalEmail, requireRoles } from './enrol.ts';
import { handedOut, handOut } from './handing.ts';
import { invite } from './invitations.ts';
import { keepAdministrator, requireHeld } from './limits.ts';
import { checkPassword } from './passwords.ts';
import { isKnownBeyond, permissionsOf } from './people.store.ts';
import { endSessions } from './sessions.store.ts';
import {
  endRoles,
  findUser,
  findUserByEmail,
  listUsers,
  touchUser,
  type UserRow,
  updatePerson,
} from './users.store.ts';

const present = (row: UserRow) => ({
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  name: row.name,
  email: row.email,
  roles: row.roles,
  active: row.active,
});

/** As administrators read a user; what the log keeps of a user has no sign-ins. */
const presentRead = (row: UserRow) => ({ ...present(row), lastSignInAt: row.last_sign_in_at });

/** A user of the asker's agency. @throws Problem `not_found` for anybody else's */
async function existingUser(call: Call, id: string): Promise<UserRow> {
  const row = await findUser(call.db, ownAgency(call).id, id);
  if (!row) throw notFound();
  return row;
}

/** One user; in the answer that makes them or renews their invitation, the link too. */
export async function readUser(call: Call, id: string) {
  const invitation = handedOut(call);
  return { ...presentRead(await existingUser(call, id)), ...(invitation && { invitation }) };
}

interface UserQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly q?: string;
  readonly active?: string;
}

/** Users of the asker's agency, newest first. The cursor carries what was asked for. */
export async function pageOfUsers(call: Call, { limit = 50, cursor: sealed, ...given }: UserQuery) {
  const agency = ownAgency(call).id;
  const bound = `users:${call.asker.credential}:${agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const filters = { ...(cursor?.filters ?? (given as Record<string, string>)) };
  for (const [name, value] of Object.entries(given))
    if (value !== filters[name])
      throw invalidField(
        name,
        'is not what the cursor was made with; leave it out or start anew',
        'cursor_mismatch',
      );
  if (hasBadText(filters.q ?? ''))
    throw invalidField('q', 'has a character that cannot be searched', 'bad_text');
  const words = (filters.q ?? '').split(/\s+/).filter(Boolean).slice(0, 8);
  const active = filters.active === undefined ? null : filters.active === 'true';
  const rows = await listUsers(call.db, agency, { words, active }, cursor?.id ?? null, limit);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(presentRead),
    nextCursor: last
      ? sealCursor({ sort: '-createdAt', filters, key: null, id: last.id }, bound, call.house.secret)
      : null,
  };
}

/** Makes a person a user of the asker's agency, in roles whose permissions the asker holds. */
export async function createUser(call: Call, wanted: NewUser): Promise<string> {
  const agency = ownAgency(call);
  await requireRoles(call.db, agency.id, wanted.roles);
  requireHeld(call, await permissionsOf(call.db, agency.id, wanted.roles));
  const { roles, active = true, ...person } = wanted;
  const { membershipId, invitation } = await enrolPerson(call.db, {
    ...person,
    agencyId: agency.id,
    roleIds: roles,
  });
  if (!active) await touchUser(call.db, await existingUser(call, membershipId), false);
  const made = await existingUser(call, membershipId);
  if (invitation) handOut(call, agency, made, invitation);
  await logChange(call, { action: 'create', kind: 'user', id: membershipId, after: present(made) });
  return membershipId;
}

/**
 * Changes a user: roles and activity take effect before the answer. Name, address and password are a person's own,
 * so an administrator may set them only for somebody who is nowhere else, and who holds nothing the administrator
 * does not hold: else they could act as that person.
 */
export async function changeUser(call: Call, id: string, read: () => UserChange) {
  const agency = ownAgency(call).id;
  const row = await existingUser(call, id);
  const change = read();
  const had = row.roles.map((role) => role.id);
  const roles = change.roles?.map((each) => each.toLowerCase()) ?? had;
  const active = change.active ?? row.active;
  const added = roles.filter((each) => !had.includes(each));
  const ended = had.filter((each) => !roles.includes(each));
  await requireRoles(call.db, agency, roles);
  const given = active && !row.active ? roles : added;
  requireHeld(call, await permissionsOf(call.db, agency, given));
  const person = await personChange(call, row, change);
  requireVersion(call, row.version);
  const moved = added.length > 0 || ended.length > 0 || active !== row.active;
  if (!moved && !person) return presentRead(row);

  await keepAdministrator(call.db, agency, async () => {
    if (!(await touchUser(call.db, row, active)))
      throw new Problem('stale', 'Somebody changed this in the meantime.', { version: row.version + 1 });
    await endRoles(call.db, id, ended);
    await addRoles(call.db, id, added);
  });
  if (person) await person.store();
  if (!active) await endSessions(call.db, row.person_id, { membershipId: id });
  const after = await existingUser(call, id);
  const extra = person?.password ? { password: 'changed' } : {};
  await logChange(call, {
    action: 'edit',
    kind: 'user',
    id,
    before: present(row),
    after: { ...present(after), ...extra },
  });
  if (moved || person?.password) await emitAccess(call, [agency]);
  return presentRead(after);
}

/** What a change does to the person behind a user, checked; null when it leaves them as they are. */
async function personChange(call: Call, row: UserRow, change: UserChange) {
  const name = change.name?.trim() ?? row.name;
  const email = change.email === undefined ? row.email : normalEmail(change.email);
  const { password } = change;
  if (name === row.name && email === row.email && password === undefined) return null;
  await requireAuthority(call, row);
  checkEmail(email);
  if (password !== undefined) checkPassword(password, email);
  return {
    password: password !== undefined,
    store: async () => {
      await updatePerson(call.db, row.person_id, { name, email });
      if (password === undefined && email === row.email) return;
      if (password !== undefined) await storePassword(call.db, row.person_id, password);
      else await endResetCodes(call.db, row.person_id);
      if (row.person_id !== call.asker.person.id) await endSessions(call.db, row.person_id);
    },
  };
}

/** @throws Problem `not_allowed` when setting this person's way to sign in would give the asker more than they hold */
async function requireAuthority(call: Call, row: UserRow): Promise<void> {
  const agency = ownAgency(call).id;
  if (await isKnownBeyond(call.db, row.person_id, agency))
    throw new Problem(
      'not_allowed',
      `${row.name} signs in for more than your agency; only they can change their name, address and password.`,
      { missing: [] },
    );
  requireHeld(
    call,
    await permissionsOf(
      call.db,
      agency,
      row.roles.map((role) => role.id),
    ),
  );
}

/** Makes a new invitation link for a user who has not chosen a password yet; the earlier one ends. */
export async function renewInvitation(call: Call, id: string) {
  const row = await existingUser(call, id);
  await requireAuthority(call, row);
  await inviteAnew(call, ownAgency(call), row);
  return handedOut(call);
}

/**
 * The same as an operator asks it, who knows an agency's user by their address only.
 * @throws Problem `not_found` where no user of the agency has it
 */
export async function renewInvitationOf(call: Call, agency: { id: AgencyId; name: string }, email: string) {
  const row = await findUserByEmail(call.db, agency.id, normalEmail(email));
  if (!row) throw notFound();
  await inviteAnew(call, agency, row);
  return row;
}

/** @throws Problem `conflict` for who is deactivated or has a password already */
async function inviteAnew(call: Call, agency: { id: AgencyId; name: string }, row: UserRow): Promise<void> {
  if (!row.active) throw new Problem('conflict', 'This user is deactivated; activate them first.');
  if ((await passwordHashOf(call.db, row.person_id)) !== null)
    throw new Problem(
      'conflict',
      'This user has a password already; they can ask for a new one when signing in.',
    );
  handOut(call, agency, row, await invite(call.db, row.person_id, agency.id));
  await logChange(call, { action: 'invite', kind: 'user', id: row.id, agency: agency.id });
}
