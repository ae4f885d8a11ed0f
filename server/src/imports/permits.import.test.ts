import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../test/app.ts';
import { openWorld, type TestAgency, type World } from '../../test/world.ts';
import type { ImportRun } from './batches.ts';
import { at, collect, from, none, permit } from './fixture.permits.ts';
import { importPermits } from './permits.import.ts';
import { type PermitItem, readChicagoPermits } from './readers/chicago-permits.ts';
import { sharedData } from './readers/fixture.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
  world = await openWorld(app);
});

const bring = (agency: TestAgency, source: AsyncIterable<PermitItem>, run?: ImportRun) =>
  importPermits(app.house.database, agency.id, source, run);

const counts = async (agency: TestAgency) => {
  const [permits, places] = [
    await agency.admin.get('/permits?count=exact'),
    await agency.admin.get('/places?count=exact'),
  ];
  return { permits: permits.body.total, places: places.body.total };
};

const first = async (agency: TestAgency, number: string) =>
  (await agency.admin.get(`/permits?q=${number}`)).body.items[0];

describe('permits come with their places', () => {
  test('one place for all permits of an address', async () => {
    const agency = await world.agency('Loop Fire');
    const rows = [permit('100'), permit('101'), permit('102', at('2 W LAKE ST'))];
    expect(await bring(agency, from(...rows))).toEqual({ ...none, created: 3, placesCreated: 2 });
    expect(await counts(agency)).toEqual({ permits: 3, places: 2 });
    const [one, other] = [await first(agency, '100'), await first(agency, '101')];
    expect(one).toMatchObject({
      version: 1,
      number: '100',
      type: 'Fire Alarm',
      class: 'construction',
      status: 'issued',
      description: 'FIRE ALARM SYSTEM',
      issuedOn: '2025-01-02',
      expiresOn: null,
      access: { relation: 'own' },
      place: { addressLine: '1 W LAKE ST', location: at('1 W LAKE ST').place.location },
    });
    expect(other.place.id).toBe(one.place.id);
  });

  test('at the place that the agency has at that address already, however it is written', async () => {
    const agency = await world.agency('River Fire');
    const standing = await world.place(agency, { addressLine: '1 w Lake St', city: 'Chicago', state: 'IL' });
    expect(await bring(agency, from(permit('110')))).toEqual({ ...none, created: 1 });
    expect((await first(agency, '110')).place).toMatchObject({ id: standing.id, addressLine: '1 w Lake St' });
  });

  test('of several at the address the one without a unit', async () => {
    const agency = await world.agency('Tower Fire');
    const address = { addressLine: '1 W LAKE ST', city: 'Chicago', state: 'IL' };
    await world.place(agency, { ...address, unit: '12B' });
    const whole = await world.place(agency, address);
    await world.place(agency, address);
    expect(await bring(agency, from(permit('115')))).toEqual({ ...none, created: 1 });
    expect((await first(agency, '115')).place.id).toBe(whole.id);
  });

  test('and never at another agency’s place, though it has that address', async () => {
    const [agency, other] = [await world.agency('North Fire'), await world.agency('South Fire')];
    await world.place(other, { addressLine: '1 W LAKE ST', city: 'Chicago', state: 'IL' });
    expect(await bring(agency, from(permit('120')))).toEqual({ ...none, created: 1, placesCreated: 1 });
    expect(await counts(other)).toEqual({ permits: 0, places: 1 });
  });

  test('with an entry in the log and an event on the stream for each', async () => {
    const agency = await world.agency('Log Fire');
    await bring(agency, from(permit('130')));
    const { id, place } = await first(agency, '130');
    const entries = await world.sql.query(
      'select action, kind, record_id, before, after from audit_entry where agency_id = $1 order by id',
      [agency.id],
    );
    expect(entries.rows).toMatchObject([
      { action: 'import', kind: 'place', record_id: place.id, before: null },
      {
        action: 'import',
        kind: 'permit',
        record_id: id,
        before: null,
        after: { number: '130', status: 'issued', placeId: place.id, addressLine: '1 W LAKE ST' },
      },
    ]);
    const events = await world.sql.query(
      `select before, after from change_event where kind = 'permit' and record_id = $1`,
      [id],
    );
    const parties = { author: agency.id, placeOwner: agency.id };
    expect(events.rows).toEqual([
      { before: null, after: { parties, status: 'issued', withheld: false, placeWithheld: false } },
    ]);
  });

  test('a partner with the grant reads them, one without does not', async () => {
    const [agency, partner, stranger] = [
      await world.agency('Giver Fire'),
      await world.agency('Taker Fire'),
      await world.agency('Stranger Fire'),
    ];
    await world.grant(agency, partner, { permits: 'view' });
    const vault = await world.place(agency, {
      addressLine: '9 W LAKE ST',
      city: 'Chicago',
      state: 'IL',
      withheld: true,
    });
    await bring(agency, from(permit('140'), permit('141', at('9 W LAKE ST'))));
    expect((await first(agency, '141')).place.id).toBe(vault.id);
    const seen = await partner.admin.get('/permits?count=exact');
    expect(seen.body).toMatchObject({ total: 1, items: [{ number: '140', access: { relation: 'shared' } }] });
    expect((await stranger.admin.get('/permits?count=exact')).body.total).toBe(0);
  });
});

describe('a row is rejected with its reason, and the others are in', () => {
  test('when its number is taken by a permit that did not come from the file', async () => {
    const agency = await world.agency('Number Fire');
    const { id } = await world.place(agency);
    await agency.admin.post('/permits', {
      placeId: id,
      number: '300',
      type: 'Hot work',
      class: 'operational',
    });
    const { refused, onRejected } = collect();
    expect(
      await bring(agency, from(permit('300'), 'no address', permit('301')), { onRejected }),
    ).toMatchObject({ created: 1, rejected: 2 });
    expect(refused).toContainEqual({
      line: 2,
      rejected: 'the agency has another permit with the number 300',
    });
    expect(refused).toContainEqual({ line: 3, row: {}, rejected: 'no address' });
    expect((await first(agency, '300')).type).toBe('Hot work');
  });

  test('when its place was retired; a permit that stands there still changes', async () => {
    const agency = await world.agency('Retired Fire');
    await bring(agency, from(permit('310')));
    const { place } = await first(agency, '310');
    await agency.admin.delete(`/places/${place.id}`, { ifMatch: 1 });
    const { refused, onRejected } = collect();
    const rows = [permit('310', { status: 'closed' }), permit('311')];
    expect(await bring(agency, from(...rows), { onRejected })).toEqual({ ...none, changed: 1, rejected: 1 });
    expect(refused).toEqual([
      { line: 3, rejected: expect.stringMatching(/^1 W LAKE ST was retired here on .* and stays so$/) },
    ]);
    await world.place(agency, { addressLine: '1 W Lake St', city: 'Chicago', state: 'IL' });
    expect(await bring(agency, from(...rows))).toEqual({ ...none, created: 1, unchanged: 1 });
  });
});

const permits = sharedData('permits-chicago-il/building-permits-2025-01_06.csv.gz');

test.skipIf(permits.absent)('the first 500 of the real permits of Chicago, and again', async () => {
  const agency = await world.agency('Chicago Fire Department', { county: '17031' });
  const tally = await bring(agency, readChicagoPermits(permits.path), { limit: 500 });
  expect(tally).toMatchObject({ created: 500, rejected: 0 });
  expect(await counts(agency)).toEqual({ permits: 500, places: tally.placesCreated });
  const again = await bring(agency, readChicagoPermits(permits.path), { limit: 500 });
  expect(again).toEqual({ ...none, unchanged: 500 });
});
