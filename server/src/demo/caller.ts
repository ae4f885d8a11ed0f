import type { FastifyInstance } from 'fastify';

// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
type Body = any;

/** Somebody who is signed in and calls the API inside the process: the same doors, logs and notices as over the wire. */
export interface DemoCaller {
  get(path: string): Promise<Body>;
  post(path: string, body?: unknown): Promise<Body>;
  patch(path: string, body: unknown, version: number): Promise<Body>;
  put(path: string, body: unknown, version: number): Promise<Body>;
  delete(path: string, version: number): Promise<void>;
}

let turn = 0;

/** Limits are counted by address; the demo is made by the server itself, from more than one of its own. */
const ownAddress = () => {
  turn = (turn + 1) % 60_000;
  return `127.9.${Math.floor(turn / 250)}.${(turn % 250) + 1}`;
};

interface Sent {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string | Buffer;
}

async function send(app: FastifyInstance, sent: Sent) {
  const answer = await app.inject({ ...sent, remoteAddress: ownAddress() });
  if (answer.statusCode >= 300)
    throw new Error(
      `${sent.method} ${sent.url} was answered ${answer.statusCode}: ${answer.body.slice(0, 500)}`,
    );
  return answer;
}

const json = { 'content-type': 'application/json' };

/** Signs somebody in. @throws Error when the server does not let them */
export async function signIn(app: FastifyInstance, email: string, password: string): Promise<DemoCaller> {
  const answer = await send(app, {
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: json,
    payload: JSON.stringify({ email, password }),
  });
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  const call = async (method: Sent['method'], path: string, body?: unknown, version?: number) => {
    const photo = Buffer.isBuffer(body);
    const { body: text } = await send(app, {
      method,
      url: `/api/v1${path}`,
      headers: {
        cookie,
        ...(body !== undefined && (photo ? { 'content-type': 'image/png' } : json)),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body !== undefined && { payload: photo ? body : JSON.stringify(body) }),
    });
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body, version) => call('PATCH', path, body, version),
    put: (path, body, version) => call('PUT', path, body, version),
    delete: async (path, version) => void (await call('DELETE', path, undefined, version)),
  };
}
