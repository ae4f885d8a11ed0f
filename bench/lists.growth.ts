/** The same pages in a region ten times as large, side by side with the smaller one (G2). */
import type { Run } from './lists.pages.ts';
import { type Goal, median, type Ratio, ratioOf, ratioText } from './measure.ts';
import { type Asked, openConnection, ours, type Seat, someViewers } from './pages.ts';
import type { OpenedRegion } from './region.ts';
import { type Times, timeRounds } from './rounds.ts';

const pages: readonly (readonly [string, Asked])[] = [
  ['newest', {}],
  ['status = issued (40 %)', { status: 'issued' }],
  ['status = revoked (1 %)', { status: 'revoked' }],
  ['by number', { sort: 'number' }],
];
const goal = (of: string): Goal => ({ id: 'G2', of: `large over small: ${of}`, atMost: 2, stretch: 1.3 });

/** Times our pages in both regions in turn. @param small the smaller region, open beside the run's own */
export async function timeGrowth(run: Run, small: OpenedRegion): Promise<void> {
  const { report, kysely, viewers, rounds } = run;
  const beside = openConnection(small.appUrl);
  try {
    const neighbors = await someViewers(beside, viewers.length);
    const table: string[][] = [];
    const goals: [Goal, Ratio][] = [];
    for (const [name, asked] of pages) {
      const timed = { page: (at: Seat) => ours(at, asked) };
      const [here, there]: [Times[], Times[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        there.push((await timeRounds(beside, neighbors, timed, 1)).page!);
        here.push((await timeRounds(kysely, viewers, timed, 1)).page!);
      }
      const each = (times: readonly Times[], key: 'p50' | 'cpu') => times.map((one) => one[key]);
      const columns = (key: 'p50' | 'cpu') => {
        const [small, large] = [each(there, key), each(here, key)];
        return [median(small).toFixed(2), median(large).toFixed(2), ratioText(ratioOf(large, small))];
      };
      const ratio = ratioOf(each(here, 'p50'), each(there, 'p50'));
      report.json({ case: `growth: ${name}`, ...ratio });
      table.push([name, ...columns('p50'), ...columns('cpu')]);
      goals.push([goal(name), ratio]);
    }
    report.table(
      ['page', 'small p50 ms', 'large p50 ms', 'large over small', 'small CPU ms', 'large CPU ms', 'by CPU'],
      table,
    );
    report.goals(goals);
  } finally {
    await beside.destroy();
  }
}
