import { emitAccess, logChange } from '../audit/audit.store.ts';
import { type Call, isId } from '../http/call.ts';
import { invalidField, notFound } from '../http/problems.ts';
import { sessionOf } from '../http/session.ts';
import { forgetAttempts, takeAttempt } from './attempts.ts';
import { passwordHashOf, storePassword } from './credentials.ts';
import { checkPassword, verifyPassword } from './passwords.ts';
import { actingMemberships, contactOf } from './people.store.ts';
import { endSessions, listSessions, switchSession } from './sessions.store.ts';

/** Who is asking, for which agency, with which permissions, and where else they could act. */
export async function readMe(call: Call) {
  const { person, agency, viewer, membershipId } = call.asker;
  const memberships = await actingMemberships(call.db, person.id);
  const { clientDataSharing = false, userDataSharing = false, ...facts } = agency ?? {};
  const ownKey = call.asker.credential.startsWith('key:');
  return {
    user: { id: person.id, name: person.name, email: person.email },
    agency: agency && { ...facts, contact: await contactOf(call.db, agency.id) },
    operator: person.operator,
    permissions: [...viewer.permissions],
    features: { clientDataSharing, userDataSharing },
    memberships: memberships
      .filter((each) => !ownKey || each.membershipId === membershipId)
      .map((each) => ({ agency: each.agency })),
  };
}

/** Lets this session act for another agency of its person. */
export async function switchMembership(call: Call, read: () => { agencyId: string }) {
  const session = sessionOf(call.asker);
  const wanted = read().agencyId.toLowerCase();
  const membership = (await actingMemberships(call.db, call.asker.person.id)).find(
    (each) => each.agency.id === wanted,
  );
  if (!membership) throw notFound();
  await switchSession(call.db, session, membership.membershipId);
}

export async function signOutEverywhere(call: Call): Promise<void> {
  await endSessions(call.db, call.asker.person.id);
  await logChange(call, { action: 'signOutEverywhere', kind: 'person', id: call.asker.person.id });
  await closeSockets(call);
}

/** Sees to it that no live stream outlives the session it was opened with. */
async function closeSockets(call: Call): Promise<void> {
  const memberships = await actingMemberships(call.db, call.asker.person.id);
  if (memberships.length > 0)
    await emitAccess(
      call,
      memberships.map((each) => each.agency.id),
    );
}

/** The person's sessions that are still good, newest first. */
export async function readSessions(call: Call) {
  const current = sessionOf(call.asker);
  const rows = await listSessions(call.db, call.asker.person.id);
  return {
    items: rows.map((row) => ({
      id: row.id,
      current: row.id === current,
      agency: row.agency_id ? { id: row.agency_id, name: row.agency_name } : null,
      address: row.ip_address || null,
      userAgent: row.user_agent || null,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    })),
    nextCursor: null,
  };
}

/** Ends one of the person's sessions. @throws Problem `not_found` for one that is not theirs */
export async function endSession(call: Call, id: string): Promise<void> {
  if (!isId(id) || (await endSessions(call.db, call.asker.person.id, { id })) === 0) throw notFound();
  await closeSockets(call);
}

/** @throws Problem `invalid` unless this is the asker's password; `rate_limited` after five that were not */
export async function checkOwnPassword(call: Call, password: string): Promise<void> {
  const { id } = call.asker.person;
  const stored = await passwordHashOf(call.db, id);
  await takeAttempt(call.house, 'password', id, call.request.ip);
  if (!stored || !(await verifyPassword(stored, password)))
    throw invalidField('current', 'is not your password', 'wrong_password');
  await forgetAttempts(call.house, 'password', id, call.request.ip);
}

/** Changes the asker's own password; every other session of theirs ends. */
export async function changePassword(
  call: Call,
  read: () => { current: string; new: string },
): Promise<void> {
  const session = sessionOf(call.asker);
  const { person } = call.asker;
  const wanted = read();
  await checkOwnPassword(call, wanted.current);
  checkPassword(wanted.new, person.email, 'new');
  await storePassword(call.db, person.id, wanted.new);
  await endSessions(call.db, person.id, { but: session });
  await logChange(call, { action: 'changePassword', kind: 'person', id: person.id });
  await closeSockets(call);
}
