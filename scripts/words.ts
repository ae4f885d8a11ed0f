/**
 * `npm run check` (also `npx node scripts/words.ts`): finds the words that docs/glossary.md gives up in the texts that
 * people read. Ends 1 when one is found.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documents, sources } from './words/files.ts';
import { givenUp } from './words/given-up.ts';
import { proseOf, textsOf } from './words/texts.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const words = givenUp(readFileSync(join(root, 'docs/glossary.md'), 'utf8'));
const found: string[] = [];
for (const [files, read] of [
  [sources(root), textsOf],
  [documents(root), proseOf],
] as const)
  for (const file of files)
    for (const { line, text } of read(readFileSync(join(root, file), 'utf8'), file))
      for (const { phrase, pattern, instead } of words)
        if (pattern.test(text))
          found.push(`${file}:${line}: "${phrase}" → ${instead}: ${text.slice(0, 120)}`);

for (const line of found) console.log(line);
console.log(`${words.length} given-up words, ${found.length} found.`);
process.exit(found.length > 0 ? 1 : 0);
