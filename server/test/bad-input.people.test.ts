/** Bad input about people: users, roles, keys, accounts, signing in, links that work once. */
import { builtInRoles, permissions } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { expectProblem, expectRefused } from './bad-input.fixture.ts';
import { sessionOf } from './session.ts';
import { nobodysId } from './sheets.ts';
import { signIn } from './sign-in.ts';
import { caller, openWorld } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const [own, other] = [await world.agency('Own FD'), await world.agency('Other FD')];
await world.sql.query('update person set operator = true where id = $1', [other.admin.personId]);
const operator = caller(app.base, { cookie: await sessionOf(app, world, other.admin) });
const invalid = { status: 400, code: 'invalid' } as const;
const nowhere = { status: 404, code: 'not_found' } as const;
const password = 'correct horse battery';

const made = async (path: string, body: object) => {
  const answer = await own.admin.post(path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const role = await made('/admin/roles', { name: 'Clerk', permissions: ['FD Permits - Read'] });
const ann = await made('/admin/users', { name: 'Ann', email: 'ann@example.org', password, roles: [role.id] });
const theirRole = (await other.admin.post('/admin/roles', { name: 'Theirs', permissions: [] })).body;
const theirUser = (await other.admin.post('/admin/users', { name: 'Bo', email: 'bo@example.org', roles: [] }))
  .body;
const bodies = {
  users: { name: 'Cy', email: 'cy@example.org', roles: [] as string[] },
  roles: { name: 'Other', permissions: [] as string[] },
};
const paths = { users: `/admin/users/${ann.id}`, roles: `/admin/roles/${role.id}` };

describe.each(['users', 'roles'] as const)('%s', (kind) => {
  test.each([
    'id',
    'version',
    'agency',
    'agencyId',
    'personId',
    'operator',
    'emailVerified',
    'builtIn',
    'isAdmin',
    'createdAt',
    'member_ship',
  ])('a field that is unknown or cannot be set is named: %s', async (field) => {
    const refusal = { ...invalid, path: field, fault: 'additionalProperties' };
    await expectRefused(
      world,
      () => own.admin.post(`/admin/${kind}`, { ...bodies[kind], [field]: true }),
      refusal,
    );
    await expectRefused(
      world,
      () => own.admin.patch(paths[kind], { [field]: true }, { ifMatch: 1 }),
      refusal,
    );
  });

  test('of another agency and ids that nobody has are 404 in the same words', async () => {
    const theirs = kind === 'users' ? theirUser.id : theirRole.id;
    const details = [];
    for (const id of [theirs, nobodysId, 'x'])
      for (const ask of [
        () => own.admin.get(`/admin/${kind}/${id}`),
        () => own.admin.patch(`/admin/${kind}/${id}`, { name: 'x' }, { ifMatch: 1 }),
        () => own.admin.patch(`/admin/${kind}/${id}`, { nonsense: 1 }),
      ])
        details.push((await expectRefused(world, ask, nowhere)).body.detail);
    expect(new Set(details).size).toBe(1);
  });

  test('without If-Match is 428, with another version 412', async () => {
    const patch = (asking?: object) => own.admin.patch(paths[kind], { name: 'New' }, asking);
    await expectRefused(world, () => patch(), { status: 428, code: 'precondition_required' });
    const stale = await expectRefused(world, () => patch({ ifMatch: 9 }), { status: 412, code: 'stale' });
    expect(stale.body.version).toBe(1);
  });

  test.each(['', '   ', 'x'.repeat(201), null, 7, 'a\u0000b'])(
    'a name that is none is refused: %j',
    async (name) => {
      await expectRefused(world, () => own.admin.post(`/admin/${kind}`, { ...bodies[kind], name }), invalid);
      await expectRefused(world, () => own.admin.patch(paths[kind], { name }, { ifMatch: 1 }), invalid);
    },
  );
});

describe('a user', () => {
  test.each([
    'x',
    'x@',
    '@example.org',
    'x@example',
    'x y@example.org',
    'x@example.org, y@example.org',
    'x@example.org\r\nBcc: y@example.org',
    'x\uff20example.org',
    'х@example.org',
    `${'x'.repeat(250)}@example.org`,
    null,
  ])('with an address that nobody could be written at is refused: %j', async (email) => {
    const refusal = { ...invalid, path: 'email' };
    await expectRefused(world, () => own.admin.post('/admin/users', { ...bodies.users, email }), refusal);
    await expectRefused(world, () => own.admin.patch(paths.users, { email }, { ifMatch: 1 }), refusal);
  });

  test.each(['short', '', 'x'.repeat(201), 'password', '12345678', 'cy@example.org'])(
    'with a password that will not do is refused: %j',
    async (weak) => {
      await expectRefused(world, () => own.admin.post('/admin/users', { ...bodies.users, password: weak }), {
        ...invalid,
        path: 'password',
      });
    },
  );

  test('with an address that is taken is 409, in roles of another agency 400', async () => {
    await expectRefused(
      world,
      () => own.admin.post('/admin/users', { ...bodies.users, email: 'ANN@example.org' }),
      {
        status: 409,
        code: 'conflict',
      },
    );
    for (const id of [theirRole.id, nobodysId])
      await expectRefused(world, () => own.admin.patch(paths.users, { roles: [id] }, { ifMatch: 1 }), {
        ...invalid,
        path: 'roles.0',
        fault: 'unknown_role',
      });
    const many = Array.from({ length: 51 }, (_, at) => nobodysId.slice(0, -2) + String(at).padStart(2, '0'));
    await expectRefused(world, () => own.admin.patch(paths.users, { roles: many }, { ifMatch: 1 }), {
      ...invalid,
      path: 'roles',
    });
  });
});

describe('what nobody may give or take', () => {
  test('a permission beyond one’s own is 403 and names it; one that does not exist is 400', async () => {
    const clerk = await world.user(own, ['Admin - Users']);
    const signedIn = caller(app.base, { cookie: await sessionOf(app, world, clerk) });
    const all = (await own.admin.post('/admin/roles', { name: 'All', permissions: [...permissions] })).body;
    for (const ask of [
      () => clerk.post('/admin/roles', { name: 'Mine', permissions: ['Admin - Audit'] }),
      () => clerk.patch(paths.roles, { permissions: ['FD Permits - Read', 'Admin - Audit'] }, { ifMatch: 1 }),
      () => signedIn.post('/me/api-keys', { name: 'k', permissions: ['Admin - Audit'] }),
    ]) {
      const answer = await expectRefused(world, ask, {
        status: 403,
        code: 'not_allowed',
        says: /Admin - Audit/,
      });
      expect(answer.body.missing).toEqual(['Admin - Audit']);
    }
    await expectRefused(world, () => clerk.patch(paths.users, { roles: [all.id] }, { ifMatch: 1 }), {
      status: 403,
      code: 'not_allowed',
    });
    for (const each of ['Everything', 'fd permits - read', '*', ''])
      await expectRefused(world, () => own.admin.post('/admin/roles', { name: 'x', permissions: [each] }), {
        ...invalid,
        path: 'permissions.0',
      });
  });

  test('the last administrator is kept: 409, in words', async () => {
    const lone = await world.agency('Lone FD');
    const { version } = (await lone.admin.get(`/admin/users/${lone.admin.membershipId}`)).body;
    for (const change of [{ active: false }, { roles: [] }])
      await expectRefused(
        world,
        () => lone.admin.patch(`/admin/users/${lone.admin.membershipId}`, change, { ifMatch: version }),
        { status: 409, code: 'conflict', says: /last administrator/ },
      );
    expect(builtInRoles.Administrator).toEqual(permissions);
  });
});

describe('an account, as the operator keeps it,', () => {
  const whole = { name: 'New FD', state: 'IL', countyFips: '17097' };

  test.each([
    ['state', 'Illinois'],
    ['state', 'il'],
    ['countyFips', '97'],
    ['countyFips', 17097],
    ['countyFipsList', []],
    ['countyFipsList', ['17097', '17097']],
    ['timeZone', 'Mars/Olympus'],
    ['color', 'red'],
    ['features', { everything: true }],
    ['active', 'yes'],
    ['id', nobodysId],
    ['version', 3],
  ])('is refused with %s = %j', async (field, value) => {
    const refusal = { ...invalid, says: field };
    await expectRefused(
      world,
      () => operator.post('/operator/agencies', { ...whole, [field]: value }),
      refusal,
    );
    await expectRefused(
      world,
      () => operator.patch(`/operator/agencies/${own.id}`, { [field]: value }, { ifMatch: 1 }),
      refusal,
    );
  });

  test('is nobody else’s to touch: 403 for every call, whatever the body', async () => {
    for (const ask of [
      () => own.admin.get('/operator/agencies'),
      () => own.admin.post('/operator/agencies', whole),
      () =>
        own.admin.patch(
          `/operator/agencies/${own.id}`,
          { features: { userDataSharing: true } },
          { ifMatch: 1 },
        ),
      () => own.admin.post('/operator/links', 'x'),
      () => own.admin.delete(`/operator/links/${nobodysId}`),
    ])
      await expectRefused(world, ask, { status: 403, code: 'not_allowed', says: /operator/ });
  });

  test('is not linked with itself, thrice, or with nobody', async () => {
    for (const agencies of [[own.id], [own.id, own.id], [own.id, other.id, own.id], [own.id, 'x']])
      await expectRefused(world, () => operator.post('/operator/links', { agencies }), invalid);
  });
});

describe('whoever is nobody', () => {
  test.each([
    {},
    { authorization: 'Bearer spk_nothing' },
    { authorization: 'Bearer ' },
    { authorization: 'Basic eDp5' },
    { cookie: 'standpipe.session_token=x.y' },
    { cookie: `standpipe.session_token=${'x'.repeat(4000)}` },
  ])('is 401 before anything is looked at: %j', async (credentials) => {
    const stranger = caller(app.base, credentials as Record<string, string>);
    for (const ask of [
      () => stranger.get('/permits?limit=0'),
      () => stranger.get('/permits/x'),
      () => stranger.post('/permits', '{'),
      () => stranger.patch(paths.users, {}),
      () => stranger.get('/operator/agencies'),
    ])
      await expectRefused(world, ask, { status: 401, code: 'unauthenticated' });
  });

  const attempts = ['sign_in_failure'];

  test.each([
    {},
    { email: 'ann@example.org' },
    { email: 'ann@example.org', password: 7 },
    { email: 'ann\uff20example.org', password },
    { email: ['ann@example.org'], password },
    { email: 'ann@example.org', password, operator: true },
    { email: 'ann@example.org', password: 'x'.repeat(401) },
  ])('cannot sign in with what is no address and password: %j', async (body) => {
    const ask = () => caller(app.base, {}).post('/api/auth/sign-in/email', body);
    await expectRefused(world, ask, invalid, attempts);
  });

  test('learns nothing from a wrong password or an unknown address', async () => {
    const answers = [];
    for (const email of ['ann@example.org', 'nobody@example.org']) {
      const { status, body } = await signIn(app.base, email, 'wrong wrong wrong');
      answers.push({ status, body: { ...body, requestId: '' } });
    }
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answers[1]).toEqual(answers[0]);
  });

  test('opens nothing by a link that was made up, is over, or was used', async () => {
    const { token } = (
      await own.admin.post('/admin/users', { name: 'Di', email: 'di@example.org', roles: [] })
    ).body.invitation;
    const nobody = caller(app.base, {});
    const accept = (of: string) => nobody.post(`/invitations/${of}`, { password });
    await expectRefused(world, () => accept('spi_made-up'), nowhere);
    await expectRefused(world, () => nobody.post(`/invitations/${token}`, { password: 'short' }), {
      ...invalid,
      path: 'password',
    });
    expect((await accept(token)).status).toBeLessThan(300);
    await expectRefused(world, () => accept(token), nowhere);
    const late = (await own.admin.post('/admin/users', { name: 'Ed', email: 'ed@example.org', roles: [] }))
      .body;
    await world.sql.query(
      "update invitation set expires_at = now() - interval '1 second' where used_at is null",
    );
    await expectRefused(world, () => accept(late.invitation.token), nowhere);
    expectProblem(await nobody.get(`/invitations/${late.invitation.token}`), nowhere);
  });
});
