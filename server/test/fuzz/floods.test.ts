/** Bodies that are made to cost time, on every operation that takes JSON. */
import { expect, test } from 'vitest';
import { bodyOf, type Call } from '../../src/http/call.ts';
import { Problem } from '../../src/http/problems.ts';
import { startApp } from '../app.ts';
import { operationsOf, type Schema } from './document.ts';
import { readDocument } from './season.ts';

const app = await startApp();
const document = await readDocument(app);
const operations = operationsOf(document).filter((each) => each.json);

const MiB = 1024 * 1024;
const most = 50;
const fill = (piece: (at: number) => string, open: string, close: string) => {
  const pieces: string[] = [];
  for (let at = 0, size = 0; size < MiB - 200; at++) {
    const one = piece(at);
    size += one.length + 1;
    pieces.push(one);
  }
  return `${open}${pieces.join(',').slice(0, MiB - 200)}${close}`;
};
const list = (item: string) => fill(() => item, '[', ']');
const [zeros, lists] = [list('0'), list('[[[0]]]')];

/** Bodies of almost 1 MiB. */
const bodies: Readonly<Record<string, (field: string) => string>> = {
  'unknown keys': () => fill((at) => `"x${at}":0`, '{', ',"y":1}'),
  'short unknown keys': () => fill((at) => `"${at.toString(36)}":0`, '{', ',"y":1}'),
  'unknown keys, fewer than are counted': () =>
    `{${Array.from({ length: 20_000 }, (_, at) => `"${'x'.repeat(35)}${at}":0`).join(',')}}`,
  'one doubled key': () => fill(() => '"x":0', '{', ',"y":1}'),
  'one unknown key': () => `{"${'x'.repeat(MiB - 20)}":0}`,
  'half a million items': (field) => `{"${field}":${zeros}}`,
  'items, fewer than are counted': (field) => `{"${field}":[${Array(49_000).fill('0').join(',')}]}`,
  'objects as items': (field) => `{"${field}":[${Array(16_000).fill('{"x":0,"y":1}').join(',')}]}`,
  'objects as items of an unknown field': () => `{"x":[${Array(16_000).fill('{"x":0,"y":1}').join(',')}]}`,
  'a list of lists': (field) => `{"${field}":${lists}}`,
  'one text': (field) => `{"${field}":"${'x'.repeat(MiB - 200)}"}`,
  'one text of escapes': (field) => `{"${field}":"${'\\"'.repeat(MiB / 2 - 200)}"}`,
  'one text like an address': (field) => `{"${field}":"${'a@'.repeat(MiB / 2 - 200)}"}`,
  'one text of pairs': (field) => `{"${field}":"${'🚒'.repeat(MiB / 4 - 200)}"}`,
  'one number': (field) => `{"${field}":${'1'.repeat(MiB - 200)}}`,
  'nothing but blanks': (field) => `{"${field}"${' '.repeat(MiB - 200)}:0}`,
  'opened brackets': () => '['.repeat(MiB - 20),
  'opened quotes': () => '"'.repeat(MiB - 21),
  'no JSON': () => `{"a":1}${'x'.repeat(MiB - 20)}`,
};

/** A field of each type that the schema has, and one that it has not. */
function fieldsOf(schema: Schema): string[] {
  const named = Object.entries(schema.properties ?? {});
  const shape = (each: Schema) =>
    JSON.stringify([each.type, each.format, each.anyOf?.map(({ type }) => type)]);
  return ['x', ...new Map(named.map(([name, each]) => [shape(each), name])).values()];
}

interface Reading {
  readonly faults: number;
  readonly milliseconds: number;
}

function read(schema: Schema, text: string): Reading {
  const request = { headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  const started = process.cpuUsage();
  try {
    bodyOf({ request } as unknown as Call, schema as never);
    return { faults: 0, milliseconds: 0 };
  } catch (error) {
    const { user, system } = process.cpuUsage(started);
    if (!(error instanceof Problem)) throw error;
    return { faults: error.extras.errors!.length, milliseconds: (user + system) / 1000 };
  }
}

test.each(operations.map((each) => [each.name, each] as const))(
  '%s refuses any body within 50 ms of the server’s one thread, with no more than 20 faults',
  (_name, operation) => {
    const schema = inlined(operation.json!);
    const slow: string[] = [];
    for (const [what, make] of Object.entries(bodies))
      for (const field of make.length > 0 ? fieldsOf(schema) : ['x']) {
        const text = make(field);
        let best = Number.POSITIVE_INFINITY;
        // Another process may have the machine meanwhile, so the best of five counts.
        for (let attempt = 0; attempt < 5 && best > most; attempt++) {
          const { faults, milliseconds } = read(schema, text);
          expect(faults, `${what} in ${field}`).toBeLessThanOrEqual(20);
          best = Math.min(best, milliseconds);
        }
        if (best > most) slow.push(`${what} in ${field}: ${best.toFixed(0)} ms`);
      }
    expect(slow).toEqual([]);
  },
);

/** A schema with what it refers to put in. */
function inlined(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema), (_, value) =>
    typeof value?.$ref === 'string'
      ? inlined(document.components.schemas[value.$ref.replace('#/components/schemas/', '')]!)
      : value,
  );
}
