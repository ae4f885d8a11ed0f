import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { startLogged } from '../../test/logged.ts';
import { sessionOf } from '../../test/session.ts';
import { caller, openWorld } from '../../test/world.ts';
import {
  addHydrant,
  addPlan,
  ask,
  basic,
  bearer,
  type GisAnswer,
  manyHydrants,
  walk,
} from './fixture.gis.ts';

const app = await startApp();
const world = await openWorld(app);
const pair = async () => [await world.agency('Owner FD'), await world.agency('Partner FD')] as const;
const items = (layer: string, query = '') => `/ogc/collections/${layer}/items${query}`;
const idsOf = ({ body }: GisAnswer) => body.features.map((each: { id: string }) => each.id);
const hidden = {
  withheld: true,
  number: 'HIDDEN-CANARY',
  location: { type: 'Point', coordinates: [12.5, 61.25] },
};

describe('a partner', () => {
  test('reads what is shared with it, layer by layer, and nothing after the revocation', async () => {
    const [owner, partner] = await pair();
    const key = { headers: bearer(partner.admin) };
    const place = await world.place(owner, { name: 'The Old Mill', notes: 'ours alone' });
    const outlets = [{ sizeIn: 2.5, count: 2, thread: null, nozzle: null }];
    const hydrant = await addHydrant(owner, { notes: 'ours alone', outlets });
    const sections = { identity: { name: 'The Old Mill' }, tactics: { warnings: ['truss', 'noWater'] } };
    const plan = await addPlan(owner, world, { notes: 'ours alone', sections });
    const all = { places: [plan.place.id, place.id], hydrants: [hydrant.id], prePlans: [plan.id] };
    for (const layer of Object.keys(all)) expect(idsOf(await ask(app, items(layer), key))).toEqual([]);
    await world.grant(owner, partner, { address: 'view', hydrants: 'view', prePlans: 'view' });
    for (const [layer, ids] of Object.entries(all)) {
      const answer = await ask(app, items(layer), key);
      expect(idsOf(answer).sort()).toEqual([...ids].sort());
      expect(answer.text).not.toContain('ours alone');
      expect(answer.headers.get('content-type')).toContain('application/geo+json');
    }
    const one = await ask(app, items('places', `/${place.id}`), key);
    expect(one.body).toMatchObject({
      type: 'Feature',
      id: place.id,
      geometry: { type: 'Point', coordinates: [-87.84, 42.36] },
      properties: { name: 'The Old Mill', agencyName: 'Owner FD', relation: 'shared' },
    });
    const plans = await ask(app, items('prePlans'), key);
    expect(plans.body.features[0].properties).toMatchObject({
      identity_name: 'The Old Mill',
      tactics_warnings: 'truss; noWater',
      status: 'published',
      placeId: plan.place.id,
    });
    const hydrants = await ask(app, items('hydrants'), key);
    expect(JSON.parse(hydrants.body.features[0].properties.outlets)).toEqual(outlets);
    await world.grant(owner, partner, { address: 'none', hydrants: 'none', prePlans: 'none' });
    for (const layer of Object.keys(all)) expect(idsOf(await ask(app, items(layer), key))).toEqual([]);
    expect((await ask(app, items('places', `/${place.id}`), key)).status).toBe(404);
  });

  test('is told nothing by counts, extents or answers of what it does not see', async () => {
    const [owner, partner] = await pair();
    const key = { headers: bearer(partner.admin) };
    await world.grant(owner, partner, { address: 'view', hydrants: 'view', prePlans: 'view' });
    await addHydrant(owner, { number: 'SHOWN' });
    await world.place(owner);
    const told = async () => {
      const answers = [];
      for (const path of [
        items('hydrants'),
        items('places'),
        '/ogc/collections',
        '/ogc/collections/hydrants',
      ])
        answers.push((await ask(app, path, key)).text.replace(/"timeStamp":"[^"]*"/, ''));
      return answers;
    };
    const before = await told();
    expect(before[0]).toContain('"numberMatched":1,');
    expect(before[3]).toContain('"bbox":[[-87.84,42.36,-87.84,42.36]]');
    const made = await addHydrant(owner, hidden);
    await world.place(owner, { withheld: true, location: hidden.location });
    await addHydrant(await world.agency('Third FD'), { ...hidden, withheld: false });
    expect(await told()).toEqual(before);
    expect((await ask(app, items('hydrants', `/${made.id}`), key)).status).toBe(404);
    expect(idsOf(await ask(app, items('hydrants', '?bbox=12,61,13,62'), key))).toEqual([]);
  });

  test('reads no more than the doorstep of a place opened for permits, and filters by nothing else', async () => {
    const [owner, partner] = await pair();
    await world.place(owner, { name: 'The Old Mill', city: 'Zion', occupancyType: 'E-1' });
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const key = { headers: bearer(partner.admin) };
    const { body } = await ask(app, items('places'), key);
    expect(body.features).toHaveLength(1);
    const { properties } = body.features[0];
    expect([properties.occupancyType, 'name' in properties, 'city' in properties]).toEqual([
      'E-1',
      false,
      false,
    ]);
    expect(idsOf(await ask(app, items('places', '?city=Zion'), key))).toEqual([]);
    expect(idsOf(await ask(app, items('places', '?occupancyType=E-1'), key))).toHaveLength(1);
  });

  test('sees the published content of a plan, never the draft beside it', async () => {
    const [owner, partner] = await pair();
    await world.grant(owner, partner, { address: 'view', prePlans: 'view' });
    const plan = await addPlan(owner, world);
    await addPlan(owner, world, { status: 'draft', sections: { identity: { name: 'DRAFT-CANARY' } } });
    const changed = await owner.admin.patch(
      `/pre-plans/${plan.id}`,
      { sections: { identity: { name: 'DRAFT-CANARY' } } },
      { ifMatch: plan.version },
    );
    expect(changed.status).toBe(200);
    const answer = await ask(app, items('prePlans'), { headers: bearer(partner.admin) });
    expect(idsOf(answer)).toEqual([plan.id]);
    expect(answer.text).not.toContain('CANARY');
    const own = await ask(app, items('prePlans'), { headers: bearer(owner.admin) });
    expect(own.body.features.find(({ id }: { id: string }) => id === plan.id).properties.identity_name).toBe(
      'The Old Mill',
    );
  });
});

test('every page follows the last one: thousands of hydrants are all read once, with every parameter carried on', async () => {
  const agency = await world.agency('Large FD');
  await manyHydrants(world, agency, 4_321);
  const path = items(
    'hydrants',
    '?limit=1500&bbox=-88,42,-87,43&crs=http://www.opengis.net/def/crs/EPSG/0/3857',
  );
  const ids = await walk(app, path, bearer(agency.admin));
  expect([ids.length, new Set(ids).size]).toEqual([4_321, 4_321]);
  const first = await ask(app, path, { headers: bearer(agency.admin) });
  const next = new URL(first.body.links.find((each: { rel: string }) => each.rel === 'next').href);
  expect(Object.fromEntries(next.searchParams)).toMatchObject({ limit: '1500', bbox: '-88,42,-87,43' });
  expect(next.searchParams.get('crs')).toContain('3857');
  const usual = await ask(app, items('hydrants'), { headers: bearer(agency.admin) });
  expect([usual.body.numberReturned, usual.body.numberMatched]).toEqual([1000, 4_321]);
  const most = await ask(app, items('hydrants', '?limit=99999999'), { headers: bearer(agency.admin) });
  expect(most.body.numberReturned).toBe(4_321);
});

test('a page of very long records ends before its limit and goes on at its next link', async () => {
  const agency = await world.agency('Wordy FD');
  await manyHydrants(world, agency, 1_200);
  await world.sql.query(`update hydrant set find_it = repeat('x', 15000) where owner_id = $1`, [agency.id]);
  const headers = bearer(agency.admin);
  const first = await ask(app, items('hydrants', '?limit=1200'), { headers });
  expect(first.body.numberReturned).toBe(1000);
  expect(await walk(app, items('hydrants', '?limit=1200'), headers)).toHaveLength(1_200);
});

describe('coordinates, boxes and times', async () => {
  const agency = await world.agency('Grid FD');
  const key = { headers: bearer(agency.admin) };
  const point = (lng: number, lat: number) => ({ location: { type: 'Point', coordinates: [lng, lat] } });
  const west = await addHydrant(agency, point(-179.5, -17));
  const east = await addHydrant(agency, point(179.5, -17));
  const home = await addHydrant(agency, point(-87.84, 42.36));
  const within = async (query: string) => idsOf(await ask(app, items('hydrants', query), key)).sort();
  const crs = (code: string) => encodeURIComponent(`http://www.opengis.net/def/crs/${code}`);

  test('are given in the system that is asked for, which the answer names', async () => {
    for (const [code, x, y] of [
      ['OGC/1.3/CRS84', -87.84, 42.36],
      ['EPSG/0/4326', 42.36, -87.84],
      ['EPSG/0/3857', -9_778_304.07, 5_215_059.17],
    ] as const) {
      const { body, headers } = await ask(app, items('hydrants', `/${home.id}?crs=${crs(code)}`), key);
      expect(headers.get('content-crs')).toBe(`<http://www.opengis.net/def/crs/${code}>`);
      expect(body.geometry.coordinates[0]).toBeCloseTo(x, 0);
      expect(body.geometry.coordinates[1]).toBeCloseTo(y, 0);
    }
  });

  test('a box may have heights, cross the antimeridian, hold nothing, or stand in another system', async () => {
    expect(await within('?bbox=-88,42,-87,43')).toEqual([home.id]);
    expect(await within('?bbox=-88,42,-5,-87,43,5')).toEqual([home.id]);
    expect(await within('?bbox=179,-18,-179,-16')).toEqual([west.id, east.id].sort());
    expect(await within('?bbox=0,0,1,1')).toEqual([]);
    expect(await within('?bbox=-180,-90,180,90')).toHaveLength(3);
    expect(await within(`?bbox=42,-88,43,-87&bbox-crs=${crs('EPSG/0/4326')}`)).toEqual([home.id]);
    expect(await within(`?bbox=-9790000,5210000,-9770000,5220000&bbox-crs=${crs('EPSG/0/3857')}`)).toEqual([
      home.id,
    ]);
  });

  test('a time or an interval keeps what was changed in it', async () => {
    expect(await within('?datetime=2000-01-01T00:00:00Z/..')).toHaveLength(3);
    expect(await within('?datetime=../2000-01-01T00:00:00Z')).toEqual([]);
    expect(await within(`?datetime=${encodeURIComponent(home.updatedAt)}`)).toContain(home.id);
    expect(await within('?datetime=2000-01-01/2001-01-01')).toEqual([]);
  });

  test.each([
    'limit=0',
    'limit=-1',
    'limit=unlimited',
    'limit=1.5',
    'bbox=1,2,3',
    'bbox=1,2,3,4,5',
    'bbox=a,b,c,d',
    'bbox=1,,3,4',
    'bbox=-200,0,0,1',
    'bbox=0,2,1,1',
    'bbox-crs=http://www.opengis.net/def/crs/EPSG/0/2263',
    'bbox-crs=nonsense',
    'crs=__proto__',
    'datetime=yesterday',
    'datetime=2026-02-30T00:00:00Z',
    'datetime=0000-01-01T00:00:00Z/..',
    'datetime=0000-01-01',
    'datetime=2026-01-02T00:00:00Z/2026-01-01T00:00:00Z',
    'datetime=..',
    'cursor=made-up',
    'f=html',
    'unknown=1',
    'limit=1&limit=2',
    'status=broken',
  ])('%s is refused with 400', async (query) => {
    const { status, body } = await ask(app, items('hydrants', `?${query}`), key);
    expect([status, body.code]).toEqual([400, 'invalid']);
  });
});

describe('a key', () => {
  test('comes as a bearer, as a password, or in the path of a link, which reads and does nothing else', async () => {
    const agency = await world.agency('Keyed FD');
    const hydrant = await addHydrant(agency);
    const session = caller(app.base, { cookie: await sessionOf(app, world, agency.admin) });
    const made = await session.post('/me/link-keys', { permissions: ['Hydrants - Read'] });
    expect(made.status).toBe(201);
    const { id, path } = made.body;
    expect(path).toMatch(/^\/ogc\/k\/spl_[\w-]{43}$/);
    const secret = path.split('/').at(-1);
    expect(idsOf(await ask(app, items('hydrants'), { headers: bearer(agency.admin) }))).toEqual([hydrant.id]);
    expect(idsOf(await ask(app, items('hydrants'), { headers: basic(agency.admin.key) }))).toEqual([
      hydrant.id,
    ]);
    expect(idsOf(await ask(app, `${path}/collections/hydrants/items`))).toEqual([hydrant.id]);
    const landing = await ask(app, path);
    for (const { href } of landing.body.links) {
      expect(href).toContain(`${app.base}${path}`);
      expect((await ask(app, href)).status).toBe(200);
    }
    const { body } = await ask(app, `${path}/collections`);
    expect(body.collections.map((each: { id: string }) => each.id)).toEqual(['hydrants']);
    expect((await ask(app, `${path}/collections/places/items`)).status).toBe(403);
    // Neither kind of key opens what the other is for.
    expect((await ask(app, `/ogc/k/${agency.admin.key}`)).status).toBe(401);
    expect((await ask(app, '/ogc', { headers: bearer({ key: secret }) })).status).toBe(401);
    expect((await ask(app, '/api/v1/hydrants', { headers: bearer({ key: secret }) })).status).toBe(401);
    expect((await ask(app, '/ogc/k/nothing', { headers: bearer(agency.admin) })).status).toBe(401);
    const keys = await session.get('/me/api-keys');
    expect(keys.body.items.find((each: { id: string }) => each.id === id)).toMatchObject({
      link: true,
      name: 'GIS link',
      permissions: ['Hydrants - Read'],
    });
    expect(JSON.stringify(keys.body)).not.toContain(secret);
    expect(JSON.stringify((await session.get(`/me/api-keys/${id}`)).body)).not.toContain(secret);
    const { rows } = await world.sql.query('select * from api_key where id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await session.delete(`/me/api-keys/${id}`)).status).toBe(204);
    expect((await ask(app, `${path}/collections/hydrants/items`)).status).toBe(401);
  });

  test('in the path or in a parameter does not stand in the log', async () => {
    const agency = await world.agency('Logged FD');
    const session = caller(app.base, { cookie: await sessionOf(app, world, agency.admin) });
    const { path } = (await session.post('/me/link-keys', {})).body;
    const server = await startLogged(app);
    const secret = path.split('/').at(-1);
    for (const address of [
      `${path}/collections`,
      `/ogc/k/${encodeURIComponent('mistyped secret')}/collections`,
      `/%6Fgc/k/${secret}`,
      `/ogc/k/${secret}/nothing`,
      `/arcgis/rest/services?f=json&token=${agency.admin.key}`,
    ])
      await ask(server, address);
    const log = await server.log();
    expect(log.split('/ogc/k/…').length).toBeGreaterThan(4);
    for (const told of [secret, 'mistyped', agency.admin.key]) expect(log).not.toContain(told);
  });

  test('of a link is ended by an administrator, and by its time', async () => {
    const agency = await world.agency('Ending FD');
    const session = caller(app.base, { cookie: await sessionOf(app, world, agency.admin) });
    const [one, other] = [
      (await session.post('/me/link-keys', {})).body,
      (await session.post('/me/link-keys', { expiresAt: new Date(Date.now() + 1500).toISOString() })).body,
    ];
    expect(one.permissions).toEqual(['Addresses - Read', 'Hydrants - Read', 'Pre-Plans - Read']);
    expect((await ask(app, other.path)).status).toBe(200);
    const listed = (await session.get('/admin/api-keys')).body.items.filter(
      (each: { link: boolean }) => each.link,
    );
    expect(listed.map((each: { id: string }) => each.id).sort()).toEqual([one.id, other.id].sort());
    expect((await session.delete(`/admin/api-keys/${one.id}`)).status).toBe(204);
    expect((await ask(app, one.path)).status).toBe(401);
    await expect.poll(async () => (await ask(app, other.path)).status, { timeout: 5000 }).toBe(401);
  });

  test('is made by who is signed in and holds what it carries, and by no key', async () => {
    const agency = await world.agency('Careful FD');
    const clerk = await world.user(agency, ['FD Permits - Read', 'Hydrants - Read']);
    const session = caller(app.base, { cookie: await sessionOf(app, world, clerk) });
    expect((await clerk.post('/me/link-keys', {})).status).toBe(403);
    expect((await session.post('/me/link-keys', { permissions: ['Addresses - Read'] })).body.missing).toEqual(
      ['Addresses - Read'],
    );
    expect((await session.post('/me/link-keys', { permissions: ['FD Permits - Read'] })).status).toBe(400);
    expect((await session.post('/me/link-keys', {})).body.permissions).toEqual(['Hydrants - Read']);
  });

  test('that is missing or wrong is 401, and a program is told that it may ask for a password', async () => {
    for (const headers of [{}, basic('spk_nothing'), basic(''), { authorization: 'Basic !' }]) {
      const answer = await ask(app, '/ogc', { headers: headers as Record<string, string> });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    }
  });

  test('without the permission is 403, and shows no collection', async () => {
    const agency = await world.agency('Narrow FD');
    const clerk = await world.user(agency, ['Hydrants - Read']);
    const none = await world.user(agency, ['FD Permits - Read']);
    const headers = bearer(clerk);
    expect((await ask(app, items('places'), { headers })).body.missing).toEqual(['Addresses - Read']);
    const { body } = await ask(app, '/ogc/collections', { headers });
    expect(body.collections.map((each: { id: string }) => each.id)).toEqual(['hydrants']);
    expect((await ask(app, '/ogc', { headers: bearer(none) })).status).toBe(403);
  });
});

test('the landing page leads to all that a client looks for, and what is not there is 404', async () => {
  const agency = await world.agency('Lone FD');
  const key = { headers: bearer(agency.admin) };
  const { body } = await ask(app, '/ogc', key);
  expect(body.links.map((each: { rel: string }) => each.rel)).toEqual([
    'self',
    'service-desc',
    'conformance',
    'data',
  ]);
  const document = await ask(app, body.links[1].href, key);
  expect(document.headers.get('content-type')).toBe('application/vnd.oai.openapi+json;version=3.0');
  const limit = document.body.paths['/collections/hydrants/items'].get.parameters.find(
    (each: { name: string }) => each.name === 'limit',
  );
  expect(limit.schema).toMatchObject({ maximum: 10_000, default: 1000 });
  const { body: all } = await ask(app, '/ogc/collections', key);
  expect(all.collections).toHaveLength(3);
  expect(all.collections[0]).not.toHaveProperty('extent');
  for (const path of ['/ogc/collections/dragons', '/ogc/nothing', items('hydrants', '/nothing')])
    expect((await ask(app, path, key)).status).toBe(404);
  const posted = await ask(app, items('hydrants'), { ...key, body: '{}' });
  expect(posted.status).toBe(405);
});
