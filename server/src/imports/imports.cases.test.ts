import { readFileSync } from 'node:fs';
import type { ImportKind, ImportMapping } from '@standpipe/contract';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { picture, upload as sendPhoto } from '../../test/upload.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { mapped, run, uploadForm } from './fixture.imports.ts';
import { sharedData } from './readers/fixture.ts';

const app = await startApp();
const world = await openWorld(app);
const names = { n: 0 };
const fresh = () => world.agency(`Files FD ${++names.n}`);

const rows = async ({ admin }: TestAgency, many: string) =>
  (await admin.get(`/${many}?limit=200&sort=createdAt`)).body.items;
const placesOf = async (agency: TestAgency) =>
  (await rows(agency, 'places')).sort((one: { addressLine: string }, other: { addressLine: string }) =>
    one.addressLine.localeCompare(other.addressLine),
  );

/** Uploads a file, changes the mapping as said, and runs it. */
async function bring(
  agency: TestAgency,
  kind: ImportKind,
  bytes: Buffer | string,
  name: string,
  change?: (mapping: ImportMapping) => ImportMapping,
) {
  const sent = await uploadForm(app, agency.admin, kind, Buffer.from(bytes), name);
  if (sent.status !== 201) return { status: sent.status, body: sent.body, done: null };
  const faults = change
    ? (await mapped(agency.admin, sent.body.id, change(sent.body.mapping))).faults
    : sent.body.faults;
  const done = faults.length === 0 ? await run(agency.admin, sent.body.id) : null;
  return { status: sent.status, body: { ...sent.body, faults }, done };
}

const reasons = (done: { rejections: { reason: string }[] } | null) =>
  (done?.rejections ?? []).map(({ reason }) => reason).join('\n');

/** One of the cases in the shared folder; `null` where that is not there. */
const shared = (file: string): Buffer | null => {
  const { absent, path } = sharedData(`import-cases/${file}`);
  return absent ? null : readFileSync(path);
};

/** The same kind of case as a file of the shared folder, small, so that it is proven without it too. */
type Case = readonly [
  file: string,
  inline: string | Buffer,
  check: (bytes: Buffer, file: string) => Promise<void>,
];

const point = ({ location }: { location: { coordinates: number[] } }) => location.coordinates;
const points = async (agency: TestAgency) => (await placesOf(agency)).map(point);

const cases: readonly Case[] = [
  [
    'own-export-places-1.csv',
    '"id","addressLine","unit","city","state","zip","name","occupancyType","constructionType","stories","yearBuilt","floorAreaSqFt","notes","lng","lat","withheld","createdAt","updatedAt","version"\n' +
      '"01a22ddd-40c0-74e1-be0b-aa4f759e500c","10 Main St",,"Cambridge","MA","02139","\'=SUM(A1)",,,,,,"\'- gate code on file","\'-71.1","42.37","false","","","1"\n' +
      '"01a22ddd-40c1-71f2-954d-e6130566ddbb","12 Main St","2A","Cambridge","MA","02139","\'+1 Club",,,"3","1990","12000","\'@desk","\'-71.11","42.38","false","","","1"',
    async (bytes, file) => {
      const agency = await fresh();
      const { done } = await bring(agency, 'place', bytes, file);
      expect(done.progress).toMatchObject({ created: 2, rejected: 0 });
      const [one, two] = await placesOf(agency);
      expect([one.name, one.notes, point(one), two.name, two.notes, point(two)]).toEqual([
        '=SUM(A1)',
        '- gate code on file',
        [-71.1, 42.37],
        '+1 Club',
        '@desk',
        [-71.11, 42.38],
      ]);
    },
  ],
  [
    'own-export-inspections-1.geojson',
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        [],
        [
          {
            code: '2.4.1.1',
            description: 'Combustible materials',
            status: 'corrected',
            correctedOn: '2017-04-01',
          },
          { description: 'Exit sign out', status: 'open' },
        ],
      ].map((violations, n) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [-79.5, 43.7] },
        properties: {
          id: `01a22de2-17bf-77e6-9513-90b9ff9ccc8${n}`,
          number: `I-2026-000${n + 1}`,
          type: 'Annual',
          status: 'completed',
          startedAt: '2017-01-04T19:01:29.000Z',
          completedAt: '2017-04-21T15:38:38.000Z',
          checklist: [],
          violations,
          placeId: '01a22de2-172b-70fa-8d86-40111e82f432',
          addressLine: '17 Weston Rd',
          version: 1,
        },
      })),
    }),
    async (bytes, file) => {
      const agency = await fresh();
      const { done } = await bring(agency, 'inspection', bytes, file, (mapping) => ({
        ...mapping,
        fields: [
          ...mapping.fields.filter(({ field }) => !['placeId', 'city', 'state'].includes(field)),
          { field: 'city', constant: 'Toronto' },
          { field: 'state', constant: 'ON' },
        ],
      }));
      expect(done.progress).toMatchObject({ created: 2, rejected: 0 });
      const items = await rows(agency, 'inspections');
      const of = (number: string) =>
        items.find((each: { number: string }) => each.number === number).violations;
      expect(of('I-2026-0001')).toEqual([]);
      expect(of('I-2026-0002').map((each: { status: string }) => each.status)).toEqual(['corrected', 'open']);
    },
  ],
  [
    'nul-1-in-cell.csv',
    'id,address,city,state,zip,lng,lat,name\n1,10 Elm St,Salem,MA,01970,-70.89,42.52,Al\0pha\n2,12 Elm St,Salem,MA,01970,-70.88,42.53,Beta\n',
    async (bytes, file) => {
      const agency = await fresh();
      const { body, done } = await bring(agency, 'place', bytes, file);
      expect(done).toMatchObject({ status: 'done', progress: { created: 1, rejected: 1 } });
      expect(reasons(done)).toContain('holds a NUL character');
      expect((await run(agency.admin, body.id, 'dry-run')).progress).toMatchObject({
        unchanged: 1,
        rejected: 1,
      });
    },
  ],
  [
    'emoji-1-at-character-100.csv',
    `id,address,city,state,zip,lng,lat,name\n1,10 Elm St,Salem,MA,01970,-70.89,42.52,${'x'.repeat(99)}🚒\n`,
    async (bytes, file) => {
      const agency = await fresh();
      expect((await bring(agency, 'place', bytes, file)).done.progress).toMatchObject({ created: 1 });
      expect((await placesOf(agency))[0].name).toMatch(/🚒$/u);
    },
  ],
  [
    'excel-serial-1.csv',
    'permit number,type,class,status,address,city,state,lng,lat,issued\nB0,Hot work,operational,issued,10 Elm St,Salem,MA,-70.89,42.52,45292\nB1,Hot work,operational,issued,11 Elm St,Salem,MA,-70.89,42.52,45323\nB2,Hot work,operational,issued,12 Elm St,Salem,MA,-70.89,42.52,45352\n',
    async (bytes, file) => {
      const agency = await fresh();
      await bring(agency, 'permit', bytes, file);
      expect((await rows(agency, 'permits')).map((each: { issuedOn: string }) => each.issuedOn)).toEqual([
        '2024-01-01',
        '2024-02-01',
        '2024-03-01',
      ]);
    },
  ],
  [
    'day-first-1.csv',
    `permit number,type,class,status,address,city,state,lng,lat,issued\n${['01/03/2024', '02/03/2024', '03/03/2024', '04/03/2024', '05/03/2024', '06/03/2024', '07/03/2024', '08/03/2024', '13/03/2024', '25/03/2024'].map((day, n) => `D${n},Hot work,operational,issued,${n} Elm St,Salem,MA,-70.89,42.52,${day}`).join('\n')}\n`,
    async (bytes, file) => {
      const agency = await fresh();
      const { body, done } = await bring(agency, 'permit', bytes, file);
      expect(body.mapping.fields).toContainEqual({
        field: 'issuedOn',
        columns: ['issued'],
        format: 'DD/MM/YYYY',
      });
      expect(done.progress).toMatchObject({ created: 10, rejected: 0 });
      for (const { issuedOn } of await rows(agency, 'permits')) expect(issuedOn).toMatch(/^2024-03-/);
    },
  ],
  [
    'arcgis-dates-1.csv',
    'permit number,type,class,status,address,city,state,lng,lat,issued\nG0,Hot work,operational,issued,10 Elm St,Salem,MA,-70.89,42.52,2024/03/10 07:30:00+00\nG1,Hot work,operational,issued,11 Elm St,Salem,MA,-70.89,42.52,2024/03/11 00:00:00+00\n',
    async (bytes, file) => {
      const agency = await fresh();
      await bring(agency, 'permit', bytes, file);
      expect((await rows(agency, 'permits')).map((each: { issuedOn: string }) => each.issuedOn)).toEqual([
        '2024-03-10',
        '2024-03-11',
      ]);
    },
  ],
  [
    'two-digit-year-1.csv',
    'permit number,type,class,status,address,city,state,lng,lat,issued\nT0,Hot work,operational,issued,10 Elm St,Salem,MA,-70.89,42.52,6/6/14\nT1,Hot work,operational,issued,11 Elm St,Salem,MA,-70.89,42.52,12/31/23\n',
    async (bytes, file) => {
      const agency = await fresh();
      await bring(agency, 'permit', bytes, file);
      expect((await rows(agency, 'permits')).map((each: { issuedOn: string }) => each.issuedOn)).toEqual([
        '2014-06-06',
        '2023-12-31',
      ]);
    },
  ],
  [
    'completed-without-closing-1.csv',
    'inspection number,type,status,inspection date,address,city,state,lng,lat\nC1,Annual,completed,2019-05-06,10 Elm St,Salem,MA,-70.89,42.52\n',
    async (bytes, file) => {
      const agency = await fresh();
      await bring(agency, 'inspection', bytes, file);
      const [inspection] = await rows(agency, 'inspections');
      expect(inspection).toMatchObject({ status: 'completed', scheduledFor: '2019-05-06' });
      for (const at of [inspection.startedAt, inspection.completedAt])
        expect(at ?? '2019-05-06').toMatch(/^2019-05-0[67]/);
    },
  ],
  [
    'big-integer-ids-1.geojson',
    `{"type":"FeatureCollection","features":[${[1, 2, 3].map((n) => `{"type":"Feature","geometry":{"type":"Point","coordinates":[-70.8${n},42.5]},"properties":{"id":10000000000000000${n},"address":"${n} Elm St","city":"Salem","state":"MA"}}`).join()}]}`,
    async (bytes, file) => {
      const agency = await fresh();
      expect((await bring(agency, 'place', bytes, file)).done.progress).toMatchObject({ created: 3 });
      const keys = await world.sql.query('select external_id from place where owner_id = $1 order by 1', [
        agency.id,
      ]);
      expect(keys.rows.map((row) => row.external_id)).toEqual([
        '100000000000000001',
        '100000000000000002',
        '100000000000000003',
      ]);
    },
  ],
  [
    'decimal-comma-1.csv',
    'id;address;city;state;zip;lng;lat;stories;floorArea\n1;10 Elm St;Salem;MA;01970;-70.89;42.52;2,5;350,5\n2;12 Elm St;Salem;MA;01970;-70.88;42.53;1,5;99,9\n',
    async (bytes, file) => {
      const agency = await fresh();
      const { done } = await bring(agency, 'place', bytes, file);
      expect(done.progress).toMatchObject({ created: 0, rejected: 2 });
      expect(reasons(done)).toContain('is no whole number');
    },
  ],
  [
    'words-for-empty-1.csv',
    'id,address,city,state,zip,lng,lat,stories,name\n1,10 Elm St,Salem,MA,NULL,-70.89,42.52,N/A,NULL\n2,12 Elm St,Salem,MA,-,-70.88,42.53,-,N/A\n3,NULL,Salem,MA,,-70.87,42.54,3,x\n',
    async (bytes, file) => {
      const agency = await fresh();
      const { done } = await bring(agency, 'place', bytes, file);
      expect(done.progress).toMatchObject({ created: 2, rejected: 1 });
      expect(reasons(done)).toContain('no address');
      for (const place of await placesOf(agency))
        expect(place).toMatchObject({ zip: null, name: null, stories: null });
    },
  ],
  [
    'geojson-wins-1.geojson',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"OBJECTID":1,"ADDRESS":"1 F ST NW","CITY":"Washington","STATE":"DC","X":399554.06,"Y":129234.15},"geometry":{"type":"Point","coordinates":[-77.015,38.83]}},{"type":"Feature","properties":{"OBJECTID":2,"ADDRESS":"2 F ST NW","CITY":"Washington","STATE":"DC","X":399555.06,"Y":129234.15},"geometry":{"type":"Point","coordinates":[-77.025,38.83]}}]}',
    async (bytes, file) => {
      const agency = await fresh();
      const { body, done } = await bring(agency, 'place', bytes, file);
      expect(body.mapping.fields).toContainEqual({ field: 'lng', columns: ['geometry.lng'] });
      expect(done.progress).toMatchObject({ created: 2 });
    },
  ],
  [
    'empty-point-column-1.csv',
    'PERMIT #,PERMIT TYPE,class,ADDRESS,CITY,STATE,LOCATION,X_COORD,Y_COORD,DATE ISSUED\nCOM-1,Comm Remodel,construction,100 E CRAIG PL,San Antonio,TX,,-98.4865,29.4515,2023-01-24\nCOM-2,Demolition,construction,618 W ELMIRA ST,San Antonio,TX,,2127783.7,13705499.5,2023-01-01\n',
    async (bytes, file) => {
      const agency = await fresh();
      const { done } = await bring(agency, 'permit', bytes, file);
      expect(done.progress).toMatchObject({ created: 1, rejected: 1 });
      expect(reasons(done)).toContain('projected');
      const texan = await fresh();
      const chosen = await bring(texan, 'permit', bytes, file, (mapping) => ({
        ...mapping,
        crs: 'EPSG:2278',
      }));
      expect(chosen.done.progress).toMatchObject({ created: 2, rejected: 0 });
      const [lng, lat] = point(
        (await rows(texan, 'permits')).find((each: { number: string }) => each.number === 'COM-2').place,
      );
      expect([lng, lat]).toEqual([expect.closeTo(-98.49, 1), expect.closeTo(29.44, 1)]);
    },
  ],
  [
    'crs-member-1.geojson',
    '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[{"type":"Feature","id":1,"properties":{"address":"10 Elm St","city":"Salem","state":"MA"},"geometry":{"type":"Point","coordinates":[-7891439.2,5238126.1]}}]}',
    async (bytes, file) => {
      const agency = await fresh();
      expect((await bring(agency, 'place', bytes, file)).done.progress).toMatchObject({ created: 1 });
      const [[lng, lat] = []] = await points(agency);
      expect([lng, lat]).toEqual([expect.closeTo(-70.89, 4), expect.closeTo(42.51293, 4)]);
    },
  ],
  [
    'swapped-1.csv',
    'id,address,city,state,zip,lng,lat,name\n1,10 Elm St,Salem,MA,01970,42.52,-70.89,Alpha\n2,12 Elm St,Salem,MA,01970,42.53,-70.88,Beta\n',
    async (bytes, file) => {
      const agency = await fresh();
      const { body, done } = await bring(agency, 'place', bytes, file);
      expect([done, body.faults.map((each: { code: string }) => each.code)]).toEqual([null, ['swapped']]);
      await bring(agency, 'place', bytes, file, (mapping) => ({ ...mapping, points: 'swapped' }));
      expect(await points(agency)).toEqual([
        [-70.89, 42.52],
        [-70.88, 42.53],
      ]);
    },
  ],
  [
    'multipoint-1.geojson',
    '{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{"address":"10 Elm St","city":"Salem","state":"MA"},"geometry":{"type":"MultiPoint","coordinates":[[-70.89,42.52]]}},{"type":"Feature","id":2,"properties":{"address":"12 Elm St","city":"Salem","state":"MA"},"geometry":{"type":"MultiPoint","coordinates":[[-70.88,42.53],[-70.87,42.54]]}}]}',
    async (bytes, file) => {
      const { done } = await bring(await fresh(), 'place', bytes, file);
      expect(done.progress).toMatchObject({ created: 1, rejected: 1 });
      expect(reasons(done)).toContain('MultiPoint');
    },
  ],
  [
    'socrata-location-1.csv',
    'id,address,city,state,location\n1,10 Elm St,Salem,MA,"(42.52, -70.89)"\n2,12 Elm St,Salem,MA,"12 ELM ST\nSalem, MA 01970\n(42.53, -70.88)"\n',
    async (bytes, file) => {
      const agency = await fresh();
      expect((await bring(agency, 'place', bytes, file)).done.progress).toMatchObject({ created: 2 });
      expect(await points(agency)).toEqual([
        [-70.89, 42.52],
        [-70.88, 42.53],
      ]);
    },
  ],
  [
    'header-1-trailing-empty.csv',
    'id,address,city,state,zip,lng,lat,name,,,\n1,10 Elm St,Salem,MA,01970,-70.89,42.52,Alpha,,,\n2,12 Elm St,Salem,MA,01970,-70.88,42.53,Beta,,,\n',
    async (bytes, file) => {
      const { body, done } = await bring(await fresh(), 'place', bytes, file);
      expect(body.columns).toHaveLength(8);
      expect(done.progress).toMatchObject({ created: 2, rejected: 0 });
    },
  ],
  [
    'sep-line-1.csv',
    'sep=;\nid;address;city;state;zip;lng;lat;name\n1;10 Elm St;Salem;MA;01970;-70.89;42.52;Alpha\n',
    async (bytes, file) =>
      expect((await bring(await fresh(), 'place', bytes, file)).done.progress).toMatchObject({ created: 1 }),
  ],
  [
    'cr-only-1.csv',
    'id,address,city,state,zip,lng,lat,name\r1,10 Elm St,Salem,MA,01970,-70.89,42.52,Alpha\r2,12 Elm St,Salem,MA,01970,-70.88,42.53,Beta\r',
    async (bytes, file) =>
      expect((await bring(await fresh(), 'place', bytes, file)).done.progress).toMatchObject({ created: 2 }),
  ],
  [
    'ragged-1-short-rows.csv',
    'id,address,city,state,zip,lng,lat,name,notes\n1,10 Elm St,Salem,MA,01970,-70.89,42.52,Alpha,x\n2,12 Elm St,Salem,MA,01970,-70.88,42.53\n',
    async (bytes, file) =>
      expect((await bring(await fresh(), 'place', bytes, file)).done.progress).toMatchObject({
        created: 2,
        rejected: 0,
      }),
  ],
  [
    'not-a-table-1.xlsx',
    Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array([60, 62]) })),
    async (bytes, file) => {
      const { status, body } = await bring(await fresh(), 'place', bytes, file);
      expect([status, body.detail]).toEqual([
        400,
        expect.stringContaining('is an Excel workbook: save it as CSV (UTF-8)'),
      ]);
    },
  ],
  [
    'features-lines-1.geojsonl',
    '{"type":"Feature","id":1,"properties":{"address":"1 Elm St","city":"Salem","state":"MA"},"geometry":{"type":"Point","coordinates":[-70.81,42.5]}}\n{"type":"Feature","id":2,"properties":{"address":"2 Elm St","city":"Salem","state":"MA"},"geometry":{"type":"Point","coordinates":[-70.82,42.5]}}\n',
    async (bytes, file) =>
      expect((await bring(await fresh(), 'place', bytes, file)).done.progress).toMatchObject({ created: 2 }),
  ],
];

describe('a small file that once came in wrong comes in right or is refused', () => {
  test.each(cases)('%s', async (file, inline, check) => check(Buffer.from(inline), file));

  const there = shared('README.md') !== null;
  if (!there)
    console.warn(
      '../shared is not there: the 29 files of import-cases were left out, only their kinds were tested',
    );
  test.skipIf(!there).each(cases)('%s, as it is shared', async (file, _inline, check) =>
    check(shared(file)!, file),
  );
});

const header =
  'inspection number,type,status,opened,closed,address,city,state,lng,lat,violation,violation code,violation status';
const finding = (violation: string, code: string, status: string) =>
  `INS-1,Annual,completed,2024-01-02,2024-01-05,10 Elm St,Salem,MA,-70.89,42.52,${violation},${code},${status}`;
const grouped = {
  first: [
    header,
    finding('Blocked exit', '1031.2', 'open'),
    finding('No extinguisher', '906.1', 'Abated'),
    finding('Site locked', '1010.1', 'open'),
    '',
  ].join('\n'),
  corrected: `rejected_line,rejected_reason,${header},rejected_rest\n3,x,INS-1,Annual,completed,2024-01-02,2024-01-05,10 Elm St,Salem,MA,'-70.89,42.52,No extinguisher,906.1,corrected,\n`,
  again: `${header}\nHW-1,Annual,inProgress,2024-01-02,,12 Elm St,Salem,MA,-70.88,42.53,Blocked exit,1031.2,\n`,
};
const asGroups = (mapping: ImportMapping): ImportMapping => ({
  ...mapping,
  key: ['inspection number'],
  grouped: true,
});

describe.each([
  ['as small files', (name: keyof typeof grouped) => Buffer.from(grouped[name])],
  [
    'as they are shared',
    (name: keyof typeof grouped) =>
      shared(
        {
          first: 'grouped-1-first.csv',
          corrected: 'grouped-1-corrected.csv',
          again: 'again-after-handwork-1.csv',
        }[name],
      ),
  ],
] as const)('grouped rows, %s', (title, file) => {
  const absent = title === 'as they are shared' && shared('README.md') === null;
  test.skipIf(absent)('rejected ones that come corrected add to what is there', async () => {
    const agency = await fresh();
    const { done } = await bring(agency, 'inspection', file('first')!, 'first.csv', asGroups);
    expect(done.progress).toMatchObject({ created: 1, rejected: 1 });
    expect(reasons(done)).toContain('"Abated" is not known');
    await bring(agency, 'inspection', file('corrected')!, 'corrected.csv', asGroups);
    const [inspection] = await rows(agency, 'inspections');
    expect(inspection.violations.map((each: { status: string }) => each.status).sort()).toEqual([
      'corrected',
      'open',
      'open',
    ]);
  });

  test.skipIf(absent)('that come again undo no work by hand', async () => {
    const agency = await fresh();
    await bring(agency, 'inspection', file('again')!, 'again.csv', asGroups);
    const [made] = await rows(agency, 'inspections');
    const photo = await sendPhoto(agency.admin, `/inspections/${made.id}/photos`, await picture());
    const violations = [
      { ...made.violations[0], status: 'corrected', correctedOn: '2024-02-01', photos: [photo.body.id] },
      { description: 'Added by hand', status: 'open' },
    ];
    const { version } = (await agency.admin.get(`/inspections/${made.id}`)).body;
    const patched = await agency.admin.patch(`/inspections/${made.id}`, { violations }, { ifMatch: version });
    expect(patched.status).toBe(200);
    const again = await bring(agency, 'inspection', file('again')!, 'again.csv', asGroups);
    expect(again.done.progress).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    expect((await agency.admin.get(`/inspections/${made.id}`)).body).toEqual(patched.body);
  });
});

const editions = {
  a: 'X,Y,OBJECTID,FacilityID,GlobalID,ADDRESS,CITY,STATE,NAME\n-70.89,42.52,1,FS-A,3724d846-8d7b-422a-9168-fb1140633200,10 Elm St,Salem,MA,Station A\n-70.88,42.53,2,FS-B,f804d711-9252-4e26-9a05-60902537c700,20 Oak St,Salem,MA,Station B\n',
  b: 'X,Y,OBJECTID,FacilityID,GlobalID,ADDRESS,CITY,STATE,NAME\n-70.88,42.53,1,FS-B,f804d711-9252-4e26-9a05-60902537c700,20 Oak St,Salem,MA,Station B\n-70.87,42.54,2,FS-C,f804d711-9252-4e26-9a05-60902537c711,30 Ash St,Salem,MA,Station C\n',
};

describe('two editions of a file from a GIS server, which counts its OBJECTID anew', () => {
  test.each([
    ['small', editions.a, editions.b],
    ['shared', shared('arcgis-editions-1a.csv'), shared('arcgis-editions-1b.csv')],
  ])('make three places, and a permit stays where it was (%s)', async (_title, a, b) => {
    if (a === null || b === null) return;
    const agency = await fresh();
    const first = await bring(agency, 'place', a, 'a.csv');
    expect(first.body.mapping.key).toEqual(['GlobalID']);
    const station = (await placesOf(agency)).find((each: { name: string }) => each.name === 'Station A');
    await agency.admin.post('/permits', { placeId: station.id, type: 'Tent', class: 'operational' });
    await bring(agency, 'place', b, 'b.csv');
    expect((await placesOf(agency)).map((each: { name: string }) => each.name)).toEqual([
      'Station A',
      'Station B',
      'Station C',
    ]);
    expect((await rows(agency, 'permits'))[0].place.addressLine).toBe('10 Elm St');
  });
});
