import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../test/app.ts';
import { openWorld, type TestAgency, type World } from '../../test/world.ts';
import type { ImportRun, Refusal } from './batches.ts';
import { importPlaces } from './places.import.ts';
import type { AddressItem, PlaceRow } from './readers/cambridge-addresses.ts';
import { readCambridgeAddresses } from './readers/cambridge-addresses.ts';
import { sharedData } from './readers/fixture.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
  world = await openWorld(app);
});

const place = (externalId: string, facts: Partial<PlaceRow> = {}): PlaceRow => ({
  externalId,
  addressLine: `${externalId} Albany St`,
  city: 'Cambridge',
  state: 'MA',
  location: { type: 'Point', coordinates: [-71.09, 42.36] },
  ...facts,
});

async function* from(...rows: (PlaceRow | string)[]): AsyncGenerator<AddressItem> {
  for (const [at, row] of rows.entries()) {
    const line = at + 2;
    yield typeof row === 'string' ? { line, row: {}, rejected: row } : { line, place: row };
  }
}

const bring = (agency: TestAgency, source: AsyncIterable<AddressItem>, run?: ImportRun) =>
  importPlaces(app.house.database, agency.id, source, run);

const placesOf = async (agency: TestAgency) =>
  (await world.sql.query('select * from place where owner_id = $1 order by external_id', [agency.id])).rows;

const traces = async (agency: TestAgency) =>
  (
    await world.sql.query(
      `select action, kind, before, after, person_id from audit_entry where agency_id = $1 order by id`,
      [agency.id],
    )
  ).rows;

const none = { created: 0, changed: 0, unchanged: 0, rejected: 0, placesCreated: 0 };

describe('addresses become places', () => {
  test('that their owner reads, finds and counts like any other', async () => {
    const agency = await world.agency('Harbor Fire');
    const facts = { name: 'Albany Garage', occupancyType: 'CONDO-BLDG', stories: 24, yearBuilt: 1998 };
    expect(await bring(agency, from(place('717', facts), place('718')))).toEqual({ ...none, created: 2 });
    const list = await agency.admin.get('/places?q=albany+garage&count=exact');
    expect(list.body).toMatchObject({
      total: 1,
      items: [
        {
          ...facts,
          version: 1,
          addressLine: '717 Albany St',
          city: 'Cambridge',
          state: 'MA',
          location: { type: 'Point', coordinates: [-71.09, 42.36] },
          access: { relation: 'own' },
          withheld: false,
        },
      ],
    });
    expect((await agency.admin.get('/places?count=exact')).body.total).toBe(2);
  });

  test('with an entry in the log and an event on the stream for each', async () => {
    const agency = await world.agency('Pier Fire');
    await bring(agency, from(place('1'), place('2')));
    const rows = await placesOf(agency);
    expect(await traces(agency)).toMatchObject(
      rows.map((row) => ({
        action: 'import',
        kind: 'place',
        before: null,
        after: { externalId: row.external_id, addressLine: row.address_line },
        person_id: null,
      })),
    );
    const events = await world.sql.query(
      `select before, after from change_event where type = 'record' and kind = 'place' and record_id = any ($1)`,
      [rows.map((row) => row.id)],
    );
    expect(events.rows).toEqual(
      rows.map(() => ({ before: null, after: { parties: { owner: agency.id }, withheld: false } })),
    );
  });

  test('of the agency named and of no other, though both take the same file', async () => {
    const [one, other] = [await world.agency('East Fire'), await world.agency('West Fire')];
    await bring(one, from(place('5')));
    expect(await bring(other, from(place('5')))).toEqual({ ...none, created: 1 });
    expect((await one.admin.get('/places?count=exact')).body.total).toBe(1);
    expect((await other.admin.get('/places?count=exact')).body.total).toBe(1);
  });
});

describe('a second run', () => {
  test('of the same file changes nothing and leaves no trace', async () => {
    const agency = await world.agency('Twice Fire');
    const rows = [place('1', { stories: 3 }), place('2')];
    await bring(agency, from(...rows));
    const before = [await placesOf(agency), await traces(agency)];
    expect(await bring(agency, from(...rows))).toEqual({ ...none, unchanged: 2 });
    expect([await placesOf(agency), await traces(agency)]).toEqual(before);
  });

  test('applies what changed, to the records at the place too, and keeps what the file does not say', async () => {
    const agency = await world.agency('Change Fire');
    await bring(
      agency,
      from(place('1', { name: 'Corner Shop', occupancyType: 'RETAIL', stories: 2 }), place('2')),
    );
    const [standing] = await placesOf(agency);
    const permit = await agency.admin.post('/permits', {
      placeId: standing.id,
      type: 'Hot work',
      class: 'operational',
    });
    const moved = { type: 'Point' as const, coordinates: [-71.1, 42.37] };
    const again = [place('1', { addressLine: '1A Albany St', location: moved, stories: 3 }), place('2')];
    expect(await bring(agency, from(...again))).toEqual({ ...none, changed: 1, unchanged: 1 });
    expect((await agency.admin.get(`/places/${standing.id}`)).body).toMatchObject({
      version: 2,
      addressLine: '1A Albany St',
      location: moved,
      name: 'Corner Shop',
      occupancyType: 'RETAIL',
      stories: 3,
    });
    expect((await agency.admin.get(`/permits/${permit.body.id}`)).body.place).toMatchObject({
      addressLine: '1A Albany St',
      location: moved,
    });
    expect((await traces(agency)).at(-1)).toMatchObject({
      action: 'import',
      before: { addressLine: '1 Albany St', stories: 2 },
      after: { addressLine: '1A Albany St', location: moved, stories: 3 },
    });
    const told = await world.sql.query(
      'select kind from change_event where record_id = any ($1) and before is not null order by id',
      [[standing.id, permit.body.id]],
    );
    expect(told.rows.map((row) => row.kind)).toEqual(['place', 'permit']);
  });

  test('leaves alone what its owner has withheld, and what the file no longer lists', async () => {
    const agency = await world.agency('Quiet Fire');
    await bring(agency, from(place('1'), place('2')));
    const [standing] = await placesOf(agency);
    await agency.admin.patch(`/places/${standing.id}`, { withheld: true }, { ifMatch: 1 });
    expect(await bring(agency, from(place('1', { name: 'Vault' })))).toEqual({ ...none, changed: 1 });
    expect(await placesOf(agency)).toMatchObject([
      { withheld: true, name: 'Vault', version: 3 },
      { withheld: false, version: 1 },
    ]);
  });

  test('does not bring back a place that its owner retired', async () => {
    const agency = await world.agency('Retired Fire');
    await bring(agency, from(place('1'), place('2')));
    const [standing] = await placesOf(agency);
    await agency.admin.delete(`/places/${standing.id}`, { ifMatch: 1 });
    const refused: Refusal[] = [];
    const onRejected = (refusal: Refusal) => void refused.push(refusal);
    expect(await bring(agency, from(place('1'), place('2')), { onRejected })).toEqual({
      ...none,
      unchanged: 1,
      rejected: 1,
    });
    expect(refused).toEqual([
      {
        line: 2,
        rejected: expect.stringMatching(/^1 Albany St was retired here on \d{4}-\d\d-\d\d and stays so$/),
      },
    ]);
    expect((await agency.admin.get('/places?count=exact')).body.total).toBe(1);
  });
});

test('one broken row is rejected with its reason and the others are in', async () => {
  const agency = await world.agency('Broken Fire');
  const refused: Refusal[] = [];
  const onRejected = (refusal: Refusal) => void refused.push(refusal);
  const tally = await bring(agency, from(place('1'), 'no coordinates', place('3')), { onRejected });
  expect(tally).toEqual({ ...none, created: 2, rejected: 1 });
  expect(refused).toEqual([{ line: 3, row: {}, rejected: 'no coordinates' }]);
});

test('only so many rows as asked for are taken, rejected ones among them', async () => {
  const agency = await world.agency('Limit Fire');
  const rows = from(place('1'), 'no coordinates', place('3'), place('4'));
  expect(await bring(agency, rows, { limit: 3 })).toEqual({ ...none, created: 2, rejected: 1 });
});

test('a dry run says what a run would do and writes nothing', async () => {
  const agency = await world.agency('Dry Fire');
  await bring(agency, from(place('1'), place('2')));
  const everything = async () =>
    (
      await world.sql.query(
        `select (select count(*) from place) as places, (select count(*) from audit_entry) as entries,
          (select count(*) from change_event) as events, (select max(version) from place) as version,
          (select last_value from audit_entry_id_seq) as drawn`,
      )
    ).rows;
  const before = await everything();
  const rows = [place('1', { name: 'New name' }), place('2'), place('3'), 'no address'];
  const said = await bring(agency, from(...rows), { dryRun: true });
  expect(await everything()).toEqual(before);
  expect(await bring(agency, from(...rows))).toEqual(said);
  expect(said).toEqual({ ...none, created: 1, changed: 1, unchanged: 1, rejected: 1 });
});

const addresses = sharedData('cambridge-ma/master-addresses-2020-06.csv.gz');
const parcels = sharedData('cambridge-ma/parcel-centroids-fy2014.csv.gz');

test.skipIf(addresses.absent)('the first 2,000 of the real addresses of Cambridge, and again', async () => {
  const agency = await world.agency('Cambridge Fire Department', { county: '25017' });
  const read = () => readCambridgeAddresses(addresses.path, { parcels: parcels.path });
  const first = await bring(agency, read(), { limit: 2000 });
  expect(first.created + first.rejected).toBe(2000);
  expect(first.created).toBeGreaterThan(1500);
  expect(await bring(agency, read(), { limit: 2000 })).toEqual({
    ...none,
    unchanged: first.created,
    rejected: first.rejected,
  });
  expect((await agency.admin.get('/places?count=exact&limit=1')).body.total).toBe(first.created);
});
