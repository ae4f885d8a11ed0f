import type { ImportKind } from '@standpipe/contract';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { streamXlsxRows } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';
import { run, uploadForm } from '../imports/fixture.imports.ts';

const app = await startApp();
const world = await openWorld(app);

const fileOf = async ({ admin }: TestAgency, path: string) =>
  Buffer.from((await admin.get(`/exports/${path}`)).bytes);
const textOf = async (agency: TestAgency, path: string) => (await fileOf(agency, path)).toString('utf8');

/** Brings a file in just as the proposal has it. */
async function bringBack(agency: TestAgency, kind: ImportKind, bytes: Buffer, name: string) {
  const { body, status } = await uploadForm(app, agency.admin, kind, bytes, name);
  expect([status, body.faults]).toEqual([201, []]);
  const done = await run(agency.admin, body.id);
  expect([done.status, done.rejections]).toEqual(['done', []]);
  return done.progress;
}

/** What is a record's own wherever it is: ids, times of writing and versions are given anew. */
const givenAnew = [
  'id',
  'placeId',
  'placeOwner',
  'createdAt',
  'updatedAt',
  'version',
  'assignedTo',
  'reinspectionOf',
  'reopenedReason',
];
const rowsOf = (text: string) =>
  (parse(text, { columns: true, bom: true }) as Record<string, string>[])
    .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !givenAnew.includes(name))))
    .map((row) => JSON.stringify(row))
    .sort();

const word = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      '=1+1',
      "'=x",
      '-5',
      '+1 Club',
      '@desk',
      "'-5",
      'N/A',
      '-',
      'NULL',
      '1,5',
      '007',
      '2024-01-02',
      'Zürich "A"',
      'Ω, 消防',
      'yes',
    ),
  )
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}\s]+/gu, ' ').trim())
  .filter((text) => text !== '');
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const point = fc.record({
  type: fc.constant('Point' as const),
  coordinates: fc
    .tuple(
      fc.integer({ min: -88_100_000, max: -87_900_000 }),
      fc.integer({ min: 42_200_000, max: 42_400_000 }),
    )
    .map(([x, y]) => [x / 1e6, y / 1e6]),
});
const place = fc.record({
  name: maybe(word),
  unit: maybe(word),
  zip: maybe(fc.constantFrom('01970', '60085')),
  notes: maybe(word),
  stories: maybe(fc.integer({ min: 1, max: 50 })),
  occupancyType: maybe(word),
  location: point,
  withheld: fc.boolean(),
});
const day = fc
  .integer({ min: 0, max: 3000 })
  .map((n) => new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const permit = fc.record({
  type: word,
  class: fc.constantFrom('operational', 'construction'),
  description: maybe(word),
  notes: maybe(word),
  issuedOn: maybe(day),
  section: maybe(word),
  withheld: fc.boolean(),
});
const violation = fc.record({
  description: word,
  code: maybe(word),
  severity: maybe(word),
  status: fc.constantFrom('open', 'corrected'),
  correctBy: maybe(day),
});
const inspection = fc.record({
  type: word,
  notes: maybe(word),
  scheduledFor: maybe(day),
  violations: fc.array(violation, { maxLength: 3 }),
  withheld: fc.boolean(),
  checklist: fc.array(fc.record({ item: word, result: fc.constantFrom('pass', 'fail') }), { maxLength: 2 }),
});
const outlet = fc.record({
  sizeIn: fc.constantFrom(2.5, 4.5, 5),
  count: fc.integer({ min: 1, max: 3 }),
  thread: fc.constantFrom('nst', 'storz', null),
  nozzle: fc.constantFrom('smooth', null),
});
const hydrant = fc.record({
  type: fc.constantFrom('dryBarrel', 'wetBarrel', 'flush'),
  location: point,
  status: fc.constantFrom('inService', 'outOfService'),
  addressLine: maybe(word),
  findIt: maybe(word),
  castNumber: maybe(word),
  facilityId: maybe(word),
  paintedColor: maybe(word),
  pressureZone: maybe(word),
  notes: maybe(word),
  ratedFlowGpm: maybe(fc.constantFrom(0, 499.5, 1500, 20_000)),
  mainSizeIn: maybe(fc.constantFrom(6, 8.25)),
  deadEndMain: maybe(fc.boolean()),
  privateMain: maybe(fc.boolean()),
  usableInWinter: maybe(fc.boolean()),
  outlets: maybe(fc.array(outlet, { maxLength: 2 })),
  withheld: fc.boolean(),
});
const plain = (value: object) => JSON.parse(JSON.stringify(value)) as object;

describe('what goes out', () => {
  test('comes into another agency and goes out the same, of every kind', { timeout: 300_000 }, async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ place, permit, inspection, hydrant }), { minLength: 1, maxLength: 5 }),
        async (sites) => {
          n += 1;
          const [one, other] = [await world.agency(`Out ${n}`), await world.agency(`In ${n}`)];
          for (const [at, site] of sites.entries()) {
            const made = await world.place(one, {
              addressLine: `${at + 1} Elm St`,
              city: 'Waukegan',
              state: 'IL',
              ...plain(site.place),
            });
            for (const [path, body] of [
              ['permits', { placeId: made.id, ...site.permit }],
              ['inspections', { placeId: made.id, ...site.inspection }],
              ['hydrants', site.hydrant],
            ] as const) {
              const answer = await one.admin.post(`/${path}`, {
                number: `${path[0]}-${at}`,
                ...plain(body),
              });
              expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
            }
          }
          for (const [kind, many] of [
            ['place', 'places'],
            ['permit', 'permits'],
            ['inspection', 'inspections'],
            ['inspection', 'violations'],
            ['hydrant', 'hydrants'],
          ] as const) {
            const names = n % 2 ? '' : '?names=api';
            const out = await fileOf(one, `${many}.csv${names}`);
            if (rowsOf(out.toString()).length > 0) await bringBack(other, kind, out, `${many}.csv`);
          }
          for (const many of ['places', 'permits', 'inspections', 'violations', 'hydrants'])
            expect(rowsOf(await textOf(other, `${many}.csv?names=api`)), many).toEqual(
              rowsOf(await textOf(one, `${many}.csv?names=api`)),
            );
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  });

  test('comes back into its own agency as changes, whatever names its columns have', async () => {
    const agency = await world.agency('Back FD');
    const made = await world.place(agency, {
      addressLine: '1 Elm St',
      city: 'Waukegan',
      state: 'IL',
      name: 'Old',
    });
    await agency.admin.post('/permits', {
      placeId: made.id,
      number: 'P1',
      type: 'Tent',
      class: 'operational',
    });
    for (const path of ['places.csv', 'places.csv?names=api', 'places.geojson'])
      expect(
        await bringBack(agency, 'place', await fileOf(agency, path), path.replace('?names=api', '')),
        path,
      ).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    const changed = (await textOf(agency, 'places.csv')).replace('"Old"', '"New"');
    expect(await bringBack(agency, 'place', Buffer.from(changed), 'p.csv')).toMatchObject({
      created: 0,
      changed: 1,
    });
    expect((await agency.admin.get(`/places/${made.id}`)).body.name).toBe('New');
    expect(
      await bringBack(agency, 'permit', await fileOf(agency, 'permits.csv'), 'permits.csv'),
    ).toMatchObject({ created: 0, unchanged: 1, placesCreated: 0 });
  });

  test('of hydrants comes back as changes too, and a file that opens what is withheld by now says so', async () => {
    const agency = await world.agency('Hydrants back FD');
    const made = await agency.admin.post('/hydrants', {
      number: 'H-1',
      type: 'dryBarrel',
      location: { type: 'Point', coordinates: [-87.84, 42.36] },
      ratedFlowGpm: 1200,
      deadEndMain: false,
      outlets: [{ sizeIn: 2.5, count: 2, thread: 'nst', nozzle: null }],
      status: 'outOfService',
      statusReason: 'frozen',
    });
    const out = await fileOf(agency, 'hydrants.csv');
    for (const path of ['hydrants.csv', 'hydrants.csv?names=api', 'hydrants.geojson'])
      expect(
        await bringBack(agency, 'hydrant', await fileOf(agency, path), path.replace('?names=api', '')),
        path,
      ).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    const { version } = (await agency.admin.get(`/hydrants/${made.body.id}`)).body;
    await agency.admin.patch(`/hydrants/${made.body.id}`, { withheld: true }, { ifMatch: version });
    // What the file said before is no news: what was withheld by hand stays so.
    expect(await bringBack(agency, 'hydrant', out, 'hydrants.csv')).toMatchObject({ unchanged: 1 });
    const held = await fileOf(agency, 'hydrants.csv');
    expect(await bringBack(agency, 'hydrant', held, 'hydrants.csv')).toMatchObject({ unchanged: 1 });
    const { body } = await uploadForm(app, agency.admin, 'hydrant', out, 'hydrants.csv');
    const opening = await run(agency.admin, body.id, 'dry-run');
    expect([opening.progress.changed, opening.warnings]).toEqual([
      1,
      [{ text: 'withheld here and no longer in the file: partners may see it', rows: 1 }],
    ]);
  });

  test('has plain headings, numbers that are numbers, times in the agency’s zone and a mark for Excel', async () => {
    const agency = await world.agency('Plain FD');
    await world.place(agency, {
      addressLine: '1 Elm St',
      city: 'Waukegan',
      state: 'IL',
      unit: '2A',
      location: { type: 'Point', coordinates: [-87.84, 42.36] },
    });
    const text = await textOf(agency, 'places.csv');
    expect(text.split('\r\n')[0]).toBe(
      '\uFEFF"Standpipe ID","Address","Unit","City","State","ZIP","Name","Occupancy type","Construction type","Stories","Year built","Floor area (sq ft)","Point is the middle of","Notes","Longitude","Latitude","Withheld","Created","Updated","Version"',
    );
    expect(text).toContain(',-87.84,42.36,"no",');
    expect(text).toMatch(/"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[-+]\d\d:\d\d"/);
  });

  test('is a workbook whose one sheet has the same cells, and runs nothing', async () => {
    const agency = await world.agency('Sheet FD');
    await world.place(agency, {
      addressLine: '1 Elm & Oak St',
      city: 'Waukegan',
      state: 'IL',
      name: '=1+1',
      stories: 3,
    });
    const bytes = await fileOf(agency, 'places.xlsx');
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(new Uint8Array(bytes))) rows.push([...values]);
    const [heads = [], cells = []] = rows;
    const named = Object.fromEntries(heads.map((head, at) => [String(head), cells[at]]));
    expect(named).toMatchObject({ Address: '1 Elm & Oak St', Name: '=1+1', Stories: 3, City: 'Waukegan' });
    expect(
      strFromU8(
        Object.values(unzipSync(new Uint8Array(bytes))).reduce((all, part) =>
          part.length > all.length ? part : all,
        ),
      ),
    ).not.toContain('<f>');
  });

  test('ends when the right to it is withdrawn meanwhile', async () => {
    const agency = await world.agency('Ended FD');
    const made = await world.place(agency);
    await agency.admin.post('/permits', {
      placeId: made.id,
      number: 'SECRET-1',
      type: 'Tent',
      class: 'operational',
    });
    const clerk = await world.user(agency, ['FD Permits - Read']);
    await world.sql.query('begin');
    await world.sql.query('lock table permit in access exclusive mode');
    const taking = clerk.get('/exports/permits.csv').then(
      ({ bytes }) => new TextDecoder().decode(bytes),
      () => 'broken off',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    await world.sql.query('update membership set active = false where id = $1', [clerk.membershipId]);
    await world.sql.query('commit');
    expect(await taking).not.toContain('SECRET-1');
  });
});
