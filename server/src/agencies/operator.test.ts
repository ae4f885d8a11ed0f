import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';
import { ensureFirstOperator } from '../people/setup.ts';

const [email, password] = ['operator@example.org', 'ladder-and-hose-7'];
const app = await startApp({ STANDPIPE_OPERATOR_EMAIL: email, STANDPIPE_OPERATOR_PASSWORD: password });
await ensureFirstOperator(app.house, () => {});
const world = await openWorld(app);
const nobody = caller(app.base, {});
const operator = await signIn(app.base, email, password);

const add = async (more: object = {}) => {
  const answer = await operator.post('/operator/agencies', {
    name: 'Alpha FD',
    state: 'IL',
    countyFips: '17097',
    ...more,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

describe('agencies', () => {
  test('are listed by state, county, feature, and where nobody manages users', async () => {
    const [texas, iowa] = [
      await add({ name: 'Filter Llano', state: 'TX', countyFips: '48299', countyFipsList: ['48171'] }),
      await add({
        name: 'Filter Ames',
        state: 'IA',
        countyFips: '19169',
        features: { userDataSharing: true },
      }),
    ];
    const { status } = await operator.post(`/operator/agencies/${iowa.id}/users`, {
      name: 'Ana Chief',
      email: 'ana.filter@example.org',
      password: 'ladder-and-hose-8',
    });
    expect(status).toBe(201);
    const named = async (query: string) =>
      (await operator.get(`/operator/agencies?q=filter&${query}`)).body.items.map(
        (each: { name: string }) => each.name,
      );
    expect(await named('limit=5')).toEqual([iowa.name, texas.name]);
    expect(await named('state=TX')).toEqual([texas.name]);
    expect(await named('county=48171')).toEqual([texas.name]);
    expect(await named('county=48173')).toEqual([]);
    expect(await named('feature=userDataSharing')).toEqual([iowa.name]);
    expect(await named('feature=none')).toEqual([texas.name]);
    expect(await named('administrator=none')).toContain(texas.name);
    const other = await add({ name: 'Filter Mason', state: 'TX', countyFips: '48319' });
    const first = (await operator.get('/operator/agencies?q=filter&feature=none&limit=1')).body;
    const cursor = encodeURIComponent(first.nextCursor);
    const next = (await operator.get(`/operator/agencies?cursor=${cursor}&limit=100`)).body;
    expect([first, next].map(({ items }) => items.map((each: { name: string }) => each.name))).toEqual([
      [texas.name],
      [other.name],
    ]);
    expect((await operator.get('/operator/agencies?county=llano')).status).toBe(400);
  });

  test('are made with their features off, their roles built in, and the home county among their counties', async () => {
    const agency = await add({ countyFipsList: ['17031'] });
    expect(agency).toMatchObject({
      version: 1,
      active: true,
      countyFips: '17097',
      countyFipsList: ['17097', '17031'],
      features: { clientDataSharing: false, userDataSharing: false },
      color: expect.stringMatching(/^#/),
    });
    const user = await operator.post(`/operator/agencies/${agency.id}/users`, {
      name: 'Ann',
      email: `ann-${agency.id}@example.org`,
      role: 'Fire Inspector',
    });
    expect(user).toMatchObject({ status: 201, body: { role: 'Fire Inspector' } });
  });

  test('are listed by name in pages, and found by words', async () => {
    for (const name of ['Zulu Rescue', 'Yankee Rescue', 'Xray Rescue']) await add({ name });
    const first = (await operator.get('/operator/agencies?q=rescue&limit=2')).body;
    expect(first.items.map((each: { name: string }) => each.name)).toEqual(['Xray Rescue', 'Yankee Rescue']);
    const second = (
      await operator.get(`/operator/agencies?cursor=${encodeURIComponent(first.nextCursor)}&limit=2`)
    ).body;
    expect(second).toMatchObject({ items: [{ name: 'Zulu Rescue' }], nextCursor: null });
  });

  test.each([
    ['a county that is no code', { countyFips: '17' }],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }],
    ['a blank name', { name: ' ' }],
    ['an unknown field', { motto: 'ready' }],
  ])('with %s are refused', async (_, more) => {
    const answer = await operator.post('/operator/agencies', {
      name: 'Bad FD',
      state: 'IL',
      countyFips: '17097',
      ...more,
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid', errors: [{ path: Object.keys(more)[0] }] },
    });
  });

  test('with an FDID that another agency of the state has are refused', async () => {
    await add({ fdid: 'X1234' });
    const again = await operator.post('/operator/agencies', {
      name: 'B',
      state: 'IL',
      countyFips: '17097',
      fdid: 'X1234',
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('are changed under If-Match, and an empty change changes nothing', async () => {
    const agency = await add();
    expect((await operator.patch(`/operator/agencies/${agency.id}`, { name: 'B' })).status).toBe(428);
    const path = `/operator/agencies/${agency.id}`;
    expect((await operator.patch(path, {}, { ifMatch: 1 })).body.version).toBe(1);
    const changed = await operator.patch(path, { features: { userDataSharing: true } }, { ifMatch: 1 });
    expect(changed.body).toMatchObject({
      version: 2,
      features: { clientDataSharing: false, userDataSharing: true },
    });
    expect((await operator.patch(path, { name: 'C' }, { ifMatch: 1 })).status).toBe(412);
  });

  test('that are deactivated lock their users out at the next request', async () => {
    const agency = await world.agency('Short-lived FD');
    expect((await agency.admin.get('/me')).status).toBe(200);
    await operator.patch(`/operator/agencies/${agency.id}`, { active: false }, { ifMatch: 1 });
    expect((await agency.admin.get('/me')).status).toBe(401);
    await operator.patch(`/operator/agencies/${agency.id}`, { active: true }, { ifMatch: 2 });
    expect((await agency.admin.get('/me')).status).toBe(200);
  });
});

/** An agency that has an administrator, who is signed in. */
async function settled(name: string) {
  const { id } = await add({ name });
  const chief = { name: 'Chief', email: `chief-${id}@example.org`, password: 'a-long-enough-pass-0' };
  const first = await operator.post(`/operator/agencies/${id}/users`, chief);
  expect(first.body.awaitsApproval).toBe(false);
  return { id, name, admin: await signIn(app.base, chief.email, chief.password) };
}

describe('first administrators', () => {
  test('get an invitation link once, unless a password was given', async () => {
    const agency = await add();
    const path = `/operator/agencies/${agency.id}/users`;
    const invited = await operator.post(path, {
      name: 'Ann',
      email: `a-${agency.id}@example.org`,
      role: 'Administrator',
    });
    expect(invited.body.invitation.url).toContain(`/invitation/${invited.body.invitation.token}`);
    const ready = await operator.post(path, {
      name: 'Bob',
      email: `b-${agency.id}@example.org`,
      password: 'a-long-enough-pass-1',
      role: 'Administrator',
    });
    expect(ready.body).not.toHaveProperty('invitation');
  });

  test('whose link got lost get a new one, and the first ends; not once they can sign in, nor anybody else', async () => {
    const agency = await add();
    const users = `/operator/agencies/${agency.id}/users`;
    const again = `/operator/agencies/${agency.id}/invitations`;
    const email = `lost-${agency.id}@example.org`;
    const first = (await operator.post(users, { name: 'Ann', email })).body;
    expect(await operator.post(users, { name: 'Ann', email })).toMatchObject({ status: 409 });
    const second = await operator.post(again, { email: email.toUpperCase() });
    expect(second).toMatchObject({ status: 201, body: { id: first.id, role: 'Administrator' } });
    const { invitation } = second.body;
    expect((await nobody.get(`/invitations/${first.invitation.token}`)).status).toBe(404);
    const password = 'a-long-enough-pass-1';
    expect((await nobody.post(`/invitations/${invitation.token}`, { password })).status).toBeLessThan(300);
    expect(await operator.post(again, { email })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const stranger = { email: `nobody-${agency.id}@example.org` };
    expect(await operator.post(again, stranger)).toMatchObject({ status: 404 });
    const ann = await signIn(app.base, email, password);
    expect(await ann.post(again, { email })).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  test('who are added to two agencies get a link for each, which lets them into that one', async () => {
    const [one, two] = [await add({ name: 'First FD' }), await add({ name: 'Second FD' })];
    const person = { name: 'Ann', email: `both-${one.id}@example.org` };
    for (const { id } of [one, two]) await operator.post(`/operator/agencies/${id}/users`, person);
    const { email } = person;
    const { body } = await operator.post(`/operator/agencies/${two.id}/invitations`, { email });
    const chosen = 'a-long-enough-pass-1';
    await nobody.post(`/invitations/${body.invitation.token}`, { password: chosen });
    const me = (await (await signIn(app.base, email, chosen)).get('/me')).body;
    expect(me.memberships.map(({ agency }: { agency: { name: string } }) => agency.name)).toEqual([
      'Second FD',
    ]);
  });

  test('where the agency has an administrator, they wait for one of them to accept, and all are told', async () => {
    const agency = await settled('Settled FD');
    const email = `second-${agency.id}@example.org`;
    const password = 'a-long-enough-pass-1';
    const users = `/operator/agencies/${agency.id}/users`;
    const { body } = await operator.post(users, { name: 'Second', email, password });
    expect(body.awaitsApproval).toBe(true);
    expect((await signIn(app.base, email, password)).status).toBe(401);
    const notices = (await agency.admin.get('/notices')).body.items;
    expect(notices[0]).toMatchObject({ topic: 'userAdded', recordId: body.id });
    const { items } = (await agency.admin.get(`/audit?kind=user&record=${body.id}`)).body;
    expect(items[0]).toMatchObject({ action: 'create', after: { email, awaitsApproval: true } });
    const { rows } = await world.sql.query(
      `select after from audit_entry where agency_id is null and record_id = $1`,
      [body.id],
    );
    expect(rows[0].after).toMatchObject({ agency: 'Settled FD', email });
    const shown = (await operator.get(`/operator/agencies/${agency.id}/administrators`)).body.items;
    expect(shown.at(-1)).toMatchObject({ email, signIn: 'awaitingApproval', lastSignInAt: null });
    const clerk = await world.user(agency as never, ['Admin - Users']);
    expect((await clerk.post(`/admin/users/${body.id}/approve`)).status).toBe(403);
    // What the operator holds of the link changes nothing.
    const lost = await operator.post(`/operator/agencies/${agency.id}/invitations`, { email });
    expect(lost.status).toBe(409);
    expect((await agency.admin.post(`/admin/users/${body.id}/approve`)).body.signIn).toBe('agencyPassword');
    expect((await signIn(app.base, email, password)).status).toBe(200);
    expect((await agency.admin.post(`/admin/users/${body.id}/approve`)).status).toBe(409);
  });

  test('who is refused, or not accepted within seven days, never acts for the agency', async () => {
    const agency = await settled('Careful FD');
    const password = 'a-long-enough-pass-1';
    const users = `/operator/agencies/${agency.id}/users`;
    const add = async (email: string) => (await operator.post(users, { name: 'X', email, password })).body;
    const refused = await add(`refused-${agency.id}@example.org`);
    expect((await agency.admin.post(`/admin/users/${refused.id}/refuse`)).body.active).toBe(false);
    expect((await signIn(app.base, refused.email, password)).status).toBe(401);
    const late = await add(`late-${agency.id}@example.org`);
    await world.sql.query('update membership set approval_until = now() where id = $1', [late.id]);
    expect((await agency.admin.post(`/admin/users/${late.id}/approve`)).status).toBe(409);
    expect((await signIn(app.base, late.email, password)).status).toBe(401);
    expect(await add(late.email)).toMatchObject({ id: late.id, awaitsApproval: true });
    expect((await agency.admin.post(`/admin/users/${late.id}/approve`)).status).toBe(200);
  });

  test('an operator gets no link for a user whom the agency itself has invited', async () => {
    const agency = await settled('Own FD');
    const email = `invited-${agency.id}@example.org`;
    await agency.admin.post('/admin/users', { name: 'Ivy', email, roles: [] });
    const again = await operator.post(`/operator/agencies/${agency.id}/invitations`, { email });
    expect([again.status, again.body.code]).toEqual([409, 'conflict']);
  });

  test('of an agency that is not there are 404, in a role that is not there 400', async () => {
    const body = { name: 'Ann', email: 'x@example.org' };
    const nowhere = '/operator/agencies/01890000-0000-7000-8000-000000000000/users';
    expect((await operator.post(nowhere, body)).status).toBe(404);
    const agency = await add();
    const answer = await operator.post(`/operator/agencies/${agency.id}/users`, {
      ...body,
      role: 'Chief of Chiefs',
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'role' }] } });
  });
});

describe('links and counties', () => {
  const listed = async (by: { admin: { get: typeof operator.get } }, other: { id: string }) =>
    (await by.admin.get('/admin/client-data-sharing')).body.items.find(
      (row: { partner: { id: string } }) => row.partner.id === other.id,
    );

  test('a link lists two agencies on each other’s sheet, and ending it ends what rested on it', async () => {
    const [one, two] = [
      await world.agency('East FD', { county: '10001' }),
      await world.agency('West FD', { county: '10003' }),
    ];
    expect(await listed(one, two)).toBeUndefined();
    const link = await operator.post('/operator/links', { agencies: [one.id, two.id] });
    expect(link.status).toBe(201);
    expect(await listed(one, two)).toMatchObject({ listedBecause: 'linked', version: 0 });
    expect(await listed(two, one)).toMatchObject({ listedBecause: 'linked' });
    const place = await world.place(one);
    await one.admin.put(
      `/admin/client-data-sharing/${two.id}`,
      { levels: { address: 'view' } },
      { ifMatch: 0 },
    );
    expect((await two.admin.get(`/places/${place.id}`)).status).toBe(200);
    expect((await operator.delete(`/operator/links/${link.body.id}`)).status).toBe(204);
    expect((await two.admin.get(`/places/${place.id}`)).status).toBe(404);
    await operator.post('/operator/links', { agencies: [two.id, one.id] });
    expect(await listed(one, two)).toMatchObject({ levels: { address: 'none' } });
    expect((await two.admin.get(`/places/${place.id}`)).status).toBe(404);
  });

  test('two agencies are linked once, and nobody with themselves', async () => {
    const [one, two] = [
      await world.agency('North FD', { county: '10005' }),
      await world.agency('South FD', { county: '10007' }),
    ];
    expect((await operator.post('/operator/links', { agencies: [one.id, two.id] })).status).toBe(201);
    expect((await operator.post('/operator/links', { agencies: [two.id, one.id] })).status).toBe(409);
    expect((await operator.post('/operator/links', { agencies: [one.id, one.id] })).status).toBe(400);
    const items = (await operator.get('/operator/links')).body.items;
    expect(items[0].agencies.map((each: { id: string }) => each.id).sort()).toEqual([one.id, two.id].sort());
  });

  test('moving to another county ends what rested on the shared one', async () => {
    const [one, two] = [
      await world.agency('Hill FD', { county: '10009' }),
      await world.agency('Dale FD', { county: '10009' }),
    ];
    const place = await world.place(one);
    await one.admin.put(
      `/admin/client-data-sharing/${two.id}`,
      { levels: { address: 'view' } },
      { ifMatch: 0 },
    );
    expect((await two.admin.get(`/places/${place.id}`)).status).toBe(200);
    await operator.patch(`/operator/agencies/${two.id}`, { countyFips: '10011' }, { ifMatch: 1 });
    expect((await two.admin.get(`/places/${place.id}`)).status).toBe(404);
    expect(await listed(one, two)).toBeUndefined();
    await operator.patch(`/operator/agencies/${two.id}`, { countyFips: '10009' }, { ifMatch: 2 });
    expect(await listed(one, two)).toMatchObject({ version: 0, levels: { address: 'none' } });
    expect((await two.admin.get(`/places/${place.id}`)).status).toBe(404);
  });
});

describe('the operator’s console', () => {
  test('is closed to everyone else, and the operator reads no agency’s records', async () => {
    const agency = await world.agency('Plain FD');
    for (const path of ['/operator/agencies', '/operator/links', `/operator/agencies/${agency.id}`])
      expect(await agency.admin.get(path)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    const place = await world.place(agency);
    for (const path of [
      '/places',
      '/permits',
      '/inspections',
      `/places/${place.id}`,
      '/search?q=main',
      '/audit',
    ])
      expect((await operator.get(path)).status, path).toBe(403);
  });
});
