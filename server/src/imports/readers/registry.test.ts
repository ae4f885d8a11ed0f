import { describe, expect, test } from 'vitest';
import { collect, makeFile, sharedData } from './fixture.ts';
import { type RegistryItem, readRegistry } from './registry.ts';

const header =
  'FDID, Fire Dept Name, HQ City, County, HQ State, HQ Zip, Dept Type, Station Name, Station Addr1, Station Addr2, Station City, Station State, Station Zip';
type Cells = [
  fdid: string,
  name: string,
  city: string,
  county: string,
  state: string,
  zip: string,
  ...station: string[],
];

const rowOf = ([fdid, name, city, county, state, zip, ...station]: Cells): string =>
  [fdid, name, city, county, state, zip, 'Volunteer', ...station, '', '', '', '', '', '']
    .slice(0, 13)
    .map((cell) => `"${cell}"`)
    .join(',');

const read = async (rows: Cells[], zips = ''): Promise<RegistryItem[]> => {
  const path = await makeFile('registry.csv', `${[header, ...rows.map(rowOf)].join('\r\n')}\r\n`);
  const zipCentroids = await makeFile('zips.csv.gz', `zcta,latitude,longitude\n${zips}`);
  return collect(readRegistry(path, { zipCentroids }));
};

const departmentsOf = (items: RegistryItem[]) =>
  items.flatMap((item) => ('department' in item ? [item.department] : []));
const rejectionsOf = (items: RegistryItem[]) =>
  items.flatMap((item) => ('rejected' in item ? [[item.line, item.rejected]] : []));

describe('stations become departments', () => {
  test('a department has all its stations, wherever in the file they stand', async () => {
    const items = await read([
      [
        '01',
        'Ayer Fire',
        'Ayer',
        'Middlesex',
        'MA',
        '01432-1100',
        'Central',
        '1 West Main ST',
        'Rear',
        'Ayer',
        'MA',
        '01432',
      ],
      ['02', 'Groton Fire', 'Groton', 'Middlesex', 'MA', '01450', 'Groton 1'],
      ['01', 'Ayer Fire', 'Ayer', 'Middlesex', 'MA', '01432-1100', 'Second'],
    ]);
    expect(items).toMatchObject([
      { line: 2, rows: 2 },
      { line: 3, rows: 1 },
    ]);
    expect(departmentsOf(items)[0]).toEqual({
      name: 'Ayer Fire',
      state: 'MA',
      fdid: '01',
      kind: 'fireDepartment',
      staffing: 'Volunteer',
      city: 'Ayer',
      zip: '01432-1100',
      countyName: 'Middlesex',
      countyFips: '25017',
      countyBy: 'name',
      stations: [
        { name: 'Central', addressLine: '1 West Main ST Rear', city: 'Ayer', state: 'MA', zip: '01432' },
        { name: 'Second' },
      ],
      notes: [],
    });
  });

  test('the same FDID in another state is another department', async () => {
    const items = await read([
      ['01', 'Ayer Fire', 'Ayer', 'Middlesex', 'MA', '01432'],
      ['01', 'Edison Fire', 'Edison', 'Middlesex', 'NJ', '08817'],
    ]);
    expect(departmentsOf(items).map(({ countyFips }) => countyFips)).toEqual(['25017', '34023']);
  });

  test('the same FDID for two names of one state is rejected where it comes second', async () => {
    const items = await read([
      ['01', 'Ayer Fire', 'Ayer', 'Middlesex', 'MA', '01432'],
      ['01', 'Groton Fire', 'Groton', 'Middlesex', 'MA', '01450'],
    ]);
    expect(departmentsOf(items).map(({ name }) => name)).toEqual(['Ayer Fire']);
    expect(rejectionsOf(items)).toEqual([[3, 'FDID 01 of MA is Ayer Fire already (line 2)']]);
  });

  test('departments without an FDID are told apart by name and city', async () => {
    const items = await read([
      ['', 'Julian Battalion', 'Julian', 'San Diego', 'CA', '92036', 'A'],
      ['', 'North Rescue', 'Los Angeles', 'Los Angeles', 'CA', '90003', 'B'],
      ['', 'Julian Battalion', 'Julian', 'San Diego', 'CA', '92036', 'C'],
    ]);
    expect(departmentsOf(items).map(({ name, fdid, stations }) => [name, fdid, stations.length])).toEqual([
      ['Julian Battalion', null, 2],
      ['North Rescue', null, 1],
    ]);
  });

  test('an exact repeat is named with the line it repeats and makes no second station', async () => {
    const items = await read([
      ['01', 'Ayer Fire', 'Ayer', 'Middlesex', 'MA', '01432', 'Central'],
      ['01', 'Ayer Fire', 'Ayer', 'Middlesex', 'MA', '01432', 'Central'],
    ]);
    expect(items[0]).toEqual({ line: 3, repeats: 2 });
    expect(departmentsOf(items)[0]?.stations).toEqual([{ name: 'Central' }]);
  });

  test('an empty station is none', async () => {
    const items = await read([['01', 'Ayer Fire', 'Ayer', 'Middlesex', 'MA', '01432']]);
    expect(departmentsOf(items)[0]?.stations).toEqual([]);
  });
});

describe('the county of a department', () => {
  const zips = '01432,42.5604,-71.5897\n06473,41.3820,-72.8600\n19103,39.9526,-75.1744\n';

  test('comes from the ZIP where the name is not one of the state’s, and says so', async () => {
    const items = await read(
      [['1', 'North Haven Fire', 'North Haven', 'Lower CT River Vly', 'CT', '06473-1000']],
      zips,
    );
    expect(departmentsOf(items)[0]).toMatchObject({
      countyFips: '09009',
      countyName: 'New Haven',
      countyBy: 'zip',
      notes: ['no county "Lower CT River Vly" in CT: ZIP 06473-1000 lies in New Haven, CT'],
    });
  });

  test('keeps the name where the ZIP disagrees, and notes it', async () => {
    const items = await read([['1', 'Ayer Fire', 'Ayer', 'Worcester', 'MA', '01432']], zips);
    expect(departmentsOf(items)[0]).toMatchObject({
      countyFips: '25027',
      countyBy: 'name',
      notes: ['the county is Worcester, MA by name and Middlesex, MA by ZIP 01432: the name was taken'],
    });
  });

  test('is never taken from a ZIP of another state', async () => {
    const items = await read([['1', 'Ayer Fire', 'Ayer', 'Nowhere', 'MA', '19103']], zips);
    expect(rejectionsOf(items)).toEqual([
      [2, 'no county "Nowhere" in MA, and ZIP 19103 lies in Philadelphia, PA'],
    ]);
  });

  test('missing rejects every row of the department', async () => {
    const items = await read(
      [
        ['1', 'Ayer Fire', 'Ayer', 'Nowhere', 'MA', '99999', 'A'],
        ['1', 'Ayer Fire', 'Ayer', 'Nowhere', 'MA', '99999', 'B'],
      ],
      zips,
    );
    const reason = 'no county "Nowhere" in MA, and ZIP "99999" leads to none';
    expect(items.map((item) => 'department' in item)).toEqual([false, false]);
    expect(rejectionsOf(items)).toEqual([
      [2, reason],
      [3, reason],
    ]);
  });
});

test('a row without a name, of no state, or with an endless name is rejected with the reason', async () => {
  const items = await read([
    ['1', '', 'Ayer', 'Middlesex', 'MA', '01432'],
    ['2', 'Ayer Fire', 'Ayer', 'Middlesex', 'XX', '01432'],
    ['3', 'A'.repeat(201), 'Ayer', 'Middlesex', 'MA', '01432'],
  ]);
  expect(rejectionsOf(items)).toEqual([
    [2, 'the department has no name'],
    [3, '"XX" is not a state'],
    [4, 'Fire Dept Name has 201 characters and may have 200'],
  ]);
});

const registry = sharedData('usfa-stations/usfa-registry-station.csv.gz');
const zcta = sharedData('us-census-geo/zcta-centroids.csv.gz');

test.skipIf(registry.absent || zcta.absent)(
  'the national registry file: every one of 5,967 rows is accounted for',
  async () => {
    const items = await collect(readRegistry(registry.path, { zipCentroids: zcta.path }));
    const departments = departmentsOf(items);
    const rows = items.reduce((sum, item) => sum + ('rows' in item ? item.rows : 1), 0);
    expect(rows).toBe(5967);
    expect(departments).toHaveLength(2545);
    expect(items.filter((item) => 'repeats' in item)).toHaveLength(14);
    // Two rows quote inside a quoted value ("2405 S "B" ST"); read kindly they would be departments 2,546 and 2,547.
    expect(rejectionsOf(items)).toEqual([
      [3527, 'a quote (") stands where none may'],
      [5334, 'a quote (") stands where none may'],
    ]);
    expect(departments.filter(({ countyBy }) => countyBy === 'name')).toHaveLength(2543);
    expect(departments.filter(({ countyBy }) => countyBy === 'zip').map(({ name }) => name)).toEqual([
      'Cordova Volunteer Fire Department',
      'North Haven Fire Department',
    ]);
    expect(departments.filter(({ notes }) => notes[0]?.includes('by ZIP'))).toHaveLength(126);
    expect(departments.filter(({ fdid }) => fdid === null)).toHaveLength(7);
    expect(departments.reduce((sum, { stations }) => sum + stations.length, 0)).toBe(5950);
    expect(departments.filter(({ countyFips }) => countyFips === '17097')).toHaveLength(12);
  },
);
