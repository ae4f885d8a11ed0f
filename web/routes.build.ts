/**
 * The addresses that the pages know, read from where they are written: every `path:` of the *.routes.tsx files. The
 * server answers 404, with the same page, for an address that is none of them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** "/permits/$id" and the like, in order. @param folder the pages' sources */
export function routePaths(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = files
    .filter((name) => name.endsWith('.routes.tsx'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\bpath: '(\/[^']*)'/g)])
    .map((match) => match[1]!);
  return [...new Set(paths)].sort();
}
