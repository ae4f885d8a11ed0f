import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { addHydrant, addPlan, ask, basic, bearer, manyHydrants } from './fixture.gis.ts';

const app = await startApp();
const world = await openWorld(app);
const pair = async () => [await world.agency('Owner FD'), await world.agency('Partner FD')] as const;
const root = '/arcgis/rest/services/standpipe/FeatureServer';
type Parameters = Readonly<Record<string, string | number>>;

const textOf = (parameters: Parameters) =>
  new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, String(value)] as [string, string]),
  ).toString();
/** Asks a layer, with the agency's key as token. */
const query = async (by: TestAgency, layer: number, parameters: Parameters = {}) =>
  (
    await ask(
      app,
      `${root}/${layer}/query?${textOf({ where: '1=1', f: 'json', token: by.admin.key, ...parameters })}`,
    )
  ).body;
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
const recordIds = (body: any): string[] => body.features.map((each: any) => each.attributes.record_id);
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
const numbers = (body: any): number[] => body.features.map((each: any) => each.attributes.OBJECTID);

describe('a partner', () => {
  test('queries what is shared with it, layer by layer, and nothing after the revocation', async () => {
    const [owner, partner] = await pair();
    const place = await world.place(owner, { name: 'The Old Mill', notes: 'ours alone', stories: 3 });
    const hydrant = await addHydrant(owner, { notes: 'ours alone', deadEndMain: true });
    const plan = await addPlan(owner, world, { notes: 'ours alone' });
    for (const layer of [0, 1, 2]) expect(recordIds(await query(partner, layer))).toEqual([]);
    await world.grant(owner, partner, { address: 'view', hydrants: 'view', prePlans: 'view' });
    const all = { outFields: '*' };
    const places = await query(partner, 0, all);
    expect(recordIds(places).sort()).toEqual([place.id, plan.place.id].sort());
    expect(
      places.features.find((each: { attributes: { name: string } }) => each.attributes.name),
    ).toMatchObject({
      attributes: { name: 'The Old Mill', stories: 3, agencyName: 'Owner FD', relation: 'shared' },
      geometry: { x: -87.84, y: 42.36 },
    });
    const hydrants = await query(partner, 1, all);
    expect(hydrants.features[0].attributes).toMatchObject({
      record_id: hydrant.id,
      number: hydrant.number,
      deadEndMain: 1,
      createdAt: Date.parse(hydrant.createdAt),
    });
    const plans = await query(partner, 2, all);
    expect(plans.features[0].attributes).toMatchObject({ record_id: plan.id, identity_name: 'The Old Mill' });
    expect(JSON.stringify([places, hydrants, plans])).not.toContain('ours alone');
    await world.grant(owner, partner, { address: 'none', hydrants: 'none', prePlans: 'none' });
    for (const layer of [0, 1, 2]) expect(recordIds(await query(partner, layer))).toEqual([]);
  });

  test('is told nothing by counts, numbers, extents or numbering of what it does not see', async () => {
    const [owner, partner] = await pair();
    await world.grant(owner, partner, { address: 'view', hydrants: 'view', prePlans: 'view' });
    const shown = await addHydrant(owner, { number: 'SHOWN' });
    const told = async () =>
      JSON.stringify([
        await query(partner, 1, { outFields: '*' }),
        await query(partner, 1, { returnCountOnly: 'true' }),
        await query(partner, 1, { returnIdsOnly: 'true' }),
        await query(partner, 1, { returnExtentOnly: 'true', returnCountOnly: 'true' }),
        (await ask(app, `${root}/1?f=json`, { headers: bearer(partner.admin) })).body,
        (await ask(app, `${root}?f=json`, { headers: bearer(partner.admin) })).body,
      ]);
    const before = await told();
    const far = { location: { type: 'Point', coordinates: [12.5, 61.25] } };
    const hidden = await addHydrant(owner, { number: 'HIDDEN-CANARY', withheld: true, ...far });
    await addHydrant(await world.agency('Third FD'), far);
    expect(await told()).toBe(before);
    const own = await query(owner, 1, { where: `record_id = '${hidden.id}'` });
    const [id] = numbers(own);
    expect(recordIds(own)).toEqual([hidden.id]);
    expect(recordIds(await query(partner, 1, { objectIds: id! }))).toEqual([]);
    expect(recordIds(await query(partner, 1, { where: "number = 'HIDDEN-CANARY'" }))).toEqual([]);
    // Numbers do not run: what somebody else makes between two of one's own leaves no gap to be counted.
    const ids = numbers(await query(owner, 1));
    expect(Math.abs(ids[0]! - ids[1]!)).toBeGreaterThan(2);
    expect(recordIds(await query(partner, 1))).toEqual([shown.id]);
  });

  test('compares no field that is not open to it', async () => {
    const [owner, partner] = await pair();
    await world.place(owner, { name: 'The Old Mill', occupancyType: 'E-1', stories: 3 });
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    const found = async (where: string) => recordIds(await query(partner, 0, { where })).length;
    expect(await found("occupancyType = 'E-1'")).toBe(1);
    expect(await found("name = 'The Old Mill'")).toBe(0);
    expect(await found('stories > 0')).toBe(0);
    expect(await found('stories is not null')).toBe(0);
    expect(await found("occupancyType = 'E-1' or stories > 0")).toBe(0);
    expect(await found("not name = 'another'")).toBe(0);
    const body = await query(partner, 0, { outFields: '*' });
    expect(Object.keys(body.features[0].attributes)).not.toContain('name');
  });
});

test('pages hold every hydrant once, in the order of numbers that stay the same, in whatever way they are asked for', async () => {
  const agency = await world.agency('Large FD');
  await manyHydrants(world, agency, 4_500);
  const all: number[] = [];
  for (let offset = 0; ; ) {
    const body = await query(agency, 1, {
      resultOffset: offset,
      resultRecordCount: 1300,
      orderByFields: 'OBJECTID ASC',
    });
    all.push(...numbers(body));
    offset += body.features.length;
    if (!body.exceededTransferLimit) break;
  }
  expect([all.length, new Set(all).size]).toEqual([4_500, 4_500]);
  expect(all).toEqual([...all].sort((a, b) => a - b));
  expect(all.every((each) => Number.isInteger(each) && each > 0 && each < 2 ** 31)).toBe(true);
  expect(numbers(await query(agency, 1, { resultRecordCount: 99_999 }))).toHaveLength(2000);
  expect((await query(agency, 1, { returnCountOnly: 'true' })).count).toBe(4_500);
  expect((await query(agency, 1, { returnIdsOnly: 'true' })).objectIds).toEqual(all);
  const last = await query(agency, 1, { resultOffset: 4_499, orderByFields: ' OBJECTID DESC' });
  expect(numbers(last)).toEqual([all[0]]);
  expect(numbers(await query(agency, 1, { resultOffset: 9_999 }))).toEqual([]);
  expect(numbers(await query(agency, 1, { objectIds: `${all[7]},${all[3]},5999999999,-1` }))).toEqual([
    all[3],
    all[7],
  ]);
  const [one] = (await query(agency, 1, { objectIds: all[7]! })).features;
  await agency.admin.patch(
    `/hydrants/${one.attributes.record_id}`,
    { findIt: 'behind the fence' },
    { ifMatch: 1 },
  );
  const after = await query(agency, 1, {
    where: `record_id = '${one.attributes.record_id}'`,
    outFields: 'findIt',
  });
  expect(after.features[0].attributes).toEqual({ ...one.attributes, findIt: 'behind the fence' });
});

describe('a query', async () => {
  const agency = await world.agency('Query FD');
  const point = (lng: number, lat: number) => ({ location: { type: 'Point', coordinates: [lng, lat] } });
  const low = await addHydrant(agency, {
    number: "O'Hare 1",
    ratedFlowGpm: 400,
    mainSizeIn: 6,
    ...point(-87.9, 42.1),
  });
  const high = await addHydrant(agency, {
    number: 'B2',
    ratedFlowGpm: 1600,
    turnaround: undefined,
    ...point(-87.8, 42.4),
  });
  const both = [low.id, high.id].sort();
  const found = async (parameters: Parameters) => recordIds(await query(agency, 1, parameters)).sort();

  test.each([
    ['1=1', both],
    ['', both],
    ['1=0', []],
    ['1 <> 1', []],
    ["number = 'O''Hare 1'", [low.id]],
    ["NUMBER LIKE 'B%'", [high.id]],
    ["number LIKE 'B\\'", []],
    ['ratedFlowGpm < 1e400', both],
    ['ratedFlowGpm >= 1500', [high.id]],
    ['(OBJECTID > 0 AND ratedFlowGpm BETWEEN 300 AND 500)', [low.id]],
    ["number IN ('B2', 'B3') OR mainSizeIn = 6", both],
    ['mainSizeIn IS NULL', [high.id]],
    ['NOT mainSizeIn IS NULL', [low.id]],
    ["createdAt > timestamp '2000-01-01 00:00:00'", both],
    ["createdAt < date '2000-01-01'", []],
    [`agencyId = '${agency.id}'`, both],
    ["status = 'inService' and type <> 'wetBarrel'", both],
  ])('where %s', async (where, ids) => {
    expect(await found({ where })).toEqual([...ids].sort());
  });

  test.each([
    "number = 'B2'; drop table hydrant",
    'drop table hydrant',
    "number = 'B2' -- and more",
    'number = number',
    'notes is null',
    'search is null',
    'withheld = 1',
    'flowClass = 1',
    'number = 5',
    "ratedFlowGpm > 'a'",
    "createdAt > 'never'",
    "createdAt > '0000-01-01'",
    "createdAt > '+200000-01-01'",
    'upper(number) = 1',
    'number =',
    "number in ('a'",
    "number = 'unclosed",
    '(1=1',
    '1=1)',
    '1 < 2',
    '__proto__ = 1',
    'exists (select 1)',
    `${'('.repeat(30)}1=1${')'.repeat(30)}`,
    `${'number is null or '.repeat(250)}1=1`,
  ])('where %s is refused', async (where) => {
    expect((await query(agency, 1, { where })).error).toMatchObject({ code: 400 });
  });

  test('narrows by an envelope or a point, in degrees or Web Mercator', async () => {
    const around = { xmin: -87.85, ymin: 42.3, xmax: -87.7, ymax: 42.5 };
    const mercator = { xmin: -9_780_000, ymin: 5_215_000, xmax: -9_770_000, ymax: 5_225_000 };
    expect(
      await found({ geometry: '-87.85,42.3,-87.7,42.5', geometryType: 'esriGeometryEnvelope', inSR: 4326 }),
    ).toEqual([high.id]);
    expect(await found({ geometry: JSON.stringify(around) })).toEqual([high.id]);
    expect(await found({ geometry: JSON.stringify(mercator), inSR: 102_100 })).toEqual([high.id]);
    const named = { ...mercator, spatialReference: { wkid: 102_100, latestWkid: 3857 } };
    expect(await found({ geometry: JSON.stringify(named), spatialRel: 'esriSpatialRelIntersects' })).toEqual([
      high.id,
    ]);
    expect(await found({ geometry: '-87.9,42.1', geometryType: 'esriGeometryPoint' })).toEqual([low.id]);
    expect(await found({ geometry: '-400,-100,400,100' })).toEqual(both);
  });

  test('answers in the reference, with the fields and in the format that are asked for', async () => {
    const body = await query(agency, 1, { where: "number='B2'", outSR: 102_100, outFields: 'number' });
    expect(body.spatialReference).toEqual({ wkid: 102_100, latestWkid: 3857 });
    expect(body.features[0].geometry.x).toBeCloseTo(-9_773_851.3, 0);
    expect(Object.keys(body.features[0].attributes)).toEqual(['OBJECTID', 'record_id', 'number']);
    expect(body.fields.map(({ name }: { name: string }) => name)).toEqual([
      'OBJECTID',
      'record_id',
      'number',
    ]);
    const bare = await query(agency, 1, { returnGeometry: 'false' });
    expect(bare.features[0]).not.toHaveProperty('geometry');
    const geojson = await query(agency, 1, { f: 'geojson', where: "number='B2'", outFields: '*' });
    expect(geojson).toMatchObject({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', geometry: { coordinates: [-87.8, 42.4] } }],
    });
    expect(geojson.features[0].properties).toMatchObject({
      record_id: high.id,
      number: 'B2',
      ratedFlowGpm: 1600,
    });
    const first = await query(agency, 1, { f: 'geojson', resultRecordCount: 1 });
    expect(first.properties).toEqual({ exceededTransferLimit: true });
    const extent = await query(agency, 1, { returnExtentOnly: 'true' });
    expect(extent.extent).toMatchObject({ xmin: -87.9, ymin: 42.1, xmax: -87.8, ymax: 42.4 });
    expect((await query(agency, 1, { returnExtentOnly: 'true', where: '1=0' })).extent.xmin).toBe('NaN');
    const ordered = await query(agency, 1, {
      orderByFields: 'number DESC,OBJECTID ASC',
      outFields: 'number',
    });
    expect(
      ordered.features.map((each: { attributes: { number: string } }) => each.attributes.number),
    ).toEqual(["O'Hare 1", 'B2']);
  });

  test.each([
    { f: 'html' },
    { f: 'pbf' },
    { outFields: 'notes' },
    { outFields: '__proto__' },
    { orderByFields: 'notes' },
    { orderByFields: 'OBJECTID; drop' },
    { objectIds: '1,x' },
    { resultOffset: '-1' },
    { resultRecordCount: 'all' },
    { returnCountOnly: 'perhaps' },
    { geometry: '1,2,3' },
    { geometry: '{broken' },
    { geometry: '{"rings":[]}', geometryType: 'esriGeometryPolygon' },
    { geometry: '1,1,0,0' },
    { geometry: '1,,3,4' },
    { geometry: '1,2,3,4', inSR: 2263 },
    { geometry: '1,2,3,4', spatialRel: 'esriSpatialRelCrosses' },
    { outSR: 2263 },
    { outStatistics: '[]' },
    { returnDistinctValues: 'true' },
    { distance: 5 },
    { where: '1=1\0' },
  ])('%j is refused in the body', async (parameters) => {
    expect((await query(agency, 1, parameters as Parameters)).error).toMatchObject({ code: 400 });
  });

  test('comes by POST as well, with the token among the form’s fields', async () => {
    const form = textOf({ where: "number='B2'", outFields: 'number', f: 'json', token: agency.admin.key });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body, status } = await ask(app, `${root}/1/query`, { headers, body: form });
    expect([status, recordIds(body)]).toEqual([200, [high.id]]);
  });
});

describe('a token', () => {
  test('that is missing is 499, one that is wrong or ended 498, both in the body', async () => {
    const agency = await world.agency('Token FD');
    const path = `${root}/1/query?where=1%3D1&f=json`;
    const codeOf = async (headers: Record<string, string>, also = '') => {
      const { status, body } = await ask(app, `${path}${also}`, { headers });
      return [status, body.error?.code ?? null];
    };
    expect(await codeOf({})).toEqual([200, 499]);
    expect(await codeOf({}, '&token=wrong')).toEqual([200, 498]);
    expect(await codeOf({}, `&token=${agency.admin.key}`)).toEqual([200, null]);
    expect(await codeOf(bearer(agency.admin))).toEqual([200, null]);
    expect(await codeOf(basic(agency.admin.key))).toEqual([200, null]);
    expect(await codeOf({ 'x-esri-authorization': `Bearer ${agency.admin.key}` })).toEqual([200, null]);
    await world.sql.query('update api_key set revoked_at = now() where membership_id = $1', [
      agency.admin.membershipId,
    ]);
    expect(await codeOf({}, `&token=${agency.admin.key}`)).toEqual([200, 498]);
  });

  test('without the permission is 403, and the service shows the layers that it opens', async () => {
    const agency = await world.agency('Narrow FD');
    const clerk = await world.user(agency, ['Hydrants - Read']);
    const refused = await ask(app, `${root}/0/query?where=1%3D1&f=json`, { headers: bearer(clerk) });
    expect(refused.body.error).toMatchObject({ code: 403 });
    const { body } = await ask(app, `${root}?f=json`, { headers: bearer(clerk) });
    expect(body.layers.map(({ id }: { id: number }) => id)).toEqual([1]);
    expect(body).not.toHaveProperty('owningSystemUrl');
  });
});

test('clients find the service, its layers and their fields', async () => {
  const agency = await world.agency('Lone FD');
  const headers = bearer(agency.admin);
  const { body: info } = await ask(app, '/arcgis/rest/info?f=json');
  expect(info).toMatchObject({ authInfo: { isTokenBasedSecurity: true } });
  expect(info).not.toHaveProperty('owningSystemUrl');
  const { body: services } = await ask(app, '/arcgis/rest/services?f=json', { headers });
  expect(services.services).toEqual([{ name: 'standpipe', type: 'FeatureServer' }]);
  const layer = await ask(app, `${root}/1?f=pjson`, { headers });
  expect(layer.body).toMatchObject({
    geometryType: 'esriGeometryPoint',
    objectIdField: 'OBJECTID',
    capabilities: 'Query',
  });
  expect(layer.text).toContain('\n  ');
  expect(layer.body.fields[0]).toMatchObject({ name: 'OBJECTID', type: 'esriFieldTypeOID' });
  const all = await ask(app, `${root}/layers?f=json`, { headers });
  expect(all.body.layers.map(({ id }: { id: number }) => id)).toEqual([0, 1, 2]);
  expect((await ask(app, `${root}/9?f=json`, { headers })).status).toBe(404);
});
