import type { NewUser, UserChange } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { emitAccess, logChange } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { openCursor, sealCursor } from '../http/paging.ts';
import { invalidField, notFound, Problem } from '../http/problems.ts';
import { hasBadText } from '../http/strict-json.ts';
import { addRoles, checkEmail, enrolPerson, normalEmail, requireRoles } from './enrol.ts';
import { handedOut, handOut } from './handing.ts';
import { invite } from './invitations.ts';
import { endKeys } from './keys.store.ts';
import { keepAdministrator, requirePermissions } from './limits.ts';
import { endResetCodes } from './links.store.ts';
import { handedOutLogin, handOutPassword } from './logins.store.ts';
import { endInvitation, markAccepted, markPending } from './memberships.store.ts';
import { cleanName } from './names.ts';
import { checkPassword } from './passwords.ts';
import { sendAddressChanged, sendPasswordChanged, tellAfterCommit } from './people.mail.ts';
import { permissionsOf } from './people.store.ts';
import { endSessions } from './sessions.store.ts';
import {
  endRoles,
  findUser,
  findUserByEmail,
  listHolders,
  listUsers,
  setApproval,
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
const presentRead = (row: UserRow) => ({
  ...present(row),
  signIn: row.sign_in,
  invitedUntil: row.invited_until,
  approvalUntil: row.approval_until,
  lastSignInAt: row.last_sign_in_at,
});

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

/**
 * Makes a user of the asker's agency, in roles whose permissions the asker holds. The answer is the same whoever else
 * knows the address.
 */
export async function createUser(call: Call, wanted: NewUser): Promise<string> {
  const agency = ownAgency(call);
  await requireRoles(call.db, agency.id, wanted.roles);
  requirePermissions(call, await permissionsOf(call.db, agency.id, wanted.roles));
  const { roles, active = true, ...person } = wanted;
  const { membershipId } = await enrolPerson(call.db, { ...person, agencyId: agency.id, roleIds: roles });
  if (!active) await touchUser(call.db, await existingUser(call, membershipId), false);
  const made = await existingUser(call, membershipId);
  if (person.password === undefined) handOut(call, agency, made, await invite(call.db, membershipId));
  await logChange(call, { action: 'create', kind: 'user', id: membershipId, after: present(made) });
  return membershipId;
}

/**
 * Changes a user: roles and activity take effect before the answer. Name, address and password are what this agency has
 * of them; an administrator may set them only for somebody who holds nothing the administrator does not hold: else they
 * could act as that person.
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
  requirePermissions(call, await permissionsOf(call.db, agency, given));
  const person = await personChange(call, row, change);
  requireVersion(call, row.version);
  const moved = added.length > 0 || ended.length > 0 || active !== row.active;
  if (!moved && !person) return presentRead(row);

  await keepAdministrator(call.db, agency, async () => {
    if (!(await touchUser(call.db, row, active)))
      throw new Problem('stale', 'Somebody changed this in the meantime.', { version: row.version + 1 });
    await endRoles(call.db, id, ended);
    await addRoles(call.db, id, added);
    if (person) await person.store();
  });
  if (!active) await shutOut(call, id);
  const after = await existingUser(call, id);
  const extra = person?.password ? { password: 'changed' } : {};
  await logChange(call, {
    action: 'edit',
    kind: 'user',
    id,
    before: present(row),
    after: { ...present(after), ...extra },
  });
  if (moved || person?.ends) await emitAccess(call, [agency]);
  return readUser(call, id);
}

/** Ends what somebody has open for the agency, for good: coming back, they sign in and make their keys anew. */
async function shutOut(call: Call, id: string): Promise<void> {
  await endKeys(call.db, id);
  await endSessions(call.db, { membershipId: id, but: ownSession(call) });
  const login = await handedOutLogin(call.db, id);
  if (login) await endSessions(call.db, { loginId: login.id, but: ownSession(call) });
}

const ownSession = ({ asker }: Call) =>
  asker.credential.startsWith('session:') ? asker.credential.slice('session:'.length) : null;

/** What a change does to a user's name, address and password, checked; null when it leaves them as they are. */
async function personChange(call: Call, row: UserRow, change: UserChange) {
  const name = change.name === undefined ? row.name : cleanName(change.name);
  const email = change.email === undefined ? row.email : normalEmail(change.email);
  const { password } = change;
  if (name === row.name && email === row.email && password === undefined) return null;
  await requireAuthority(call, row);
  checkEmail(email);
  if (password !== undefined) checkPassword(password, email);
  const ends = password !== undefined || email !== row.email;
  return {
    password: password !== undefined,
    ends,
    store: async () => {
      await updatePerson(call.db, row.person_id, { name, email });
      if (email !== row.email) await moveUser(call, { ...row, name, email }, row.email);
      if (password !== undefined) await setPassword(call, { ...row, name }, password, email);
      if (ends) await endSessions(call.db, { membershipId: row.id, but: ownSession(call) });
    },
  };
}

/** The password that the agency hands out is the only way in from now on; keys made before end. */
async function setPassword(call: Call, row: UserRow, password: string, email: string): Promise<void> {
  const { house } = call;
  await endInvitation(call.db, row.id);
  await endResetCodes(call.db, email);
  const login = await handOutPassword(call.db, row.id, row.name, password);
  await markAccepted(call.db, row.id, null);
  await endKeys(call.db, row.id);
  await endSessions(call.db, { loginId: login, but: ownSession(call) });
  const by = `by an administrator of ${ownAgency(call).name}, for this agency`;
  tellAfterCommit(call, () => sendPasswordChanged(house, { name: row.name, email }, by));
}

/**
 * Another address is another mailbox: who accepted with a login of their own, or was invited, is invited anew there. A
 * password that the agency handed out stays.
 */
async function moveUser(call: Call, row: UserRow, before: string): Promise<void> {
  const { house } = call;
  await endInvitation(call.db, row.id);
  if (row.sign_in === 'ownAccount') {
    await markPending(call.db, row.id);
    await endKeys(call.db, row.id);
  }
  if ((await handedOutLogin(call.db, row.id)) === undefined && row.active)
    handOut(call, ownAgency(call), row, await invite(call.db, row.id));
  tellAfterCommit(call, () => sendAddressChanged(house, { name: row.name, email: before }, row.email));
}

/** @throws Problem `not_allowed` when setting this person's way to sign in would give the asker more than they hold */
async function requireAuthority(call: Call, row: UserRow): Promise<void> {
  const roles = row.roles.map((role) => role.id);
  requirePermissions(call, await permissionsOf(call.db, ownAgency(call).id, roles));
}

/** Makes a new invitation for a user who has not accepted yet; the earlier one ends. */
export async function renewInvitation(call: Call, id: string) {
  const row = await existingUser(call, id);
  await requireAuthority(call, row);
  await reinvite(call, ownAgency(call), row);
  return handedOut(call);
}

/**
 * An administrator agrees to somebody whom the operator added: nobody is given more than who agrees to them holds.
 * @throws Problem `conflict` where nobody waits for it, or seven days have passed
 */
export async function approveUser(call: Call, id: string) {
  const row = await existingUser(call, id);
  if (row.sign_in !== 'awaitingApproval')
    throw new Problem(
      'conflict',
      'This user is not waiting for an administrator, or waited for more than seven days.',
    );
  await requireAuthority(call, row);
  await setApproval(call.db, id, false);
  await logChange(call, { action: 'approve', kind: 'user', id });
  await emitAccess(call, [ownAgency(call).id]);
  return readUser(call, id);
}

/** An administrator does not agree: the user stays in the list, deactivated. */
export async function refuseUser(call: Call, id: string) {
  const row = await existingUser(call, id);
  if (row.approval_until === null)
    throw new Problem('conflict', 'This user is not waiting for an administrator.');
  await setApproval(call.db, id, false);
  await touchUser(call.db, { ...row, version: row.version + 1 }, false);
  await endInvitation(call.db, id);
  await shutOut(call, id);
  await logChange(call, { action: 'refuse', kind: 'user', id });
  return readUser(call, id);
}

/**
 * The same as an operator asks it, who knows an agency's user by their address only: for an agency that has nobody yet
 * who could do it, and for whom the operator added and the agency has not agreed to.
 * @throws Problem `not_found` where no user of the agency has it, `conflict` where its administrators can do it
 */
export async function renewInvitationOf(call: Call, agency: { id: AgencyId; name: string }, email: string) {
  const row = await findUserByEmail(call.db, agency.id, normalEmail(email));
  if (!row) throw notFound();
  if (
    row.sign_in !== 'awaitingApproval' &&
    (await listHolders(call.db, agency.id, ['Admin - Users'])).length > 0
  )
    throw new Problem('conflict', `${agency.name} has an administrator, who can invite its users anew.`);
  await reinvite(call, agency, row);
  return row;
}

/** @throws Problem `conflict` for who is deactivated or can sign in already */
async function reinvite(call: Call, agency: { id: AgencyId; name: string }, row: UserRow): Promise<void> {
  if (!row.active) throw new Problem('conflict', 'This user is deactivated; activate them first.');
  if (row.sign_in === 'ownAccount' || (await handedOutLogin(call.db, row.id)) !== undefined)
    throw new Problem(
      'conflict',
      'This user can sign in already; they can ask for a new password when signing in.',
    );
  handOut(call, agency, row, await invite(call.db, row.id));
  await logChange(call, { action: 'invite', kind: 'user', id: row.id, agency: agency.id });
}
