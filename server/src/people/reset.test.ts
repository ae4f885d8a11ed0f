import { request } from 'node:http';
import type { Email } from 'postal-mime';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';

const mailbox = await openMailbox();
const publicUrl = 'http://standpipe.example';
const app = await startApp({ SMTP_URL: mailbox.url, PUBLIC_URL: publicUrl });
const world = await openWorld(app);
const north = await world.agency('North');
const visitor = caller(app.base, {});
const password = 'correct horse battery';
const other = 'staple the battery';

async function user(email: string): Promise<void> {
  const made = await north.admin.post('/admin/users', { name: 'Ann Archer', email, password, roles: [] });
  expect(made.status).toBe(201);
}

const ask = (email: string, headers = {}) =>
  visitor.post('/api/auth/request-password-reset', { email }, { headers });
const reset = (token: string, newPassword: string) =>
  visitor.post('/api/auth/reset-password', { token, newPassword });

/** The one mail to an address, once it is there. */
async function mailTo(email: string, count = 1): Promise<Email> {
  const mails = () => mailbox.received.filter(({ to }) => to.includes(email));
  await expect.poll(() => mails().length).toBe(count);
  return mails().at(-1)!.mail;
}
const codeIn = (mail: Email) => /\/reset-password\/(\S+)/.exec(mail.text ?? '')![1]!;

test('a forgotten password is set anew by a mailed link, once, and every session ends', async () => {
  await user('ann@example.org');
  const session = await signIn(app.base, 'ann@example.org', password);
  expect((await ask('Ann@Example.org')).status).toBe(200);
  const mail = await mailTo('ann@example.org');
  expect(mail.subject).toBe('Choose a new Standpipe password');
  expect(mail.text).toContain(`${publicUrl}/reset-password/`);
  const code = codeIn(mail);
  expect((await reset(code, other)).status).toBe(200);
  expect((await session.get('/me')).status).toBe(401);
  expect((await signIn(app.base, 'ann@example.org', password)).status).toBe(401);
  expect((await signIn(app.base, 'ann@example.org', other)).status).toBe(200);
  const again = await reset(code, 'yet another password');
  expect([again.status, again.body.errors[0].code]).toEqual([400, 'invalid_token']);
  expect((await signIn(app.base, 'ann@example.org', other)).status).toBe(200);
});

test('asking for a new password does not say who is there', async () => {
  await user('here@example.org');
  const here = await ask('here@example.org');
  const nobody = await ask('nobody@example.org');
  expect([here.status, here.body]).toEqual([nobody.status, nobody.body]);
  await mailTo('here@example.org');
  expect(mailbox.received.some(({ to }) => to.includes('nobody@example.org'))).toBe(false);
});

test('the Host of a request does not decide where a mailed secret is carried', async () => {
  const plain = await startApp({ SMTP_URL: mailbox.url });
  const south = await (await openWorld(plain)).agency('South');
  await south.admin.post('/admin/users', { name: 'Hal', email: 'host@example.org', password, roles: [] });
  const body = JSON.stringify({ email: 'host@example.org' });
  const status = await new Promise((resolve) => {
    const sent = request(`${plain.base}/api/auth/request-password-reset`, {
      method: 'POST',
      headers: { host: 'evil.example', origin: 'http://evil.example', 'content-type': 'application/json' },
    });
    sent.on('response', (answer) => resolve(answer.statusCode));
    sent.end(body);
  });
  expect(status).toBe(200);
  const { text = '' } = await mailTo('host@example.org');
  expect(text).not.toMatch(/evil|http/);
  const code = /Code: (\S+)/.exec(text)![1]!;
  const answer = await caller(plain.base, {}).post('/api/auth/reset-password', {
    token: code,
    newPassword: other,
  });
  expect(answer.status).toBe(200);
});

test('a new password obeys the same rules, and a refused one leaves the link good', async () => {
  await user('rules@example.org');
  await ask('rules@example.org');
  const code = codeIn(await mailTo('rules@example.org'));
  for (const weak of ['short', 'password123', 'rules@example.org', 'a'.repeat(201)]) {
    const answer = await reset(code, weak);
    expect([weak, answer.status, answer.body.errors[0].path]).toEqual([weak, 400, 'newPassword']);
  }
  expect((await reset(code, other)).status).toBe(200);
});

test('a link is good for an hour, and ends when the password is changed otherwise', async () => {
  await user('late@example.org');
  await ask('late@example.org');
  const code = codeIn(await mailTo('late@example.org'));
  await world.sql.query(
    `update invitation set expires_at = now() - interval '1 second' where purpose = 'reset'`,
  );
  expect((await reset(code, other)).status).toBe(400);
  await ask('late@example.org');
  const second = codeIn(await mailTo('late@example.org', 2));
  const session = await signIn(app.base, 'late@example.org', password);
  expect((await session.post('/me/password', { current: password, new: 'chosen by hand' })).status).toBe(204);
  expect((await reset(second, other)).status).toBe(400);
});

test('a newer link ends the one before', async () => {
  await user('several@example.org');
  await ask('several@example.org');
  const first = codeIn(await mailTo('several@example.org'));
  await ask('several@example.org');
  const second = codeIn(await mailTo('several@example.org', 2));
  expect((await reset(first, other)).status).toBe(400);
  expect((await reset(second, 'yet another password')).status).toBe(200);
});

test('a code in the database is no use to whoever reads it there', async () => {
  await user('dump@example.org');
  await ask('dump@example.org');
  const code = codeIn(await mailTo('dump@example.org'));
  const { rows } = await world.sql.query(
    `select encode(hash, 'hex') as identifier from invitation where purpose = 'reset'`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { identifier } of rows) {
    expect(identifier).not.toContain(code);
    expect((await reset(identifier, other)).status).toBe(400);
  }
});

test('somebody who was invited and has no password yet is mailed the invitation, which works', async () => {
  const made = await north.admin.post('/admin/users', { name: 'Ivy', email: 'ivy@example.org', roles: [] });
  const mail = await mailTo('ivy@example.org');
  expect(mail.subject).toBe('North invites you to Standpipe');
  const link = /http\S+\/invitation\/(\S+)/.exec(mail.text ?? '')!;
  expect(link[1]).not.toBe(made.body.invitation.token);
  expect(link[0].startsWith(publicUrl)).toBe(true);
  expect((await visitor.post(`/invitations/${link[1]}`, { password })).status).toBe(200);
  expect((await signIn(app.base, 'ivy@example.org', password)).status).toBe(200);
});

test('a user is made although the mail server is down', async () => {
  const deaf = await startApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
  const south = await (await openWorld(deaf)).agency('South');
  const made = await south.admin.post('/admin/users', { name: 'Ivo', email: 'ivo@example.org', roles: [] });
  expect(made.status).toBe(201);
  expect(made.body.invitation.token).toMatch(/^spi_/);
});
