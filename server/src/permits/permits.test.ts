import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const a = await world.agency('Adams FD');
const b = await world.agency('Baker FD');
const c = await world.agency('Clark FD');
const placeOfA = await world.place(a);
const placeOfB = await world.place(b);

const apply = (by: TestAgency, place: Answer['body'], more: object = {}) =>
  by.admin.post('/permits', { placeId: place.id, type: 'Hot work', class: 'operational', ...more });

const made = async (by: TestAgency, place: Answer['body'], more: object = {}) => {
  const answer = await apply(by, place, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

/** Three fresh agencies, so that a test's grants are its own. */
async function threeAgencies() {
  const [one, two, three] = [
    await world.agency('One FD'),
    await world.agency('Two FD'),
    await world.agency('Three FD'),
  ];
  return { one, two, three, placeOfOne: await world.place(one), placeOfTwo: await world.place(two) };
}

describe('a permit in one’s own place', () => {
  test('is made with a number of the agency’s own series, as applied, and read back whole', async () => {
    const permit = await made(a, placeOfA, { notes: 'call first' });
    expect(permit).toMatchObject({
      number: expect.stringMatching(/^P-\d{4}-\d{4}$/),
      status: 'applied',
      version: 1,
      agency: { id: a.id, name: 'Adams FD' },
      notes: 'call first',
      withheld: false,
      place: { id: placeOfA.id, addressLine: placeOfA.addressLine, agency: { id: a.id } },
      access: { relation: 'own', via: 'inOurPlace', can: expect.arrayContaining(['view', 'edit', 'delete']) },
    });
    expect((await a.admin.get(`/permits/${permit.id}`)).body).toEqual(permit);
  });

  test('is answered with Location and ETag', async () => {
    const answer = await apply(a, placeOfA);
    expect(answer.headers.get('location')).toBe(`/api/v1/permits/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
  });

  test('does not exist for a partner without Permit = View Only', async () => {
    const permit = await made(a, placeOfA);
    const hidden = await b.admin.get(`/permits/${permit.id}`);
    const never = await b.admin.get('/permits/01890000-0000-7000-8000-000000000000');
    expect(hidden.status).toBe(404);
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
  });
});

describe('a permit shared as View Only', () => {
  test('is read by the partner without internal notes and without the withheld mark', async () => {
    const { one, two, placeOfOne } = await threeAgencies();
    const permit = await made(one, placeOfOne, { notes: 'secret', description: 'welding' });
    await world.grant(one, two, { permits: 'view' });
    const { status, body } = await two.admin.get(`/permits/${permit.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      description: 'welding',
      access: { relation: 'shared', via: 'sharedByBoth', can: ['view'] },
    });
    expect(body).not.toHaveProperty('notes');
    expect(body).not.toHaveProperty('withheld');
    expect(body.place).toMatchObject({ id: null, addressLine: placeOfOne.addressLine });
  });

  test('cannot be edited or deleted by the partner, who is told why', async () => {
    const { one, two, placeOfOne } = await threeAgencies();
    const permit = await made(one, placeOfOne);
    await world.grant(one, two, { permits: 'view' });
    const edit = await two.admin.patch(`/permits/${permit.id}`, { description: 'x' }, { ifMatch: 1 });
    expect(edit.status).toBe(403);
    expect(edit.body).toMatchObject({ code: 'not_allowed', detail: expect.stringContaining('View Only') });
    expect((await two.admin.delete(`/permits/${permit.id}`, { ifMatch: 1 })).status).toBe(403);
    expect((await two.admin.get(`/permits/${permit.id}/history`)).status).toBe(403);
  });

  test('is gone for the partner in the request after it is withheld', async () => {
    const { one, two, placeOfOne } = await threeAgencies();
    const permit = await made(one, placeOfOne);
    await world.grant(one, two, { permits: 'view' });
    expect((await two.admin.get('/permits')).body.items).toHaveLength(1);
    await one.admin.patch(`/permits/${permit.id}`, { withheld: true }, { ifMatch: 1 });
    expect((await two.admin.get('/permits')).body.items).toHaveLength(0);
    expect((await two.admin.get(`/permits/${permit.id}`)).status).toBe(404);
    expect((await one.admin.get(`/permits/${permit.id}`)).status).toBe(200);
  });
});

describe('a permit in a partner’s place', () => {
  test('is made only where the owner opened the place: 404 unseen, 403 seen, 201 opened', async () => {
    const { one, two, placeOfTwo } = await threeAgencies();
    expect((await apply(one, placeOfTwo)).status).toBe(404);
    await world.grant(two, one, { address: 'view' });
    const refused = await apply(one, placeOfTwo);
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('Two FD');
    await world.grant(two, one, { addressShareModule: 'permit' });
    expect((await apply(one, placeOfTwo)).status).toBe(201);
  });

  test('needs neither Addresses - Read nor a visible place id', async () => {
    const { one, two, placeOfTwo } = await threeAgencies();
    await world.grant(two, one, { addressShareModule: 'permit' });
    const technician = await world.user(one, ['FD Permits - Read', 'FD Permits - Create']);
    const answer = await technician.post('/permits', {
      placeId: placeOfTwo.id,
      type: 'Tent',
      class: 'operational',
    });
    expect(answer.status).toBe(201);
    expect(answer.body.place.id).toBeNull();
    expect(answer.body.access).toMatchObject({ relation: 'own', via: 'whereInvited' });
  });

  test('goes dark for its maker when the owner withdraws, and comes back with the grant', async () => {
    const { one, two, placeOfTwo } = await threeAgencies();
    await world.grant(two, one, { addressShareModule: 'fireInspectionAndPermit' });
    const permit = await made(one, placeOfTwo);
    await world.grant(two, one, { addressShareModule: 'fireInspection' });
    expect((await one.admin.get(`/permits/${permit.id}`)).status).toBe(404);
    expect((await one.admin.patch(`/permits/${permit.id}`, { type: 'x' }, { ifMatch: 1 })).status).toBe(404);
    await world.grant(two, one, { addressShareModule: 'permit' });
    expect((await one.admin.get(`/permits/${permit.id}`)).body).toEqual(permit);
  });

  test('keeps its number taken while it is dark', async () => {
    const { one, two, placeOfOne, placeOfTwo } = await threeAgencies();
    await world.grant(two, one, { addressShareModule: 'permit' });
    await made(one, placeOfTwo, { number: 'X-1' });
    await world.grant(two, one, { addressShareModule: 'none' });
    const again = await apply(one, placeOfOne, { number: 'X-1' });
    expect(again.status).toBe(409);
    expect(again.body.code).toBe('conflict');
  });

  test('is hidden from the place’s owner until its maker grants Permit', async () => {
    const { one, two, placeOfTwo } = await threeAgencies();
    await world.grant(two, one, { addressShareModule: 'permit' });
    const permit = await made(one, placeOfTwo);
    expect((await two.admin.get(`/permits/${permit.id}`)).status).toBe(404);
    await world.grant(one, two, { permits: 'view' });
    const seen = await two.admin.get(`/permits/${permit.id}`);
    expect(seen.body.access).toMatchObject({ relation: 'shared', via: 'sharedAboutOurPlace', can: ['view'] });
    expect((await two.admin.patch(`/permits/${permit.id}`, { type: 'x' }, { ifMatch: 1 })).status).toBe(403);
  });

  test('reaches a third agency only when both granted it directly', async () => {
    const { one, two, three, placeOfTwo } = await threeAgencies();
    await world.grant(two, one, { addressShareModule: 'permit' });
    const permit = await made(one, placeOfTwo);
    await world.grant(two, three, { addressShareModule: 'permit' });
    expect((await three.admin.get(`/permits/${permit.id}`)).status).toBe(404);
    await world.grant(one, three, { permits: 'view' });
    expect((await three.admin.get(`/permits/${permit.id}`)).body.access.via).toBe('sharedInOpenedPlace');
    await world.grant(two, three, { addressShareModule: 'none' });
    expect((await three.admin.get(`/permits/${permit.id}`)).status).toBe(404);
  });
});

describe('rights are the lesser of the grant and one’s own permission', () => {
  test('without FD Permits - Read every call is 403, before the id is looked at', async () => {
    const clerk = await world.user(a, ['FD Permits - Create', 'FD Permits - Edit', 'FD Permits - Delete']);
    const permit = await made(a, placeOfA);
    for (const answer of [
      await clerk.get('/permits'),
      await clerk.get(`/permits/${permit.id}`),
      await clerk.get('/permits/01890000-0000-7000-8000-000000000000'),
      await clerk.post('/permits', {}),
      await clerk.patch(`/permits/${permit.id}`, {}),
      await clerk.delete(`/permits/${permit.id}`),
      await clerk.post('/permits/similar', {}),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: 'not_allowed', missing: ['FD Permits - Read'] });
    }
  });

  test('a reader is offered to view, print and e-mail, and changes nothing', async () => {
    const reader = await world.user(a, ['FD Permits - Read']);
    const permit = await made(a, placeOfA);
    expect((await reader.get(`/permits/${permit.id}`)).body.access.can).toEqual([
      'view',
      'download',
      'email',
    ]);
    expect((await reader.patch(`/permits/${permit.id}`, { type: 'x' }, { ifMatch: 1 })).body.missing).toEqual(
      ['FD Permits - Edit'],
    );
  });
});

describe('changing a permit', () => {
  test('needs If-Match, refuses a stale one with the current version, and loses nothing', async () => {
    const permit = await made(a, placeOfA);
    expect((await a.admin.patch(`/permits/${permit.id}`, { type: 'x' })).status).toBe(428);
    expect(
      (await a.admin.patch(`/permits/${permit.id}`, { type: 'Tent' }, { ifMatch: 1 })).body.version,
    ).toBe(2);
    const stale = await a.admin.patch(`/permits/${permit.id}`, { type: 'Fireworks' }, { ifMatch: 1 });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale', version: 2 } });
    expect((await a.admin.get(`/permits/${permit.id}`)).body.type).toBe('Tent');
  });

  test('by two at once lets exactly one through', async () => {
    const permit = await made(a, placeOfA);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        a.admin.patch(`/permits/${permit.id}`, { type: `t${at}` }, { ifMatch: 1 }),
      ),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
  });

  test('with an empty body is 200 and changes nothing', async () => {
    const permit = await made(a, placeOfA);
    const answer = await a.admin.patch(`/permits/${permit.id}`, {}, { ifMatch: 1 });
    expect(answer).toMatchObject({ status: 200, body: permit });
  });

  test('clears a field by null and takes merge-patch', async () => {
    const permit = await made(a, placeOfA, { description: 'x', issuedOn: '2026-01-02' });
    const answer = await a.admin.patch(
      `/permits/${permit.id}`,
      { description: null },
      { ifMatch: 1, headers: { 'content-type': 'application/merge-patch+json' } },
    );
    expect(answer.body).toMatchObject({ description: null, issuedOn: '2026-01-02' });
  });

  test.each([
    ['applied', 'issued', 200],
    ['applied', 'denied', 200],
    ['applied', 'expired', 409],
    ['issued', 'expired', 200],
    ['issued', 'revoked', 200],
    ['issued', 'closed', 200],
    ['issued', 'applied', 409],
    ['expired', 'issued', 200],
    ['expired', 'closed', 200],
    ['expired', 'revoked', 409],
    ['revoked', 'issued', 409],
    ['denied', 'issued', 409],
    ['closed', 'issued', 409],
  ])('from %s to %s answers %i', async (from, to, status) => {
    const permit = await made(a, placeOfA, { status: from });
    expect((await a.admin.patch(`/permits/${permit.id}`, { status: to }, { ifMatch: 1 })).status).toBe(
      status,
    );
  });

  test.each([
    ['an unknown field', { color: 'red' }],
    ['a read-only field', { agency: { id: 'x' } }],
    ['its place', { placeId: '01890000-0000-7000-8000-000000000000' }],
    ['a status that does not exist', { status: 'lost' }],
    ['null where there must be something', { type: null }],
    ['a date that does not exist', { issuedOn: '2026-02-30' }],
    ['an end before the start', { issuedOn: '2026-02-03', expiresOn: '2026-02-02' }],
    ['blank text', { type: '   ' }],
    ['text that is too long', { description: 'x'.repeat(4001) }],
  ])('%s is 400 and changes nothing', async (_, body) => {
    const permit = await made(a, placeOfA);
    const answer = await a.admin.patch(`/permits/${permit.id}`, body, { ifMatch: 1 });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid', errors: [{ path: Object.keys(body).at(-1) }] },
    });
    expect((await a.admin.get(`/permits/${permit.id}`)).body).toEqual(permit);
  });

  test.each(['text/plain', 'application/json\ta', ' application/jsonx', 'multipart/form-data'])(
    'as %j is 415 and writes nothing',
    async (type) => {
      const permit = await made(a, placeOfA);
      const answer = await a.admin.patch(
        `/permits/${permit.id}`,
        { type: 'x' },
        { ifMatch: 1, headers: { 'content-type': type } },
      );
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_type' } });
    },
  );
});

describe('an Idempotency-Key', () => {
  const once = (key: string, body: object) =>
    a.admin.post('/permits', body, { headers: { 'idempotency-key': key } });

  test('sent twice makes one permit, also when both run at once', async () => {
    const body = { placeId: placeOfA.id, type: 'Twice', class: 'operational' };
    const answers = await Promise.all([once('k1', body), once('k1', body), once('k1', body)]);
    const later = await once('k1', body);
    expect(later.status).toBe(201);
    const ids = new Set(
      [...answers, later].filter((each) => each.status === 201).map((each) => each.body.id),
    );
    expect(ids.size).toBe(1);
    for (const each of answers) expect([201, 409]).toContain(each.status);
    expect((await a.admin.get('/permits?type=Twice&count=exact')).body.total).toBe(1);
  });

  test('sent with another body is 409', async () => {
    await once('k2', { placeId: placeOfA.id, type: 'One', class: 'operational' });
    expect((await once('k2', { placeId: placeOfA.id, type: 'Two', class: 'operational' })).status).toBe(409);
  });

  test('is free again after a refusal', async () => {
    expect((await once('k3', { placeId: placeOfA.id })).status).toBe(400);
    expect((await once('k3', { placeId: placeOfA.id, type: 'Tent', class: 'operational' })).status).toBe(201);
  });

  test('repeated after the permit went dark is 404', async () => {
    const { one, two, placeOfTwo } = await threeAgencies();
    await world.grant(two, one, { addressShareModule: 'permit' });
    const send = () =>
      one.admin.post(
        '/permits',
        { placeId: placeOfTwo.id, type: 'Tent', class: 'operational' },
        { headers: { 'idempotency-key': 'dark' } },
      );
    expect((await send()).status).toBe(201);
    await world.grant(two, one, { addressShareModule: 'none' });
    expect((await send()).status).toBe(404);
  });
});

describe('deleting a permit', () => {
  test('takes it from every list and count, and frees nothing else', async () => {
    const { one, two, placeOfOne } = await threeAgencies();
    await world.grant(one, two, { permits: 'view' });
    const [gone, stays] = [await made(one, placeOfOne), await made(one, placeOfOne)];
    expect((await one.admin.delete(`/permits/${gone.id}`)).status).toBe(428);
    expect((await one.admin.delete(`/permits/${gone.id}`, { ifMatch: 1 })).status).toBe(204);
    for (const reader of [one, two]) {
      expect((await reader.admin.get(`/permits/${gone.id}`)).status).toBe(404);
      const list = await reader.admin.get('/permits?count=exact');
      expect(list.body).toMatchObject({ total: 1, items: [{ id: stays.id }] });
    }
    expect((await one.admin.delete(`/permits/${gone.id}`, { ifMatch: 1 })).status).toBe(404);
  });
});

describe('what was done and looked at', () => {
  test('every change stands in the history and the change log of the own agency only', async () => {
    const permit = await made(a, placeOfA);
    await a.admin.patch(`/permits/${permit.id}`, { status: 'issued' }, { ifMatch: 1 });
    const history = await a.admin.get(`/permits/${permit.id}/history`);
    expect(history.body.items).toMatchObject([
      { action: 'edit', before: { status: 'applied' }, after: { status: 'issued' }, via: 'inOurPlace' },
      { action: 'create' },
    ]);
    const own = await a.admin.get(`/audit?record=${permit.id}`);
    expect(own.body.items).toHaveLength(2);
    expect((await c.admin.get(`/audit?record=${permit.id}`)).body.items).toEqual([]);
  });

  test('a partner’s reading is logged for the own agency, singly and as a list; one’s own is not', async () => {
    const { one, two, placeOfOne } = await threeAgencies();
    await world.grant(one, two, { permits: 'view' });
    const permit = await made(one, placeOfOne);
    await one.admin.get(`/permits/${permit.id}`);
    await two.admin.get(`/permits/${permit.id}`);
    await two.admin.get('/permits?status=applied');
    const views = await one.admin.get('/audit/views');
    expect(views.body.items).toMatchObject([
      { how: 'list', ids: [permit.id], filter: { status: 'applied' }, viewer: { agency: { id: two.id } } },
      { how: 'read', ids: [permit.id], via: 'sharedByBoth', viewer: { userId: two.admin.personId } },
    ]);
    expect((await two.admin.get('/audit/views')).body.items).toEqual([]);
  });
});

describe('the duplicate warning', () => {
  test('shows what the viewer may know of the same type at the same place, and no more', async () => {
    const { one, two, three, placeOfTwo } = await threeAgencies();
    await world.grant(two, one, { addressShareModule: 'permit' });
    await world.grant(two, three, { addressShareModule: 'permit' });
    const permit = await made(one, placeOfTwo, { type: 'Fireworks' });
    const ask = (who: TestAgency) =>
      who.admin.post('/permits/similar', { placeId: placeOfTwo.id, type: 'fireworks' });
    expect((await ask(three)).body.items).toEqual([]);
    await world.grant(one, three, { permits: 'view' });
    expect((await ask(three)).body.items).toMatchObject([{ id: permit.id }]);
    expect(
      (await three.admin.post('/permits/similar', { placeId: placeOfTwo.id, type: 'Tent' })).body.items,
    ).toEqual([]);
  });
});

test('placeOfB stays out of reach of everyone but Baker FD', async () => {
  for (const who of [a, c]) expect((await apply(who, placeOfB)).status).toBe(404);
});
