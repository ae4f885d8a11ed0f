import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { type Asked, byArrays, byExists, ours, ownOnly, seat } from './pages.ts';
import { nodesOf, openExplaining, touched } from './plans.ts';
import { seedRegion, settle } from './seed.ts';

const app = await startApp();
await seedRegion(app.ownerUrl, { permits: 20_000, agencies: 60, partners: 10, seed: 7 });
await settle(app.ownerUrl);

const { kysely, explain } = openExplaining(app.appUrl);
afterAll(() => kysely.destroy());
const agencies = (await sql<{ id: string }>`select id from agency order by id`.execute(kysely)).rows.map(
  (row) => row.id,
);

describe('a page of the newest permits', () => {
  test('is the same page however the rule is written, plain and filtered', async () => {
    for (const agency of agencies)
      await seat(kysely, agency, async (at) => {
        for (const each of [{}, { status: 'issued' }, { status: 'revoked' }]) {
          const page = await ours(at, each);
          expect(await byExists(at, each)).toEqual(page);
          expect(await byArrays(at, each)).toEqual(page);
        }
      });
  });

  test.each<Asked>([{}, { status: 'issued' }, { status: 'revoked' }])(
    'is one statement that never scans the table (%o)',
    async (wanted) => {
      for (const agency of agencies.filter((_, at) => at % 7 === 0)) {
        const { statements, plan } = await explain(agency, (at) => ours(at, wanted));
        expect(statements).toBe(1);
        for (const node of nodesOf(plan)) {
          const onPermit = node['Relation Name'] === 'permit';
          expect(onPermit && node['Node Type'] === 'Seq Scan', JSON.stringify(node)).toBe(false);
          if (node['Node Type'] === 'Sort') expect(node['Actual Rows']).toBeLessThan(10_000);
        }
      }
    },
  );

  test('touches at most 1,000 buffers, with all partners’ records in it', async () => {
    const blocks: number[] = [];
    for (const agency of agencies) blocks.push(touched((await explain(agency, (at) => ours(at, {}))).plan));
    expect(Math.max(...blocks)).toBeLessThanOrEqual(1000);
  });

  test('reads by the scope index, and so does the floor', async () => {
    for (const shape of [ours, ownOnly]) {
      const { plan } = await explain(agencies[5]!, (at) => shape(at, {}));
      expect(nodesOf(plan).map((node) => node['Index Name'])).toContain('permit_created');
    }
  });
});

/** Is the page the same as the rule's, written row by row, for every agency that has something of its own? */
async function expectSame(asked: (own: { readonly lng: number; readonly lat: number }) => Asked) {
  let rows = 0;
  for (const agency of agencies)
    await seat(kysely, agency, async (at) => {
      const own = await sql<{ lng: number; lat: number }>`select lng, lat from permit
        where author_id = ${agency} and owner_id = ${agency} order by id limit 1`.execute(at.db);
      const each = asked(own.rows[0]!);
      const page = await ours(at, each);
      expect(page, JSON.stringify(each)).toEqual(await byExists(at, each));
      rows += page.length;
    });
  return rows;
}

describe('a page of what was searched for is the same page however the rule is written', () => {
  test.each(['kitchen', 'stairwell', 'warehouse', 'north', 'no such word', 'tent work'])(
    'under words that few or many records hold: %s',
    async (words) => {
      expect((await expectSame(() => ({ words: words.split(' ') }))) > 0).toBe(words !== 'no such word');
    },
  );

  test.each([0.001, 0.02, 0.08, 0.4, 2, 30])(
    'in a box of %d degrees around an own place',
    async (degrees) => {
      const half = degrees / 2;
      const box = ({ lng, lat }: { lng: number; lat: number }) =>
        [lng - half, lat - half, lng + half, lat + half] as const;
      expect(await expectSame((own) => ({ box: box(own) }))).toBeGreaterThan(0);
      await expectSame((own) => ({ box: box(own), words: ['north'] }));
      await expectSame((own) => ({ box: box(own), sort: 'number' }));
    },
  );

  test('in a box to which hundreds of records were moved, far from all that their agencies had', async () => {
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    await owner.query(`update permit set lng = 20 + random(), lat = -30 + random()
      where id in (select id from permit order by number limit 600)`);
    await owner.end();
    expect(await expectSame(() => ({ box: [20, -30, 21, -29] }))).toBeGreaterThan(0);
  });
});
