import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { buildRandomWorld, type Item, type RandomWorld } from '../../test/random-world.ts';
import { openWorld, type User } from '../../test/world.ts';
import { filtersOf, inOrder, kinds, type Listed, type Reader, sizes, sorts } from './lists.oracle.ts';

const app = await startApp();
const world = await openWorld(app);

async function readAll({ ids }: RandomWorld, user: User): Promise<Reader['reads']> {
  const read = async (kind: Listed) => {
    const answers = await Promise.all(ids[kind].map((id) => user.get(`/${kind}/${id}`)));
    expect(answers.every(({ status }) => [200, 404, 403].includes(status))).toBe(true);
    return answers.flatMap(({ status, body }) => (status === 200 ? [body as Item] : []));
  };
  return {
    places: await read('places'),
    permits: await read('permits'),
    inspections: await read('inspections'),
  };
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

describe.each([3, 11])('in a random world (seed %i)', (seed) => {
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
  });

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
      for (const { user, reads, name } of readersOf(kind)) {
        const byId = new Map(reads[kind].map((item) => [item.id, item]));
        for (const sort of sorts[kind].flatMap((each) => [each, `-${each}`])) {
          const wanted = inOrder(reads[kind], sort);
          await Promise.all(
            sizes.map(async (size) => {
              const { items, total } = await walk(user, `/${kind}`, { sort, count: 'exact' }, size);
              const label = `${name}: ${kind} by ${sort}, ${size} a page`;
              expect(
                items.map((item) => item.id),
                label,
              ).toEqual(wanted);
              expect(total, label).toBe(wanted.length);
              if (size === 50) for (const item of items) expect(item, label).toEqual(byId.get(item.id));
            }),
          );
        }
        const unsorted = await walk(user, `/${kind}`, {}, 50);
        expect(unsorted.items.map((item) => item.id)).toEqual(inOrder(reads[kind], '-createdAt'));
        expect(unsorted.total).toBeUndefined();
      }
    },
  );

  test.each(kinds)(
    '%s: every filter keeps exactly what the reader was shown to match, and counts it',
    async (kind) => {
      let kept = 0;
      for (const reader of readersOf(kind))
        await Promise.all(
          filtersOf(kind, made).map(async ([query, keeps], at) => {
            const sort = sorts[kind][at % sorts[kind].length]!;
            const wanted = inOrder(
              reader.reads[kind].filter((item) => keeps(item, reader)),
              sort,
            );
            const { items, total } = await walk(
              reader.user,
              `/${kind}`,
              { ...query, sort, count: 'exact' },
              4,
            );
            const label = `${reader.name}: ${kind} with ${JSON.stringify(query)} by ${sort}`;
            expect(
              items.map((item) => item.id),
              label,
            ).toEqual(wanted);
            expect(total, label).toBe(wanted.length);
            kept += wanted.length;
          }),
        );
      expect(kept).toBeGreaterThan(100);
    },
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
          expect(list.body.items.map((item: Item) => item.id)).toEqual(inOrder(wanted, '-createdAt'));
          expect(list.body.total).toBe(wanted.length);
        }
    },
  );
});
