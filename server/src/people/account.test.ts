import type { Email } from 'postal-mime';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld, type TestAgency, type World } from '../../test/world.ts';

const mailbox = await openMailbox();
const publicUrl = 'http://standpipe.example';
const app = await startApp({ SMTP_URL: mailbox.url, PUBLIC_URL: publicUrl });
const plain = await startApp();
const [mailing, silent] = [await openWorld(app), await openWorld(plain)];
const password = 'correct horse battery';

async function ann(
  world: World,
  base: string,
  email: string,
): Promise<{ agency: TestAgency; id: string } & Session> {
  const agency = await world.agency('North');
  const made = await agency.admin.post('/admin/users', { name: 'Ann Archer', email, password, roles: [] });
  expect(made.status).toBe(201);
  return { agency, id: made.body.id, session: await signIn(base, email, password) };
}
interface Session {
  readonly session: Awaited<ReturnType<typeof signIn>>;
}

async function mailTo(email: string): Promise<Email> {
  const found = () => mailbox.received.findLast(({ to }) => to.includes(email))?.mail;
  await expect.poll(found).toBeDefined();
  return found()!;
}
const tokenIn = (mail: Email) => /\/confirm-address\/(\S+)/.exec(mail.text ?? '')![1]!;
const edits = async (agency: TestAgency) =>
  (await agency.admin.get('/audit?kind=person&action=edit')).body.items.map(
    ({ before, after }: { before: object; after: object }) => [before, after],
  );

test('a user changes their own name with their password, and the agency reads it in its log', async () => {
  const { agency, session } = await ann(mailing, app.base, 'name@example.org');
  const wrong = await session.post('/me/account', { name: 'Ann Baker', current: 'wrong' });
  expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, 'current']);
  expect((await session.post('/me/account', { name: 'Ann Baker' })).status).toBe(400);
  expect((await session.post('/me/account', { operator: true, current: password })).status).toBe(400);
  const changed = await session.post('/me/account', { name: ' Ann Baker ', current: password });
  expect([changed.status, changed.body.user.name, changed.body.unconfirmed]).toEqual([
    200,
    'Ann Baker',
    null,
  ]);
  expect((await session.get('/me')).body.user.name).toBe('Ann Baker');
  const email = 'name@example.org';
  expect(await edits(agency)).toEqual([
    [
      { name: 'Ann Archer', email },
      { name: 'Ann Baker', email },
    ],
  ]);
});

test('an API key cannot change whose it is', async () => {
  const agency = await mailing.agency('Keys');
  const answer = await agency.admin.post('/me/account', { name: 'Other', current: password });
  expect([answer.status, answer.body.code]).toEqual([403, 'not_allowed']);
});

test('a new address counts once the link mailed to it is opened, once, and the one before is told', async () => {
  const { agency, session } = await ann(mailing, app.base, 'old@example.org');
  const asked = await session.post('/me/account', { email: 'New@Example.org', current: password });
  expect([asked.status, asked.body.unconfirmed]).toEqual([200, 'new@example.org']);
  expect((await session.get('/me')).body.user.email).toBe('old@example.org');
  const first = tokenIn(await mailTo('new@example.org'));
  mailbox.received.length = 0;
  await session.post('/me/account', { email: 'new@example.org', current: password });
  const second = tokenIn(await mailTo('new@example.org'));
  const visitor = caller(app.base, {});
  expect((await visitor.post(`/address-changes/${second}`)).status).toBe(401);
  expect((await session.post(`/address-changes/${first}`)).status).toBe(404);
  expect((await session.post(`/address-changes/${second}`)).body).toEqual({ email: 'new@example.org' });
  expect((await session.post(`/address-changes/${second}`)).status).toBe(404);
  expect((await mailTo('old@example.org')).text).toContain('new@example.org');
  expect((await signIn(app.base, 'old@example.org', password)).status).toBe(401);
  expect((await signIn(app.base, 'new@example.org', password)).status).toBe(200);
  expect(await edits(agency)).toEqual([[{ email: 'old@example.org' }, { email: 'new@example.org' }]]);
});

test('the link of an address is no invitation, and ends after a day', async () => {
  const { session } = await ann(mailing, app.base, 'late@example.org');
  await session.post('/me/account', { email: 'later@example.org', current: password });
  const token = tokenIn(await mailTo('later@example.org'));
  const visitor = caller(app.base, {});
  expect((await visitor.get(`/invitations/${token}`)).status).toBe(404);
  expect((await visitor.get(`/setup/${token}`)).status).toBe(404);
  await mailing.sql.query(
    `update invitation set expires_at = now() - interval '1 second' where purpose = 'email'`,
  );
  expect((await session.post(`/address-changes/${token}`)).status).toBe(404);
});

test('where no mail is sent another address counts at once, whoever else has it', async () => {
  const { session } = await ann(silent, plain.base, 'one@example.org');
  const { agency } = await ann(silent, plain.base, 'two@example.org');
  const free = await session.post('/me/account', { email: 'TWO@example.org', current: password });
  expect(free.body).toMatchObject({ user: { email: 'two@example.org' }, unconfirmed: null });
  expect((await signIn(plain.base, 'two@example.org', password)).status).toBe(200);
  expect((await session.post('/me/membership', { agencyId: agency.id })).status).toBe(404);
});

test('administrators see when a user last signed in for their agency, and nothing of other agencies', async () => {
  const { agency, id } = await ann(silent, plain.base, 'seen@example.org');
  const at = async (of: TestAgency, user: string) =>
    (await of.admin.get(`/admin/users/${user}`)).body.lastSignInAt;
  expect(Date.parse(await at(agency, id))).toBeGreaterThan(Date.now() - 600_000);
  const other = await silent.agency('Other');
  const joined = await other.admin.post('/admin/users', {
    name: 'Ann',
    email: 'seen@example.org',
    password,
    roles: [],
  });
  const anew = await signIn(plain.base, 'seen@example.org', password);
  expect(await at(other, joined.body.id)).toBeNull();
  expect((await anew.post('/me/membership', { agencyId: other.id })).status).toBe(204);
  expect(await at(other, joined.body.id)).not.toBeNull();
  expect((await agency.admin.get('/admin/users')).body.items[0]).toHaveProperty('lastSignInAt');
});
