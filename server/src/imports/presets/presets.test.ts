import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { openWorld, type TestAgency } from '../../../test/world.ts';
import type { Tally } from '../batches.ts';
import { csv, run, upload, uploadForm } from '../fixture.imports.ts';
import { importMapped } from '../mapped.import.ts';
import { findFaults } from '../mapping/faults.ts';
import { importPermits } from '../permits.import.ts';
import { readChicagoPermits } from '../readers/chicago-permits.ts';
import { makeFile, sharedData } from '../readers/fixture.ts';
import { presets } from './presets.ts';

const app = await startApp();
const world = await openWorld(app);

const named = (id: string) => presets.find((preset) => preset.id === id)!;
const bring = (agency: TestAgency, id: string, path: string, limit?: number): Promise<Tally> =>
  importMapped(app.house.database, { id: agency.id, timeZone: 'America/Chicago' }, path, named(id), {
    limit,
  });
const none = { created: 0, changed: 0, rejected: 0, placesCreated: 0 };

test.each(presets.map((preset) => [preset.id, preset] as const))(
  '%s fills what its kind needs from the columns that it is told by',
  (_id, { kind, mapping, columns }) => {
    const used = mapping.fields.flatMap((each) => each.columns ?? []);
    expect(
      // A file without points leaves them to the person who brings it in.
      findFaults(
        kind,
        mapping.fields.some(({ field }) => field === 'lng') ? mapping : { ...mapping, missingPoints: 'zip' },
        [...columns, ...used].map((name) => ({ name, samples: [], filled: 1, formats: [] })),
      ),
    ).toEqual([]);
    expect(columns).toEqual(expect.arrayContaining(mapping.key));
  },
);

const torontoColumns = [
  ...['_id', 'Inspections.ClosedDate', 'inspections.OpenedDate', 'latitude', 'longitude', 'propertyAddress'],
  ...['propertyWard', 'violations.violationDescription', 'violations.violationFireCode'],
];
const finding = (id: number, address: string, opened: string, closed: string, what = '', code = '') => [
  ...[id, closed, opened, 43.7, -79.4, address, 13, what, code],
];

describe('Toronto’s inspections', () => {
  test('are made of all the rows of one address and opening, wherever they stand, each row a violation', async () => {
    const agency = await world.agency('Toronto Fire');
    const text = csv(
      torontoColumns,
      finding(
        1,
        '60 Gloucester St',
        '2017-01-26T09:45:44',
        '2017-03-01T10:00:00',
        'Exits blocked',
        '2.7.1.7',
      ),
      finding(2, '4175 Lawrence Ave E', '2017-01-12T14:19:17', '2017-01-12T14:19:17'),
      finding(
        3,
        '60 Gloucester St',
        '2017-01-26T09:45:44',
        '2017-11-30T16:38:16',
        'No alarm test',
        '6.3.2.2',
      ),
      finding(4, '60 Gloucester St', '2018-01-26T09:45:44', '2018-01-27T09:00:00'),
      finding(5, '60 Gloucester St', 'yesterday', '2018-01-27T09:00:00', 'Lost', '1.1.1.1'),
    );
    const { body } = await upload(agency.admin, 'inspection', text);
    expect(body).toMatchObject({
      preset: 'toronto-inspections',
      faults: [],
      presets: [{ id: 'toronto-inspections' }],
    });
    const done = await run(agency.admin, body.id);
    expect(done.progress).toMatchObject({ rowsRead: 5, created: 3, rejected: 1, placesCreated: 2 });
    const { items } = (await agency.admin.get('/inspections?sort=number')).body;
    const two = items.find((each: { violations: unknown[] }) => each.violations.length === 2);
    expect(two).toMatchObject({
      status: 'completed',
      startedAt: '2017-01-26T14:45:44.000Z',
      completedAt: '2017-11-30T21:38:16.000Z',
      place: { addressLine: '60 Gloucester St' },
      violations: [
        { code: '2.7.1.7', description: 'Exits blocked', status: 'corrected' },
        { code: '6.3.2.2', description: 'No alarm test', status: 'corrected' },
      ],
    });
    expect(items.filter((each: { violations: unknown[] }) => each.violations.length === 0)).toHaveLength(2);
    expect((await run(agency.admin, body.id)).progress).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 3,
    });
  });

  test('are stopped midway and resumed no differently: the units are always the same', async () => {
    const agency = await world.agency('Toronto Again');
    const rows = Array.from({ length: 900 }, (_, n) =>
      finding(
        n,
        `${n % 300} King St`,
        '2017-01-26T09:45:44',
        '2017-03-01T10:00:00',
        `Finding ${Math.floor(n / 300)}`,
        '1.1',
      ),
    );
    const path = await makeFile('toronto.csv', csv(torontoColumns, ...rows));
    expect(await bring(agency, 'toronto-inspections', path, 100)).toMatchObject({ created: 100 });
    expect(await bring(agency, 'toronto-inspections', path)).toMatchObject({ created: 200, unchanged: 100 });
  });
});

describe('San Francisco’s parcels', () => {
  test('get the address and the unit that the assessor’s columns hold', async () => {
    const agency = await world.agency('San Francisco Fire');
    const at = (block: string, location: string) => [block, location, '37.778', '-122.446'];
    const text = csv(
      ['block_lot', 'property_location', 'latitude', 'longitude'],
      at('1', '0000 1725 ANZA                ST0000'),
      at('2', '0832 0830 NORTH POINT         ST0000'),
      at('3', '1302 1300 04TH                AV002A'),
      at('4', '0000 1800 SITUS TO BE ASSIGNEDAV0000'),
    );
    const { body } = await upload(agency.admin, 'place', text);
    expect(body.preset).toBe('san-francisco-places');
    expect((await run(agency.admin, body.id)).progress).toMatchObject({ created: 3, rejected: 1 });
    const { items } = (await agency.admin.get('/places')).body;
    expect(items.map((each: { addressLine: string; unit: string }) => [each.addressLine, each.unit])).toEqual(
      expect.arrayContaining([
        ['1725 ANZA ST', null],
        ['830-832 NORTH POINT ST', null],
        ['1300-1302 4TH AV', '2A'],
      ]),
    );
  });
});

const real = {
  chicago: sharedData('permits-chicago-il/building-permits-2025-01_06.csv.gz'),
  toronto: sharedData('inspections-toronto-on/highrise-fire-inspections.csv.gz'),
  sanFrancisco: sharedData('inspections-san-francisco-ca/residential-properties.csv.gz'),
  schools: sharedData('cambridge-ma/landmark-public-schools.geojson'),
};

test.skipIf(real.chicago.absent)(
  'Chicago’s permits come out the same by the command line’s reader and by the mapping that users are offered',
  async () => {
    const agency = await world.agency('Chicago Fire', { county: '17031' });
    const first = await importPermits(app.house.database, agency.id, readChicagoPermits(real.chicago.path), {
      limit: 1000,
    });
    expect(first).toMatchObject({ created: 1000 });
    expect(await bring(agency, 'chicago-permits', real.chicago.path, 1000)).toEqual({
      ...none,
      unchanged: 1000,
    });
  },
);

test.skipIf(real.toronto.absent)(
  'all of Toronto’s 12,748 findings are 5,108 inspections, and again nothing',
  async () => {
    const agency = await world.agency('Toronto Fire Services');
    const tally = await bring(agency, 'toronto-inspections', real.toronto.path);
    expect(tally).toEqual({ created: 5108, changed: 0, unchanged: 0, rejected: 0, placesCreated: 1490 });
    expect(await bring(agency, 'toronto-inspections', real.toronto.path)).toEqual({
      ...none,
      unchanged: 5108,
    });
    const { rows } = await world.sql.query(
      'select sum(jsonb_array_length(violations))::integer as findings from inspection where author_id = $1',
      [agency.id],
    );
    expect(rows).toEqual([{ findings: 12_748 - 3216 }]);
  },
);

test.skipIf(real.sanFrancisco.absent)('2,000 of San Francisco’s parcels, and again nothing', async () => {
  const agency = await world.agency('San Francisco Parcels');
  const tally = await bring(agency, 'san-francisco-places', real.sanFrancisco.path, 2000);
  expect(tally.created + tally.rejected).toBe(2000);
  expect(await bring(agency, 'san-francisco-places', real.sanFrancisco.path, 2000)).toEqual({
    ...none,
    rejected: tally.rejected,
    unchanged: tally.created,
  });
});

test.skipIf(real.schools.absent)(
  'Cambridge’s landmarks are GeoJSON and come in as they are published',
  async () => {
    const agency = await world.agency('Cambridge Fire');
    const { body } = await uploadForm(
      app,
      agency.admin,
      'place',
      readFileSync(real.schools.path),
      'schools.geojson',
    );
    expect(body).toMatchObject({ preset: 'cambridge-places', file: { format: 'geojson' } });
    expect((await run(agency.admin, body.id)).progress).toMatchObject({
      rowsRead: 18,
      created: 18,
      rejected: 0,
    });
  },
);
