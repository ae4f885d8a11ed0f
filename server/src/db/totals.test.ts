import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { startApp, startOtherNode } from '../../test/app.ts';
import { type PlantedPlace, plant, plantPlace } from '../../test/plant.ts';
import { caller, openWorld, type TestAgency, type User } from '../../test/world.ts';
import { asSystem } from './system.ts';
import { type Total, Totals } from './totals.ts';

vi.setConfig({ testTimeout: 180_000 });
const app = await startApp();
const world = await openWorld(app);
const other = await startOtherNode(app);

type Reader = Pick<User, 'get'>;
const totalOf = async (reader: Reader, query = '', kind = 'permits'): Promise<number> =>
  (await reader.get(`/${kind}?count=exact&limit=1${query}`)).body.total;
const twice = async (reader: Reader) => [await totalOf(reader), await totalOf(reader)];
const atOtherNode = ({ key }: User) => caller(other.base, { authorization: `Bearer ${key}` });

/** A neighbour with two permits that a reader sees. */
async function neighbours() {
  const [giver, taker] = [await world.agency('Giver FD'), await world.agency('Taker FD')];
  await world.grant(giver, taker, { permits: 'view', address: 'view' });
  const place = await plantPlace(world, giver);
  const permits = [await plant(world, 'permit', giver, place), await plant(world, 'permit', giver, place)];
  return { giver, taker, place, permits, reader: taker.admin };
}

test('a total is summed once, and answered from then on without its counters', async () => {
  const { reader, giver } = await neighbours();
  expect(await totalOf(reader)).toBe(2);
  // As no statement of the product's does: a counter changes, and nobody says so.
  await world.sql.query(
    `update record_count set n = n + 100 where scope_id in (select id from scope where author_id = $1)`,
    [giver.id],
  );
  expect(await twice(reader)).toEqual([2, 2]);
  expect(await totalOf(atOtherNode(reader))).toBe(202);
});

test.each<[string, (scene: Awaited<ReturnType<typeof neighbours>>) => Promise<unknown>, number]>([
  ['is written', ({ giver, place }) => plant(world, 'permit', giver, place), 3],
  [
    'is withheld',
    ({ permits }) => world.sql.query('update permit set withheld = true where id = $1', [permits[0]!.id]),
    1,
  ],
  [
    'comes to be at a withheld place',
    ({ place }) => world.sql.query('update place set withheld = true where id = $1', [place.id]),
    0,
  ],
  ['is deleted', ({ permits }) => world.sql.query('delete from permit where id = $1', [permits[0]!.id]), 1],
  [
    'is shared no more',
    ({ giver }) => world.sql.query('update share_row set ended_at = now() where grantor_id = $1', [giver.id]),
    0,
  ],
])('when a permit %s, the next total at either node says so', async (_, change, after) => {
  const scene = await neighbours();
  const readers = [scene.reader, atOtherNode(scene.reader)];
  for (const reader of readers) expect(await twice(reader)).toEqual([2, 2]);
  await change(scene);
  expect(await Promise.all(readers.map((each) => totalOf(each)))).toEqual([after, after]);
});

test('totals of different questions are kept apart', async () => {
  const { reader, giver, taker, place } = await neighbours();
  await plant(world, 'permit', giver, place, { status: 'revoked' });
  await plant(world, 'permit', taker, await plantPlace(world, taker));
  for (let each = 0; each < 2; each++) {
    expect(await totalOf(reader)).toBe(4);
    expect(await totalOf(reader, '&status=revoked')).toBe(1);
    expect(await totalOf(reader, '&status=issued')).toBe(3);
    expect(await totalOf(reader, '&access=shared')).toBe(3);
    expect(await totalOf(reader, '&access=own')).toBe(1);
    expect(await totalOf(reader, `&agency=${giver.id}`)).toBe(3);
    expect(await totalOf(reader, '&class=operational')).toBe(4);
    expect(await totalOf(reader, '', 'places')).toBe(2);
    expect(await totalOf(reader, '', 'inspections')).toBe(0);
  }
});

test('what an administrator sees as a partner is counted for itself', async () => {
  const { giver, taker, place } = await neighbours();
  await plant(world, 'permit', giver, place, { withheld: true });
  const asPartner = { headers: { 'x-view-as': taker.id } };
  for (let each = 0; each < 2; each++) {
    expect(await totalOf(giver.admin)).toBe(3);
    expect((await giver.admin.get('/permits?count=exact', asPartner)).body.total).toBe(2);
  }
});

test('a change that is not committed yet counts for nobody, and for everybody once it is', async () => {
  const { reader, giver, place } = await neighbours();
  expect(await totalOf(reader)).toBe(2);
  await world.sql.query('begin');
  await plant(world, 'permit', giver, place);
  await asSystem(app.house.database, (db) => sql`select pg_current_xact_id()`.execute(db)); // a later number, ended earlier
  // Summed anew in the meantime, in a snapshot that does not show the change, though its number is drawn already.
  app.house.viewerCache.drop({ by: 'key', secret: reader.key });
  expect(await twice(reader)).toEqual([2, 2]);
  await world.sql.query('commit');
  expect(await twice(reader)).toEqual([3, 3]);
});

test('folding leaves alone what came after the snapshot it is told, so that kept totals hear of it', async () => {
  const { reader, giver, place } = await neighbours();
  expect(await totalOf(reader)).toBe(2);
  const { rows } = await world.sql.query('select pg_current_snapshot()::text as before');
  for (let each = 0; each < 70; each++) await plant(world, 'permit', giver, place);
  const numbered = async () =>
    (
      await world.sql.query(
        `select count(*)::int as n from record_count c join scope s on s.id = c.scope_id
         where s.author_id = $1 and c.kind = 'permit' and c.tx is not null`,
        [giver.id],
      )
    ).rows[0].n;
  await world.sql.query('select fold_counts($1)', [rows[0].before]);
  expect(await numbered()).toBe(72);
  expect(await twice(reader)).toEqual([72, 72]);
  // Whatever runs in another database of this cluster holds the folding back.
  const fold = () => world.sql.query('select fold_counts(pg_current_snapshot())');
  await expect.poll(() => fold().then(numbered), { timeout: 120_000 }).toBe(0);
  expect(await twice(reader)).toEqual([72, 72]);
});

test('a transaction knows the totals of before it began, and none that was learned since', () => {
  const totals = new Totals();
  const total = (n: number): Total => ({ n, seen: '1:1:' });
  const early = totals.now();
  totals.now().keep('all', total(1));
  expect(early.find('all')).toBeUndefined();
  const late = totals.now();
  totals.now().keep('all', total(2));
  expect(late.find('all')).toEqual(total(1));
  for (let each = 0; each < 30; each++) totals.now().keep(`status ${each}`, total(each));
  const now = totals.now();
  expect(now.find('all')).toBeUndefined();
  expect(now.find('status 29')).toEqual(total(29));
});

const statuses = { permit: ['applied', 'issued'], inspection: ['inProgress', 'completed'] } as const;
const kinds = fc.constantFrom('permit' as const, 'inspection' as const);
const writing = (places: readonly PlantedPlace[], authors: readonly TestAgency[]) =>
  fc.record({
    kind: kinds,
    author: fc.constantFrom(...authors),
    place: fc.constantFrom(...places),
    turn: fc.nat(1),
    withheld: fc.boolean(),
  });
const changing = fc.record({
  kind: kinds,
  /** How many of its kind have been written since. */
  back: fc.nat(5),
  to: fc.constantFrom('status', 'withheld', 'place withheld', 'deleted'),
  turn: fc.nat(1),
});

const changeOne = ({ kind, back, to, turn }: typeof changing extends fc.Arbitrary<infer C> ? C : never) => {
  const one = `(select id from ${kind} order by id desc offset $1 limit 1)`;
  if (to === 'deleted') return world.sql.query(`delete from ${kind} where id = ${one}`, [back]);
  if (to === 'status')
    return world.sql.query(`update ${kind} set status = $2 where id = ${one}`, [back, statuses[kind][turn]]);
  return to === 'withheld'
    ? world.sql.query(`update ${kind} set withheld = $2 where id = ${one}`, [back, turn === 1])
    : world.sql.query(
        `update place set withheld = $2 where id = (select place_id from ${kind} where id = ${one})`,
        [back, turn === 1],
      );
};

test('whatever is written in whichever order, every total is as many as there are rows in the list', async () => {
  const [one, two, three] = [
    await world.agency('One FD'),
    await world.agency('Two FD'),
    await world.agency('Three FD'),
  ];
  const agencies = [one, two, three];
  await world.grant(one, two, { permits: 'view', address: 'view', addressShareModule: 'permit' });
  await world.grant(two, three, { permits: 'view', inspections: 'view' });
  await world.grant(one, three, { addressShareModule: 'fireInspectionAndPermit' });
  const places: PlantedPlace[] = [];
  for (const agency of [...agencies, ...agencies]) places.push(await plantPlace(world, agency));
  const readers: readonly Reader[] = agencies.flatMap(({ admin }) => [admin, atOtherNode(admin)]);
  const questions = {
    permits: ['', '&status=issued', '&access=shared', `&agency=${one.id}`],
    inspections: ['', '&status=completed', '&access=own'],
    places: ['', '&access=shared'],
  };
  const listed = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 2, arbitrary: writing(places, agencies) }, changing), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.boolean(),
      async (changes, folds) => {
        const { rows } = await world.sql.query('select pg_current_snapshot()::text as before');
        for (const each of changes)
          await ('author' in each
            ? plant(world, each.kind, each.author, each.place, {
                status: statuses[each.kind][each.turn]!,
                withheld: each.withheld,
              })
            : changeOne(each));
        if (folds) await world.sql.query('select fold_counts($1)', [rows[0].before]);
        for (const reader of readers)
          for (const [kind, asked] of Object.entries(questions))
            for (const question of asked) {
              const { body } = await reader.get(`/${kind}?count=exact&limit=200${question}`);
              expect(body.total, `${kind}${question}`).toBe(body.items.length);
              listed.add(body.total);
            }
      },
    ),
    { numRuns: 30 },
  );
  expect(listed.size).toBeGreaterThan(5);
});
