import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFile, makeFolder } from './readers/fixture.ts';
import { collectRejected } from './rejected.ts';

test('a row that the import itself refuses is written with its own cells, like one the reader rejects', async () => {
  const source = await makeFile('rows.csv', 'id,name\n1,"one, or more"\n2,=two\n3,three\n');
  const path = join(await makeFolder(), 'rejected.csv');
  const rejected = collectRejected(source, path);
  await rejected.add({ line: 3, rejected: 'was retired' });
  await rejected.add({ line: 4, row: { id: '3', name: 'three' }, rejected: 'no address' });
  await rejected.close();
  expect((await readFile(path, 'utf8')).split('\r\n')).toEqual([
    '"rejected_line","rejected_reason","id","name","rejected_rest"',
    '"4","no address","3","three",',
    `"3","was retired","2","'=two",`,
    '',
  ]);
});

test('where nothing was rejected there is no file', async () => {
  const source = await makeFile('rows.csv', 'id\n1\n');
  const path = join(await makeFolder(), 'rejected.csv');
  await collectRejected(source, path).close();
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});
