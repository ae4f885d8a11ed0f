import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../server/test/app.ts';
import { byArrays, byExists, openConnection, ours, ownOnly, type Seat, type Shape, seat } from './pages.ts';
import { seedRegion, settle } from './seed.ts';

const app = await startApp();
await seedRegion(app.ownerUrl, { permits: 20_000, agencies: 60, partners: 10, seed: 7 });
await settle(app.ownerUrl);

const asked: { sql: string; parameters: readonly unknown[] }[] = [];
const kysely = openConnection(app.appUrl, (text, parameters) => asked.push({ sql: text, parameters }));
afterAll(() => kysely.destroy());
const agencies = (await sql<{ id: string }>`select id from agency order by id`.execute(kysely)).rows.map(
  (row) => row.id,
);

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Heap Fetches'?: number;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Runs a shape once, then explains the very statement it sent, in the same seat. */
async function explain(at: Seat, shape: Shape, status: string | null) {
  asked.length = 0;
  await shape(at, status);
  const statements = asked.slice();
  const { sql: text, parameters } = statements.at(-1)!;
  const { rows } = await at.db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
    sql: `explain (analyze, buffers, format json) ${text}`,
    parameters,
    query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
    queryId: { queryId: 'explain' },
  } as never);
  const plan = rows[0]!['QUERY PLAN'][0].Plan;
  const nodes = nodesOf(plan);
  // A vacuum that ran beside other tests cannot mark every page as visible to all; those visits are its, not the page's.
  const spared = nodes.reduce((sum, node) => sum + (node['Heap Fetches'] ?? 0), 0);
  const blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] - spared;
  return { statements: statements.length, nodes, blocks };
}

describe('a page of the newest permits', () => {
  test('is the same page however the rule is written, plain and filtered', async () => {
    for (const agency of agencies)
      await seat(kysely, agency, async (at) => {
        for (const status of [null, 'issued', 'revoked']) {
          const page = await ours(at, status);
          expect(await byExists(at, status)).toEqual(page);
          expect(await byArrays(at, status)).toEqual(page);
        }
      });
  });

  test.each([null, 'issued', 'revoked'])(
    'is one statement that never scans the table (status %s)',
    async (status) => {
      for (const agency of agencies.filter((_, at) => at % 7 === 0))
        await seat(kysely, agency, async (at) => {
          const { statements, nodes } = await explain(at, ours, status);
          expect(statements).toBe(1);
          for (const node of nodes) {
            const onPermit = node['Relation Name'] === 'permit';
            expect(onPermit && node['Node Type'] === 'Seq Scan', JSON.stringify(node)).toBe(false);
            if (node['Node Type'] === 'Sort') expect(node['Actual Rows']).toBeLessThan(10_000);
          }
        });
    },
  );

  test('touches at most 1,000 buffers, with all partners’ records in it', async () => {
    const touched: number[] = [];
    for (const agency of agencies)
      await seat(kysely, agency, async (at) => {
        touched.push((await explain(at, ours, null)).blocks);
      });
    expect(Math.max(...touched)).toBeLessThanOrEqual(1000);
  });

  test('reads by the scope index, and so does the floor', async () => {
    await seat(kysely, agencies[5]!, async (at) => {
      for (const shape of [ours, ownOnly]) {
        const { nodes } = await explain(at, shape, null);
        expect(nodes.map((node) => node['Index Name'])).toContain('permit_created');
      }
    });
  });
});
