import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const north = await world.agency('North');
const host = new URL(app.base).host;
const password = 'correct horse battery';

async function user(agency: TestAgency, email: string): Promise<void> {
  const made = await agency.admin.post('/admin/users', { name: 'Ann', email, password, roles: [] });
  expect(made.status).toBe(201);
}
await user(north, 'ann@example.org');

const foreign: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: '' },
  { origin: `http://${host}.evil.example` },
  { origin: `http://evil.example/${host}` },
  { origin: `ftp://${host}` },
  { origin: 'http://localhost' },
  { 'sec-fetch-site': 'cross-site' },
  { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' },
];

test('no change that another site sends is done with a cookie, by any method or path', async () => {
  const session = await signIn(app.base, 'ann@example.org', password);
  for (const headers of foreign) {
    const asking = { headers };
    const answers = [
      await session.post('/me/sign-out-everywhere', undefined, asking),
      await session.post('/me/api-keys', { name: 'k', permissions: [] }, asking),
      await session.patch('/permits/x', {}, asking),
      await session.put('/admin/user-data-sharing', {}, asking),
      await session.delete('/me/sessions/x', asking),
      await session.post('/api/auth/sign-out', {}, asking),
      await session.post('/nowhere', {}, asking),
    ];
    for (const answer of answers)
      expect([headers, answer.status, answer.body.code]).toEqual([headers, 403, 'not_allowed']);
  }
  expect((await session.get('/me/api-keys')).body.items).toEqual([]);
  expect((await session.get('/me')).status).toBe(200);
});

test('another site cannot sign a browser in', async () => {
  for (const headers of foreign)
    expect([headers, (await signIn(app.base, 'ann@example.org', password, headers)).status]).toEqual([
      headers,
      403,
    ]);
});

test('our own pages, and programs that send no Origin, may change things', async () => {
  for (const headers of [
    { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' },
    { origin: `https://${host}` },
    {},
  ]) {
    const session = await signIn(app.base, 'ann@example.org', password, headers);
    expect(session.status).toBe(200);
    const made = await session.post('/me/api-keys', { name: 'k', permissions: [] }, { headers });
    expect(made.status).toBe(201);
  }
});

test('an API key is never sent by a browser of its own accord, so calls with one are exempt', async () => {
  const headers = { origin: 'https://partner.example', 'sec-fetch-site': 'cross-site' };
  const made = await north.admin.post(
    '/admin/roles',
    { name: 'From elsewhere', permissions: [] },
    { headers },
  );
  expect(made.status).toBe(201);
});

test('an Authorization header that is no key does not exempt a cookie', async () => {
  const session = await signIn(app.base, 'ann@example.org', password);
  for (const authorization of ['Bearer', 'Bearer a b', 'Basic eDp5']) {
    const headers = { authorization, origin: 'https://evil.example' };
    expect((await session.post('/me/sign-out-everywhere', undefined, { headers })).status).toBe(403);
  }
});

test('a method named in a header is not done', async () => {
  const session = await signIn(app.base, 'ann@example.org', password);
  const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'POST' };
  expect((await session.get('/me/sessions', { headers })).status).toBe(200);
  expect((await session.get('/me')).status).toBe(200);
});

test('with PUBLIC_URL under https only its origin is our own, and the cookie is Secure', async () => {
  const secure = await startApp({ PUBLIC_URL: 'https://standpipe.example' });
  const east = await (await openWorld(secure)).agency('East');
  await user(east, 'eve@example.org');
  const session = await signIn(secure.base, 'eve@example.org', password, {
    origin: 'https://standpipe.example',
  });
  expect(session.cookies[0]).toMatch(
    /^__Host-standpipe\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect((await caller(secure.base, { cookie: session.cookie }).get('/me')).status).toBe(200);
  // Another host of the same domain can set the plain name, with a session of its own.
  const plain = session.cookie.replace('__Host-', '');
  expect((await caller(secure.base, { cookie: plain }).get('/me')).status).toBe(401);
  expect((await caller(secure.base, { cookie: `${plain}; ${session.cookie}` }).get('/me')).status).toBe(200);
  const own = new URL(secure.base).host;
  for (const origin of [`http://${own}`, 'http://standpipe.example', 'https://standpipe.example:8443'])
    expect([origin, (await signIn(secure.base, 'eve@example.org', password, { origin })).status]).toEqual([
      origin,
      403,
    ]);
});
