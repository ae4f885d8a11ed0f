import { expect, test } from 'vitest';
import { newSecret } from '../../src/http/keys.ts';
import { startApp } from '../app.ts';
import { startLogged } from '../logged.ts';
import { sessionOf } from '../session.ts';
import { openWorld } from '../world.ts';

const app = await startApp();
const world = await openWorld(app);

test('the log holds no secret that opens something, and nothing of what was asked for', async () => {
  const one = await world.agency('One FD');
  const cookie = await sessionOf(app, world, one.admin);
  const { base, log } = await startLogged(app);
  await expect.poll(log).toContain('Standpipe is ready');
  const atStart = await log();
  const logged = async () => (await log()).slice(atStart.length);
  const setup = /\/setup\/(sps_[\w-]+)/.exec(atStart)?.[1];
  const secrets = {
    invitation: newSecret('spi'),
    setup: setup ?? newSecret('sps'),
    reset: 'reset-code-1234567890',
    address: newSecret('spe'),
    encoded: newSecret('spe'),
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
    [`/api/v1/address-changes/${secrets.address}`, { method: 'POST' }],
    [`/confirm-address/${secrets.address}`, { headers: { accept: 'text/html' } }],
    [`/%63onfirm-address/${secrets.encoded.replace('_', '%5F')}`, { headers: { accept: 'text/html' } }],
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
  await expect.poll(async () => (await logged()).split('request completed').length).toBe(asks.length + 1);
  const after = await logged();
  expect(after).toContain('/api/v1/permits');
  for (const [what, secret] of Object.entries(secrets)) expect(after, what).not.toContain(secret);
});
