import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { buildRandomWorld, type Item, type RandomWorld } from '../../test/random-world.ts';
import { openWorld, type User } from '../../test/world.ts';
import {
  filtersOf,
  forEach,
  inOrder,
  kinds,
  type Listed,
  type Reader,
  sizes,
  sorts,
} from './lists.oracle.ts';

const app = await startApp();
const world = await openWorld(app);

async function readAll({ ids }: RandomWorld, user: User): Promise<Reader['reads']> {
  const reads: Reader['reads'] = { places: [], permits: [], inspections: [] };
  const all = kinds.flatMap((kind) => ids[kind].map((id) => ({ kind, id })));
  await forEach(all, async ({ kind, id }) => {
    const { status, body } = await user.get(`/${kind}/${id}`);
    expect([200, 404, 403]).toContain(status);
    if (status === 200) reads[kind].push(body);
  });
  return reads;
}

async function walk(user: User, path: string, query: Record<string, string>, limit: number) {
  const items: Item[] = [];
  let total: number | undefined;
  let cursor: string | null = null;
  do {
    const asked: Record<string, string> = cursor === null ? query : { cursor };
    const page = await user.get(`${path}?${new URLSearchParams({ ...asked, limit: String(limit) })}`);
    expect(page.status, JSON.stringify(page.body)).toBe(200);
    expect(page.body.items.length).toBeLessThanOrEqual(limit);
    if (page.body.nextCursor !== null) expect(page.body.items).toHaveLength(limit);
    items.push(...page.body.items);
    total ??= page.body.total;
    cursor = page.body.nextCursor;
  } while (cursor !== null);
  return { items, total };
}

const idsOf = (items: readonly Item[]): string[] => items.map((item) => item.id);

/** Thousands of pages on a busy machine. */
const patience = 180_000;

describe.each([11])('in a random world (seed %i)', (seed) => {
  let made: RandomWorld;
  const readers: Reader[] = [];

  beforeAll(async () => {
    made = await buildRandomWorld(world, seed);
    for (const agency of made.agencies)
      readers.push({
        name: agency.name,
        agency,
        user: agency.admin,
        reads: await readAll(made, agency.admin),
      });
    const agency = made.agencies[0]!;
    const clerk = await world.user(agency, ['FD Permits - Read', 'Fire Inspections - Read']);
    readers.push({
      name: 'clerk without Addresses - Read',
      agency,
      user: clerk,
      reads: await readAll(made, clerk),
    });
  }, patience);

  const readersOf = (kind: Listed) => (kind === 'places' ? readers.slice(0, 4) : readers);

  test('there is something own, shared, hidden and only partly open for readers to differ by', () => {
    for (const kind of kinds)
      for (const { reads, agency } of readersOf(kind)) {
        expect(reads[kind].some((item) => item.agency.id === agency.id)).toBe(true);
        expect(reads[kind].length).toBeLessThan(made.ids[kind].length);
      }
    const shared = readers.flatMap(({ reads }) =>
      reads.places.filter((item) => item.access.relation === 'shared'),
    );
    expect(shared.some((item) => 'city' in item)).toBe(true);
    expect(shared.some((item) => !('city' in item))).toBe(true);
    const records = readers.flatMap(({ reads }) => [...reads.permits, ...reads.inspections]);
    expect(new Set(records.map((item) => item.access.via)).size).toBe(5);
    expect(records.some((item) => item.place.id === null)).toBe(true);
  });

  test.each(kinds)(
    '%s: the pages of every list, at every size and in every order, are the single reads',
    async (kind) => {
      const orders = sorts[kind].flatMap((each) => [each, `-${each}`]);
      const walks = readersOf(kind).flatMap((reader) =>
        orders.flatMap((sort) => sizes.map((size) => ({ reader, sort, size }))),
      );
      await forEach(walks, async ({ reader: { name, user, reads }, sort, size }) => {
        const wanted = inOrder(reads[kind], sort);
        const { items, total } = await walk(user, `/${kind}`, { sort, count: 'exact' }, size);
        const label = `${name}: ${kind} by ${sort}, ${size} a page`;
        expect(idsOf(items), label).toEqual(wanted);
        expect(total, label).toBe(wanted.length);
        const byId = new Map(reads[kind].map((item) => [item.id, item]));
        if (size === 50) for (const item of items) expect(item, label).toEqual(byId.get(item.id));
      });
      for (const { user, reads } of readersOf(kind)) {
        const plain = await walk(user, `/${kind}`, {}, 50);
        expect(idsOf(plain.items)).toEqual(inOrder(reads[kind], '-createdAt'));
        expect(plain.total).toBeUndefined();
      }
    },
    patience,
  );

  test.each(kinds)(
    '%s: every filter keeps exactly what the reader was shown to match, and counts it',
    async (kind) => {
      let kept = 0;
      const asked = readersOf(kind).flatMap((reader) =>
        filtersOf(kind, made).map(([filter, keeps]) => ({ reader, filter, keeps })),
      );
      await forEach(asked, async ({ reader, filter, keeps }, at) => {
        const sort = sorts[kind][at % sorts[kind].length]!;
        const matching = reader.reads[kind].filter((item) => keeps(item, reader));
        const wanted = inOrder(matching, sort);
        const { items, total } = await walk(reader.user, `/${kind}`, { ...filter, sort, count: 'exact' }, 4);
        const label = `${reader.name}: ${kind} with ${JSON.stringify(filter)} by ${sort}`;
        expect(idsOf(items), label).toEqual(wanted);
        expect(total, label).toBe(wanted.length);
        kept += wanted.length;
      });
      expect(kept).toBeGreaterThan(100);
    },
    patience,
  );

  test.each(kinds)(
    '%s: viewing as a partner is what the partner sees of ours, where no third has a say',
    async (kind) => {
      for (const us of readers.slice(0, 4))
        for (const partner of readers.slice(0, 4)) {
          if (us === partner) continue;
          const asking = { headers: { 'x-view-as': partner.agency.id } };
          const list = await us.user.get(`/${kind}?limit=200&count=exact`, asking);
          const between: readonly string[] = [us.agency.id, partner.agency.id];
          const known = new Set(us.reads[kind].map((item) => item.id));
          const wanted = partner.reads[kind].filter(
            (item) =>
              item.agency.id === us.agency.id &&
              known.has(item.id) &&
              (kind === 'places' || between.includes(item.place.agency.id)),
          );
          expect(idsOf(list.body.items)).toEqual(inOrder(wanted, '-createdAt'));
          expect(list.body.total).toBe(wanted.length);
        }
    },
  );
});
