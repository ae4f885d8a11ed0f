import type { FastifyRequest } from 'fastify';
import { emitAccess } from '../audit/audit.store.ts';
import { logSignInEvent, type SignInEvent } from '../audit/person.store.ts';
import type { Db } from '../db/open.ts';
import type { House } from '../house.ts';
import { invalidField, Problem } from '../http/problems.ts';
import { sessionToken } from '../http/session.ts';
import { takeSignIn } from './attempts.ts';
import { type Auth, addressHeader } from './auth.ts';
import { normalEmail } from './enrol.ts';
import { waysIn } from './logins.store.ts';
import { verifyPassword } from './passwords.ts';
import { beginSession, endEarlier, sessionNamed, userOf } from './sessions.store.ts';

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

const wrong = () => new Problem('unauthenticated', 'The e-mail address or password is incorrect.');

/** The library's refusals in our words. */
function refusal(status: number, code: unknown): Error {
  if (status === 401) return wrong();
  if (code === 'INVALID_EMAIL') return invalidField('email', 'is not an e-mail address', 'format');
  if (status === 400) return new Problem('invalid', 'The request could not be read.');
  return new Error(`The auth library answered ${status} ${String(code)}.`);
}

/** Leaves an entry in the change log before anything is answered. */
const log = ({ house, request }: Asking, what: Pick<SignInEvent, 'action' | 'of' | 'theirs'>) =>
  logSignInEvent(house.database.system, { ...what, address: request.ip, requestId: request.id });

/** Live streams end with the sessions that opened them, before anything is answered. */
async function closeStreams({ house }: Asking, ended: readonly string[]): Promise<void> {
  if (ended.length === 0) return;
  await emitAccess({ db: house.database.system as Db }, ended);
  await house.hub.accessChanged(ended);
}

/** Nobody's address: to be tried where nobody is known, so that it takes as long. */
const nobodys = 'nobody@agency.invalid';

/** The library's answer with what of it is anybody's business: never the token, which is the cookie's alone. */
const answerOf = async (
  { house }: Asking,
  session: string,
  cookies: readonly string[],
): Promise<AuthAnswer> => ({
  body: { user: await userOf(house.database.system, session) },
  cookies,
});

/**
 * Signs in. The password is tried on the login of one's own at the address and on those that agencies handed out, and
 * the session may act for what it opened. A wrong password, an unknown address and somebody with nowhere to act are
 * answered in the same words.
 */
export async function signIn(
  asking: Asking,
  wanted: { email: string; password: string; rememberMe?: boolean },
): Promise<AuthAnswer> {
  const { house, request } = asking;
  const db = house.database.system;
  const account = normalEmail(wanted.email);
  const forget = await takeSignIn(house, account, wanted.password, request.ip);
  const ways = await waysIn(db, account);
  const also: string[] = [];
  let answer: AuthAnswer | null = null;
  for (const way of ways.length > 0 ? ways : [{ email: nobodys, id: '', password: '' }])
    if (answer === null)
      answer = await ask(asking, '/sign-in/email', { ...wanted, email: way.email }).catch(refused);
    else if (await verifyPassword(way.password, wanted.password)) also.push(way.id);
  if (answer === null) {
    await log(asking, { action: 'signInFailed', of: { email: account }, theirs: false });
    throw wrong();
  }
  const token = String(answer.body?.token);
  await beginSession(db, token, also);
  const session = (await sessionNamed(db, token))!;
  await log(asking, { action: 'signIn', of: { session }, theirs: true });
  await forget();
  await closeStreams(asking, await endEarlier(db, token, sessionToken(request, house.secret)));
  return answerOf(asking, session, answer.cookies);
}

/** Null for a refusal, as it is one of several tries. */
function refused(error: unknown): null {
  if (error instanceof Problem && error.code === 'unauthenticated') return null;
  throw error;
}

/** Ends the session that asks, if there is one, and its live streams. */
export async function signOut(asking: Asking): Promise<AuthAnswer> {
  const { house, request } = asking;
  const session = await sessionNamed(house.database.system, sessionToken(request, house.secret));
  if (session) await log(asking, { action: 'signOut', of: { session }, theirs: true });
  const answer = await ask(asking, '/sign-out', {});
  if (session) await closeStreams(asking, [session]);
  return { ...answer, body: { success: true } };
}

/** The session that asks, or null. One that is a day old gets its seven days anew. */
export async function keepSession(asking: Asking): Promise<AuthAnswer> {
  const { house, request } = asking;
  const answer = await ask(asking, '/get-session');
  const session = await sessionNamed(house.database.system, sessionToken(request, house.secret));
  return session ? answerOf(asking, session, answer.cookies) : { ...answer, body: null };
}
