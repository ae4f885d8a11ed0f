import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const north = await world.agency('North');
const password = 'correct horse battery';
const visitor = caller(app.base, {});

async function user(email: string, agency = north): Promise<string> {
  const role = await agency.admin.post('/admin/roles', {
    name: `Reader ${email}`,
    permissions: ['FD Permits - Read'],
  });
  const made = await agency.admin.post('/admin/users', {
    name: 'Ann Archer',
    email,
    password,
    roles: [role.body.id],
  });
  expect(made.status).toBe(201);
  return made.body.id;
}

test('signing in sets a cookie that our own door verifies, whatever characters its signature has', async () => {
  await user('ann@example.org');
  const signatures = [];
  for (let round = 0; round < 12; round++) {
    const session = await signIn(app.base, 'ANN@example.org', password);
    expect(session.status).toBe(200);
    expect((await session.get('/permits')).status).toBe(200);
    signatures.push(decodeURIComponent(session.cookie.split('=')[1]!).split('.')[1]!);
  }
  expect(signatures.every((each) => each.length === 44 && each.endsWith('='))).toBe(true);
  expect(signatures.some((each) => /[+/]/.test(each))).toBe(true);
});

test('the cookie is kept from scripts and from other sites, and is not bound to https without PUBLIC_URL', async () => {
  await user('flags@example.org');
  const { cookies } = await signIn(app.base, 'flags@example.org', password);
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatch(
    /^standpipe\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
  );
});

test('a page never sees the token of a session', async () => {
  await user('token@example.org');
  const session = await signIn(app.base, 'token@example.org', password);
  const token = decodeURIComponent(session.cookie.split('=')[1]!).split('.')[0]!;
  const kept = await session.get('/api/auth/get-session');
  expect(kept.body.user.email).toBe('token@example.org');
  expect(JSON.stringify([session.body, kept.body])).not.toContain(token);
});

test('a cookie signed by anybody else opens nothing', async () => {
  await user('forged@example.org');
  const session = await signIn(app.base, 'forged@example.org', password);
  const token = decodeURIComponent(session.cookie.split('=')[1]!).split('.')[0]!;
  const forge = (secret: string) =>
    encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`);
  const asking = (value: string) =>
    caller(app.base, { cookie: `standpipe.session_token=${value}` }).get('/me');
  expect((await asking(forge(app.house.secret))).status).toBe(200);
  expect((await asking(forge('another secret'))).status).toBe(401);
  expect((await asking(token)).status).toBe(401);
  expect((await asking(`${token}.`)).status).toBe(401);
});

test('a wrong password, an unknown address and somebody with nowhere to act are answered in the same words', async () => {
  const id = await user('nowhere@example.org');
  const off = await north.admin.patch(`/admin/users/${id}`, { active: false }, { ifMatch: 1 });
  expect(off.status).toBe(200);
  const answers = [
    await signIn(app.base, 'ann@example.org', 'not the password'),
    await signIn(app.base, 'nobody@example.org', password),
    await signIn(app.base, 'nowhere@example.org', password),
  ];
  for (const { status, body, cookies } of answers) {
    expect(status).toBe(401);
    expect(cookies).toEqual([]);
    expect({ ...body, requestId: '' }).toEqual({ ...answers[0]!.body, requestId: '' });
    expect(body).toMatchObject({ code: 'unauthenticated', status: 401 });
  }
});

test('a session ends when its user signs out, and when they sign in anew', async () => {
  await user('bob@example.org');
  const first = await signIn(app.base, 'bob@example.org', password);
  const second = await signIn(app.base, 'bob@example.org', password, { cookie: first.cookie });
  expect((await first.get('/me')).status).toBe(401);
  const out = await second.post('/api/auth/sign-out');
  expect(out.status).toBe(200);
  expect(out.headers.getSetCookie()[0]).toMatch(/^standpipe\.session_token=; Max-Age=0/);
  expect((await second.get('/me')).status).toBe(401);
});

test('a session that is over opens nothing', async () => {
  await user('over@example.org');
  const session = await signIn(app.base, 'over@example.org', password);
  await world.sql.query(`update session set expires_at = now() - interval '1 second'
    where membership_id = (select m.id from membership m join person p on p.id = m.person_id
      where p.email = 'over@example.org')`);
  expect((await session.get('/me')).status).toBe(401);
  expect((await session.get('/api/auth/get-session')).body).toBeNull();
});

test('the session of a deactivated user answers 401 at once, and stays ended when they come back', async () => {
  const id = await user('gone@example.org');
  const session = await signIn(app.base, 'gone@example.org', password);
  expect((await session.get('/permits')).status).toBe(200);
  await north.admin.patch(`/admin/users/${id}`, { active: false }, { ifMatch: 1 });
  expect((await session.get('/permits')).status).toBe(401);
  await north.admin.patch(`/admin/users/${id}`, { active: true }, { ifMatch: 2 });
  expect((await session.get('/permits')).status).toBe(401);
  expect((await signIn(app.base, 'gone@example.org', password)).status).toBe(200);
});

test('nobody acts for a deactivated agency', async () => {
  const south = await world.agency('South');
  await user('south@example.org', south);
  const session = await signIn(app.base, 'south@example.org', password);
  await world.sql.query('update agency set active = false where id = $1', [south.id]);
  expect((await session.get('/me')).status).toBe(401);
  expect((await signIn(app.base, 'south@example.org', password)).status).toBe(401);
});

test('of the auth library only the listed paths are there', async () => {
  const session = await signIn(app.base, 'ann@example.org', password);
  const body = { name: 'Mallory', email: 'mallory@example.org', password, operator: true };
  for (const path of [
    'sign-up/email',
    'sign-in/social',
    'update-user',
    'update-session',
    'change-email',
    'change-password',
    'set-password',
    'delete-user',
    'verify-password',
    'list-sessions',
    'revoke-sessions',
    'link-social',
    'refresh-token',
    'ok',
    'error',
  ]) {
    expect([path, (await session.post(`/api/auth/${path}`, body)).status]).toEqual([path, 404]);
    expect([path, (await session.get(`/api/auth/${path}`)).status]).toEqual([path, 404]);
  }
  expect((await session.get('/api/auth/sign-in/email')).status).toBe(405);
});

test('signing in takes an address and a password and nothing else', async () => {
  const send = (body: unknown, headers = {}) => visitor.post('/api/auth/sign-in/email', body, { headers });
  const email = 'ann@example.org';
  for (const body of [
    { email, password, operator: true },
    { email, password, callbackURL: 'https://evil.example' },
    { email },
    { email: 'ann＠example.org', password },
    { email: 'ann@', password },
    { email, password: 'a'.repeat(401) },
    `{"email":"${email}","email":"x@example.org","password":"${password}"}`,
    '{"__proto__":{"operator":true}}',
    'not json',
  ])
    expect([body, (await send(body)).status]).toEqual([body, 400]);
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json\ta',
  ])
    expect([type, (await send({ email, password }, { 'content-type': type })).status]).toEqual([type, 415]);
});
