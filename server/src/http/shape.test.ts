import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { Problem } from './problems.ts';
import { faultsOfShape, mostFaults } from './shape.ts';
import { readStrictJson } from './strict-json.ts';
import { checkBody } from './validate.ts';

const strict = { additionalProperties: false };
const Item = Type.Object({ name: Type.String({ maxLength: 5 }) }, strict);
const Body = Type.Object(
  {
    items: Type.Array(Item, { maxItems: 3 }),
    wide: Type.Optional(Type.Array(Item, { maxItems: 10_000 })),
    either: Type.Optional(Type.Union([Item, Type.Null()])),
  },
  strict,
);
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`x${at}`, 1]));

/** An object that says how often it was looked into. */
function watched<T extends object>(target: T): { readonly value: T; reads: number } {
  const watch = {
    reads: 0,
    value: new Proxy(target, {
      get: (of, key) => {
        watch.reads += 1;
        return Reflect.get(of, key);
      },
    }),
  };
  return watch;
}

const refusal = (work: () => unknown): Problem => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('It was taken.');
};

describe('the shape of a body', () => {
  test('is told with no more than 20 faults, however many there are', () => {
    expect(faultsOfShape(Body, { items: [], ...keys(100_000) })).toHaveLength(mostFaults);
    expect(refusal(() => checkBody(Body, { items: [], ...keys(100_000) })).extras.errors).toHaveLength(20);
  });

  test('names each of a few unknown keys, also inside lists and unions', () => {
    const body = { items: [{ name: 'a', a: 1 }], either: { name: 'b', b: 2 }, c: 3 };
    expect(faultsOfShape(Body, body).map(({ path }) => path)).toEqual(['items.0.a', 'either.b', 'c']);
  });

  test('of a list that is too long is refused before any of its items is looked at', () => {
    const items = watched(Array.from({ length: 500_000 }, () => ({ bad: 1 })));
    const [fault] = faultsOfShape(Body, { items: items.value });
    expect(fault).toMatchObject({ path: 'items', code: 'maxItems' });
    expect(items.reads).toBeLessThan(10);
  });

  test('below an unknown key is not looked at', () => {
    const inside = watched({ deep: 1 });
    expect(faultsOfShape(Body, { items: [], unknown: inside.value })).toHaveLength(1);
    expect(inside.reads).toBe(0);
  });

  test('never comes back with a long key', () => {
    const [fault] = faultsOfShape(Body, { ['k'.repeat(100_000)]: 1 });
    expect(fault!.path.length).toBeLessThan(210);
  });

  test('that is right, with 9,000 wrong values in it, is told by the first of them', () => {
    const wide = Array.from({ length: 9000 }, () => ({ name: 7 }));
    expect(refusal(() => checkBody(Body, { items: [], wide })).extras.errors).toHaveLength(1);
    expect(refusal(() => checkBody(Body, { items: [], wide: wide.slice(0, 30) })).extras.errors).toHaveLength(
      20,
    );
  });
});

describe('a body of very many values', () => {
  test('is refused before it is parsed, and names the field that holds them', () => {
    const many = `{"a":1,"items":[${Array(60_000).fill('0').join(',')}], no JSON`;
    const { extras } = refusal(() => readStrictJson(many));
    expect(extras.errors).toEqual([expect.objectContaining({ path: 'items', code: 'too_many_values' })]);
  });

  test('counts commas in texts as text', () => {
    expect(readStrictJson(`"${','.repeat(60_000)}"`)).toHaveLength(60_000);
  });
});
