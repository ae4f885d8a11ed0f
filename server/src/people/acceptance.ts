import { type Author, logChange } from '../audit/audit.store.ts';
import { type Call, isId } from '../http/call.ts';
import { notFound } from '../http/problems.ts';
import { type Login, sessionOf } from '../http/session.ts';
import { endHandedOutLogin } from './logins.store.ts';
import { endInvitation, type Invited, invitationsOf, markAccepted } from './memberships.store.ts';
import { switchSession } from './sessions.store.ts';

/** A membership is accepted with somebody's own login; what the agency handed out for it ends. */
export async function acceptWith(
  { db }: Pick<Author, 'db'>,
  membershipId: string,
  loginId: string,
): Promise<void> {
  await endInvitation(db, membershipId);
  await endHandedOutLogin(db, membershipId);
  await markAccepted(db, membershipId, loginId);
}

/** The asker's login, as far as it may accept: of their own, with a proven address. */
const provenLogin = (call: Call): Login | null =>
  call.asker.login?.own && call.asker.login.proven ? call.asker.login : null;

/** Agencies that invite the asker. To whom no mail has proven the address, none are named. */
export async function readInvitations(call: Call) {
  const login = provenLogin(call);
  const invited = login ? await invitationsOf(call.db, login.id) : [];
  return { items: invited.map(({ personId: _, ...each }) => each), nextCursor: null };
}

/** @throws Problem `not_found` for an invitation that is none of theirs, or over */
async function invitation(call: Call, id: string): Promise<{ login: Login; invited: Invited }> {
  const login = provenLogin(call);
  const invited =
    login && isId(id)
      ? (await invitationsOf(call.db, login.id)).find((each) => each.id === id.toLowerCase())
      : undefined;
  if (!login || !invited) throw notFound();
  return { login, invited };
}

/** In the log of the agency that invited, as its user; other agencies' logs say nothing. */
const leaveEntry = (
  { db, request, asker }: Call,
  { id, agency, personId }: Invited,
  action: 'accept' | 'decline',
) =>
  logChange(
    { db, request, asker: { person: { id: personId }, credential: asker.credential, agency } },
    { action, kind: 'invitation', id },
  );

/** Accepts with the login that the asker has signed in with. A session that acted for nobody acts for this agency now. */
export async function acceptSignedIn(call: Call, id: string): Promise<void> {
  const session = sessionOf(call.asker);
  const { login, invited } = await invitation(call, id);
  await acceptWith(call, invited.id, login.id);
  await leaveEntry(call, invited, 'accept');
  if (call.asker.membershipId === null && !call.asker.person.operator)
    await switchSession(call.db, session, invited.id);
}

/** The invitation is over; the agency may send another. */
export async function declineSignedIn(call: Call, id: string): Promise<void> {
  const { invited } = await invitation(call, id);
  await endInvitation(call.db, invited.id);
  await leaveEntry(call, invited, 'decline');
}
