import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import {
  buildRandomWorld,
  cities,
  type Item,
  occupancies,
  type RandomWorld,
  types,
} from '../../test/random-world.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const kinds = ['places', 'permits', 'inspections'] as const;
type Listed = (typeof kinds)[number];

const sorts: Record<Listed, readonly string[]> = {
  places: ['createdAt', 'updatedAt', 'addressLine'],
  permits: ['createdAt', 'updatedAt', 'number', 'issuedOn', 'addressLine'],
  inspections: ['createdAt', 'updatedAt', 'number', 'scheduledFor', 'addressLine'],
};
const sizes = [1, 3, 50, 200];

/** One user with all that they can read singly: what every list is held against. */
interface Reader {
  readonly name: string;
  readonly user: User;
  readonly agency: TestAgency;
  readonly reads: Record<Listed, Item[]>;
}

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

const bytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** The order that api.md asks for: by the key, then by id in the same direction, nulls last both ways. */
function inOrder(items: readonly Item[], sort: string): string[] {
  const down = sort.startsWith('-') ? -1 : 1;
  const name = sort.replace('-', '');
  const key = (item: Item): string | null => (name === 'addressLine' ? addressOf(item) : item[name]);
  return [...items]
    .sort((one, other) => {
      const [a, b] = [key(one), key(other)];
      if (a === null && b === null) return down * bytes(one.id, other.id);
      if (a === null || b === null) return a === null ? 1 : -1;
      return down * (bytes(a, b) || bytes(one.id, other.id));
    })
    .map((item) => item.id);
}

const addressOf = (item: Item): string => item.addressLine ?? item.place.addressLine;
const pointOf = (item: Item): [number, number] => (item.location ?? item.place.location).coordinates;
const has = (text: unknown, word: string) =>
  String(text ?? '')
    .toLowerCase()
    .includes(word.toLowerCase());

/** The fields that people search a kind by, as far as this reader was sent them. */
const searched: Record<Listed, (item: Item) => unknown[]> = {
  places: (item) => [item.addressLine, item.unit, item.city, item.zip, item.name, item.occupancyType],
  permits: (item) => [item.number, item.type, item.description, addressOf(item)],
  inspections: (item) => [item.number, item.type, addressOf(item)],
};

const boxes = [
  [-87.7, 42.3, -87.2, 42.8],
  [170, 40, -87.6, 42.5],
  [-88, 42, -88, 43],
] as const;
const inBox = (item: Item, [west, south, east, north]: (typeof boxes)[number]) => {
  const [lng, lat] = pointOf(item);
  return (
    lat >= south && lat <= north && (west <= east ? lng >= west && lng <= east : lng >= west || lng <= east)
  );
};

type Keeps = (item: Item, reader: Reader) => boolean;

function filtersOf(kind: Listed, { agencies, ids }: RandomWorld): [Record<string, string>, Keeps][] {
  const equal = (field: string, values: readonly string[]): [Record<string, string>, Keeps][] =>
    values.map((value) => [{ [field]: value }, (item) => item[field] === value]);
  const words = [
    'elm',
    'ÉLM',
    'örn',
    '100%',
    'm_c',
    '%',
    '_',
    '\\',
    '2nd',
    'zion',
    'mill 1',
    'tent',
    'storage',
    'ä-',
    '3 moved',
  ];
  const own: Keeps = (item, reader) => item.agency.id === reader.agency.id;
  return [
    ...agencies.map(({ id }): [Record<string, string>, Keeps] => [
      { agency: id },
      (item) => item.agency.id === id,
    ]),
    [{ agency: '01890000-0000-7000-8000-000000000000' }, () => false],
    [{ agency: 'nobody' }, () => false],
    [{ access: 'own' }, own],
    [{ access: 'shared' }, (item, reader) => !own(item, reader)],
    ...boxes.map((box): [Record<string, string>, Keeps] => [
      { bbox: box.join(',') },
      (item) => inBox(item, box),
    ]),
    ...words.map((q): [Record<string, string>, Keeps] => [
      { q },
      (item) => q.split(' ').every((word) => searched[kind](item).some((text) => has(text, word))),
    ]),
    [
      { q: 'elm', bbox: boxes[0].join(','), access: 'shared' },
      (item, reader) =>
        !own(item, reader) && inBox(item, boxes[0]) && searched[kind](item).some((text) => has(text, 'elm')),
    ],
    ...(kind === 'places'
      ? [...equal('city', cities), ...equal('occupancyType', occupancies), ...equal('zip', ['60081'])]
      : [
          ...equal('type', types),
          ...equal('status', kind === 'permits' ? ['applied', 'issued'] : ['scheduled', 'completed']),
          ...ids.places
            .slice(0, 12)
            .map((id): [Record<string, string>, Keeps] => [{ place: id }, (item) => item.place.id === id]),
        ]),
  ];
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
