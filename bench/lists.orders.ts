/** 24 named pages: six filters, four orders. None may take over 50 ms at its 95th percentile (1,000,000 permits). */
import { proveEqual, type Run, underNaive } from './lists.pages.ts';
import { type Asked, ours, type Seat, seat } from './pages.ts';
import { timeRounds } from './rounds.ts';

const mostMs = 50;
const filters: readonly (readonly [string, (at: Seat) => Asked])[] = [
  ['everything', () => ({})],
  ['status issued (40 %)', () => ({ status: 'issued' })],
  ['status revoked (1 %)', () => ({ status: 'revoked' })],
  ['type Tent (20 %)', () => ({ type: 'Tent' })],
  ['partners’ only', (at) => ({ sharedWith: at.viewer.agency })],
  ['of one partner', (at) => ({ agency: [...at.viewer.received.keys()][0] ?? at.viewer.agency })],
];
const orders: readonly (readonly [string, Asked])[] = [
  ['newest first', { sort: 'createdAt', descending: true }],
  ['by number', { sort: 'number' }],
  ['by address', { sort: 'addressLine' }],
  ['issued last first', { sort: 'issuedOn', descending: true }],
];

/** Times all of them and says which are too slow. */
export async function timeOrders(run: Run): Promise<void> {
  const { report, kysely, naive, viewers } = run;
  const pages = filters.flatMap(([filter, asked]) =>
    orders.map(([order, sorted]) => ({
      name: `${filter}, ${order}`,
      asked: (at: Seat): Asked => ({ ...asked(at), ...sorted }),
    })),
  );
  for (const viewer of viewers.slice(0, 1)) {
    const wanted = await seat(kysely, viewer, async (at) => pages.map(({ asked }) => asked(at)));
    await proveEqual(run, [viewer], wanted, { policy: underNaive(naive) });
  }
  report.say(`Equality: 1 viewer × ${pages.length} pages, ours and the naive policy’s are the same.`);
  report.say();
  const shapes = Object.fromEntries(
    pages.map(({ name, asked }) => [name, (at: Seat) => ours(at, asked(at))] as const),
  );
  const times = await timeRounds(kysely, viewers, shapes, Math.max(5, run.rounds - 2));
  const rows = pages.map(({ name }) => {
    const { p50, p95, p99, cpu, cpu95 } = times[name]!;
    const stands = p95 <= mostMs ? 'must' : 'missed';
    report.json({ case: name, p50, p95, p99, cpu, cpu95, atMost: mostMs, stands });
    return [name, p50.toFixed(2), p95.toFixed(1), p99.toFixed(1), cpu.toFixed(2), cpu95.toFixed(1), stands];
  });
  report.table(['page', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms', 'CPU p95', `p95 ≤ ${mostMs} ms`], rows);
  const slow = rows.filter((row) => row.at(-1) === 'missed').length;
  report.say(
    `${rows.length - slow} of ${rows.length} within ${mostMs} ms; by what PostgreSQL computes, ${rows.filter((row) => Number(row[5]) <= mostMs).length}.`,
  );
  report.say();
}
