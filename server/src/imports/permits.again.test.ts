import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../test/app.ts';
import { openWorld, type TestAgency, type World } from '../../test/world.ts';
import type { ImportRun } from './batches.ts';
import { at, collect, from, none, permit } from './fixture.permits.ts';
import { importPermits } from './permits.import.ts';
import type { PermitItem } from './readers/chicago-permits.ts';

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

describe('a second run', () => {
  test('of the same file doubles nothing and leaves no trace', async () => {
    const agency = await world.agency('Twice Fire');
    const rows = [permit('200'), permit('201', at('2 W LAKE ST'))];
    await bring(agency, from(...rows));
    const state = async () =>
      (
        await world.sql.query(
          `select (select jsonb_agg(t order by id) from permit t where author_id = $1) as permits,
            (select jsonb_agg(t order by id) from place t where owner_id = $1) as places,
            (select count(*) from audit_entry where agency_id = $1) as entries`,
          [agency.id],
        )
      ).rows[0];
    const before = await state();
    expect(await bring(agency, from(...rows))).toEqual({ ...none, unchanged: 2 });
    expect(await state()).toEqual(before);
  });

  test('applies what changed and keeps what is not in the file', async () => {
    const agency = await world.agency('Change Fire');
    await bring(agency, from(permit('210'), permit('211')));
    const { id } = await first(agency, '210');
    await agency.admin.patch(`/permits/${id}`, { notes: 'Ring twice', withheld: true }, { ifMatch: 1 });
    const { description: _, ...rest } = permit('210', { status: 'closed', type: 'Fire Sprinkler' });
    expect(await bring(agency, from(rest))).toEqual({ ...none, changed: 1 });
    expect(await first(agency, '210')).toMatchObject({
      version: 3,
      status: 'closed',
      type: 'Fire Sprinkler',
      description: 'FIRE ALARM SYSTEM',
      notes: 'Ring twice',
      withheld: true,
    });
    const entry = await world.sql.query(
      'select before, after from audit_entry where record_id = $1 order by id desc limit 1',
      [id],
    );
    expect(entry.rows).toEqual([
      {
        before: { status: 'issued', type: 'Fire Alarm' },
        after: { status: 'closed', type: 'Fire Sprinkler' },
      },
    ]);
    const event = await world.sql.query(
      'select before, after from change_event where record_id = $1 order by id desc limit 1',
      [id],
    );
    expect(event.rows).toMatchObject([
      { before: { status: 'issued', withheld: true }, after: { status: 'closed', withheld: true } },
    ]);
    expect(await counts(agency)).toEqual({ permits: 2, places: 1 });
  });

  test('takes a status that lies several steps on, and rejects one that cannot be reached', async () => {
    const agency = await world.agency('Status Fire');
    await bring(agency, from(permit('220', { status: 'expired' }), permit('221'), permit('222')));
    const { id } = await first(agency, '221');
    await agency.admin.patch(`/permits/${id}`, { status: 'revoked' }, { ifMatch: 1 });
    const { refused, onRejected } = collect();
    const rows = [permit('220', { status: 'revoked' }), permit('221', { status: 'closed' }), permit('222')];
    expect(await bring(agency, from(...rows), { onRejected })).toEqual({
      ...none,
      changed: 1,
      unchanged: 1,
      rejected: 1,
    });
    expect(refused).toEqual([
      { line: 3, rejected: 'the permit is revoked here, which cannot become closed' },
    ]);
    // What the file says as it did before is no news: a status that was set here stays.
    expect(await bring(agency, from(permit('221')))).toEqual({ ...none, unchanged: 1 });
    expect((await first(agency, '221')).status).toBe('revoked');
    expect((await first(agency, '220')).status).toBe('revoked');
  });

  test('rejects a day of issue after the day that somebody set for its end', async () => {
    const agency = await world.agency('Dates Fire');
    await bring(agency, from(permit('225')));
    const { id } = await first(agency, '225');
    await agency.admin.patch(`/permits/${id}`, { expiresOn: '2025-06-30' }, { ifMatch: 1 });
    const { refused, onRejected } = collect();
    await bring(agency, from(permit('225', { issuedOn: '2025-07-01' })), { onRejected });
    expect(refused).toEqual([
      { line: 2, rejected: 'issued on 2025-07-01, after it expires here (2025-06-30)' },
    ]);
    expect((await first(agency, '225')).issuedOn).toBe('2025-01-02');
  });

  test('moves a permit whose address the file has put right, and only then', async () => {
    const agency = await world.agency('Move Fire');
    await bring(agency, from(permit('230'), permit('231')));
    const { place } = await first(agency, '230');
    await agency.admin.patch(`/places/${place.id}`, { addressLine: '1 West Lake Street' }, { ifMatch: 1 });
    const rows = [permit('230'), permit('231', at('7 W LAKE ST', -87.66))];
    expect(await bring(agency, from(...rows))).toEqual({
      ...none,
      changed: 1,
      unchanged: 1,
      placesCreated: 1,
    });
    expect((await first(agency, '230')).place).toMatchObject({
      id: place.id,
      addressLine: '1 West Lake Street',
    });
    const moved = await first(agency, '231');
    expect(moved.place).toMatchObject({
      addressLine: '7 W LAKE ST',
      location: { type: 'Point', coordinates: [-87.66, 41.8] },
    });
    const { body } = await agency.admin.get(`/permits?place=${moved.place.id}&count=exact`);
    expect(body.total).toBe(1);
  });
});

test('a permit stays at a place of the agency’s own making whose address somebody changed', async () => {
  const agency = await world.agency('Stay Fire');
  const standing = await world.place(agency, { addressLine: '1 W LAKE ST', city: 'Chicago', state: 'IL' });
  await bring(agency, from(permit('240')));
  await agency.admin.patch(`/places/${standing.id}`, { addressLine: '1 West Lake Street' }, { ifMatch: 1 });
  expect(await bring(agency, from(permit('240')))).toEqual({ ...none, unchanged: 1 });
});

test('an import cut short keeps its batches, and goes on when it is run again', async () => {
  const agency = await world.agency('Short Fire');
  const rows = ['400', '401', '402', '403', '404'].map((number) => permit(number));
  const cut = from(...rows.slice(0, 3), new Error('the disk is gone'));
  await expect(bring(agency, cut, { batchSize: 2 })).rejects.toThrow('the disk is gone');
  expect(await counts(agency)).toEqual({ permits: 2, places: 1 });
  expect(await bring(agency, from(...rows), { batchSize: 2 })).toEqual({
    ...none,
    created: 3,
    unchanged: 2,
  });
});

test('two imports of one file at once double nothing', async () => {
  const agency = await world.agency('Race Fire');
  const rows = Array.from({ length: 60 }, (_, n) => permit(`5${n + 100}`, at(`${n % 7} W LAKE ST`)));
  const both = await Promise.all([
    bring(agency, from(...rows), { batchSize: 10 }),
    bring(agency, from(...rows), { batchSize: 10 }),
  ]);
  const sum = (key: 'created' | 'unchanged' | 'placesCreated') => both[0][key] + both[1][key];
  expect([sum('created'), sum('unchanged'), sum('placesCreated')]).toEqual([60, 60, 7]);
  expect(await counts(agency)).toEqual({ permits: 60, places: 7 });
});

test('a dry run says what a run would do and writes nothing', async () => {
  const agency = await world.agency('Dry Fire');
  await bring(agency, from(permit('600')));
  const everything = async () =>
    (
      await world.sql.query(
        `select (select count(*) from place) as places, (select count(*) from permit) as permits,
          (select last_value from audit_entry_id_seq) as entries, (select max(id) from change_event) as events`,
      )
    ).rows;
  const before = await everything();
  const rows = [
    permit('600', { status: 'closed' }),
    permit('601', at('3 W LAKE ST')),
    permit('602', at('3 W LAKE ST')),
    permit('603', at('4 W LAKE ST')),
    'no date',
  ];
  const said = await bring(agency, from(...rows), { dryRun: true, batchSize: 2 });
  expect(await everything()).toEqual(before);
  expect(await bring(agency, from(...rows), { batchSize: 2 })).toEqual(said);
  expect(said).toEqual({ ...none, created: 3, changed: 1, rejected: 1, placesCreated: 2 });
});
