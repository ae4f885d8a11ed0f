import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { eventsOf, makePlace, mill, never, ownerAndPartner } from './fixture.ts';

const app = await startApp();
const world = await openWorld(app);

let a: TestAgency;
let b: TestAgency;

beforeAll(async () => {
  a = await world.agency('Adams FD');
  b = await world.agency('Baker FD');
});

describe('one’s own place', () => {
  test('is made and read back whole, with Location and ETag', async () => {
    const answer = await a.admin.post('/places', mill);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/places/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toMatchObject({
      ...mill,
      version: 1,
      agency: { id: a.id, name: 'Adams FD', color: '#2f6f9f' },
      access: { relation: 'own', via: 'ours', can: ['view', 'edit', 'delete'] },
      withheld: false,
    });
    expect((await a.admin.get(`/places/${answer.body.id}`)).body).toEqual(answer.body);
  });

  test('needs no more than a door; what was not said is null', async () => {
    const { addressLine, city, state, location } = mill;
    const answer = await a.admin.post('/places', { addressLine, city, state, location });
    expect(answer.body).toMatchObject({ zip: null, unit: null, name: null, stories: null, notes: null });
  });

  test('is made once for one Idempotency-Key', async () => {
    const send = () =>
      a.admin.post('/places', { ...mill, name: 'Once' }, { headers: { 'idempotency-key': 'p1' } });
    const [first, second] = [await send(), await send()];
    expect(second.body.id).toBe(first.body.id);
    expect((await a.admin.get('/places?q=once&count=exact')).body.total).toBe(1);
  });

  test.each([
    ['no address', { addressLine: undefined }, 'addressLine'],
    ['a blank address', { addressLine: '  ' }, 'addressLine'],
    ['no location', { location: undefined }, 'location'],
    ['null for its location', { location: null }, 'location'],
    ['latitude 91', { location: { type: 'Point', coordinates: [0, 91] } }, 'location.coordinates.1'],
    [
      'a point with a height',
      { location: { type: 'Point', coordinates: [0, 1, 2] } },
      'location.coordinates',
    ],
    ['a line', { location: { type: 'LineString', coordinates: [0, 1] } }, 'location.type'],
    ['half a storey', { stories: 1.5 }, 'stories'],
    ['a year out of time', { yearBuilt: 12 }, 'yearBuilt'],
    ['an area no database holds', { floorAreaSqFt: 5e12 }, 'floorAreaSqFt'],
    ['another owner', { agency: { id: never } }, 'agency'],
    ['an id', { id: never }, 'id'],
    ['NUL', { name: 'a\u0000b' }, 'name'],
    ['a lone surrogate', { name: '\ud800' }, 'name'],
    ['too much text', { notes: 'x'.repeat(4001) }, 'notes'],
  ])('is refused with %s, and nothing is made', async (_, fields, path) => {
    const before = (await a.admin.get('/places?count=exact')).body.total;
    const answer = await a.admin.post('/places', { ...mill, ...fields });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(answer.body.errors[0].path).toBe(path);
    expect((await a.admin.get('/places?count=exact')).body.total).toBe(before);
  });

  test('keeps its history, with what was and what is, by whom', async () => {
    const place = await makePlace(a);
    await a.admin.patch(`/places/${place.id}`, { occupancyType: 'Business', stories: 5 }, { ifMatch: 1 });
    const history = await a.admin.get(`/places/${place.id}/history`);
    expect(history.body.items).toMatchObject([
      {
        action: 'edit',
        before: { occupancyType: 'Storage', stories: 4 },
        after: { occupancyType: 'Business', stories: 5 },
        via: 'ours',
        user: { id: a.admin.personId },
      },
      { action: 'create', after: { addressLine: '12 Mill Street' } },
    ]);
  });
});

describe('changing a place', () => {
  test('needs If-Match, refuses a stale one with the current version, and takes merge-patch', async () => {
    const { id } = await makePlace(a);
    expect((await a.admin.patch(`/places/${id}`, { stories: 1 })).status).toBe(428);
    const answer = await a.admin.patch(
      `/places/${id}`,
      { unit: null, stories: 1 },
      { ifMatch: 1, headers: { 'content-type': 'application/merge-patch+json' } },
    );
    expect(answer.body).toMatchObject({ version: 2, unit: null, stories: 1, name: mill.name });
    const stale = await a.admin.patch(`/places/${id}`, { stories: 2 }, { ifMatch: 1 });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale', version: 2 } });
  });

  test('by two at once lets exactly one through', async () => {
    const { id } = await makePlace(a);
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((stories) => a.admin.patch(`/places/${id}`, { stories }, { ifMatch: 1 })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  test.each([[{}], [{ stories: 4, location: mill.location }]])(
    'to what it is already (%j) is 200 and changes nothing',
    async (body) => {
      const place = await makePlace(a);
      const answer = await a.admin.patch(`/places/${place.id}`, body, { ifMatch: 1 });
      expect(answer).toMatchObject({ status: 200, body: place });
      expect(await eventsOf(world, place.id)).toHaveLength(1);
    },
  );

  test.each([[{ city: null }], [{ owner: never }], [{ version: 3 }], [{ retiredAt: null }]])(
    'by %j is 400 and changes nothing',
    async (body) => {
      const place = await makePlace(a);
      expect((await a.admin.patch(`/places/${place.id}`, body, { ifMatch: 1 })).status).toBe(400);
      expect((await a.admin.get(`/places/${place.id}`)).body).toEqual(place);
    },
  );

  test('needs Addresses - Edit', async () => {
    const reader = await world.user(a, ['Addresses - Read']);
    const place = await makePlace(a);
    expect((await reader.get(`/places/${place.id}`)).body.access.can).toEqual(['view']);
    const refused = await reader.patch(`/places/${place.id}`, {}, { ifMatch: 1 });
    expect(refused).toMatchObject({ status: 403, body: { missing: ['Addresses - Edit'] } });
  });

  test('moves the door of everything at it, whoever made it', async () => {
    const { owner, partner, place } = await ownerAndPartner(world);
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const permit = await partner.admin.post('/permits', {
      placeId: place.id,
      type: 'Tent',
      class: 'operational',
    });
    const location = { type: 'Point', coordinates: [-87.9, 42.4] };
    await owner.admin.patch(
      `/places/${place.id}`,
      { addressLine: '14 Mill Street', location },
      { ifMatch: 1 },
    );
    const moved = await partner.admin.get(`/permits/${permit.body.id}`);
    expect(moved.body.place).toMatchObject({ addressLine: '14 Mill Street', location });
    expect((await partner.admin.get('/permits?bbox=-87.91,42.39,-87.89,42.41')).body.items).toHaveLength(1);
    expect(await eventsOf(world, permit.body.id)).toMatchObject([
      { before: null },
      { after: { placeWithheld: false } },
    ]);
  });
});

describe('rights are the lesser of the grant and one’s own permission', () => {
  test('without Addresses - Read every call is 403, before the id is looked at', async () => {
    const clerk = await world.user(a, ['Addresses - Create', 'Addresses - Edit', 'Addresses - Delete']);
    const { id } = await makePlace(a);
    for (const answer of [
      await clerk.get('/places'),
      await clerk.get(`/places/${id}`),
      await clerk.get(`/places/${never}`),
      await clerk.post('/places', {}),
      await clerk.patch(`/places/${id}`, {}),
      await clerk.delete(`/places/${id}`),
      await clerk.post(`/places/${id}/transfer`, {}),
      await clerk.get('/place-transfers'),
    ])
      expect(answer).toMatchObject({
        status: 403,
        body: { code: 'not_allowed', missing: ['Addresses - Read'] },
      });
  });

  test('nobody reads places without signing in, and an id that is none is 404', async () => {
    expect((await fetch(`${app.base}/api/v1/places`)).status).toBe(401);
    for (const id of ['x', '%00', `${never}'`]) expect((await b.admin.get(`/places/${id}`)).status).toBe(404);
  });
});
