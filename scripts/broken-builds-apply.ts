/** Fails when a deliberately broken build no longer applies: the text that it changes is not in the source any more. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from './broken-builds/catalogue.ts';
import { rotten } from './broken-builds/tree.ts';

const source = join(dirname(fileURLToPath(import.meta.url)), '..');
const faults = await Promise.all(
  catalogue.map(async ({ name, edits }) =>
    (await rotten(source, edits)).map((fault) => `${name}\n  ${fault}`),
  ),
);
const lines = faults.flat();
if (lines.length > 0) console.log(lines.join('\n'));
console.log(`${catalogue.length} broken builds, ${lines.length} no longer apply.`);
process.exit(lines.length === 0 ? 0 : 1);
