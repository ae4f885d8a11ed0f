import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
const document = new URL('../../docs/guides.md', here);
const titles = async (file: URL) =>
  [...(await readFile(file, 'utf8')).matchAll(/\btest\('([^']+)'/g)].map((found) => found[1]!);

test('docs/guides.md names tests that exist, and every test of a guide', async () => {
  const text = await readFile(document, 'utf8');
  const named = [...text.matchAll(/\[([^\]]+)\]\(([^)]+\.test\.ts)\)/g)].map(([, title, path]) => ({
    title: title!,
    file: new URL(path!, document),
  }));
  const strays: string[] = [];
  for (const { title, file } of named)
    if (!(await titles(file)).some((each) => each.startsWith(title)))
      strays.push(`${file.pathname}: ${title}`);
  expect(strays).toEqual([]);

  const untold: string[] = [];
  for (const name of (await readdir(here)).filter((each) => /-sharing\.test\.ts$|^live\.test/.test(each))) {
    const file = new URL(name, here);
    const told = named.filter((each) => each.file.href === file.href).map(({ title }) => title);
    const ours = (await titles(file)).filter((each) => !told.some((title) => each.startsWith(title)));
    untold.push(...ours);
  }
  expect(untold).toEqual([]);
  expect(named.length).toBeGreaterThan(60);
});
