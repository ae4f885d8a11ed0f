/**
 * Rounds of a benchmark of lists: in each, every shape is asked by all viewers, one shape after the other, beside a
 * `select 1`. So no shape finds the processor's caches as a slower one has left them.
 */
import { readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../server/src/db/tables.ts';
import { median, percentile, type Ratio, ratioOf } from './measure.ts';
import { type Seat, seat } from './pages.ts';

/** Milliseconds that a process has been on a processor: what a busy machine does not stretch. NaN where unknown. */
function onProcessor(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** One thing that is timed for a viewer. What it answers is thrown away. */
export type Timed = (seat: Seat) => Promise<unknown>;

export interface Times {
  /** The median of each round, in milliseconds. */
  readonly rounds: readonly number[];
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** What PostgreSQL computed for it, in milliseconds on a processor: middle, and 95th percentile. */
  readonly cpu: number;
  readonly cpu95: number;
  /** The same, round by round. */
  readonly cpuRounds: readonly number[];
}

interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

const timesOf = (taken: readonly (readonly Taken[])[]): Times => {
  const rounds = taken.map((round) => round.map((each) => each.wall));
  const cpus = taken.map((round) => round.map((each) => each.cpu));
  const all = rounds.flat();
  return {
    rounds: rounds.map(median),
    p50: median(rounds.map(median)),
    p95: percentile(all, 0.95),
    p99: percentile(all, 0.99),
    cpu: median(cpus.map(median)),
    cpu95: percentile(cpus.flat(), 0.95),
    cpuRounds: cpus.map(median),
  };
};

/** What is under one name, over what is under another, by the median of each round. */
export const over = (mine: Times, theirs: Times): Ratio => ratioOf(mine.rounds, theirs.rounds);

/** The same by what PostgreSQL computed. */
export const cpuOver = (mine: Times, theirs: Times): Ratio => ratioOf(mine.cpuRounds, theirs.cpuRounds);

export const calibration = 'select 1';

/**
 * Times every shape for every viewer, in interleaved rounds (A, B, A, B). The first round is thrown away, and so is every round
 * whose `select 1` took more than twice what it took in the middle one.
 */
export async function timeRounds(
  kysely: Kysely<Tables>,
  viewers: readonly string[],
  shapes: Readonly<Record<string, Timed>>,
  wanted: number,
): Promise<Readonly<Record<string, Times>>> {
  const all: Readonly<Record<string, Timed>> = {
    [calibration]: ({ db }) => sql`select 1`.execute(db),
    ...shapes,
  };
  const names = Object.keys(all);
  const rounds: Record<string, Taken[]>[] = [];
  for (let round = 0; round <= wanted; round++) {
    const times: Record<string, Taken[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (const name of names)
      for (const viewer of viewers)
        await seat(kysely, viewer, async (at) => {
          const backend = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(at.db);
          const { pid } = backend.rows[0]!;
          const [before, started] = [onProcessor(pid), performance.now()];
          await all[name]!(at);
          times[name]!.push({ wall: performance.now() - started, cpu: onProcessor(pid) - before });
        });
    if (round > 0) rounds.push(times);
  }
  const calmness = (round: Record<string, Taken[]>) => median(round[calibration]!.map((each) => each.wall));
  const calm = median(rounds.map(calmness));
  const kept = rounds.filter((round) => calmness(round) <= 2 * calm);
  return Object.fromEntries(names.map((name) => [name, timesOf(kept.map((each) => each[name]!))]));
}
