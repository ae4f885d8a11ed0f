import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { csv, run, upload, uploadForm } from './fixture.imports.ts';

const app = await startApp();
const world = await openWorld(app);

const rejected = async ({ admin }: TestAgency, id: string) =>
  new TextDecoder().decode((await admin.get(`/imports/${id}/rejected.csv`)).bytes);

describe('an upload', () => {
  test('is answered with its columns, its first rows and a mapping made of its column names', async () => {
    const agency = await world.agency('Columns FD');
    const text = csv(
      [
        'Permit Number',
        'Permit Type',
        'Class',
        'Status',
        'Issue Date',
        'Full Address',
        'City',
        'Latitude',
        'Longitude',
      ],
      ['7', 'Tent', 'operational', 'issued', '12/31/2025', '1 Oak St', 'Zion', '42.4', '-87.8'],
    );
    const { status, body, headers } = await upload(agency.admin, 'permit', text, '&name=zion.csv');
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/imports/${body.id}`);
    expect(body).toMatchObject({
      kind: 'permit',
      status: 'ready',
      file: { name: 'zion.csv', format: 'csv', size: text.length },
      preset: null,
      faults: [],
      sample: [
        {
          line: 2,
          cells: ['7', 'Tent', 'operational', 'issued', '12/31/2025', '1 Oak St', 'Zion', '42.4', '-87.8'],
        },
      ],
      mapping: { key: ['Permit Number'] },
    });
    expect(body.columns[1]).toEqual({ name: 'Permit Type', samples: ['Tent'], filled: 1, formats: [] });
    const filled = Object.fromEntries(
      body.mapping.fields.map((each: { field: string; columns?: string[] }) => [
        each.field,
        each.columns?.[0],
      ]),
    );
    expect(filled).toMatchObject({
      number: 'Permit Number',
      type: 'Permit Type',
      issuedOn: 'Issue Date',
      addressLine: 'Full Address',
      lat: 'Latitude',
      lng: 'Longitude',
    });
    expect(body.mapping.fields).toContainEqual({
      field: 'issuedOn',
      columns: ['Issue Date'],
      format: 'MM/DD/YYYY',
    });
  });

  test('may be a form, gzipped, between semicolons, and begin with a byte order mark', async () => {
    const agency = await world.agency('Form FD');
    const text = '\uFEFFid;address;city;lat;lng\r\n1;1 Oak St;Zion;42.4;-87.8\r\n';
    const { status, body } = await uploadForm(app, agency.admin, 'place', gzipSync(text), 'places.csv.gz');
    expect([status, body.file.name, body.faults]).toEqual([201, 'places.csv.gz', []]);
    expect(await run(agency.admin, body.id)).toMatchObject({
      status: 'done',
      progress: { created: 1, rejected: 0 },
    });
  });

  test('may be GeoJSON, whose points and properties are columns', async () => {
    const agency = await world.agency('Geo FD');
    const feature = (id: number, geometry: object | null) => ({
      type: 'Feature',
      geometry,
      properties: { OBJECTID: id, address: `${id} Oak St`, city: 'Zion', more: { deep: [1] } },
    });
    const text = JSON.stringify({
      type: 'FeatureCollection',
      crs: { properties: { features: [] } },
      features: [
        feature(1, { type: 'Point', coordinates: [-87.8, 42.4] }),
        feature(2, {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 1],
              [0, 1],
              [0, 0],
            ],
          ],
        }),
        feature(3, null),
      ],
    });
    const { body } = await upload(agency.admin, 'place', text, '', 'application/geo+json');
    expect(body).toMatchObject({ file: { format: 'geojson' }, faults: [], mapping: { key: ['OBJECTID'] } });
    expect((await run(agency.admin, body.id)).progress).toMatchObject({
      rowsRead: 3,
      created: 1,
      rejected: 2,
    });
    expect(await rejected(agency, body.id)).toContain(
      '"2","its geometry is a Polygon, not a point","2","2 Oak St"',
    );
  });

  test.each([
    ['empty', '', 'is empty'],
    ['without a header', '1,2,3\n4,5,6\n', 'seems to begin with data'],
    [
      'of GeoJSON that is no collection',
      '{"type":"Point","coordinates":[1,2]}',
      'no GeoJSON: it has no features',
    ],
    [
      'of GeoJSON cut short',
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{}}',
      'ends in the middle',
    ],
  ])('%s is refused in words', async (_what, text, words) => {
    const agency = await world.agency('Refused FD');
    const { status, body } = await upload(agency.admin, 'place', text);
    expect([status, body.code]).toEqual([400, 'invalid']);
    expect(body.detail).toContain(words);
    expect((await world.sql.query('select from import_job where agency_id = $1', [agency.id])).rowCount).toBe(
      0,
    );
  });

  test('with a column twice or without a name gets names of its own', async () => {
    const agency = await world.agency('Names FD');
    const { body } = await upload(agency.admin, 'place', ',a,b,a\n7,1,2,3\n');
    expect(body.columns.map(({ name }: { name: string }) => name)).toEqual(['column 1', 'a', 'b', 'a (2)']);
  });

  test.each([
    [
      'UTF-16 with its mark',
      Buffer.from('\uFEFFid,address,city,lat,lng\n1,Café 1,Zion,42.4,-87.8\n', 'utf16le'),
    ],
    ['UTF-16 without a mark', Buffer.from('id,address,city,lat,lng\n1,Café 1,Zion,42.4,-87.8\n', 'utf16le')],
    ['Windows-1252', Buffer.from('id,address,city,lat,lng\n1,Caf\xe9 1,Zion,42.4,-87.8\n', 'latin1')],
  ])('in %s is read as it is meant', async (_what, bytes) => {
    const agency = await world.agency('Letters FD');
    const { body } = await uploadForm(app, agency.admin, 'place', bytes, 'r.csv');
    expect((await run(agency.admin, body.id)).progress).toMatchObject({ created: 1, rejected: 0 });
    expect((await agency.admin.get('/places')).body.items[0].addressLine).toBe('Café 1');
  });

  test('in UTF-8 with a row that is not has that row rejected', async () => {
    const agency = await world.agency('Mixed FD');
    const bytes = Buffer.concat([
      Buffer.from('id,address,city,lat,lng\n1,Café 1,Zion,42.4,-87.8\n'),
      Buffer.from('2,Caf\xe9 2,Zion,42.4,-87.8\n', 'latin1'),
    ]);
    const { body } = await uploadForm(app, agency.admin, 'place', bytes, 'r.csv');
    expect(await run(agency.admin, body.id)).toMatchObject({
      progress: { created: 1, rejected: 1 },
      rejections: [{ reason: 'holds bytes that are not UTF-8', rows: 1 }],
    });
  });

  test('larger than 25 MiB is 413, and nothing of it is kept', async () => {
    const agency = await world.agency('Large FD');
    const { status, body } = await upload(agency.admin, 'place', `id\n${'x'.repeat(26 * 1024 * 1024)}`);
    expect([status, body.code]).toEqual([413, 'too_large']);
    expect(
      (await world.sql.query('select from import_chunk where agency_id = $1', [agency.id])).rowCount,
    ).toBe(0);
  });

  test('in another type is 415, without a kind 400, of a kind one may not make 403', async () => {
    const agency = await world.agency('Types FD');
    expect((await upload(agency.admin, 'place', '{}', '', 'application/json')).status).toBe(415);
    expect(
      (await agency.admin.post('/imports', 'a', { headers: { 'content-type': 'text/csv' } })).status,
    ).toBe(400);
    const clerk = await world.user(agency, ['FD Permits - Read', 'FD Permits - Create']);
    const refused = await upload(clerk, 'place', 'id\n1\n');
    expect([refused.status, refused.body.missing]).toEqual([
      403,
      expect.arrayContaining(['Addresses - Create']),
    ]);
    const reader = await world.user(agency, ['FD Permits - Read']);
    expect((await upload(reader, 'permit', 'id\n1\n')).status).toBe(403);
  });

  test('repeated under its Idempotency-Key is one import; with another file 409', async () => {
    const agency = await world.agency('Again FD');
    const send = (text: string) =>
      agency.admin.post('/imports?kind=place', text, {
        headers: { 'content-type': 'text/csv', 'idempotency-key': 'k' },
      });
    const [first, second, third] = [
      await send('id,address\n1,2'),
      await send('id,address\n1,2'),
      await send('id\n2'),
    ];
    expect([first.status, second.body.id, third.status]).toEqual([201, first.body.id, 409]);
    const { rowCount } = await world.sql.query('select from import_job where agency_id = $1', [agency.id]);
    expect(rowCount).toBe(1);
  });
});
