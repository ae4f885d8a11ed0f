import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import {
  csv,
  ended,
  mapped,
  permitFile,
  permitMapping,
  permitRow,
  run,
  upload,
  uploadForm,
} from './fixture.imports.ts';

const app = await startApp();
const world = await openWorld(app);

const items = async ({ admin }: TestAgency, many: string) =>
  (await admin.get(`/${many}?sort=createdAt`)).body.items;
const columns = ['id', 'address', 'city', 'state', 'lng', 'lat', 'name'];

describe('an address list that comes after the permits', () => {
  test('ends at the places that the permits brought, says so in a dry run, and does so once', async () => {
    const agency = await world.agency('Joined FD');
    const permits = await upload(agency.admin, 'permit', permitFile(permitRow('1')));
    await mapped(agency.admin, permits.body.id, permitMapping);
    await run(agency.admin, permits.body.id);
    const [brought] = await items(agency, 'places');
    const list = csv(
      columns,
      ['A-7', '1 LAKE ST.', 'Waukegan', 'IL', -87.8401, 42.3602, 'Town Hall'],
      ['A-8', '9 Oak Street', 'Waukegan', 'IL', -87.84, 42.36, 'Other'],
    );
    const { body } = await upload(agency.admin, 'place', list);
    const dry = await run(agency.admin, body.id, 'dry-run');
    expect(dry.progress).toMatchObject({ created: 1, changed: 1, placesJoined: 1 });
    expect(dry.warnings).toContainEqual({
      text: '"1 LAKE ST." is taken for "1 Lake Street", which is here already',
      rows: 1,
    });
    await run(agency.admin, body.id);
    const places = await items(agency, 'places');
    expect(places).toHaveLength(2);
    expect(places.find(({ id }: { id: string }) => id === brought.id)).toMatchObject({ name: 'Town Hall' });
    expect((await items(agency, 'permits'))[0].place.id).toBe(brought.id);
    expect((await run(agency.admin, body.id)).progress).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 2,
      placesJoined: 0,
    });
  });
});

describe('the same file again', () => {
  test('leaves what people changed, and what they deleted away until somebody asks for it', async () => {
    const agency = await world.agency('Hand FD');
    const { body } = await upload(
      agency.admin,
      'permit',
      permitFile(permitRow('1', { remarks: 'as filed' }), permitRow('2')),
    );
    await mapped(agency.admin, body.id, permitMapping);
    await run(agency.admin, body.id);
    const [one, two] = await items(agency, 'permits');
    await agency.admin.patch(`/permits/${one.id}`, { description: 'by hand' }, { ifMatch: 1 });
    expect((await agency.admin.delete(`/permits/${two.id}`, { ifMatch: 1 })).status).toBe(204);
    const again = await run(agency.admin, body.id);
    expect(again.progress).toMatchObject({ created: 0, changed: 0, unchanged: 1, rejected: 1 });
    expect(again.rejections[0].reason).toContain('was deleted here');
    expect((await agency.admin.get(`/permits/${one.id}`)).body.description).toBe('by hand');
    await mapped(agency.admin, body.id, { ...permitMapping, bringBack: true });
    expect((await run(agency.admin, body.id)).progress).toMatchObject({ created: 1, unchanged: 1 });
  });
});

test('rows of one inspection that contradict each other are rejected, and named', async () => {
  const agency = await world.agency('Conflict FD');
  const names = [
    'inspection number',
    'type',
    'status',
    'address',
    'city',
    'state',
    'lng',
    'lat',
    'violation',
  ];
  const file = csv(
    names,
    ['I-1', 'Annual', 'inProgress', '1 Elm St', 'Zion', 'IL', -87.8, 42.4, 'One'],
    ['I-1', 'Annual', 'cancelled', '1 Elm St', 'Zion', 'IL', -87.8, 42.4, 'Two'],
  );
  const { body } = await upload(agency.admin, 'inspection', file);
  expect(body.mapping).toMatchObject({ grouped: true, key: ['inspection number'] });
  const done = await run(agency.admin, body.id);
  expect(done.progress).toMatchObject({ created: 1, rejected: 1 });
  expect(done.rejections[0].reason).toContain('contradicts "inProgress" on line');
});

test('dates that nothing in the file settles are asked for, and nothing runs before', async () => {
  const agency = await world.agency('Asked FD');
  const names = ['permit number', 'type', 'class', 'address', 'city', 'state', 'lng', 'lat', 'issued'];
  const { body } = await upload(
    agency.admin,
    'permit',
    csv(names, ['1', 'Tent', 'operational', '1 Elm St', 'Zion', 'IL', -87.8, 42.4, '01/03/2024']),
  );
  expect(body.faults).toMatchObject([{ code: 'day_or_month' }]);
  expect((await agency.admin.post(`/imports/${body.id}/run`)).status).toBe(422);
  const mapping = {
    ...body.mapping,
    fields: body.mapping.fields.map((each: { field: string }) =>
      each.field === 'issuedOn' ? { ...each, format: 'DD/MM/YYYY' } : each,
    ),
  };
  const { becomes, faults } = (await agency.admin.post(`/imports/${body.id}/try`, { mapping })).body;
  expect(faults).toEqual([]);
  expect(becomes).toContainEqual({
    field: 'issuedOn',
    samples: [{ from: '01/03/2024', to: '2024-03-01', fault: null }],
  });
});

test('a zip of one table, titles above the header and columns in a state plane are read', async () => {
  const agency = await world.agency('Plane FD', { county: '48029' });
  await world.sql.query("update agency set state = 'TX' where id = $1", [agency.id]);
  const text =
    'Stations of the county\nas of today\n\nid,address,city,state,x,y\n1,618 W ELMIRA ST,San Antonio,TX,2127783.7,13705499.5\n2,1 Main St,San Antonio,TX,2127000,13705000\n';
  const { body } = await uploadForm(
    app,
    agency.admin,
    'place',
    Buffer.from(zipSync({ 'stations.csv': new TextEncoder().encode(text) })),
    'stations.zip',
  );
  expect(body.mapping.crs).toBe('EPSG:2278');
  expect(body.notes).toEqual(['2 lines above the header left out']);
  expect((await run(agency.admin, body.id)).progress).toMatchObject({ created: 2, rejected: 0 });
  const [place] = await items(agency, 'places');
  expect(place.location.coordinates).toEqual([expect.closeTo(-98.49, 1), expect.closeTo(29.44, 1)]);
  expect(await ended(agency.admin, body.id)).toMatchObject({ warnings: [] });
});
