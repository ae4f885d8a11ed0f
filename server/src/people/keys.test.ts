import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { sessionOf } from '../../test/session.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const north = await world.agency('North');
const password = 'correct horse battery';
const withKey = (key: string) => caller(app.base, { authorization: `Bearer ${key}` });

async function user(email: string, held: readonly string[]) {
  const role = await north.admin.post('/admin/roles', { name: `Role of ${email}`, permissions: held });
  const made = await north.admin.post('/admin/users', {
    name: 'Ann',
    email,
    password,
    roles: [role.body.id],
  });
  expect(made.status).toBe(201);
  return { id: made.body.id, role: role.body.id, session: await signIn(app.base, email, password) };
}

test('a key is shown once, kept as a hash, and acts with its part of what its maker holds', async () => {
  const { session } = await user('ann@example.org', ['FD Permits - Read', 'Addresses - Read']);
  const made = await session.post('/me/api-keys', {
    name: ' Nightly report ',
    permissions: ['FD Permits - Read'],
  });
  expect(made.status).toBe(201);
  expect(made.headers.get('location')).toBe(`/api/v1/me/api-keys/${made.body.id}`);
  const { key } = made.body;
  expect(key).toMatch(/^spk_[\w-]{43}$/);
  expect(made.body).toMatchObject({ name: 'Nightly report', prefix: key.slice(0, 10), expiresAt: null });
  const me = (await withKey(key).get('/me')).body;
  expect(me.permissions).toEqual(['FD Permits - Read']);
  expect((await withKey(key).get('/permits')).status).toBe(200);
  const again = [await session.get(`/me/api-keys/${made.body.id}`), await session.get('/me/api-keys')];
  expect(again.map((each) => each.status)).toEqual([200, 200]);
  expect(JSON.stringify(again.map((each) => each.body))).not.toContain(key);
  const { rows } = await world.sql.query('select * from api_key where id = $1', [made.body.id]);
  expect(JSON.stringify(rows)).not.toContain(key);
  const log = await world.sql.query(`select after from audit_entry where kind = 'apiKey'`);
  expect(log.rows).toHaveLength(1);
  expect(JSON.stringify(log.rows)).not.toContain(key);
});

test('nobody makes a key that holds more than they do, by session or by key', async () => {
  const { session } = await user('less@example.org', ['FD Permits - Read', 'Addresses - Read']);
  const more = await session.post('/me/api-keys', {
    name: 'k',
    permissions: ['FD Permits - Read', 'FD Permits - Edit'],
  });
  expect([more.status, more.body.code, more.body.missing]).toEqual([
    403,
    'not_allowed',
    ['FD Permits - Edit'],
  ]);
  const small = await session.post('/me/api-keys', { name: 'k', permissions: ['Addresses - Read'] });
  const byKey = await withKey(small.body.key).post('/me/api-keys', {
    name: 'k',
    permissions: ['FD Permits - Read'],
  });
  expect([byKey.status, byKey.body.code]).toEqual([403, 'not_allowed']);
  const unknown = await session.post('/me/api-keys', { name: 'k', permissions: ['Everything'] });
  expect(unknown.status).toBe(400);
});

test('a key loses what its maker loses, at once', async () => {
  const { session, role } = await user('shrinks@example.org', ['FD Permits - Read', 'Addresses - Read']);
  const { key } = (await session.post('/me/api-keys', { name: 'k', permissions: ['FD Permits - Read'] }))
    .body;
  const changed = await north.admin.patch(
    `/admin/roles/${role}`,
    { permissions: ['Addresses - Read'] },
    { ifMatch: 1 },
  );
  expect(changed.status).toBe(200);
  expect((await withKey(key).get('/me')).body.permissions).toEqual([]);
  expect((await withKey(key).get('/permits')).status).toBe(403);
});

test('a key ends at its time, which lies ahead when it is made', async () => {
  const { session } = await user('ends@example.org', ['FD Permits - Read']);
  const make = (expiresAt: string) =>
    session.post('/me/api-keys', { name: 'k', permissions: ['FD Permits - Read'], expiresAt });
  expect((await make(new Date(Date.now() - 1000).toISOString())).status).toBe(400);
  expect((await make('tomorrow')).status).toBe(400);
  const made = await make(new Date(Date.now() + 1200).toISOString());
  expect(made.status).toBe(201);
  expect((await withKey(made.body.key).get('/permits')).status).toBe(200);
  await expect.poll(async () => (await withKey(made.body.key).get('/permits')).status).toBe(401);
});

test('a revoked key is 401 with the next call, and nobody revokes the key of another', async () => {
  const { session } = await user('revokes@example.org', ['FD Permits - Read']);
  const made = await session.post('/me/api-keys', { name: 'k', permissions: ['FD Permits - Read'] });
  const { session: mallory } = await user('mallory@example.org', ['FD Permits - Read']);
  const path = `/me/api-keys/${made.body.id}`;
  expect([(await mallory.delete(path)).status, (await mallory.get(path)).status]).toEqual([404, 404]);
  expect((await withKey(made.body.key).get('/permits')).status).toBe(200);
  expect((await session.delete(path)).status).toBe(204);
  expect((await withKey(made.body.key).get('/permits')).status).toBe(401);
  expect([(await session.get(path)).status, (await session.delete(path)).status]).toEqual([404, 404]);
  expect((await session.get('/me/api-keys')).body.items).toEqual([]);
});

test('a key manages no keys: it neither lists, reads, makes nor ends any', async () => {
  const { session } = await user('manages@example.org', ['Hydrants - Read', 'Admin - Users']);
  const [one, other] = [
    (await session.post('/me/api-keys', { name: 'one', permissions: ['Hydrants - Read', 'Admin - Users'] }))
      .body,
    (await session.post('/me/api-keys', { name: 'other', permissions: [] })).body,
  ];
  const key = withKey(one.key);
  const answers = [
    await key.get('/me/api-keys'),
    await key.get(`/me/api-keys/${other.id}`),
    await key.post('/me/api-keys', { name: 'k', permissions: [] }),
    await key.delete(`/me/api-keys/${other.id}`),
    await key.get('/admin/api-keys'),
    await key.delete(`/admin/api-keys/${other.id}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  expect((await withKey(other.key).get('/me')).status).toBe(200);
});

test('an ended key stays ended: after its user was switched off and on, and after an administrator set their password', async () => {
  const { id, session } = await user('ended@example.org', ['FD Permits - Read']);
  const make = async (by: typeof session) =>
    (await by.post('/me/api-keys', { name: 'k', permissions: ['FD Permits - Read'] })).body.key;
  const first = await make(session);
  await north.admin.patch(`/admin/users/${id}`, { active: false }, { ifMatch: 1 });
  await north.admin.patch(`/admin/users/${id}`, { active: true }, { ifMatch: 2 });
  expect((await withKey(first).get('/me')).status).toBe(401);
  const second = await make(await signIn(app.base, 'ended@example.org', password));
  expect((await withKey(second).get('/me')).status).toBe(200);
  const set = await north.admin.patch(`/admin/users/${id}`, { password: 'set by an admin' }, { ifMatch: 3 });
  expect(set.status).toBe(200);
  expect((await withKey(second).get('/me')).status).toBe(401);
});

test('administrators see all keys of their agency and end each; of other agencies they see none', async () => {
  const { session } = await user('held@example.org', ['FD Permits - Read']);
  const made = (await session.post('/me/api-keys', { name: 'held', permissions: ['FD Permits - Read'] }))
    .body;
  const admin = caller(app.base, { cookie: await sessionOf(app, world, north.admin) });
  const other = await world.agency('Elsewhere');
  const stranger = caller(app.base, { cookie: await sessionOf(app, world, other.admin) });
  const { items } = (await admin.get('/admin/api-keys?limit=200')).body;
  expect(items.find((each: { id: string }) => each.id === made.id)).toMatchObject({
    name: 'held',
    user: { name: 'Ann', email: 'held@example.org', active: true },
  });
  expect(JSON.stringify(items)).not.toContain(made.key);
  expect((await stranger.delete(`/admin/api-keys/${made.id}`)).status).toBe(404);
  expect((await stranger.get('/admin/api-keys')).body.items).toHaveLength(1);
  expect((await session.get('/admin/api-keys')).status).toBe(403);
  expect((await admin.delete(`/admin/api-keys/${made.id}`)).status).toBe(204);
  expect((await withKey(made.key).get('/me')).status).toBe(401);
  expect((await admin.delete(`/admin/api-keys/${made.id}`)).status).toBe(404);
});

test('the keys of a deactivated user open nothing', async () => {
  const { id, session } = await user('off@example.org', ['FD Permits - Read']);
  const { key } = (await session.post('/me/api-keys', { name: 'k', permissions: ['FD Permits - Read'] }))
    .body;
  await north.admin.patch(`/admin/users/${id}`, { active: false }, { ifMatch: 1 });
  expect((await withKey(key).get('/permits')).status).toBe(401);
});

test('a repeated creation with the same Idempotency-Key makes one key and shows it once', async () => {
  const { session } = await user('twice@example.org', []);
  const asking = { headers: { 'idempotency-key': 'one' } };
  const first = await session.post('/me/api-keys', { name: 'k', permissions: [] }, asking);
  const second = await session.post('/me/api-keys', { name: 'k', permissions: [] }, asking);
  expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  expect(second.body.key).toBeUndefined();
});

test('keys are listed in pages', async () => {
  const { session } = await user('pages@example.org', []);
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) await session.post('/me/api-keys', { name, permissions: [] });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await session.get(`/me/api-keys?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...body.items.map((each: { name: string }) => each.name));
    cursor = body.nextCursor;
  } while (cursor);
  expect(seen).toEqual(names.toReversed());
});
