import type { Permission } from '@standpipe/policy';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const north = await world.agency('North');
const south = await world.agency('South');
const clerk = await world.user(north, ['Admin - Users', 'FD Permits - Read']);
const password = 'correct horse battery';
let count = 0;

async function role(held: readonly Permission[], agency: TestAgency = north): Promise<string> {
  const made = await agency.admin.post('/admin/roles', { name: `Role ${++count}`, permissions: held });
  return made.body.id;
}

async function user(held: readonly Permission[], agency: TestAgency = north) {
  const email = `user${++count}@example.org`;
  const body = { name: `User ${count}`, email, password, roles: [await role(held, agency)] };
  const made = await agency.admin.post('/admin/users', body);
  expect(made.status).toBe(201);
  return made.body;
}

test('a user is made with roles, found by Location, and listed', async () => {
  const [one, two] = [await role(['FD Permits - Read']), await role([])];
  const body = { name: ' Ann Archer ', email: 'Ann@Example.org', password, roles: [one, two] };
  const made = await north.admin.post('/admin/users', body);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ version: 1, name: 'Ann Archer', email: 'ann@example.org', active: true });
  expect(new Set(made.body.roles.map((each: { id: string }) => each.id))).toEqual(new Set([one, two]));
  expect(JSON.stringify(made.body)).not.toContain(password);
  const read = await north.admin.get(made.headers.get('location')!);
  expect([read.status, read.body]).toEqual([200, made.body]);
  expect((await north.admin.get('/admin/users')).body.items).toContainEqual(made.body);
  expect((await north.admin.get('/admin/users?q=archer')).body.items).toEqual([made.body]);
});

test('two users of one agency cannot have one address, whatever its case', async () => {
  const { email } = await user([]);
  const again = await north.admin.post('/admin/users', {
    name: 'X',
    email: email.toUpperCase(),
    password,
    roles: [],
  });
  expect([again.status, again.body.code]).toEqual([409, 'conflict']);
  const other = await user([]);
  const taken = await north.admin.patch(`/admin/users/${other.id}`, { email }, { ifMatch: 1 });
  expect([taken.status, taken.body.code]).toEqual([409, 'conflict']);
});

test('a bad address, a weak password or an unknown field makes no user', async () => {
  const good = { name: 'X', email: 'x@example.org', password, roles: [] };
  for (const wrong of [
    { email: 'x＠example.org' },
    { email: 'x@localhost' },
    { email: 'a..b@example.org' },
    { password: 'short' },
    { password: 'Qwerty123' },
    { operator: true },
    { roles: ['x'] },
    { name: ' ' },
  ]) {
    const answer = await north.admin.post('/admin/users', { ...good, ...wrong });
    expect([wrong, answer.status, answer.body.errors[0].path.split('.')[0]]).toEqual([
      wrong,
      400,
      Object.keys(wrong)[0],
    ]);
  }
  expect((await north.admin.get('/admin/users?q=x@example.org')).body.items).toEqual([]);
});

test('nobody gives a user a role that holds what they do not hold, when adding them or later', async () => {
  const more = await role(['FD Permits - Read', 'FD Permits - Delete']);
  const body = { name: 'X', email: 'more@example.org', password, roles: [more] };
  const made = await clerk.post('/admin/users', body);
  expect([made.status, made.body.missing]).toEqual([403, ['FD Permits - Delete']]);
  const { id } = await user([]);
  const given = await clerk.patch(`/admin/users/${id}`, { roles: [more] }, { ifMatch: 1 });
  expect([given.status, given.body.missing]).toEqual([403, ['FD Permits - Delete']]);
  const same = await role(['FD Permits - Read']);
  expect((await clerk.patch(`/admin/users/${id}`, { roles: [same] }, { ifMatch: 1 })).status).toBe(200);
});

test('whoever holds less may take a role away, but not give it back, nor bring back its user', async () => {
  const made = await user(['FD Permits - Delete']);
  const path = `/admin/users/${made.id}`;
  const roles = made.roles.map((each: { id: string }) => each.id);
  expect((await clerk.patch(path, { active: false }, { ifMatch: 1 })).status).toBe(200);
  const back = await clerk.patch(path, { active: true }, { ifMatch: 2 });
  expect([back.status, back.body.missing]).toEqual([403, ['FD Permits - Delete']]);
  expect((await clerk.patch(path, { roles: [] }, { ifMatch: 2 })).status).toBe(200);
  expect((await clerk.patch(path, { active: true }, { ifMatch: 3 })).status).toBe(200);
  expect((await clerk.patch(path, { roles }, { ifMatch: 4 })).status).toBe(403);
});

test('nobody sets the password or address of somebody who holds more than they do', async () => {
  const made = await user(['FD Permits - Delete']);
  const path = `/admin/users/${made.id}`;
  for (const change of [{ password: 'chosen by a clerk' }, { email: 'clerk@example.org' }, { name: 'Y' }]) {
    const answer = await clerk.patch(path, change, { ifMatch: 1 });
    expect([change, answer.status, answer.body.missing]).toEqual([change, 403, ['FD Permits - Delete']]);
  }
  expect((await signIn(app.base, made.email, password)).status).toBe(200);
  const session = await signIn(app.base, made.email, password);
  expect((await north.admin.patch(path, { password: 'chosen by an admin' }, { ifMatch: 1 })).status).toBe(
    200,
  );
  expect((await session.get('/me')).status).toBe(401);
  expect((await signIn(app.base, made.email, password)).status).toBe(401);
  expect((await signIn(app.base, made.email, 'chosen by an admin')).status).toBe(200);
});

test('an agency sets the password, address and name of its own user only, whoever else has the address', async () => {
  const made = await user([]);
  const theirs = await south.admin.post('/admin/users', {
    name: 'As South calls them',
    email: made.email,
    password: 'chosen by South',
    roles: [],
  });
  const change = { password: 'chosen by South too', name: 'Renamed by South', email: 'moved@example.org' };
  const changed = await south.admin.patch(`/admin/users/${theirs.body.id}`, change, { ifMatch: 1 });
  expect([changed.status, changed.body.name]).toEqual([200, 'Renamed by South']);
  expect((await north.admin.get(`/admin/users/${made.id}`)).body).toEqual(made);
  expect((await signIn(app.base, made.email, password)).status).toBe(200);
  expect((await signIn(app.base, made.email, 'chosen by South too')).status).toBe(401);
});

test('changed roles count with the next call of a session', async () => {
  const made = await user([]);
  const session = await signIn(app.base, made.email, password);
  expect((await session.get('/permits')).status).toBe(403);
  const given = await role(['FD Permits - Read']);
  await north.admin.patch(`/admin/users/${made.id}`, { roles: [given] }, { ifMatch: 1 });
  expect((await session.get('/permits')).status).toBe(200);
  await north.admin.patch(`/admin/users/${made.id}`, { roles: [] }, { ifMatch: 2 });
  expect((await session.get('/permits')).status).toBe(403);
});

test('a user is changed by whoever has seen them as they stand', async () => {
  const { id } = await user([]);
  const path = `/admin/users/${id}`;
  expect((await north.admin.patch(path, { active: false })).status).toBe(428);
  expect((await north.admin.patch(path, { active: false }, { ifMatch: 7 })).status).toBe(412);
  const same = await north.admin.patch(path, {}, { ifMatch: 1 });
  expect([same.status, same.body.version]).toEqual([200, 1]);
  expect((await north.admin.patch(path, { version: 3 }, { ifMatch: 1 })).status).toBe(400);
});

test('a user of another agency does not exist', async () => {
  const { id } = await user([]);
  const unknown = await south.admin.get('/admin/users/01890000-0000-7000-8000-000000000000');
  const answers = [
    await south.admin.get(`/admin/users/${id}`),
    await south.admin.patch(`/admin/users/${id}`, { active: false }, { ifMatch: 1 }),
    await south.admin.post(`/admin/users/${id}/invitation`),
    await south.admin.patch(`/admin/users/${id}`, 'not json'),
  ];
  for (const { status, body } of answers)
    expect([status, { ...body, requestId: '' }]).toEqual([404, { ...unknown.body, requestId: '' }]);
  const { items } = (await south.admin.get('/admin/users?limit=200')).body;
  expect(items.some((each: { id: string }) => each.id === id)).toBe(false);
});

test('users are listed in pages that hold each of them once', async () => {
  const east = await world.agency('East');
  for (let each = 0; each < 6; each++) await user([], east);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { status, body } = await east.admin.get(`/admin/users?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    expect(status).toBe(200);
    seen.push(...body.items.map((each: { id: string }) => each.id));
    cursor = body.nextCursor;
  } while (cursor);
  expect(seen).toHaveLength(7);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  const { nextCursor } = (await east.admin.get('/admin/users?limit=2')).body;
  expect((await north.admin.get(`/admin/users?cursor=${nextCursor}`)).status).toBe(400);
  expect((await east.admin.get('/admin/users?sort=name')).status).toBe(400);
});

test('a repeated creation with the same Idempotency-Key makes one user', async () => {
  const body = { name: 'Once', email: 'once@example.org', roles: [] };
  const asking = { headers: { 'idempotency-key': 'once' } };
  const first = await north.admin.post('/admin/users', body, asking);
  const second = await north.admin.post('/admin/users', body, asking);
  expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  expect([typeof first.body.invitation.token, second.body.invitation]).toEqual(['string', undefined]);
});
