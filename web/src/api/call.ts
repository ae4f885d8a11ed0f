import { asAnswerOrThrow, unreachable } from './problem.ts';
import { readViewAs } from './view-as.ts';

const longest = 20_000;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Parameters = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface CallOptions {
  readonly body?: unknown;
  /** The version that was read; what another changed since is then not written over. */
  readonly ifMatch?: number;
  /** Parameters of the address; those that are undefined, null or empty are left out. */
  readonly query?: Parameters;
  /** Kept for one attempt to create something and its repeats, so that it is made once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for an answer, where the work takes longer than a call does. */
  readonly timeout?: number;
  /** The partner to read as; null: nobody, whatever is chosen. Only reads know it. */
  readonly viewAs?: string | null;
  /** For calls that are about signing in themselves: a 401 is then an answer like any other. */
  readonly anybody?: boolean;
}

/** A key for `idempotencyKey`. */
export const newKey = (): string => crypto.randomUUID();

/** An address with its parameters. */
export function pathOf(path: `/${string}`, query: Parameters = {}): `/${string}` {
  const entries = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}

type Renewal = () => Promise<boolean>;
let renewal: Renewal = async () => false;

/** What a call does when the session is over: true once somebody has signed in again, and it is worth another try. */
export const whenSignedOut = (renew: Renewal): void => {
  renewal = renew;
};

async function send(method: Method, path: `/${string}`, options: CallOptions): Promise<Response> {
  const { body, ifMatch, query, idempotencyKey, signal } = options;
  const viewAs = method === 'GET' ? (options.viewAs === undefined ? readViewAs()?.id : options.viewAs) : null;
  const timeout = AbortSignal.timeout(options.timeout ?? longest);
  const form = body instanceof FormData;
  return fetch(`/api${pathOf(path, query)}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && !form && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      ...(viewAs && { 'x-view-as': viewAs }),
    },
    ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw unreachable();
  });
}

/**
 * Calls the API of this server with the session's cookie. `Answer` is what the contract says of the path. Where the
 * session is over, it waits until the same person has signed in again, and goes on.
 * @throws CallProblem
 */
export async function call<Answer>(
  method: Method,
  path: `/${string}`,
  options: CallOptions = {},
): Promise<Answer> {
  let answer = await send(method, path, options);
  if (answer.status === 401 && !options.anybody && !path.startsWith('/auth/') && (await renewal())) {
    options.signal?.throwIfAborted();
    answer = await send(method, path, options);
  }
  return asAnswerOrThrow<Answer>(answer);
}
