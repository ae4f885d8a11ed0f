import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../server/src/db/embedded/free-port.ts';
import type { Screen } from './reach.ts';

const operator = {
  name: 'Olga Perez',
  email: 'operator@standpipe.example.org',
  password: 'ladder-seven-demo',
};

interface FirstRun {
  readonly base: string;
  /** The page that the printed link opens. */
  readonly setup: Screen;
  /** Makes the operator and an agency, and invites its first administrator. */
  invite(): Promise<Screen>;
  stop(): Promise<void>;
}

/** A server of its own with nothing in it, as on the first day. Gone again with `stop`. */
export async function openFirstRun(): Promise<FirstRun> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const directory = await mkdtemp(join(tmpdir(), 'standpipe-screens-'));
  const server = spawn(process.execPath, ['server/src/main.ts'], {
    env: { ...process.env, PORT: String(port), STANDPIPE_DATA: directory, STANDPIPE_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let path = '';
  for await (const line of createInterface(server.stdout)) {
    path ||= /\/setup\/\S+/.exec(line)?.[0] ?? '';
    if (line.startsWith('Standpipe is ready')) break;
  }
  return {
    base,
    setup: { name: 'setup', who: 'nobody', path },
    invite: async () => ({ name: 'invitation', who: 'nobody', path: await invitationBy(base, path) }),
    stop: async () => {
      server.kill('SIGTERM');
      await once(server, 'exit');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function invitationBy(base: string, setup: string): Promise<string> {
  let cookie = '';
  const post = async <T>(to: string, body: object): Promise<T> => {
    const answer = await fetch(base + to, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: base,
        cookie,
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
    cookie ||= answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    return (await answer.json()) as T;
  };
  await post(`/api/v1${setup}`, operator);
  cookie = '';
  const { email, password } = operator;
  await post('/api/auth/sign-in/email', { email, password });
  const agency = await post<{ id: string }>('/api/v1/operator/agencies', {
    name: 'Cedar Bluff Fire Department',
    kind: 'fireDepartment',
    state: 'WI',
    countyFips: '55111',
    timeZone: 'America/Chicago',
  });
  const { invitation } = await post<{ invitation: { url: string } }>(
    `/api/v1/operator/agencies/${agency.id}/users`,
    { name: 'Ruth Alvarez', email: 'ruth.alvarez@cedarbluff.example.org' },
  );
  return new URL(invitation.url).pathname;
}
