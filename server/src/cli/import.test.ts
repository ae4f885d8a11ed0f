import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../test/embedded.ts';
import { csv } from '../imports/fixture.imports.ts';
import { emptyDatabase } from './fixture.database.ts';
import { writeRegistry } from './fixture.files.ts';
import { startCommand } from './fixture.process.ts';

const toronto = csv(
  [
    ...[
      '_id',
      'Inspections.ClosedDate',
      'inspections.OpenedDate',
      'latitude',
      'longitude',
      'propertyAddress',
    ],
    ...['violations.violationDescription', 'violations.violationFireCode'],
  ],
  [
    1,
    '2017-03-01T10:00:00',
    '2017-01-26T09:45:44',
    43.7,
    -79.4,
    '60 Gloucester St',
    'Exits blocked',
    '2.7.1.7',
  ],
  [2, '2017-01-12T14:19:17', '2017-01-12T14:19:17', 43.7, -79.4, '4175 Lawrence Ave E', '', ''],
  [3, '2017-03-01T10:00:00', '2017-01-26T09:45:44', 43.7, -79.4, '60 Gloucester St', 'No alarm', '6.3.2.2'],
  [4, '2017-03-01T10:00:00', '2017-01-26T09:45:44', 0, 0, '1 Nowhere', 'Lost', '1.1'],
);
const sanFrancisco = csv(
  ['block_lot', 'property_location', 'latitude', 'longitude'],
  ['1551051', '0000 1725 ANZA                ST0000', '37.7787', '-122.4468'],
  ['0619999', '0000 1800 SITUS TO BE ASSIGNEDAV0000', '', ''],
);

test('inspections and places come in by the mappings that users are offered, and again nothing changes', async () => {
  const folder = makeFolder();
  const database = await emptyDatabase();
  const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
  const call = (...args: string[]) => startCommand(args, { env }).ended;
  await call('db', 'init');
  await call('import', 'registry', writeRegistry(folder));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const of = ['--agency', 'Gurnee Fire Department'];
  const inspections = [file('toronto.csv', toronto), '--format', 'toronto', ...of];
  const first = await call('import', 'inspections', ...inspections);
  expect(first.out).toMatch(/^Inspections of Gurnee Fire Department\n {2}created +2\n {2}changed +0\n/);
  expect(first.out).toMatch(/rejected +1\n {2}new places +2\n/);
  expect(first.errors).toContain('line 5: the point 0, 0 lies outside');
  expect((await call('import', 'inspections', ...inspections)).out).toContain(
    'all 2 are as the file has them',
  );
  const places = [file('sf.csv', sanFrancisco), '--format', 'san-francisco', ...of];
  const parcels = await call('import', 'places', ...places);
  expect(parcels.out).toMatch(/created +1\n {2}changed +0\n {2}unchanged +0\n {2}rejected +1\n/);
  const wrong = await call(
    'import',
    'inspections',
    file('other.csv', sanFrancisco),
    '--format',
    'toronto',
    ...of,
  );
  expect([wrong.code, wrong.errors]).toEqual([
    1,
    expect.stringContaining('lacks columns Inspections.ClosedDate'),
  ]);
  const bare = await call(
    'import',
    'places',
    file('cambridge.csv', sanFrancisco),
    '--format',
    'cambridge',
    ...of,
  );
  expect([bare.code, bare.errors]).toEqual([1, expect.stringContaining('needs --parcels')]);
});
