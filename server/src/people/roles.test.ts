import { builtInRoles, type Permission, permissions } from '@standpipe/policy';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { asSystem } from '../db/system.ts';
import { createBuiltInRoles } from './enrol.ts';

const app = await startApp();
const world = await openWorld(app);
const north = await world.agency('North');
const south = await world.agency('South');
const clerkHolds: Permission[] = ['Admin - Users', 'FD Permits - Read', 'Addresses - Read'];
const clerk = await world.user(north, clerkHolds);

const newRole = async (name: string, held: readonly Permission[]) => {
  const made = await north.admin.post('/admin/roles', { name, permissions: held });
  expect(made.status).toBe(201);
  return made.body;
};

test('an agency begins with the built-in roles', async () => {
  const west = await world.agency('West');
  const made = await asSystem(app.house.database, (db) => createBuiltInRoles(db, west.id));
  expect([...made.keys()]).toEqual(Object.keys(builtInRoles));
  const { items } = (await west.admin.get('/admin/roles')).body;
  for (const [name, held] of Object.entries(builtInRoles))
    expect(items).toContainEqual(
      expect.objectContaining({ id: made.get(name), name, permissions: held, builtIn: true, version: 1 }),
    );
});

test('without Admin - Users every call about users and roles is 403 before an id is looked at', async () => {
  const user = await world.user(north, ['FD Permits - Read']);
  const any = '01890000-0000-7000-8000-000000000000';
  const answers = [
    await user.get('/admin/users'),
    await user.get(`/admin/users/${any}`),
    await user.post('/admin/users', 'not json'),
    await user.patch(`/admin/users/${any}`, {}),
    await user.post(`/admin/users/${any}/invitation`),
    await user.get('/admin/roles'),
    await user.get('/admin/roles/x'),
    await user.post('/admin/roles', {}),
    await user.patch(`/admin/roles/${any}`, {}),
  ];
  for (const { status, body } of answers)
    expect([status, body.code, body.missing]).toEqual([403, 'not_allowed', ['Admin - Users']]);
});

test('nobody makes a role that holds what they do not hold', async () => {
  const answer = await clerk.post('/admin/roles', {
    name: 'More',
    permissions: ['FD Permits - Read', 'FD Permits - Edit'],
  });
  expect([answer.status, answer.body.missing]).toEqual([403, ['FD Permits - Edit']]);
  expect((await clerk.post('/admin/roles', { name: 'Same', permissions: clerkHolds })).status).toBe(201);
});

test('nobody adds to a role what they do not hold, not even to one that holds more already; taking away is free', async () => {
  const role = await newRole('Editors', ['FD Permits - Edit', 'FD Permits - Read']);
  const path = `/admin/roles/${role.id}`;
  const add = (held: readonly Permission[], ifMatch: number) =>
    clerk.patch(path, { permissions: held }, { ifMatch });
  const more = await add(['FD Permits - Edit', 'FD Permits - Read', 'FD Permits - Delete'], 1);
  expect([more.status, more.body.missing]).toEqual([403, ['FD Permits - Delete']]);
  expect((await add(['FD Permits - Edit', 'FD Permits - Read', 'Addresses - Read'], 1)).status).toBe(200);
  expect((await add(['FD Permits - Read', 'Addresses - Read'], 2)).status).toBe(200);
  const back = await add(['FD Permits - Edit', 'FD Permits - Read'], 3);
  expect([back.status, back.body.missing]).toEqual([403, ['FD Permits - Edit']]);
  expect((await clerk.get(path)).body).toMatchObject({
    version: 3,
    permissions: ['FD Permits - Read', 'Addresses - Read'],
  });
});

test('an edited role counts for everybody who has it with their next call', async () => {
  const role = await newRole('Readers', ['FD Permits - Read']);
  const user = await world.user(north, ['Addresses - Read']);
  await north.admin.patch(`/admin/users/${user.membershipId}`, { roles: [role.id] }, { ifMatch: 1 });
  await world.sql.query('update api_key set permissions = $1 where membership_id = $2', [
    permissions,
    user.membershipId,
  ]);
  expect((await user.get('/permits')).status).toBe(200);
  await north.admin.patch(`/admin/roles/${role.id}`, { permissions: [] }, { ifMatch: 1 });
  expect((await user.get('/permits')).status).toBe(403);
});

test('a role is changed by whoever has seen it as it stands', async () => {
  const role = await newRole('Versioned', ['FD Permits - Read']);
  const path = `/admin/roles/${role.id}`;
  expect((await north.admin.patch(path, { name: 'x' })).status).toBe(428);
  expect((await north.admin.patch(path, { name: 'x' }, { ifMatch: 2 })).status).toBe(412);
  const same = await north.admin.patch(path, {}, { ifMatch: 1 });
  expect([same.status, same.body.version]).toEqual([200, 1]);
  const changed = await north.admin.patch(path, { name: 'Renamed' }, { ifMatch: 1 });
  expect([changed.status, changed.body.version, changed.body.name]).toEqual([200, 2, 'Renamed']);
  expect((await north.admin.patch(path, { name: 'renamed', builtIn: true }, { ifMatch: 2 })).status).toBe(
    400,
  );
  expect((await north.admin.post('/admin/roles', { name: 'RENAMED', permissions: [] })).status).toBe(409);
});

test('a role of another agency does not exist', async () => {
  const role = await newRole('Ours', []);
  const unknown = await south.admin.get('/admin/roles/01890000-0000-7000-8000-000000000000');
  const foreign = await south.admin.get(`/admin/roles/${role.id}`);
  expect([foreign.status, { ...foreign.body, requestId: '' }]).toEqual([
    404,
    { ...unknown.body, requestId: '' },
  ]);
  expect((await south.admin.patch(`/admin/roles/${role.id}`, { name: 'x' }, { ifMatch: 1 })).status).toBe(
    404,
  );
  const given = await south.admin.post('/admin/users', {
    name: 'X',
    email: 'x@example.org',
    roles: [role.id],
  });
  expect([given.status, given.body.errors[0].path]).toEqual([400, 'roles.0']);
});

test('a built-in role keeps its name', async () => {
  const roles = await asSystem(app.house.database, (db) => createBuiltInRoles(db, north.id));
  const answer = await north.admin.patch(
    `/admin/roles/${roles.get('Officer')}`,
    { name: 'Chief' },
    { ifMatch: 1 },
  );
  expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
});

test('every change of a role is in the log with what stood before', async () => {
  const role = await newRole('Logged', ['FD Permits - Read']);
  await north.admin.patch(`/admin/roles/${role.id}`, { permissions: ['Addresses - Read'] }, { ifMatch: 1 });
  const { rows } = await world.sql.query(
    `select action, before, after, person_id, agency_id from audit_entry where kind = 'role' and record_id = $1 order by id`,
    [role.id],
  );
  const by = { person_id: north.admin.personId, agency_id: north.id };
  expect(rows).toEqual([
    { action: 'create', before: null, after: { name: 'Logged', permissions: ['FD Permits - Read'] }, ...by },
    {
      action: 'edit',
      before: { name: 'Logged', permissions: ['FD Permits - Read'] },
      after: { name: 'Logged', permissions: ['Addresses - Read'] },
      ...by,
    },
  ]);
});
