/**
 * `npm run broken [words of a break's name]`: breaks a copy of the source on purpose, one small change at a time, and
 * demands that the named tests turn red. A break that nobody notices, and one whose text is no longer there, fail the
 * run: tests are only worth what they would catch. See docs/broken-builds.md.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import type { Break, Red } from './broken-builds/break.ts';
import { catalogue } from './broken-builds/catalogue.ts';
import { namedTest, type Outcome, runTests } from './broken-builds/tests.ts';
import { copyTree, rotten, type Tree } from './broken-builds/tree.ts';

const source = join(dirname(fileURLToPath(import.meta.url)), '..');
const words = process.argv.slice(2).map((each) => each.toLowerCase());
const chosen = catalogue.filter(({ name }) => words.every((each) => name.toLowerCase().includes(each)));
const lanes = 2;

const faults = (await Promise.all(catalogue.map(({ edits }) => rotten(source, edits)))).flatMap((each, at) =>
  each.map((fault) => `${catalogue[at]!.name}\n  ${fault}`),
);
if (faults.length > 0) {
  console.log(`The catalogue has rotted: it breaks what is no longer there.\n${faults.join('\n')}`);
  console.log(`0 passed, ${faults.length} failed`);
  process.exit(1);
}

const folder = await mkdtemp(join(tmpdir(), 'standpipe-broken-'));
await chmod(folder, 0o755); // PostgreSQL's own user has to walk through when root runs this
const stops = new Set<() => void>();
let over = false;
const database = await startEmbedded(join(folder, 'data'), {
  log: () => {},
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  systemDirectory: join(folder, 'system'),
});
const env = { TEST_DATABASE_OWNER_URL: database.ownerUrl, TEST_DATABASE_URL: database.appUrl };

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    over = true;
    for (const stop of stops) stop();
  });

const run = (root: string, reds: readonly Red[]) => runTests(root, reds, env, stops);

const keyOf = (red: Red) => JSON.stringify(red);
const nameOf = (red: Red) => ('test' in red ? red.test : 'does not start');

/** Every test that any chosen break names in these files: a break is judged among the tests that were green before. */
const namedIn = (files: ReadonlySet<string>): Red[] =>
  [...new Map(chosen.flatMap(({ red }) => red).map((red) => [keyOf(red), red])).values()].filter((red) =>
    files.has(red.file),
  );

let passed = 0;
let failed = 0;
const report = (ok: boolean, name: string, lines: readonly string[], started: number) => {
  if (over) return;
  if (ok) passed++;
  else failed++;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n${lines.map((each) => `       -> ${each}`).join('\n')}`,
  );
};

/** Tests that the unbroken source turned green. */
const green = new Set<string>();

/** Is the whole source green where the breaks will be red? */
async function demandGreen(tree: Tree, file: string): Promise<void> {
  const started = performance.now();
  const reds = namedIn(new Set([file]));
  const outcome = (await run(tree.root, reds)).get(file)!;
  const lines = reds.flatMap((red) => {
    if (outcome.refusal) return [outcome.refusal];
    const found = 'test' in red ? namedTest(outcome, red.test) : { passed: true, message: '' };
    if (typeof found === 'number') return [`${found} tests are called "${nameOf(red)}"`];
    if (!found.passed) return [`${nameOf(red)}: ${firstLine(found.message)}`];
    green.add(keyOf(red));
    return [];
  });
  report(
    lines.length === 0,
    `unbroken: ${file}`,
    lines.length > 0 ? lines : [`${reds.length} green`],
    started,
  );
}

async function demandRed(tree: Tree, { name, edits, red }: Break): Promise<void> {
  const started = performance.now();
  await tree.breakBy(edits);
  const outcomes = await run(tree.root, namedIn(new Set(red.map(({ file }) => file))));
  await tree.mend();
  const answers = red.map((each) => ({ ...judge(each, outcomes.get(each.file)!), each }));
  report(
    answers.every(({ isRed }) => isRed),
    name,
    answers.map(
      ({ isRed, each, why }) =>
        `${isRed ? 'red' : 'NOT RED'}: ${each.file}: ${nameOf(each)}${why && ` [${firstLine(why)}]`}`,
    ),
    started,
  );
}

function judge(red: Red, outcome: Outcome): { isRed: boolean; why: string } {
  if (!green.has(keyOf(red))) return { isRed: false, why: 'was not green before' };
  if ('refuses' in red)
    return { isRed: outcome.refusal?.includes(red.refuses) ?? false, why: outcome.refusal ?? 'started' };
  if (outcome.refusal) return { isRed: false, why: outcome.refusal };
  const found = namedTest(outcome, red.test);
  if (typeof found === 'number') return { isRed: false, why: `${found} tests are called so` };
  return { isRed: !found.passed, why: found.message };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 140);
}

try {
  const begun = performance.now();
  const trees = await Promise.all(
    Array.from({ length: lanes }, (_, at) => copyTree(source, join(folder, `tree-${at}`))),
  );
  const files = [...new Set(chosen.flatMap(({ red }) => red.map(({ file }) => file)))];
  const share = async (work: ((tree: Tree) => Promise<void>)[]) => {
    await Promise.all(
      trees.map(async (tree) => {
        for (let next = work.shift(); next && !over; next = work.shift()) await next(tree);
      }),
    );
  };
  await share(files.map((file) => (tree: Tree) => demandGreen(tree, file)));
  await share(chosen.map((each) => (tree: Tree) => demandRed(tree, each)));
  console.log(`${chosen.length} broken builds in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
} finally {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
if (over) console.log('Interrupted: not every break was tried.');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 && !over ? 0 : 1);
