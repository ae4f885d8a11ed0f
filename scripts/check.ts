/** `npm run check`: format and lint, types, import rules, unused code, generated files fresh. Ends 1 when any fails. */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The script behind a package's command, so that it runs on this very Node. npm puts them all into one folder. */
const command = (bin: string): string => realpathSync(join(root, 'node_modules/.bin', bin));

const steps: readonly (readonly [string, readonly string[]])[] = [
  ['format and lint', [command('biome'), 'check', '--error-on-warnings', '.']],
  ['types: policy', [command('tsc'), '-p', 'policy']],
  ['types: water', [command('tsc'), '-p', 'water']],
  ['types: contract', [command('tsc'), '-p', 'contract']],
  ['types: server, tests, scripts', [command('tsc'), '-p', '.']],
  ['types: web', [command('tsc'), '-p', 'web']],
  ['import rules', [join(root, 'scripts/import-rules.mjs')]],
  ['unused code', [command('knip'), '--no-progress']],
  ['broken builds apply', [join(root, 'scripts/broken-builds-apply.ts')]],
  ['generated files are fresh', [join(root, 'scripts/generate.ts'), '--check']],
];

let failed = 0;
for (const [name, args] of steps) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { cwd: root, encoding: 'utf8' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status === 0) continue;
  failed++;
  console.log(`${stdout}${stderr}`);
}
console.log(`Check: ${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
