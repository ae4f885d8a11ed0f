import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

let [a, b]: TestAgency[] = [];

beforeAll(async () => {
  a = await world.agency('Adams FD');
  b = await world.agency('Baker FD');
});

const never = '01890000-0000-7000-8000-000000000000';
const mill = {
  addressLine: '12 Mill Street',
  unit: 'Rear',
  city: 'Waukegan',
  state: 'IL',
  zip: '60085',
  location: { type: 'Point', coordinates: [-87.8412, 42.3601] },
  name: 'The Old Mill',
  occupancyType: 'Storage',
  constructionType: 'Type IV',
  stories: 4,
  yearBuilt: 1891,
  floorAreaSqFt: 42_000,
  notes: 'the watchman keeps a dog',
};

const make = async (by: TestAgency, fields: object = {}): Promise<Answer['body']> => {
  const answer = await by.admin.post('/places', { ...mill, ...fields });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

/** Two fresh agencies and a place of the first, so that a test's grants are its own. */
async function ownerAndPartner(fields: object = {}) {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  return { owner, partner, place: await make(owner, fields) };
}

const eventsOf = async (id: string) =>
  (
    await world.sql.query<{ kind: string; before: unknown; after: unknown }>(
      'select kind, before, after from change_event where record_id = $1 order by id',
      [id],
    )
  ).rows;

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
    const place = await make(a);
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
    const { id } = await make(a);
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
    const { id } = await make(a);
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((stories) => a.admin.patch(`/places/${id}`, { stories }, { ifMatch: 1 })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  test.each([[{}], [{ stories: 4, location: mill.location }]])(
    'to what it is already (%j) is 200 and changes nothing',
    async (body) => {
      const place = await make(a);
      const answer = await a.admin.patch(`/places/${place.id}`, body, { ifMatch: 1 });
      expect(answer).toMatchObject({ status: 200, body: place });
      expect(await eventsOf(place.id)).toHaveLength(1);
    },
  );

  test.each([[{ city: null }], [{ owner: never }], [{ version: 3 }], [{ retiredAt: null }]])(
    'by %j is 400 and changes nothing',
    async (body) => {
      const place = await make(a);
      expect((await a.admin.patch(`/places/${place.id}`, body, { ifMatch: 1 })).status).toBe(400);
      expect((await a.admin.get(`/places/${place.id}`)).body).toEqual(place);
    },
  );

  test('needs Addresses - Edit', async () => {
    const reader = await world.user(a, ['Addresses - Read']);
    const place = await make(a);
    expect((await reader.get(`/places/${place.id}`)).body.access.can).toEqual(['view']);
    const refused = await reader.patch(`/places/${place.id}`, {}, { ifMatch: 1 });
    expect(refused).toMatchObject({ status: 403, body: { missing: ['Addresses - Edit'] } });
  });

  test('moves the door of everything at it, whoever made it', async () => {
    const { owner, partner, place } = await ownerAndPartner();
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
    expect(await eventsOf(permit.body.id)).toMatchObject([
      { before: null },
      { after: { placeWithheld: false } },
    ]);
  });
});

describe('a partner', () => {
  test('without a grant finds nothing: same answer as for an id nobody has', async () => {
    const { partner, place } = await ownerAndPartner();
    for (const ask of [
      (id: string) => partner.admin.get(`/places/${id}`),
      (id: string) => partner.admin.get(`/places/${id}/history`),
      (id: string) => partner.admin.patch(`/places/${id}`, { stories: 1 }, { ifMatch: 1 }),
      (id: string) => partner.admin.delete(`/places/${id}`, { ifMatch: 1 }),
      (id: string) => partner.admin.post(`/places/${id}/transfer`, { toAgencyId: partner.id }),
      (id: string) => partner.admin.post(`/places/${id}/transfer/accept`),
      (id: string) => partner.admin.post(`/places/${id}/transfer/decline`),
      (id: string) => partner.admin.post(`/places/${id}/transfer/withdraw`),
    ]) {
      const [hidden, unknown] = [await ask(place.id), await ask(never)];
      expect(hidden.status).toBe(404);
      expect({ ...hidden.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    }
    expect((await partner.admin.get('/places?count=exact')).body).toMatchObject({ items: [], total: 0 });
  });

  test('with Address = View Only reads the whole address record, without the owner’s notes', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    await world.grant(owner, partner, { address: 'view' });
    const { notes, withheld, ...shared } = place;
    const seen = await partner.admin.get(`/places/${place.id}`);
    expect(seen.body).toEqual({
      ...shared,
      access: { relation: 'shared', via: 'sharedAddress', can: ['view'] },
    });
  });

  test.each(['permit', 'fireInspection', 'fireInspectionAndPermit'] as const)(
    'with Address Share = %s alone reads the door and no more',
    async (level) => {
      const { owner, partner, place } = await ownerAndPartner();
      await world.grant(owner, partner, { addressShareModule: level });
      const seen = await partner.admin.get(`/places/${place.id}`);
      expect(Object.keys(seen.body).sort()).toEqual([
        'access',
        'addressLine',
        'agency',
        'createdAt',
        'id',
        'location',
        'occupancyType',
        'updatedAt',
        'version',
      ]);
      expect((await partner.admin.get('/places')).body.items).toEqual([seen.body]);
    },
  );

  test('with both reads what they open together', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    await world.grant(owner, partner, { addressShareModule: 'permit', address: 'view' });
    expect((await partner.admin.get(`/places/${place.id}`)).body).toMatchObject({
      name: mill.name,
      zip: mill.zip,
    });
    expect((await partner.admin.get('/places?q=old+mill&count=exact')).body).toMatchObject({
      total: 1,
      items: [{ name: mill.name }],
    });
  });

  test.each([
    'q=watchman',
    'q=old+mill',
    'q=60085',
    'city=Waukegan',
    'zip=60085',
    'constructionType=Type+IV',
  ])('who reads the door only cannot find a place by ?%s, nor count it', async (query) => {
    const { owner, partner } = await ownerAndPartner();
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    expect((await partner.admin.get(`/places?${query}&count=exact`)).body).toMatchObject({
      items: [],
      total: 0,
    });
    for (const open of ['q=mill+storage', 'q=12', 'occupancyType=Storage', 'bbox=-88,42,-87,43'])
      expect((await partner.admin.get(`/places?${open}&count=exact`)).body).toMatchObject({ total: 1 });
  });

  test('is told who owns the place when they would change, delete, hand over or look back', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    await world.grant(owner, partner, { address: 'view' });
    for (const refused of [
      await partner.admin.patch(`/places/${place.id}`, { stories: 1 }, { ifMatch: 1 }),
      await partner.admin.delete(`/places/${place.id}`, { ifMatch: 1 }),
      await partner.admin.get(`/places/${place.id}/history`),
      await partner.admin.post(`/places/${place.id}/transfer`, { toAgencyId: partner.id }),
      await partner.admin.post(`/places/${place.id}/transfer/withdraw`),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
      expect(refused.body.detail).toContain('Owner FD');
    }
    expect((await owner.admin.get(`/places/${place.id}`)).body).toEqual(place);
  });

  test('leaves a trace with the owner for every look, single or in a list', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    await world.grant(owner, partner, { address: 'view' });
    await owner.admin.get(`/places/${place.id}`);
    await partner.admin.get(`/places/${place.id}`);
    await partner.admin.get('/places?city=waukegan');
    const { rows } = await world.sql.query(
      'select viewer_agency_id, ids, way, filter from view_entry where agency_id = $1 order by id',
      [owner.id],
    );
    expect(rows).toEqual([
      { viewer_agency_id: partner.id, ids: [place.id], way: 'sharedAddress', filter: null },
      { viewer_agency_id: partner.id, ids: [place.id], way: null, filter: { city: 'waukegan' } },
    ]);
  });
});

describe('withholding a place', () => {
  test('takes it and everything at it from all but its owner and each record’s maker', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    const third = await world.agency('Third FD');
    await world.grant(owner, partner, { address: 'view', addressShareModule: 'permit' });
    await world.grant(owner, third, { address: 'view', permits: 'view' });
    await world.grant(partner, third, { permits: 'view' });
    await world.grant(partner, owner, { permits: 'view' });
    const made = await partner.admin.post('/permits', {
      placeId: place.id,
      type: 'Tent',
      class: 'operational',
    });
    const path = `/permits/${made.body.id}`;
    expect((await third.admin.get(path)).status).toBe(200);

    await owner.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: 1 });
    for (const who of [partner, third]) {
      expect((await who.admin.get(`/places/${place.id}`)).status).toBe(404);
      expect((await who.admin.get('/places?count=exact')).body).toMatchObject({ items: [], total: 0 });
    }
    expect((await third.admin.get(path)).status).toBe(404);
    expect((await third.admin.get('/permits?count=exact')).body).toMatchObject({ items: [], total: 0 });
    expect((await partner.admin.get(path)).body).toMatchObject({ place: { id: null } });
    expect((await owner.admin.get(path)).status).toBe(200);
    expect(await eventsOf(made.body.id)).toMatchObject([
      { before: null },
      { before: { placeWithheld: false }, after: { placeWithheld: true } },
    ]);

    await owner.admin.patch(`/places/${place.id}`, { withheld: false }, { ifMatch: 2 });
    expect((await third.admin.get(path)).status).toBe(200);
    expect((await partner.admin.get(path)).body.place.id).toBe(place.id);
  });

  test('stops others from making anything there', async () => {
    const { owner, partner, place } = await ownerAndPartner({ withheld: true });
    await world.grant(owner, partner, { address: 'view', addressShareModule: 'permit' });
    const body = { placeId: place.id, type: 'Tent', class: 'operational' };
    expect((await partner.admin.post('/permits', body)).status).toBe(404);
    expect((await owner.admin.post('/permits', body)).status).toBe(201);
  });

  test('is never outrun by a permit made at the same moment', async () => {
    const { owner, partner } = await ownerAndPartner();
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const third = await world.agency('Third FD');
    await world.grant(owner, third, { permits: 'view' });
    await world.grant(partner, third, { permits: 'view' });
    for (let round = 0; round < 15; round++) {
      const { id } = await make(owner);
      await Promise.all([
        ...[1, 2, 3].map(() =>
          partner.admin.post('/permits', { placeId: id, type: 'Tent', class: 'operational' }),
        ),
        owner.admin.patch(`/places/${id}`, { withheld: true, addressLine: `${round} Moved` }, { ifMatch: 1 }),
      ]);
      const { rows } = await world.sql.query(
        'select place_withheld, address_line from permit where place_id = $1',
        [id],
      );
      for (const row of rows) expect(row).toEqual({ place_withheld: true, address_line: `${round} Moved` });
    }
    expect((await third.admin.get('/permits?count=exact')).body).toMatchObject({ items: [], total: 0 });
  });
});

describe('deleting a place', () => {
  test('retires it for everyone; what others made there stays theirs, without a place id', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    await world.grant(owner, partner, { address: 'view', addressShareModule: 'permit' });
    const made = await partner.admin.post('/permits', {
      placeId: place.id,
      type: 'Tent',
      class: 'operational',
    });
    expect((await owner.admin.delete(`/places/${place.id}`)).status).toBe(428);
    expect((await owner.admin.delete(`/places/${place.id}`, { ifMatch: 7 })).status).toBe(412);
    expect((await owner.admin.delete(`/places/${place.id}`, { ifMatch: 1 })).status).toBe(204);
    for (const who of [owner, partner]) {
      expect((await who.admin.get(`/places/${place.id}`)).status).toBe(404);
      expect((await who.admin.get(`/places/${place.id}/history`)).status).toBe(404);
      for (const query of ['', '&q=mill', '&bbox=-88,42,-87,43', '&city=Waukegan'])
        expect((await who.admin.get(`/places?count=exact${query}`)).body).toMatchObject({
          items: [],
          total: 0,
        });
      expect((await who.admin.get(`/permits?place=${place.id}`)).body.items).toEqual([]);
    }
    expect((await owner.admin.delete(`/places/${place.id}`, { ifMatch: 2 })).status).toBe(404);
    const left = await partner.admin.get(`/permits/${made.body.id}`);
    expect(left.body).toMatchObject({
      place: { id: null, addressLine: '12 Mill Street', agency: { id: owner.id } },
      access: { relation: 'own', via: 'whereInvited' },
    });
    const more = { placeId: place.id, type: 'Tent', class: 'operational' };
    for (const who of [owner, partner]) expect((await who.admin.post('/permits', more)).status).toBe(404);
    expect(await eventsOf(place.id)).toMatchObject([{ before: null }, { after: null }]);
  });

  test('needs Addresses - Delete', async () => {
    const editor = await world.user(a, ['Addresses - Read', 'Addresses - Edit']);
    const { id } = await make(a);
    expect((await editor.delete(`/places/${id}`, { ifMatch: 1 })).body.missing).toEqual([
      'Addresses - Delete',
    ]);
  });
});

describe('rights are the lesser of the grant and one’s own permission', () => {
  test('without Addresses - Read every call is 403, before the id is looked at', async () => {
    const clerk = await world.user(a, ['Addresses - Create', 'Addresses - Edit', 'Addresses - Delete']);
    const { id } = await make(a);
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

describe('viewing as a partner', () => {
  test('shows our places with the fields that the partner reads, and logs nothing as read', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    await make(owner, { withheld: true });
    await make(partner);
    await world.grant(partner, owner, { address: 'view' });
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const asPartner = { headers: { 'x-view-as': partner.id } };
    const real = await partner.admin.get(`/places/${place.id}`);
    const before = await world.sql.query('select count(*) from view_entry');
    expect((await owner.admin.get(`/places/${place.id}`, asPartner)).body).toEqual(real.body);
    expect((await owner.admin.get('/places?count=exact', asPartner)).body).toMatchObject({
      items: [real.body],
      total: 1,
    });
    expect((await owner.admin.get('/places?city=Waukegan', asPartner)).body.items).toEqual([]);
    expect((await owner.admin.get(`/places/${place.id}/history`, asPartner)).status).toBe(403);
    expect((await world.sql.query('select count(*) from view_entry')).rows).toEqual(before.rows);
  });
});
