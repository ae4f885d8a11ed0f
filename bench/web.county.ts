/** The county of bench/web: a server of its own with an agency on the screen and many partners, one of which has a user. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { ensureFirstOperator } from '../server/src/people/setup.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';

export const password = 'ladder-seven-bench';
export const email = 'chief@bench.example.org';
export const partnerEmail = 'captain@bench.example.org';
export const heading = 'Great Fire';
const operator = 'operator@bench.example.org';

/** Sends JSON as one person. */
export interface Sending {
  post(path: string, body: unknown): Promise<{ id: string }>;
  put(path: string, body: unknown, version: number): Promise<{ version: number }>;
}

export interface County {
  readonly base: string;
  /** The partner that has a user. */
  readonly partnerId: string;
  /** Signs in as somebody. */
  as(who: string): Promise<Sending>;
  close(): Promise<void>;
}

export async function openCounty(partners: number): Promise<County> {
  const folder = mkdtempSync(join(tmpdir(), 'standpipe-bench-'));
  const config = readConfig({
    STANDPIPE_DATA: folder,
    STANDPIPE_LOG: 'silent',
    STANDPIPE_RATE_LIMITS: 'off',
    STANDPIPE_OPERATOR_EMAIL: operator,
    STANDPIPE_OPERATOR_PASSWORD: password,
  });
  const database = await startEmbedded(folder, { log: () => {} });
  await prepareDatabase(database.ownerUrl, database.appUrl);
  const served = await openServer(config, database.appUrl);
  await ensureFirstOperator(served.house, () => {});
  const base = (await served.app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  const as = (who: string) => signIn(base, who);
  return {
    base,
    partnerId: await makeCounty(await as(operator), partners),
    as,
    close: async () => {
      await served.close();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in and answers with what sends JSON as that person. */
async function signIn(base: string, who: string): Promise<Sending> {
  const signedIn = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ email: who, password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const call = async (method: string, path: string, body: unknown, version?: number) => {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        origin: base,
        cookie,
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; version: number };
  };
  return {
    post: (path: string, body: unknown) => call('POST', path, body),
    put: (path: string, body: unknown, version: number) => call('PUT', path, body, version),
  };
}

/** The agency, its partners, one of which has a user. Answers that one's id. */
async function makeCounty({ post }: Sending, partners: number): Promise<string> {
  const county = {
    state: 'TX',
    countyFips: '48027',
    features: { clientDataSharing: true, userDataSharing: true },
  };
  const { id } = await post('/operator/agencies', { name: heading, ...county });
  await post(`/operator/agencies/${id}/users`, { name: 'Chief', email, password, role: 'Administrator' });
  const made: string[] = [];
  for (let at = 1; at <= partners; at++) {
    const name = `Station ${String(at).padStart(3, '0')}`;
    made.push((await post('/operator/agencies', { name, ...county })).id);
  }
  const captain = { name: 'Captain', email: partnerEmail, password, role: 'Administrator' };
  await post(`/operator/agencies/${made[0]}/users`, captain);
  return made[0]!;
}
