import { emitAccess, logChange } from '../audit/audit.store.ts';
import { type Call, isId } from '../http/call.ts';
import { invalidField, notFound } from '../http/problems.ts';
import { sessionOf } from '../http/session.ts';
import { forgetAttempts, takeAttempt } from './attempts.ts';
import { endResetCodes } from './links.store.ts';
import { passwordHashOf, storePassword } from './logins.store.ts';
import { actingMemberships } from './memberships.store.ts';
import { checkPassword, verifyPassword } from './passwords.ts';
import { sendPasswordChanged, tellAfterCommit } from './people.mail.ts';
import { contactOf } from './people.store.ts';
import { endSessions, listSessions, switchSession } from './sessions.store.ts';

/** Who is asking, for which agency, with which permissions, and where else they could act. */
export async function readMe(call: Call) {
  const { person, agency, viewer, credential } = call.asker;
  const memberships = credential.startsWith('session:')
    ? await actingMemberships(call.db, sessionOf(call.asker))
    : [{ agency: { id: agency!.id, name: agency!.name, state: agency!.state, color: agency!.color } }];
  const { clientDataSharing = false, userDataSharing = false, ...facts } = agency ?? {};
  return {
    user: { id: person.id, name: person.name, email: person.email },
    agency: agency && { ...facts, contact: await contactOf(call.db, agency.id) },
    operator: person.operator,
    permissions: [...viewer.permissions],
    features: { clientDataSharing, userDataSharing },
    memberships: memberships.map((each) => ({ agency: each.agency })),
  };
}

/** Lets this session act for another agency of its person. */
export async function switchMembership(call: Call, read: () => { agencyId: string }) {
  const session = sessionOf(call.asker);
  const wanted = read().agencyId.toLowerCase();
  const membership = (await actingMemberships(call.db, session)).find((each) => each.agency.id === wanted);
  if (!membership) throw notFound();
  await switchSession(call.db, session, membership.membershipId);
}

export async function signOutEverywhere(call: Call): Promise<void> {
  await end(call, await endSessions(call.db, { loginId: loginOf(call) }));
  await logChange(call, { action: 'signOutEverywhere', kind: 'person', id: call.asker.person.id });
}

/** No live stream outlives the session it was opened with. */
async function end(call: Call, sessions: readonly string[]): Promise<void> {
  if (sessions.length > 0) await emitAccess(call, sessions);
}

/** What the asker has signed in with. @throws Problem `not_allowed` for an API key */
function loginOf({ asker }: Call): string {
  sessionOf(asker);
  return asker.login!.id;
}

/** The person's sessions that are still good, newest first. */
export async function readSessions(call: Call) {
  const current = sessionOf(call.asker);
  const rows = await listSessions(call.db, loginOf(call));
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
  const ended = isId(id) ? await endSessions(call.db, { loginId: loginOf(call), id }) : [];
  if (ended.length === 0) throw notFound();
  await end(call, ended);
}

/** @throws Problem `invalid` unless this is the asker's password; `rate_limited` after five that were not */
export async function checkOwnPassword(call: Call, password: string): Promise<void> {
  const id = loginOf(call);
  const stored = await passwordHashOf(call.db, id);
  await takeAttempt(call.house, 'password', id, call.request.ip);
  if (!stored || !(await verifyPassword(stored, password)))
    throw invalidField('current', 'is not your password', 'wrong_password');
  await forgetAttempts(call.house, 'password', id, call.request.ip);
}

/** Changes the password that the asker signed in with; every other session of it ends. */
export async function changePassword(
  call: Call,
  read: () => { current: string; new: string },
): Promise<void> {
  const session = sessionOf(call.asker);
  const { person } = call.asker;
  const { house } = call;
  const wanted = read();
  await checkOwnPassword(call, wanted.current);
  checkPassword(wanted.new, person.email, 'new');
  await storePassword(call.db, loginOf(call), wanted.new);
  await endResetCodes(call.db, person.email);
  await end(call, await endSessions(call.db, { loginId: loginOf(call), but: session }));
  await logChange(call, { action: 'changePassword', kind: 'person', id: person.id });
  tellAfterCommit(call, () => sendPasswordChanged(house, person, 'by whoever is signed in as you'));
}
