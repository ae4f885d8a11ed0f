import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRows } from './csv.ts';
import { collect, makeFile, makeFolder } from './fixture.ts';
import { guardFormula, unguardFormula } from './formula.ts';
import { openRejected } from './rejected.ts';

const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

test('no cell that a spreadsheet would run leaves as it is, and every text comes back', () => {
  const tails = ['', 'HYPERLINK("http://x","y")', "cmd|'/C calc'!A0", '1+1', 'SUM(A1:A9)', '"quoted"'];
  for (const start of starts) {
    for (const tail of tails) expect(guardFormula(start + tail)).toBe(`'${start}${tail}`);
  }
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom('', "'", "''"), fc.constantFrom(...starts), fc.string())
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const guarded = guardFormula(text);
      const isNumber = /^-\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text); // a number runs nothing and stays a number
      expect(!isNumber && starts.some((start) => guarded.startsWith(start))).toBe(false);
      expect(unguardFormula(guarded)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('ordinary text, a lone quote in front included, is left as it is', () => {
  for (const text of ['', 'Main ST', "'s Gravenhage", '12', 'a=b', ' =1'])
    expect(guardFormula(text)).toBe(text);
});

test('the file names line and reason beside the row’s own cells', async () => {
  const path = join(await makeFolder(), 'rejected.csv');
  const file = openRejected(path);
  await file.write({
    line: 3,
    rejected: 'no name',
    row: { name: '=HYPERLINK("http://x","y")', lng: '-87.6' },
  });
  await file.write({
    line: 9,
    rejected: '3 cells where the header has 2',
    row: { name: 'a', lng: '' },
    rest: '+1',
  });
  expect(await file.close()).toBe(2);
  const text = await readFile(path, 'utf8');
  expect(text.split('\r\n')).toHaveLength(4);
  expect(parse(text)).toEqual([
    ['rejected_line', 'rejected_reason', 'name', 'lng', 'rejected_rest'],
    ['3', 'no name', `'=HYPERLINK("http://x","y")`, '-87.6', ''],
    ['9', '3 cells where the header has 2', 'a', '', "'+1"],
  ]);
});

test('where nothing is rejected there is no file', async () => {
  const path = join(await makeFolder(), 'rejected.csv');
  expect(await openRejected(path).close()).toBe(0);
  expect(existsSync(path)).toBe(false);
});

test('a corrected file of rejected rows can be read like the file it came from, and be rejected anew', async () => {
  const source = await makeFile('rows.csv', 'id,lng,note\n1,-87.6\n2,-71.1,ok\n3,-70.2,"- "see" file"\n');
  const path = join(await makeFolder(), 'rejected.csv');
  const file = openRejected(path);
  for (const item of await collect(readRows(source, ['id']))) if ('rejected' in item) await file.write(item);
  expect(await file.close()).toBe(2);

  await writeFile(path, (await readFile(path, 'utf8')).replace('"2","2 cells', '"2","two cells'));
  const again = await collect(readRows(path, ['id', 'lng', 'note']));
  expect(again).toMatchObject([
    { line: 2, row: { rejected_line: '2', id: '1', lng: '-87.6', note: '' } },
    { line: 3, row: { rejected_line: '4', id: '3', lng: '-70.2', note: '- "see" file' } },
  ]);
  expect(again.some((item) => 'rejected' in item)).toBe(false);

  const second = join(await makeFolder(), 'again.csv');
  const anew = openRejected(second);
  for (const item of again) await anew.write({ ...item, rejected: 'still no place' });
  await anew.close();
  const [header] = parse(await readFile(second, 'utf8'));
  expect(header).toEqual(['rejected_line', 'rejected_reason', 'id', 'lng', 'note', 'rejected_rest']);
});
