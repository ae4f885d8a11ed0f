/** What every benchmark says in the same way: on what it ran, one JSON line a case, one Markdown row a case. */
import { appendFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';

export const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);

/** The number below which this share of the others lies. */
export const percentile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ??
  Number.NaN;

/** A ratio as the rounds gave it: each round is measured side by side, so load on the machine falls on both. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Round by round, how many times the second goes into the first. */
export function ratioOf(mine: readonly number[], theirs: readonly number[]): Ratio {
  const each = mine.map((value, round) => value / theirs[round]!);
  return { median: median(each), min: Math.min(...each), max: Math.max(...each) };
}

/** A goal of performance.md section 6: what a ratio must reach, and what it would be good to reach. */
export interface Goal {
  readonly id: string;
  readonly of: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly stretch?: number;
}

const short = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);

export const ratioText = ({ median: middle, min, max }: Ratio): string =>
  `${short(middle)} (${short(min)}–${short(max)})`;

/** How a goal stands: met, and by the stretch as well, or missed. */
export function standing(goal: Goal, value: number): 'stretch' | 'must' | 'missed' {
  const { atLeast, atMost, stretch } = goal;
  const reaches = (limit: number) => (atLeast === undefined ? value <= limit : value >= limit);
  if (!reaches((atLeast ?? atMost)!)) return 'missed';
  return stretch !== undefined && reaches(stretch) ? 'stretch' : 'must';
}

/** The report of one run: printed as it comes, kept to be appended to RESULTS.md. */
export interface Report {
  say(line?: string): void;
  json(fields: Readonly<Record<string, unknown>>): void;
  table(head: readonly string[], rows: readonly (readonly string[])[]): void;
  /** The goals this run speaks of, as a table: what was reached beside must and stretch. */
  goals(rows: readonly (readonly [Goal, Ratio])[]): void;
  save(): Promise<void>;
}

/** Opens a report under a heading that names the benchmark, the day and the machine. */
export function openReport(bench: string, about: string): Report {
  const lines: string[] = [];
  const say = (line = '') => {
    console.log(line);
    lines.push(line);
  };
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) => {
    say(`| ${head.join(' | ')} |`);
    say(`|${head.map(() => '---|').join('')}`);
    for (const row of rows) say(`| ${row.join(' | ')} |`);
    say();
  };
  say(`\n## ${bench}, ${new Date().toISOString().slice(0, 10)}`);
  say();
  const [one] = loadavg();
  say(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load ${one?.toFixed(1)} at the start. ${about}`,
  );
  say();
  const json: Report['json'] = (fields) => console.log(JSON.stringify({ bench, ...fields }));
  return {
    say,
    json,
    table,
    goals: (rows) =>
      table(
        ['goal', 'reached (min–max of rounds)', 'must', 'stretch', 'stands'],
        rows.map(([goal, ratio]) => {
          const { id, of, atLeast, atMost, stretch } = goal;
          const stands = standing(goal, ratio.median);
          json({ goal: id, of, ...ratio, atLeast, atMost, stretch, stands });
          const sign = atLeast === undefined ? '≤' : '≥';
          const limit = (value: number | undefined) => (value === undefined ? '' : `${sign} ${short(value)}`);
          return [`${id} ${of}`, ratioText(ratio), limit(atLeast ?? atMost), limit(stretch), stands];
        }),
      ),
    save: () => appendFile(new URL('RESULTS.md', import.meta.url), `${lines.join('\n')}\n`),
  };
}
