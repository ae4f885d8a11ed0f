import type { FastifyRequest } from 'fastify';
import { type AtTheDoor, logAtTheDoor } from '../audit/person.store.ts';
import type { House } from '../house.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { sessionToken } from '../http/session.ts';
import { takeAttempt, takeSignIn } from './attempts.ts';
import { type Auth, addressHeader } from './auth.ts';
import { normalEmail } from './enrol.ts';
import { checkPassword } from './passwords.ts';
import { endEarlier, noteLatestSignIn, personOf } from './sessions.store.ts';

/** What the auth library answered. */
export interface AuthAnswer {
  readonly body: Record<string, unknown> | null;
  readonly cookies: readonly string[];
}

interface Asking {
  readonly house: House;
  readonly auth: Auth;
  readonly request: FastifyRequest;
}

/** Hands a request to the library's own handler: nothing of it but a body that we have checked, and the cookies. */
async function ask({ auth, request }: Asking, path: string, body?: unknown): Promise<AuthAnswer> {
  const { cookie, 'user-agent': agent } = request.headers;
  const answer = await auth.handler(
    new Request(`http://localhost/api/auth${path}`, {
      method: request.method,
      headers: {
        [addressHeader]: request.ip,
        ...(cookie !== undefined && { cookie }),
        ...(agent !== undefined && { 'user-agent': agent.slice(0, 500) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const text = await answer.text();
  const read = text ? (JSON.parse(text) as AuthAnswer['body']) : null;
  if (answer.status >= 400) throw refusal(answer.status, read?.code);
  return { body: read, cookies: answer.headers.getSetCookie() };
}

/** The library's refusals in our words. */
function refusal(status: number, code: unknown): Error {
  if (status === 401)
    return new Problem('unauthenticated', 'The e-mail address or the password is not right.');
  if (code === 'INVALID_TOKEN')
    return invalidField('token', 'does not work any more; ask for a new one', 'invalid_token');
  if (code === 'INVALID_EMAIL') return invalidField('email', 'is not an e-mail address', 'format');
  if (status === 400) return new Problem('invalid', 'The request could not be read.');
  return new Error(`The auth library answered ${status} ${String(code)}.`);
}

/** A session's token is the cookie's business alone: pages never see it. */
const withoutToken = (body: unknown) => body && { ...body, token: undefined };

/** Leaves an entry in the change log before anything is answered. */
const log = ({ house, request }: Asking, what: Pick<AtTheDoor, 'action' | 'of' | 'theirs'>) =>
  logAtTheDoor(house.database.system, { ...what, address: request.ip, requestId: request.id });

/** Signs in. A wrong password, an unknown address and somebody with nowhere to act are told the same. */
export async function signIn(
  asking: Asking,
  wanted: { email: string; password: string; rememberMe?: boolean },
): Promise<AuthAnswer> {
  const { house, request } = asking;
  const account = normalEmail(wanted.email);
  const forget = await takeSignIn(house, account, wanted.password, request.ip);
  const of = { email: account };
  const answer = await ask(asking, '/sign-in/email', wanted).catch(async (error: unknown) => {
    if (error instanceof Problem && error.code === 'unauthenticated')
      await log(asking, { action: 'signInFailed', of, theirs: false });
    throw error;
  });
  await log(asking, { action: 'signIn', of, theirs: true });
  await noteLatestSignIn(house.database.system, account);
  await forget();
  await endEarlier(house.database.system, account, sessionToken(request, house.secret));
  return { ...answer, body: withoutToken(answer.body) as AuthAnswer['body'] };
}

/** Ends the session that asks, if there is one. */
export async function signOut(asking: Asking): Promise<AuthAnswer> {
  const { house, request } = asking;
  const id = await personOf(house.database.system, sessionToken(request, house.secret));
  const answer = await ask(asking, '/sign-out', {});
  if (id) await log(asking, { action: 'signOut', of: { id }, theirs: true });
  return { ...answer, body: { success: true } };
}

/** The session that asks, or null. One that is a day old gets its seven days anew. */
export async function keepSession(asking: Asking): Promise<AuthAnswer> {
  const answer = await ask(asking, '/get-session');
  return { ...answer, body: answer.body && { ...answer.body, session: withoutToken(answer.body.session) } };
}

/** Mails a code for a new password to whoever has this address; the answer does not say whether anybody has. */
export async function requestReset(asking: Asking, wanted: { email: string }): Promise<AuthAnswer> {
  const { house, request } = asking;
  const email = normalEmail(wanted.email);
  await takeAttempt(house, 'reset', email, request.ip);
  if (!house.mailer.ready)
    throw new Problem('unavailable', 'Standpipe has no mail server; ask an administrator of your agency.');
  const answer = await ask(asking, '/request-password-reset', { email });
  await log(asking, { action: 'requestPasswordReset', of: { email }, theirs: false });
  return { ...answer, body: { status: true } };
}

/** Sets a new password by a mailed code, under the same rules as everywhere; all sessions of the person end. */
export async function resetPassword(
  asking: Asking,
  wanted: { token: string; newPassword: string },
): Promise<AuthAnswer> {
  const { internalAdapter } = await asking.auth.$context;
  const found = await internalAdapter.findVerificationValue(`reset-password:${wanted.token}`);
  const person = found && (await internalAdapter.findUserById(found.value));
  if (person) checkPassword(wanted.newPassword, person.email, 'newPassword');
  const answer = await ask(asking, '/reset-password', wanted);
  if (person) await log(asking, { action: 'resetPassword', of: { id: person.id }, theirs: true });
  return { ...answer, body: { status: true } };
}
