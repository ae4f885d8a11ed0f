import { importKinds } from '@standpipe/contract';
import { expect, test } from 'vitest';
import { columns } from '../exports/columns.ts';
import { importFields } from '../imports/mapping/fields.ts';
import { kindNames, kinds } from './kinds.ts';

test('kinds whose entry says that they come and go as files have an import, an export, and a name in the API', () => {
  const said = kindNames.filter((kind) => kinds[kind].files).sort();
  expect(said).toEqual([...importKinds].sort());
  expect(Object.keys(importFields).sort()).toEqual(said);
  expect(
    Object.keys(columns)
      .filter((table) => table !== 'violation')
      .sort(),
  ).toEqual(said);
});

test('whatever an import fills, the export of that kind has a column for', () => {
  const apart = ['location', 'placeId', 'violations'];
  for (const kind of importKinds) {
    const names = [...columns[kind], ...columns.violation].map(([name]) => name);
    const missing = importFields[kind].filter(({ name }) => !names.includes(name) && !apart.includes(name));
    expect(missing, kind).toEqual([]);
  }
});
