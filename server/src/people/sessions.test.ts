import { request } from 'node:http';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from '../../test/app.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { signIn } from '../../test/sign-in.ts';
import { openWorld } from '../../test/world.ts';

const mailbox = await openMailbox();
const app = await startApp({ SMTP_URL: mailbox.url });
const world = await openWorld(app);
const [north, south] = [await world.agency('North'), await world.agency('South')];
const password = 'correct horse battery';
let count = 0;

async function user(...agencies: (typeof north)[]) {
  const email = `user${++count}@example.org`;
  for (const { admin } of agencies) {
    const role = (await admin.post('/admin/roles', { name: `R${++count}`, permissions: ['Admin - Users'] }))
      .body;
    await admin.post('/admin/users', { name: 'Ann', email, password, roles: [role.id] });
  }
  return email;
}

/** A socket of a session, and whether it is closed. */
async function listen(cookie: string) {
  const socket = new WebSocket(`${app.base.replace('http', 'ws')}/api/v1/live`, { headers: { cookie } });
  const state = { closed: false };
  socket.on('close', () => {
    state.closed = true;
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('{"op":"subscribe","topic":"changes"}');
  await new Promise((resolve) => socket.once('message', resolve));
  return state;
}
/** Long enough for a close that is under way to arrive, and far from the rounds by which the hub asks anyway. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 100));

test('signing out closes the live streams of the session, and of no other', async () => {
  const email = await user(north);
  const [one, other] = [await signIn(app.base, email, password), await signIn(app.base, email, password)];
  const [mine, theirs] = [await listen(one.cookie), await listen(other.cookie)];
  await one.post('/api/auth/sign-out');
  await soon();
  expect([mine.closed, theirs.closed]).toEqual([true, false]);
});

test('a sign-in that replaces a session closes its live streams', async () => {
  const email = await user(north);
  const first = await signIn(app.base, email, password);
  const stream = await listen(first.cookie);
  await signIn(app.base, email, password, { cookie: first.cookie });
  await soon();
  expect(stream.closed).toBe(true);
});

test('an Idempotency-Key after a switch of agency is another key', async () => {
  const session = await signIn(app.base, await user(north, south), password);
  const add = () =>
    session.post(
      '/admin/users',
      { name: 'Once', email: 'once@example.org', roles: [] },
      { headers: { 'idempotency-key': 'k' } },
    );
  const first = await add();
  await session.post('/me/membership', { agencyId: south.id });
  const second = await add();
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.id).not.toBe(first.body.id);
});

test('a session ends by the database’s clock, whatever the server’s says', async () => {
  const { rows } =
    await world.sql.query(`insert into session (id, token, login_id, expires_at, created_at, updated_at)
    select gen_random_uuid(), 'skewed', id, now() - interval '1 day', now() - interval '8 days', now() - interval '8 days'
    from login limit 1 returning round(extract(epoch from expires_at - now()) / 86400) as days`);
  expect(Number(rows[0].days)).toBe(7);
});

test('the Host of a request stands in no invitation, neither in the answer nor in the mail', async () => {
  const body = JSON.stringify({ name: 'Hal', email: 'hal@example.org', roles: [] });
  const answer = await new Promise<string>((resolve) => {
    const sent = request(`${app.base}/api/v1/admin/users`, {
      method: 'POST',
      headers: {
        host: 'evil.example',
        authorization: `Bearer ${north.admin.key}`,
        'content-type': 'application/json',
      },
    });
    sent.on('response', async (read) => resolve(Buffer.concat(await read.toArray()).toString()));
    sent.end(body);
  });
  expect(answer).toContain('spi_');
  expect(answer).not.toContain('evil');
  const mail = () => mailbox.received.find(({ to }) => to.includes('hal@example.org'))?.mail.text;
  await expect.poll(mail).toContain('Code: spi_');
  expect(mail()).not.toMatch(/evil|http/);
});

test('a name is one line without a web address, wherever it is entered', async () => {
  const session = await signIn(app.base, await user(north), password);
  for (const name of [
    'Ann\r\nBcc: x',
    'Ann\nhttps',
    'see https://evil.example',
    'www.evil.example',
    'Visit evil.com now',
  ])
    for (const answer of [
      await north.admin.post('/admin/users', { name, email: 'n@example.org', roles: [] }),
      await session.post('/me/account', { name, current: password }),
    ])
      expect([name, answer.status, answer.body.errors?.[0].path]).toEqual([name, 400, 'name']);
  const fine = await north.admin.post('/admin/users', {
    name: "J.R. O'Neil-St. James",
    email: 'n@example.org',
    roles: [],
  });
  expect(fine.status).toBe(201);
});

test('a changed password is mailed to its person, whoever changed it', async () => {
  const email = await user(north);
  const told = () =>
    mailbox.received.filter(
      ({ to, mail }) => to.includes(email) && /password was changed/.test(mail.subject ?? ''),
    ).length;
  const session = await signIn(app.base, email, password);
  await session.post('/me/password', { current: password, new: 'another long one' });
  await expect.poll(told).toBe(1);
  const { id } = (await north.admin.get(`/admin/users?q=${email}`)).body.items[0];
  await north.admin.patch(`/admin/users/${id}`, { password: 'set by an admin' }, { ifMatch: 1 });
  await expect.poll(told).toBe(2);
});
