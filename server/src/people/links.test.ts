import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);
const north = await world.agency('North');
const south = await world.agency('South');
const visitor = caller(app.base, {});
const password = 'correct horse battery';
let count = 0;

async function invited(agency = north) {
  const email = `invited${++count}@example.org`;
  const made = await agency.admin.post('/admin/users', { name: 'Ivy', email, roles: [] });
  expect(made.status).toBe(201);
  return { ...made.body, path: `/invitations/${made.body.invitation.token}` };
}

/** That a link is as good as one that was never given out. */
async function expectDead(path: string): Promise<void> {
  const never = await visitor.get('/invitations/spi_never');
  expect(never.status).toBe(404);
  for (const answer of [await visitor.get(path), await visitor.post(path, { password: 'another long one' })])
    expect([answer.status, { ...answer.body, requestId: '' }]).toEqual([
      404,
      { ...never.body, requestId: '' },
    ]);
}

test('an invited person reads who is invited to what, chooses a password and a name, and signs in', async () => {
  const { path, email, invitation, id } = await invited();
  expect(invitation.url).toBe(`http://localhost:${app.house.config.port}/invitation/${invitation.token}`);
  const days = (Date.parse(invitation.expiresAt) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(7);
  expect((await visitor.get(path)).body).toEqual({
    name: 'Ivy',
    email,
    agency: { name: 'North' },
    expiresAt: invitation.expiresAt,
    hasAccount: false,
  });
  expect((await signIn(app.base, email, password)).status).toBe(401);
  const accepted = await visitor.post(path, { password, name: ' Ivy Adams ' });
  expect([accepted.status, accepted.body]).toEqual([200, { email }]);
  const session = await signIn(app.base, email, password);
  expect((await session.get('/me')).body.user.name).toBe('Ivy Adams');
  const { rows } = await world.sql.query(
    `select action, person_id from audit_entry where kind = 'invitation' and agency_id = $1`,
    [north.id],
  );
  expect(rows).toEqual([{ action: 'accept', person_id: (await session.get('/me')).body.user.id }]);
  expect((await north.admin.get(`/admin/users/${id}`)).body.invitation).toBeUndefined();
});

test('an invitation works once', async () => {
  const { path, email } = await invited();
  const answers = await Promise.all(
    [1, 2, 3, 4].map((each) => visitor.post(path, { password: `password no. ${each}` })),
  );
  expect(answers.map((each) => each.status).sort()).toEqual([200, 404, 404, 404]);
  await expectDead(path);
  const chosen = answers.findIndex((each) => each.status === 200) + 1;
  expect((await signIn(app.base, email, `password no. ${chosen}`)).status).toBe(200);
});

test('an invitation that is over is not there, and a renewed one takes its place', async () => {
  const { path, id } = await invited();
  await world.sql.query(
    `update invitation set expires_at = now() - interval '1 second' where used_at is null`,
  );
  await expectDead(path);
  const renewed = await north.admin.post(`/admin/users/${id}/invitation`);
  expect(renewed.status).toBe(201);
  const again = await north.admin.post(`/admin/users/${id}/invitation`);
  await expectDead(`/invitations/${renewed.body.token}`);
  expect((await visitor.post(`/invitations/${again.body.token}`, { password })).status).toBe(200);
  const late = await north.admin.post(`/admin/users/${id}/invitation`);
  expect([late.status, late.body.code]).toEqual([409, 'conflict']);
});

test('a weak password is refused and leaves the invitation good', async () => {
  const { path, email } = await invited();
  for (const weak of ['short', 'Password1', email, 'aaaaaaaaaaaa']) {
    const answer = await visitor.post(path, { password: weak });
    expect([weak, answer.status, answer.body.errors[0].path]).toEqual([weak, 400, 'password']);
  }
  expect((await visitor.post(path, { password, operator: true })).status).toBe(400);
  expect((await visitor.post(path, { password })).status).toBe(200);
});

test('the invitation of a deactivated user, or of a deactivated agency, is not there', async () => {
  const { path, id } = await invited();
  await north.admin.patch(`/admin/users/${id}`, { active: false }, { ifMatch: 1 });
  await expectDead(path);
  expect((await north.admin.post(`/admin/users/${id}/invitation`)).status).toBe(409);
  const east = await world.agency('East');
  const other = await invited(east);
  await world.sql.query('update agency set active = false where id = $1', [east.id]);
  await expectDead(other.path);
});

test('nobody renews the invitation of somebody who holds more than they do; each agency renews its own', async () => {
  const clerk = await world.user(north, ['Admin - Users']);
  const more = await north.admin.post('/admin/roles', { name: 'More', permissions: ['FD Permits - Read'] });
  const body = { name: 'Ivo', email: 'ivo@example.org', roles: [more.body.id] };
  const { id } = (await north.admin.post('/admin/users', body)).body;
  const answer = await clerk.post(`/admin/users/${id}/invitation`);
  expect([answer.status, answer.body.missing]).toEqual([403, ['FD Permits - Read']]);
  const joined = await south.admin.post('/admin/users', { ...body, roles: [] });
  expect([joined.status, typeof joined.body.invitation.token]).toEqual([201, 'string']);
  expect((await north.admin.post(`/admin/users/${id}/invitation`)).status).toBe(201);
  expect((await south.admin.post(`/admin/users/${joined.body.id}/invitation`)).status).toBe(201);
  await expectDead(`/invitations/${joined.body.invitation.token}`);
});

test('two agencies that add the same new person at once make a user each, whom one password for both signs in to both', async () => {
  const body = { name: 'Una', email: 'una@example.org', password, roles: [] };
  const answers = await Promise.all([
    north.admin.post('/admin/users', body),
    south.admin.post('/admin/users', body),
  ]);
  expect(answers.map((each) => each.status)).toEqual([201, 201]);
  const session = await signIn(app.base, 'una@example.org', password);
  expect((await session.get('/me')).body.memberships).toHaveLength(2);
});

test('the token of an invitation stands in no table', async () => {
  const { invitation } = await invited();
  for (const table of ['invitation', 'audit_entry', 'idempotency_key', 'change_event']) {
    const { rows } = await world.sql.query(`select t::text as row from ${table} t`);
    expect(rows.some(({ row }) => row.includes(invitation.token))).toBe(false);
  }
});
