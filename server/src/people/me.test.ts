import { permissions } from '@standpipe/policy';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { asSystem } from '../db/system.ts';
import { makeOperator } from './setup.ts';

const app = await startApp();
const world = await openWorld(app);
const north = await world.agency('North', { userSharing: false });
const south = await world.agency('South');
const east = await world.agency('East');
const password = 'correct horse battery';

async function user(agency: TestAgency, email: string, held: readonly string[]): Promise<string> {
  const role = await agency.admin.post('/admin/roles', { name: `Role of ${email}`, permissions: held });
  const made = await agency.admin.post('/admin/users', {
    name: 'Ann Archer',
    email,
    password,
    roles: [role.body.id],
  });
  expect(made.status).toBe(201);
  return made.body.id;
}

test('a user reads who they are, for which agency, and what they may do', async () => {
  await user(north, 'ann@example.org', ['FD Permits - Read']);
  const { status, body } = await (await signIn(app.base, 'ann@example.org', password)).get('/me');
  expect(status).toBe(200);
  expect(body).toEqual({
    user: { id: expect.any(String), name: 'Ann Archer', email: 'ann@example.org' },
    agency: {
      id: north.id,
      name: 'North',
      state: 'IL',
      countyFips: '17097',
      color: '#2f6f9f',
      kind: 'fireDepartment',
      timeZone: 'America/New_York',
      contact: { name: null, phone: null, email: null },
    },
    operator: false,
    permissions: ['FD Permits - Read'],
    features: { clientDataSharing: true, userDataSharing: false },
    memberships: [{ agency: { id: north.id, name: 'North', state: 'IL', color: '#2f6f9f' } }],
  });
  expect(new Set((await north.admin.get('/me')).body.permissions)).toEqual(new Set(permissions));
});

test('an operator without an agency reads that, and may sign in', async () => {
  await user(north, 'op@example.org', []);
  const [name, email] = ['Olga', 'op@example.org'];
  await asSystem(app.house.database, (db) => makeOperator(db, { name, email, password: 'of the operator' }));
  const operator = await signIn(app.base, 'op@example.org', 'of the operator');
  expect((await operator.get('/me')).body).toMatchObject({
    agency: null,
    operator: true,
    permissions: [],
    features: { clientDataSharing: false, userDataSharing: false },
    memberships: [],
  });
  expect((await operator.post('/me/membership', { agencyId: north.id })).status).toBe(404);
  // What an agency handed out for the same address runs no server.
  const handedOut = await signIn(app.base, 'op@example.org', password);
  expect((await handedOut.get('/me')).body).toMatchObject({ agency: { id: north.id }, operator: false });
});

test('a session acts for one agency at a time, and switches to another of its person and to no other', async () => {
  await user(north, 'guest@example.org', ['FD Permits - Read']);
  const joined = await south.admin.post('/admin/users', {
    name: 'Somebody Else',
    email: 'Guest@Example.org',
    password,
    roles: [],
  });
  expect(joined.status).toBe(201);
  expect(joined.body).toMatchObject({ name: 'Somebody Else', email: 'guest@example.org' });
  expect(joined.body.invitation).toBeUndefined();
  const session = await signIn(app.base, 'guest@example.org', password);
  expect((await session.get('/me')).body.agency.id).toBe(north.id);
  expect((await session.get('/me')).body.memberships).toHaveLength(2);
  expect((await session.post('/me/membership', { agencyId: south.id })).status).toBe(204);
  expect((await session.get('/me')).body).toMatchObject({ agency: { id: south.id }, permissions: [] });
  expect((await session.get('/permits')).status).toBe(403);
  const stranger = await session.post('/me/membership', { agencyId: east.id });
  const nobody = await session.post('/me/membership', { agencyId: '01890000-0000-7000-8000-000000000000' });
  expect([stranger.status, nobody.status]).toEqual([404, 404]);
  expect({ ...stranger.body, requestId: '' }).toEqual({ ...nobody.body, requestId: '' });
  expect((await session.get('/me')).body.agency.id).toBe(south.id);
  expect((await session.post('/me/membership', { agencyId: 'x' })).status).toBe(400);
  await south.admin.patch(`/admin/users/${joined.body.id}`, { active: false }, { ifMatch: 1 });
  expect((await session.get('/me')).status).toBe(401);
  const anew = await signIn(app.base, 'guest@example.org', password);
  expect((await anew.get('/me')).body.agency.id).toBe(north.id);
  expect((await anew.post('/me/membership', { agencyId: south.id })).status).toBe(404);
});

test('signing out everywhere ends every session of the person and of nobody else', async () => {
  await user(north, 'many@example.org', []);
  await user(north, 'single@example.org', []);
  const [one, two] = [
    await signIn(app.base, 'many@example.org', password),
    await signIn(app.base, 'many@example.org', password),
  ];
  const single = await signIn(app.base, 'single@example.org', password);
  expect((await one.post('/me/sign-out-everywhere')).status).toBe(204);
  expect([(await one.get('/me')).status, (await two.get('/me')).status]).toEqual([401, 401]);
  expect((await single.get('/me')).status).toBe(200);
});

test('a person sees where they are signed in, and ends one session without the others', async () => {
  await user(north, 'places@example.org', []);
  await user(north, 'mallory@example.org', []);
  const here = await signIn(app.base, 'places@example.org', password);
  const there = await signIn(app.base, 'places@example.org', password, { 'user-agent': 'Tablet' });
  const { items } = (await here.get('/me/sessions')).body;
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    current: false,
    userAgent: 'Tablet',
    agency: { id: north.id, name: 'North' },
  });
  expect(items[1]).toMatchObject({ current: true, address: '127.0.0.1' });
  const mallory = await signIn(app.base, 'mallory@example.org', password);
  expect((await mallory.delete(`/me/sessions/${items[0].id}`)).status).toBe(404);
  expect((await here.delete(`/me/sessions/${items[0].id}`)).status).toBe(204);
  expect((await there.get('/me')).status).toBe(401);
  expect((await here.get('/me/sessions')).body.items).toHaveLength(1);
  expect((await here.delete(`/me/sessions/${items[0].id}`)).status).toBe(404);
  expect((await here.delete('/me/sessions/x')).status).toBe(404);
});

test('a changed password needs the old one, obeys the rules, and ends the other sessions', async () => {
  await user(north, 'change@example.org', []);
  const here = await signIn(app.base, 'change@example.org', password);
  const there = await signIn(app.base, 'change@example.org', password);
  const wrong = await here.post('/me/password', { current: 'wrong wrong', new: 'another long one' });
  expect([wrong.status, wrong.body.errors[0]]).toEqual([400, expect.objectContaining({ path: 'current' })]);
  for (const weak of ['1234567', '12345678', 'change@example.org', 'Password123'])
    expect([weak, (await here.post('/me/password', { current: password, new: weak })).status]).toEqual([
      weak,
      400,
    ]);
  expect((await here.post('/me/password', { current: password, new: 'another long one' })).status).toBe(204);
  expect([(await here.get('/me')).status, (await there.get('/me')).status]).toEqual([200, 401]);
  expect((await signIn(app.base, 'change@example.org', password)).status).toBe(401);
  expect((await signIn(app.base, 'change@example.org', 'another long one')).status).toBe(200);
});

test('an API key changes nothing about its person', async () => {
  const { admin } = north;
  const answers = [
    await admin.post('/me/membership', { agencyId: north.id }),
    await admin.post('/me/sign-out-everywhere'),
    await admin.get('/me/sessions'),
    await admin.post('/me/password', { current: password, new: 'another long one' }),
  ];
  expect(answers.map((each) => [each.status, each.body.code])).toEqual(
    answers.map(() => [403, 'not_allowed']),
  );
});
