import { permissions } from '@standpipe/policy';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const password = 'correct horse battery';
let count = 0;

async function roleOf(agency: TestAgency): Promise<{ id: string; version: number }> {
  const { roles } = (await agency.admin.get(`/admin/users/${agency.admin.membershipId}`)).body;
  return (await agency.admin.get(`/admin/roles/${roles[0].id}`)).body;
}

/** Every way in which the only administrator could go. */
const endings = async (agency: TestAgency) => {
  const user = `/admin/users/${agency.admin.membershipId}`;
  const { version } = (await agency.admin.get(user)).body;
  const role = await roleOf(agency);
  const less = permissions.filter((each) => each !== 'Admin - Users');
  return {
    deactivated: () => agency.admin.patch(user, { active: false }, { ifMatch: version }),
    stripped: () => agency.admin.patch(user, { roles: [] }, { ifMatch: version }),
    emptied: () =>
      agency.admin.patch(`/admin/roles/${role.id}`, { permissions: [] }, { ifMatch: role.version }),
    shortened: () =>
      agency.admin.patch(`/admin/roles/${role.id}`, { permissions: less }, { ifMatch: role.version }),
  };
};

test('the last administrator cannot be deactivated, stripped, or emptied by their role', async () => {
  const north = await world.agency('North');
  await world.user(north, ['Admin - Users']);
  const before = (await north.admin.get('/admin/users')).body;
  for (const [how, end] of Object.entries(await endings(north))) {
    const answer = await end();
    expect([how, answer.status, answer.body.code]).toEqual([how, 409, 'conflict']);
  }
  expect((await north.admin.get('/admin/users')).body).toEqual(before);
  expect((await north.admin.get('/me')).body.permissions).toHaveLength(permissions.length);
});

test('an administrator may go when another stays, in whichever roles that one holds everything', async () => {
  for (const how of ['deactivated', 'stripped', 'emptied', 'shortened'] as const) {
    const agency = await world.agency(`Agency ${++count}`);
    const halves = [permissions.slice(0, 20), permissions.slice(20)];
    const roles = [];
    for (const held of halves)
      roles.push(
        (await agency.admin.post('/admin/roles', { name: `Half ${roles.length}`, permissions: held })).body
          .id,
      );
    const second = { name: 'Second', email: `second${count}@example.org`, password, roles };
    const made = await agency.admin.post('/admin/users', { ...second, active: false });
    expect(made.status).toBe(201);
    expect([how, (await (await endings(agency))[how]()).status]).toEqual([how, 409]);
    const { version } = made.body;
    await agency.admin.patch(`/admin/users/${made.body.id}`, { active: true }, { ifMatch: version });
    expect([how, (await (await endings(agency))[how]()).status]).toEqual([how, 200]);
  }
});

test('two administrators who deactivate each other at once do not both succeed', async () => {
  for (let round = 0; round < 5; round++) {
    const agency = await world.agency(`Duel ${round}`);
    const other = await world.user(agency, permissions);
    const [one, two] = await Promise.all([
      agency.admin.patch(`/admin/users/${other.membershipId}`, { active: false }, { ifMatch: 1 }),
      other.patch(`/admin/users/${agency.admin.membershipId}`, { active: false }, { ifMatch: 1 }),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 401]);
  }
});
