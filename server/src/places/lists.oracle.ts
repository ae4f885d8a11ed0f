/** What a list has to be, told from single reads alone: no rule and no SQL in it. */
import { cities, type Item, occupancies, type RandomWorld, types } from '../../test/random-world.ts';
import type { TestAgency, User } from '../../test/world.ts';

export const kinds = ['places', 'permits', 'inspections'] as const;
export type Listed = (typeof kinds)[number];

export const sorts: Record<Listed, readonly string[]> = {
  places: ['createdAt', 'updatedAt', 'addressLine'],
  permits: ['createdAt', 'updatedAt', 'number', 'issuedOn', 'addressLine'],
  inspections: ['createdAt', 'updatedAt', 'number', 'scheduledFor', 'addressLine'],
};
export const sizes = [1, 3, 50, 200];

/** One user with all that they can read singly: what every list is held against. */
export interface Reader {
  readonly name: string;
  readonly user: User;
  readonly agency: TestAgency;
  readonly reads: Record<Listed, Item[]>;
}

const bytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** The order that api.md asks for: by the key, then by id in the same direction, nulls last both ways. */
export function inOrder(items: readonly Item[], sort: string): string[] {
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

export function filtersOf(kind: Listed, { agencies, ids }: RandomWorld): [Record<string, string>, Keeps][] {
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

/** Does this for each, four at a time: more would only queue for the test server's connections. */
export async function forEach<T>(
  all: readonly T[],
  work: (each: T, at: number) => Promise<void>,
): Promise<void> {
  const left = all.entries();
  const worker = async () => {
    for (const [at, each] of left) await work(each, at);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}
