import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../test/app.ts';
import { openWorld, type World } from '../../test/world.ts';
import type { ImportRun, Refusal } from './batches.ts';
import { none } from './fixture.permits.ts';
import { department, from } from './fixture.registry.ts';
import { sharedData } from './readers/fixture.ts';
import { type RegistryItem, readRegistry } from './readers/registry.ts';
import { importRegistry, type RegistryPart } from './registry.import.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
  world = await openWorld(app);
});

const bring = (source: AsyncIterable<RegistryItem>, part?: RegistryPart, run?: ImportRun) =>
  importRegistry(app.house.database, source, part, run);

const agencies = async (name: string) =>
  (await world.sql.query('select * from agency where name = $1 order by county_fips', [name])).rows;

describe('only the part of the registry that is asked for', () => {
  const rows = [
    department('Cary Fire', { countyFips: '17111' }),
    department('Libertyville Fire'),
    department('Kenosha Fire', { state: 'WI', countyFips: '55059' }),
    { 'HQ State': 'IL', County: 'Lake' },
    { 'HQ State': 'IL', County: 'Cook' },
    { 'HQ State': 'WI', County: 'Kenosha' },
    { 'HQ State': 'IL', County: 'Lke' },
  ];

  test('one county, and the rejected rows that may belong to it', async () => {
    const refused: Refusal[] = [];
    const onRejected = (refusal: Refusal) => void refused.push(refusal);
    const part = { state: 'IL', county: '17097' };
    expect(await bring(from(...rows), part, { onRejected })).toEqual({ ...none, created: 1, rejected: 2 });
    expect(refused.map(({ line }) => line)).toEqual([5, 8]);
    expect(await agencies('Libertyville Fire')).toHaveLength(1);
    expect(await agencies('Cary Fire')).toEqual([]);
  });

  test('one state', async () => {
    expect(await bring(from(...rows), { state: 'WI' })).toEqual({ ...none, created: 1, rejected: 1 });
    expect(await agencies('Kenosha Fire')).toHaveLength(1);
  });
});

const registry = sharedData('usfa-stations/usfa-registry-station.csv.gz');
const zips = sharedData('us-census-geo/zcta-centroids.csv.gz');

test.skipIf(registry.absent)('the real departments of Lake County, Illinois, and again', async () => {
  const fresh = await startApp();
  const read = () => readRegistry(registry.path, { zipCentroids: zips.path });
  const part = { state: 'IL', county: '17097' };
  expect(await importRegistry(fresh.house.database, read(), part)).toEqual({ ...none, created: 12 });
  expect(await importRegistry(fresh.house.database, read(), part)).toEqual({ ...none, unchanged: 12 });
});

test.skipIf(registry.absent)('all real departments of 42 states, and again', async () => {
  const fresh = await startApp();
  const read = () => readRegistry(registry.path, { zipCentroids: zips.path });
  const all = await importRegistry(fresh.house.database, read());
  expect(all).toEqual({ ...none, created: 2545, rejected: 2 });
  const again = await importRegistry(fresh.house.database, read());
  expect(again).toEqual({ ...none, unchanged: 2545, rejected: 2 });
});
