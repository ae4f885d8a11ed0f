/**
 * Writes every generated file: the rule tables, the OpenAPI document, and the stores' SQL. With --check it writes
 * nothing and ends 1 when a file is not what it would be.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateOpenapi } from './generate-openapi.ts';
import { generateRules } from './generate-rules.ts';
import { generateSql } from './generate-sql.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const checking = process.argv.includes('--check');

const files: Record<string, string> = {
  ...generateRules(),
  ...(await generateOpenapi()),
  ...(await generateSql()),
};

const stale: string[] = [];
for (const [path, text] of Object.entries(files)) {
  const there = await readFile(join(root, path), 'utf8').catch(() => null);
  if (there === text) continue;
  stale.push(path);
  if (checking) continue;
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
for (const folder of ['docs/rules', 'server/sql']) {
  for (const name of await readdir(join(root, folder)).catch(() => [])) {
    if (`${folder}/${name}` in files) continue;
    stale.push(`${folder}/${name} (no longer generated)`);
    if (!checking) await rm(join(root, folder, name));
  }
}
if (checking && stale.length > 0) {
  console.log(`Not fresh; run "npm run generate": ${stale.join(', ')}`);
  process.exit(1);
}
console.log(
  `${Object.keys(files).length} generated files, ${stale.length} ${checking ? 'stale' : 'written'}.`,
);
