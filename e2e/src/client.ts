import { asObject, asText } from './json.ts';
import { pause } from './pool.ts';

export interface Client {
  base: string;
  who: string;
  jar: Map<string, string>;
}

export interface Call {
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  /** Content type of the body; null sends none. */
  type?: string | null;
  ifMatch?: number | string;
  key?: string;
  viewAs?: string;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
  /** Who called what, for a report. */
  call: string;
}

const TIMEOUT = 30_000;

/** A client without a session. */
export function openClient(base: string, who: string): Client {
  return { base: base.replace(/\/+$/, ''), who, jar: new Map() };
}

function writeHeaders(client: Client, call: Call): Headers {
  const headers = new Headers({ accept: 'application/json', origin: client.base });
  if (client.jar.size > 0) {
    headers.set('cookie', [...client.jar].map(([name, value]) => `${name}=${value}`).join('; '));
  }
  if (call.type !== undefined) {
    if (call.type !== null) headers.set('content-type', call.type);
  } else if (call.body !== undefined || call.raw !== undefined) {
    headers.set('content-type', 'application/json');
  }
  if (call.ifMatch !== undefined) {
    headers.set('if-match', typeof call.ifMatch === 'number' ? `"${call.ifMatch}"` : call.ifMatch);
  }
  if (call.key !== undefined) headers.set('idempotency-key', call.key);
  if (call.viewAs !== undefined) headers.set('x-view-as', call.viewAs);
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  return headers;
}

function keepCookies(client: Client, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const pair = line.split(';')[0] ?? '';
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    const value = pair.slice(at + 1).trim();
    if (value === '' || /max-age=0(;|$)/i.test(line)) client.jar.delete(name);
    else client.jar.set(name, value);
  }
}

function readBody(text: string, type: string): unknown {
  if (text === '' || !/json/.test(type)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function sendOnce(client: Client, method: string, url: string, call: Call): Promise<Reply> {
  const label = `${client.who}: ${method} ${url.slice(client.base.length)}`;
  const asked = call.body === undefined ? '' : ` ${JSON.stringify(call.body)?.slice(0, 300)}`;
  const seen = call.viewAs === undefined ? '' : ` (as ${call.viewAs})`;
  const init: RequestInit = {
    method,
    headers: writeHeaders(client, call),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT),
  };
  const payload =
    call.raw ?? (call.body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(call.body)));
  if (payload !== undefined) init.body = payload;
  try {
    const answer = await fetch(url, init);
    keepCookies(client, answer.headers);
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    const body = readBody(text, answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body, text, call: label + asked + seen };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { status: 0, headers: new Headers(), body: undefined, text: String(cause), call: label + asked };
  }
}

/** Sends one call; paths are below /api/v1 unless they start with /api/, /ogc or /arcgis. Waits out a rate limit. */
export async function send(client: Client, method: string, path: string, call: Call = {}): Promise<Reply> {
  const url = client.base + (/^\/(api|ogc|arcgis)\//.test(path) ? path : `/api/v1${path}`);
  for (let attempt = 0; ; attempt += 1) {
    const reply = await sendOnce(client, method, url, call);
    if (reply.status !== 429 || attempt >= 4) return reply;
    const seconds = Number(reply.headers.get('retry-after') ?? 1);
    await pause(Math.min(Number.isFinite(seconds) ? seconds : 1, 15) * 1000);
  }
}

/** Signs in with e-mail and password; throws when that fails. */
export async function signIn(base: string, email: string, password: string): Promise<Client> {
  const client = openClient(base, email.split('@')[0] ?? email);
  const reply = await send(client, 'POST', '/api/auth/sign-in/email', { body: { email, password } });
  if (reply.status !== 200 || client.jar.size === 0) {
    throw new Error(`sign-in of ${email} answered ${reply.status} ${reply.text.slice(0, 300)}`);
  }
  return client;
}

/** Signs in and, when the session has no agency yet or another, chooses one. */
export async function signInAs(
  base: string,
  email: string,
  password: string,
  agencyId: string,
): Promise<Client> {
  const client = await signIn(base, email, password);
  const me = await send(client, 'GET', '/me');
  if (asText(asObject(asObject(me.body).agency).id) !== agencyId) {
    const reply = await send(client, 'POST', '/me/membership', { body: { agencyId } });
    if (reply.status >= 300) throw new Error(`${reply.call} answered ${reply.status} ${reply.text}`);
  }
  return client;
}

/** Reads the record a create call made, from its body or from its Location. */
export async function readCreated(client: Client, reply: Reply): Promise<Record<string, unknown>> {
  const body = asObject(reply.body);
  if (typeof body.id === 'string') return body;
  const location = reply.headers.get('location') ?? '';
  const path = location.startsWith('http') ? new URL(location).pathname : location;
  return path === '' ? {} : asObject((await send(client, 'GET', path)).body);
}
