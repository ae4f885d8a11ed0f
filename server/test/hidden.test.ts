import { permissions, type Viewer } from '@standpipe/policy';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { countRows, findFew, listRows } from '../src/db/list.ts';
import type { ListQuery } from '../src/db/list.type.ts';
import { type Db, openDatabase } from '../src/db/open.ts';
import { type Opened, openFor } from '../src/db/scopes.ts';
import { loadReceived } from '../src/http/session.ts';
import { kinds, type RecordKind } from '../src/kinds/kinds.ts';
import { isAtPlace } from '../src/records/place-facts.ts';
import { layers } from '../src/tiles/layers.ts';
import { readClusters, readPoints } from '../src/tiles/tiles.store.ts';
import { startApp } from './app.ts';
import { fillSides, type Side, sides } from './hidden-sides.ts';
import { openWorld } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const { viewer, partner, stranger } = await fillSides(world, 3000);

const seen: readonly RecordKind[] = ['place', 'permit', 'inspection', 'hydrant', 'prePlan'];
/** Two places of the partner. A stranger has made thousands of permits and inspections at the first. */
const places = sides.map(async ({ word }) => {
  const { rows } = await world.sql.query(
    'select id from place where owner_id = $1 and address_line like $2 order by id limit 1',
    [partner.id, `%${word}%`],
  );
  return rows[0].id as string;
});
const [crowded, quiet] = (await Promise.all(places)) as [string, string];
for (const [table, more] of [
  ['permit', `, 'operational'`],
  ['inspection', ''],
] as const)
  await world.sql.query(
    `insert into ${table} (id, number, type, status, author_id, owner_id, place_id, address_line, lng, lat${more && ', class'})
     select gen_random_uuid(), 'S-' || n, 'Hot work', 'completed', $1, owner_id, id, 'Elsewhere', 10, 10${more}
     from place, generate_series(1, 3000) n where id = $2`,
    [stranger.id, crowded],
  );
for (const { table } of Object.values(kinds)) await world.sql.query(`vacuum analyze ${table}`);
await world.sql.query('vacuum analyze scope_extent');

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const sent: { readonly text: string; readonly parameters: readonly unknown[] }[] = [];
const database = openDatabase(app.appUrl, 1, (text, parameters) => sent.push({ text, parameters }));
afterAll(() => database.close());

interface Seat {
  readonly db: Db;
  readonly opened: Opened;
}

/** What reading cost in the database: blocks, rows that were looked at in vain, and what was read from end to end. */
async function costOf(read: (seat: Seat) => Promise<unknown>) {
  return database.viewer.transaction().execute(async (db) => {
    await sql`select set_config('standpipe.agency', ${viewer.id}, true)`.execute(db);
    const asker: Viewer = {
      agency: viewer.id,
      permissions: new Set(permissions),
      received: await loadReceived(db, viewer.id),
    };
    const opened = await openFor(db, asker, seen, viewer.id);
    sent.length = 0;
    const rows = await read({ db, opened });
    const cost = { blocks: 0, inVain: 0, scanned: [] as string[], rows };
    for (const { text, parameters } of [...sent]) {
      const explained = await db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
        sql: `explain (analyze, buffers, timing off, format json) ${text}`,
        parameters,
        query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
        queryId: { queryId: 'explain' },
      } as never);
      const plan = explained.rows[0]!['QUERY PLAN'][0].Plan;
      cost.blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
      for (const node of nodesOf(plan)) {
        const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
        cost.inVain += removed * node['Actual Loops'];
        const records = seen.some((kind) => kinds[kind].table === node['Relation Name']);
        if (records && node['Node Type'] === 'Seq Scan') cost.scanned.push(node['Relation Name']!);
      }
    }
    return cost;
  });
}

const boxOf = ({ west: left }: Side) => [left - 0.001, 42.299, left + 0.006, 42.305] as const;
const query = (kind: RecordKind, { opened }: Seat, asked: Partial<ListQuery>): ListQuery => ({
  ...{ kind, opened, viewer: viewer.id, filters: [], words: [], after: null, limit: 50, descending: true },
  ...{ sort: { column: 'created_at', field: null } },
  ...asked,
});
const idsOf = async (rows: Promise<{ id: string }[]>) => (await rows).length;

/** Every way of asking for a side, and how many records there are to be seen. */
const ways: Readonly<Record<string, (kind: RecordKind, side: Side, seat: Seat) => Promise<unknown>>> = {
  'a search of one list': (kind, { word }, seat) =>
    idsOf(listRows(seat.db, query(kind, seat, { words: [word] }))),
  'a search over all kinds': (kind, { word }, seat) =>
    idsOf(
      listRows(
        seat.db,
        query(kind, seat, { words: [word], sort: { column: 'updated_at', field: null }, limit: 20 }),
      ),
    ),
  'a search with the exact count': async (kind, { word }, seat) => {
    const asked = query(kind, seat, { words: [word, 'street'] });
    return countRows(seat.db, asked, { few: await findFew(seat.db, asked) });
  },
  'a search for two letters': (kind, { word }, seat) =>
    idsOf(listRows(seat.db, query(kind, seat, { words: [word.slice(0, 2)] }))),
  'a box': (kind, side, seat) => idsOf(listRows(seat.db, query(kind, seat, { box: boxOf(side) }))),
  'a box in the order of addresses': (kind, side, seat) =>
    idsOf(
      listRows(
        seat.db,
        query(kind, seat, {
          box: boxOf(side),
          sort: { column: 'address_line', field: null },
          descending: false,
        }),
      ),
    ),
  'a large box with the exact count': (kind, { west: left }, seat) =>
    countRows(seat.db, query(kind, seat, { box: [left - 0.3, 41, left + 0.3, 44] })),
};

for (const kind of seen)
  describe(`${kinds[kind].many}: what a stranger has adds nothing to what the database reads`, () => {
    test.each(Object.keys(ways))('%s', async (way) => {
      const [hiding, plain] = sides;
      const ask = (side: Side) => costOf((seat) => ways[way]!(kind, side, seat));
      for (const side of sides) await ask(side);
      await expectAlike(
        () => ask(hiding),
        () => ask(plain),
      );
    });
  });

async function expectAlike(
  hiding: () => ReturnType<typeof costOf>,
  plain: () => ReturnType<typeof costOf>,
): Promise<void> {
  const [one, other] = [await hiding(), await plain()];
  expect(one.rows).toEqual(other.rows);
  expect(one.rows).not.toEqual(0);
  expect([one.scanned, other.scanned]).toEqual([[], []]);
  expect(one.inVain).toBe(other.inVain);
  // Where one side's entries begin on a page may differ by a few; 3,000 records are more than 60 pages.
  expect(Math.abs(one.blocks - other.blocks), `${one.blocks} and ${other.blocks} blocks`).toBeLessThanOrEqual(
    16,
  );
}

describe('what a stranger has adds nothing to what the database reads', () => {
  test.each(['permit', 'inspection'] as const)('for every %s at a place', async (kind) => {
    const ask = (place: string) =>
      costOf((seat) =>
        idsOf(listRows(seat.db, query(kind, seat, { filters: [{ field: null, where: isAtPlace(place) }] }))),
      );
    for (const place of [crowded, quiet]) await ask(place);
    await expectAlike(
      () => ask(crowded),
      () => ask(quiet),
    );
  });

  test.each(layers.flatMap((layer) => [7, 11, 15].map((z) => [layer.name, z] as const)))(
    'for a tile of %s at zoom %i',
    async (name, z) => {
      const layer = layers.find((each) => each.name === name)!;
      const ask = ({ west: left }: Side) =>
        costOf(async ({ db, opened }) => {
          const across = 2 ** z;
          const x = Math.floor(((left + 180) / 360) * across);
          const radians = (42.3 * Math.PI) / 180;
          const y = Math.floor(
            (0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI)) * across,
          );
          const tile = { layer, tile: { z, x, y }, opened, viewer: viewer.id, close: z >= 15 };
          return z < 11
            ? (await readClusters(db, tile, 4)).reduce((sum, dot) => sum + dot.count, 0)
            : (await readPoints(db, tile, 4001)).length;
        });
      for (const side of sides) await ask(side);
      await expectAlike(
        () => ask(sides[0]),
        () => ask(sides[1]),
      );
    },
  );
});
