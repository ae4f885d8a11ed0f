import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import type { Me } from './messages.ts';
import { CallProblem } from './problem.ts';

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

/** Who is signed in, or null. Asking keeps the session alive (get-session renews it once a day). */
async function readSession(): Promise<Me | null> {
  const kept = await call<object | null>('GET', '/auth/get-session');
  if (!kept) return null;
  return call<Me>('GET', '/v1/me').catch((error: unknown) => {
    if (error instanceof CallProblem && error.status === 401) return null;
    throw error;
  });
}

const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client }) => {
    const me = await readSession();
    if (!me) endSession(client, 'ended');
    return me;
  },
  refetchOnWindowFocus: 'always',
});

/** Who is signed in: undefined while it is not known, null for nobody. */
export const useSession = () => useQuery(sessionQuery);

/** Forgets everything that was read for the session that was. */
const forget = (client: QueryClient) =>
  client.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'greeting',
  });

export const greet = (client: QueryClient, greeting: Greeting | null) =>
  client.setQueryData<Greeting | null>(greetingKey, greeting);

export const useGreeting = () =>
  useQuery<Greeting | null>({
    queryKey: greetingKey,
    queryFn: () => null,
    staleTime: Number.POSITIVE_INFINITY,
  }).data ?? null;

/** The session is over, here and now, where there was one; the sign-in page says why. */
export function endSession(client: QueryClient, why: Greeting): void {
  const before = client.getQueryData<Me | null>(sessionKey);
  client.setQueryData<Me | null>(sessionKey, null);
  if (!before) return;
  greet(client, why);
  forget(client);
}

/** Reads anew who is signed in, after a sign-in or a switch of agency. */
export async function renewSession(client: QueryClient): Promise<void> {
  await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  greet(client, null);
  forget(client);
}

/** Signs in. @throws CallProblem */
export async function signIn(client: QueryClient, email: string, password: string): Promise<void> {
  await call('POST', '/auth/sign-in/email', { email, password });
  await renewSession(client);
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
  await call('POST', '/v1/me/membership', { agencyId });
  await renewSession(client);
}
