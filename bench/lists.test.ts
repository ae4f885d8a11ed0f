import { sql } from 'kysely';
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
