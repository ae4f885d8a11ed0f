/** The page itself, plain and filtered by status: over the floor and over the shapes we did not build (G2, G11). */
import type { Kysely } from 'kysely';
import type { Tables } from '../server/src/db/tables.ts';
import type { Goal, Ratio, Report } from './measure.ts';
import { ratioText } from './measure.ts';
import { pageUnder } from './naive.ts';
import { type Asked, byArrays, byExists, ours, ownOnly, type Seat, type Shape, seat } from './pages.ts';
import { type Explaining, touched } from './plans.ts';
import { calibration, cpuOver, over, timeRounds } from './rounds.ts';

/** What every part of bench/lists works with. */
export interface Run {
  readonly report: Report;
  readonly kysely: Kysely<Tables>;
  readonly naive: Kysely<Tables>;
  readonly explaining: Explaining;
  readonly ownerUrl: string;
  readonly viewers: readonly string[];
  readonly rounds: number;
}

/** The scopes that are open to a seat, for peers that take them. */
export const scopesOf = ({ opened }: Seat): number[] => [
  ...new Set(opened.groups.permit!.flatMap((each) => each.ids)),
];

/** The page under the naive policy, on a connection of its own. */
export const underNaive =
  (naive: Kysely<Tables>): Shape =>
  (at, asked) =>
    pageUnder(naive, at.viewer.agency, scopesOf(at), asked);

/** Every shape must give the same page, for every viewer. */
export async function proveEqual(
  { kysely }: Run,
  viewers: readonly string[],
  pages: readonly Asked[],
  shapes: Readonly<Record<string, Shape>>,
): Promise<void> {
  for (const viewer of viewers)
    await seat(kysely, viewer, async (at) => {
      for (const asked of pages) {
        const page = (await ours(at, asked)).join();
        for (const [name, shape] of Object.entries(shapes))
          if ((await shape(at, asked)).join() !== page)
            throw new Error(`${name} and ours disagree for ${viewer}, asked ${JSON.stringify(asked)}`);
      }
    });
}

const goalsOf: Readonly<Record<string, Goal>> = {
  floor: { id: 'G2/G11', of: 'our page over own records only', atMost: 4.5, stretch: 3 },
  arrays: { id: 'G2', of: 'author and owner arrays over ours', atLeast: 25 },
  buffers: { id: 'G2', of: 'our buffers over the arrays’', atMost: 0.1, stretch: 0.05 },
};

/** Times the pages and holds them against their goals. */
export async function timePages(run: Run): Promise<void> {
  const { report, kysely, naive, viewers, rounds } = run;
  const peers = { exists: byExists, arrays: byArrays, policy: underNaive(naive) };
  const pages: readonly (readonly [string, Asked])[] = [
    ['newest', {}],
    ['newest, status = issued (40 %)', { status: 'issued' }],
    ['newest, status = revoked (1 %)', { status: 'revoked' }],
  ];
  const some = viewers.slice(0, 10); // the policy takes seconds a page
  await proveEqual(
    run,
    some,
    pages.map(([, asked]) => asked),
    peers,
  );
  report.say(`Equality: ${some.length} viewers × ${pages.length} pages, every shape gives the same page.`);
  report.say();
  const shapes: readonly (readonly [string, string, Shape])[] = [
    ['own', 'own records only (floor)', ownOnly],
    ['ours', 'ours', ours],
    ['exists', 'peer: EXISTS per row', byExists],
    ['arrays', 'peer: author = any and owner = any', byArrays],
  ];
  const rows: string[][] = [];
  const goals: [Goal, Ratio][] = [];
  for (const [name, asked] of pages) {
    const timed = Object.fromEntries(shapes.map(([key, , shape]) => [key, (at: Seat) => shape(at, asked)]));
    const times = await timeRounds(kysely, viewers, timed, rounds);
    for (const [key, label] of shapes) {
      const { p50, p95, p99, cpu } = times[key]!;
      const ratio = over(times[key]!, times.own!);
      report.json({ case: `${name}: ${label}`, p50, p95, p99, cpu, ...ratio });
      rows.push([
        `${name}: ${label}`,
        p50.toFixed(2),
        p95.toFixed(1),
        p99.toFixed(1),
        cpu.toFixed(2),
        ratioText(ratio),
        ratioText(cpuOver(times[key]!, times.own!)),
      ]);
    }
    const { p50, p95, p99 } = times[calibration]!;
    rows.push([`${calibration}, beside it`, p50.toFixed(2), p95.toFixed(1), p99.toFixed(1), '', '', '']);
    goals.push([{ ...goalsOf.floor!, of: `${goalsOf.floor!.of}: ${name}` }, over(times.ours!, times.own!)]);
    if (!asked.status) goals.push([goalsOf.arrays!, over(times.arrays!, times.ours!)]);
  }
  report.table(
    ['page', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms', '× floor (min–max of rounds)', '× floor by CPU'],
    rows,
  );
  const buffers = await touchedBy(run, { ours, arrays: byArrays });
  const share = buffers.ours!.map((mine, at) => mine / buffers.arrays![at]!);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  report.say(
    `Buffers a page touches, on average and at most: ours ${mean(buffers.ours!).toFixed(0)} and ${Math.max(...buffers.ours!)}, the arrays ${mean(buffers.arrays!).toFixed(0)} and ${Math.max(...buffers.arrays!)}.`,
  );
  report.say();
  const whole = mean(buffers.ours!) / mean(buffers.arrays!);
  goals.push([goalsOf.buffers!, { median: whole, min: Math.min(...share), max: Math.max(...share) }]);
  report.goals(goals);
}

async function touchedBy(
  run: Run,
  shapes: Readonly<Record<string, Shape>>,
): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    found[name] = [];
    for (const viewer of run.viewers.slice(0, 20))
      found[name].push(touched((await run.explaining.explain(viewer, (at) => shape(at, {}))).plan));
  }
  return found;
}
