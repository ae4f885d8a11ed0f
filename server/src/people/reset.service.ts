import { sql } from 'kysely';
import { logSignInEvent, type SignInEvent } from '../audit/person.store.ts';
import type { House } from '../house.ts';
import { keyHash } from '../http/keys.ts';
import { invalidField, Problem } from '../http/problems.ts';
import type { PublicCall } from '../http/public.ts';
import { acceptWith } from './acceptance.ts';
import { takeAttempt } from './attempts.ts';
import { normalEmail } from './enrol.ts';
import { proveByMail } from './invitations.ts';
import { makeLink, useLink } from './links.store.ts';
import { makeOwnLogin } from './logins.store.ts';
import { firstMembership, inviteHandedOut, onlyMembershipAt, personNameAt } from './memberships.store.ts';
import { checkPassword } from './passwords.ts';
import { sendPasswordChanged, sendResetMail, tellAfterCommit } from './people.mail.ts';

type Asking = Pick<PublicCall, 'house' | 'db' | 'request' | 'afterCommit'>;

const log = ({ db, request }: Asking, what: Pick<SignInEvent, 'action' | 'of' | 'theirs'>) =>
  logSignInEvent(db, { ...what, address: request.ip, requestId: request.id });

/** @throws Problem `unavailable` on a server that sends no mail, `rate_limited` after five for an address */
export async function admitReset(house: House, email: string, address: string): Promise<void> {
  await takeAttempt(house, 'reset', normalEmail(email), address);
  if (!house.mailer.ready)
    throw new Problem('unavailable', 'Standpipe has no mail server; ask an administrator of your agency.');
}

/**
 * Mails a code for a new password to whoever an account or a user of some agency has this address; the answer does not
 * say whether anybody has. A code that was asked for earlier ends.
 */
export async function requestReset(call: Asking, wanted: { email: string }) {
  const email = normalEmail(wanted.email);
  const person = await personNameAt(call.db, email);
  await log(call, { action: 'requestPasswordReset', of: { email }, theirs: false });
  if (person) {
    const login = await makeOwnLogin(call.db, email, person.name);
    const { token } = await makeLink(call.db, 'reset', { login_id: login.id, email });
    tellAfterCommit(call, () => sendResetMail(call.house, { name: person.name, email }, token));
  }
  return { status: true };
}

/**
 * Sets a new password by a mailed code, under the same rules as everywhere. The code proves the address: the password
 * is that of the login of somebody's own, whose sessions end. Where the address has one agency and nothing was accepted
 * yet, it is accepted; of several, their person chooses after signing in.
 */
export async function resetPassword(call: PublicCall, wanted: { token: string; newPassword: string }) {
  const { db } = call;
  const { rows } = await sql<{ id: string; email: string; name: string; now: string }>`
    select i.id, i.email, l.name, l.email as now from invitation i join login l on l.id = i.login_id
    where i.hash = ${keyHash(wanted.token)} and i.purpose = 'reset' and i.used_at is null and i.expires_at > now()
      and lower(l.email) = i.email for update of i`.execute(db);
  const [code] = rows;
  if (!code) throw invalidField('token', 'has expired. Request a new one.', 'invalid_token');
  checkPassword(wanted.newPassword, code.email, 'newPassword');
  await useLink(db, code.id);
  const login = await proveByMail(call, code.email, code.name, wanted.newPassword);
  const only = await onlyMembershipAt(db, code.email);
  if (only !== null && !((await firstMembership(db, login.id)) ?? null))
    await acceptWith({ db }, only, login.id);
  else await inviteHandedOut(db, code.email);
  await log(call, { action: 'resetPassword', of: { login: login.id }, theirs: true });
  tellAfterCommit(call, () => sendPasswordChanged(call.house, code, 'by a code mailed to this address'));
  return { status: true };
}
