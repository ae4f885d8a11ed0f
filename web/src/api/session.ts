import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { call, whenSignedOut } from './call.ts';
import type { Me } from './messages.ts';
import { CallProblem } from './problem.ts';
import { stopViewAs } from './view-as.ts';

/** What the sign-in page says first: why somebody finds themselves there. */
export type Greeting =
  | 'ended'
  | 'signedOut'
  | 'signedOutEverywhere'
  | 'passwordSet'
  | 'operatorMade'
  | 'joined';

const sessionKey = ['session'] as const;
const greetingKey = ['greeting'] as const;
const interruptedKey = ['interrupted'] as const;
const isOurs = (key: unknown) => key === 'session' || key === 'greeting' || key === 'interrupted';

/** Who is signed in, or null. Asking keeps the session alive (get-session renews it once a day). */
async function readSession(): Promise<Me | null> {
  const session = await call<object | null>('GET', '/auth/get-session');
  if (!session) return null;
  return call<Me>('GET', '/v1/me', { anybody: true }).catch((error: unknown) => {
    if (error instanceof CallProblem && error.status === 401) return null;
    throw error;
  });
}

const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client }) => {
    const me = await readSession();
    const before = client.getQueryData<Me | null>(sessionKey) ?? null;
    if (me || !before) return me;
    // What stands on the page, and what was typed, outlives the session: signing in happens on top of it.
    interruptSession(client);
    return before;
  },
  refetchOnWindowFocus: 'always',
});

/** Who is signed in: undefined while it is not known, null for nobody. */
export const useSession = () => useQuery(sessionQuery);

/** Reads anew who is signed in: their name, address or agency was changed. */
export const refetchSession = (client: QueryClient) => client.invalidateQueries({ queryKey: sessionKey });

/** Forgets everything that was read for the session that was. */
const forget = (client: QueryClient) =>
  client.removeQueries({ predicate: ({ queryKey }) => !isOurs(queryKey[0]) });

export const greet = (client: QueryClient, greeting: Greeting | null) =>
  client.setQueryData<Greeting | null>(greetingKey, greeting);

const remembered = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } as const;

export const useGreeting = () =>
  useQuery<Greeting | null>({ queryKey: greetingKey, queryFn: () => null, ...remembered }).data ?? null;

/** Is the session over, with its page still standing? */
export const useInterrupted = () =>
  useQuery<boolean>({ queryKey: interruptedKey, queryFn: () => false, ...remembered }).data ?? false;

let waiting: ((again: boolean) => void)[] = [];
const settle = (client: QueryClient, again: boolean) => {
  client.setQueryData<boolean>(interruptedKey, false);
  for (const each of waiting) each(again);
  waiting = [];
};

/** The session is over in the midst of things: the page stays, and asks for a sign-in on top of it. */
export function interruptSession(client: QueryClient): void {
  if (client.getQueryData<Me | null>(sessionKey)) client.setQueryData<boolean>(interruptedKey, true);
}

/** Calls that find the session over wait for the same person to sign in again, and then go on. */
export function keepCallsWaiting(client: QueryClient): void {
  whenSignedOut(() => {
    if (!client.getQueryData<Me | null>(sessionKey)) return Promise.resolve(false);
    interruptSession(client);
    return new Promise((resolve) => waiting.push(resolve));
  });
}

/** The session is over, here and now, where there was one; the sign-in page says why. */
export function endSession(client: QueryClient, why: Greeting): void {
  const before = client.getQueryData<Me | null>(sessionKey);
  stopViewAs();
  client.setQueryData<Me | null>(sessionKey, null);
  settle(client, false);
  if (!before) return;
  greet(client, why);
  forget(client);
}

/** Reads anew who is signed in, after a sign-in or a switch of agency. */
export async function renewSession(client: QueryClient): Promise<void> {
  stopViewAs();
  await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  greet(client, null);
  forget(client);
}

const enter = (email: string, password: string) =>
  call('POST', '/auth/sign-in/email', { body: { email, password } });

/** Signs in. @throws CallProblem */
export async function signIn(client: QueryClient, email: string, password: string): Promise<void> {
  await enter(email, password);
  await renewSession(client);
}

/**
 * Signs in where a session has ended. The same person goes on with what stands on the page, for the same agency; for
 * anybody else everything is loaded anew.
 * @throws CallProblem
 */
export async function signInAgain(
  client: QueryClient,
  before: Me,
  email: string,
  password: string,
): Promise<void> {
  await enter(email, password);
  let me = await readSession();
  if (me?.user.email === before.user.email && before.agency && me.agency?.id !== before.agency.id) {
    const agencyId = before.agency.id;
    await call('POST', '/v1/me/membership', { body: { agencyId }, anybody: true });
    me = await readSession();
  }
  if (me?.user.email !== before.user.email || me.agency?.id !== before.agency?.id) return location.reload();
  client.setQueryData<Me | null>(sessionKey, me);
  settle(client, true);
  void client.invalidateQueries({ predicate: ({ queryKey }) => !isOurs(queryKey[0]) });
}

/** Ends this session. @throws CallProblem */
export async function signOut(client: QueryClient): Promise<void> {
  await call('POST', '/auth/sign-out');
  endSession(client, 'signedOut');
}

/** Ends all sessions of this person. @throws CallProblem */
export async function signOutEverywhere(client: QueryClient): Promise<void> {
  await call('POST', '/v1/me/sign-out-everywhere');
  endSession(client, 'signedOutEverywhere');
}

/** Acts for another of one's agencies. @throws CallProblem */
export async function actFor(client: QueryClient, agencyId: string): Promise<void> {
  await call('POST', '/v1/me/membership', { body: { agencyId } });
  await renewSession(client);
}
