import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '../../src/db/embedded/free-port.ts';
import { newSecret } from '../../src/http/keys.ts';
import { startApp } from '../app.ts';
import { checkout } from '../embedded.ts';
import { sessionOf } from '../session.ts';
import { openWorld } from '../world.ts';

const app = await startApp();
const world = await openWorld(app);

/** The server as it runs, which logs every request; `log` grows. */
async function startLogging() {
  const port = await freePort();
  const env = {
    ...process.env,
    DATABASE_URL: app.appUrl,
    DATABASE_OWNER_URL: app.ownerUrl,
    PORT: String(port),
    STANDPIPE_LOG: 'trace',
    STANDPIPE_HOST: '127.0.0.1',
  };
  const child = spawn(process.execPath, [join(checkout, 'server/src/main.ts')], { env });
  afterAll(() => void child.kill('SIGTERM'));
  const kept = { log: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      kept.log += chunk;
    });
  await expect.poll(() => kept.log.includes('Standpipe is ready')).toBe(true);
  return { base: `http://127.0.0.1:${port}`, kept };
}

test('the log holds no secret that opens something, and nothing of what was asked for', async () => {
  const one = await world.agency('One FD');
  const cookie = await sessionOf(app, world, one.admin);
  const { base, kept } = await startLogging();
  const setup = /\/setup\/(sps_[\w-]+)/.exec(kept.log)?.[1];
  kept.log = '';
  const secrets = {
    invitation: newSecret('spi'),
    setup: setup ?? newSecret('sps'),
    reset: 'reset-code-1234567890',
    searched: 'zuckerbaecker',
    password: 'ladder-and-hose-7',
    key: one.admin.key,
    cookie: cookie.split('=')[1]!,
  };
  const asks: [string, RequestInit?][] = [
    [`/api/v1/invitations/${secrets.invitation}`],
    [`/invitation/${secrets.invitation}`, { headers: { accept: 'text/html' } }],
    [`/api/v1/setup/${secrets.setup}`],
    [`/setup/${secrets.setup}`, { headers: { accept: 'text/html' } }],
    [`/reset-password/${secrets.reset}`, { headers: { accept: 'text/html' } }],
    [`/api/v1/permits?q=${secrets.searched}`, { headers: { authorization: `Bearer ${secrets.key}` } }],
    [`/api/v1/search?q=${secrets.searched}`, { headers: { cookie } }],
    [
      '/api/auth/sign-in/email',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: one.admin.email, password: secrets.password }),
      },
    ],
  ];
  for (const [path, init] of asks) await fetch(`${base}${path}`, init);
  await expect.poll(() => kept.log.split('request completed').length).toBe(asks.length + 1);
  expect(kept.log).toContain('/api/v1/permits');
  for (const [what, secret] of Object.entries(secrets)) expect(kept.log, what).not.toContain(secret);
});
