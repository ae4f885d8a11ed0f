/** Words, boxes and totals: against the naive policy, and against the same search among one's own records (G4–G6). */
import { sql } from 'kysely';
import { Totals } from '../server/src/db/totals.ts';
import { proveEqual, type Run, scopesOf, underNaive } from './lists.pages.ts';
import { type Goal, type Ratio, ratioText } from './measure.ts';
import { countUnder } from './naive.ts';
import { type Asked, ourCount, ours, ownOnly, type Seat, seat } from './pages.ts';
import { calibration, over, type Times, timeRounds } from './rounds.ts';

interface Search {
  readonly name: string;
  /** What this viewer searches for. */
  asked(at: Seat): Asked | Promise<Asked>;
  /** What it must reach over the naive policy and over the floor. */
  readonly naive?: Goal;
  readonly floor?: Goal;
}

/** A box of this many degrees around one of the viewer's own places. */
const around =
  (degrees: number) =>
  async (at: Seat): Promise<Asked> => {
    const { rows } = await sql<{ lng: number; lat: number }>`select lng, lat from permit
    where author_id = ${at.viewer.agency} and owner_id = ${at.viewer.agency} order by id limit 1`.execute(
      at.db,
    );
    const { lng, lat } = rows[0]!;
    const half = degrees / 2;
    return { box: [lng - half, lat - half, lng + half, lat + half] };
  };

/** The number of one of the viewer's own permits: a word that stands in one record. */
const ownNumber = async (at: Seat): Promise<Asked> => {
  const { rows } = await sql<{
    number: string;
  }>`select number from permit where author_id = ${at.viewer.agency}
    and owner_id = ${at.viewer.agency} order by number desc limit 1`.execute(at.db);
  return { words: [rows[0]!.number] };
};

const word = (share: string, text: string): Search => ({
  name: `words: ${text} (${share})`,
  asked: () => ({ words: [text] }),
  naive: { id: 'G5', of: `naive policy over ours, ${text}`, atLeast: 15, stretch: 40 },
  floor: { id: 'G5', of: `ours over own records, ${text}`, atMost: 9, stretch: 4 },
});
const box = (name: string, degrees: number): Search => ({
  name: `box of ${degrees}° (${name})`,
  asked: around(degrees),
  naive: { id: 'G4', of: `naive policy over ours, ${name}`, atLeast: 500 },
  floor: { id: 'G4', of: `ours over own records, ${name}`, atMost: 2, stretch: 1 },
});

const words: readonly Search[] = [
  { ...word('one', 'a permit’s number'), asked: ownNumber },
  word('0.1 %', 'ammonia'),
  word('1.2 %', 'kitchen'),
  word('5 %', 'stairwell'),
  word('10 %', 'warehouse'),
  word('25 %', 'north'),
];
const boxes: readonly Search[] = [box('small', 0.08), box('city', 0.4), box('region', 2)];

/** Times searches for words (G5), and for boxes (G4). */
export const timeWords = (run: Run): Promise<void> => timeSearches(run, words);
export const timeBoxes = (run: Run): Promise<void> => timeSearches(run, boxes);

async function timeSearches(run: Run, searches: readonly Search[]): Promise<void> {
  const { report, kysely, naive } = run;
  const viewers = run.viewers.slice(0, 20);
  const policy = underNaive(naive);
  const rows: string[][] = [];
  const goals: [Goal, Ratio][] = [];
  const row = (name: string, times: Times, ratio?: Ratio) => {
    report.json({ case: name, p50: times.p50, p95: times.p95, p99: times.p99, ...ratio });
    rows.push([
      name,
      times.p50.toFixed(2),
      times.p95.toFixed(1),
      times.p99.toFixed(1),
      ratio ? ratioText(ratio) : '',
    ]);
  };
  let equal = 0;
  for (const search of searches) {
    const wanted = new Map<string, Asked>();
    for (const viewer of viewers)
      await seat(kysely, viewer, async (at) => wanted.set(viewer, await search.asked(at)));
    for (const viewer of viewers.slice(0, 8)) {
      await proveEqual(run, [viewer], [wanted.get(viewer)!], { policy });
      equal++;
    }
    const asked = (at: Seat) => wanted.get(at.viewer.agency)!;
    const times = await timeRounds(
      kysely,
      viewers,
      {
        own: (at) => ownOnly(at, asked(at)),
        ours: (at) => ours(at, asked(at)),
        policy: (at) => policy(at, asked(at)),
      },
      Math.max(5, run.rounds - 2),
    );
    row(`${search.name}: own records only (floor)`, times.own!);
    row(`${search.name}: ours`, times.ours!, over(times.ours!, times.own!));
    row(`${search.name}: naive policy`, times.policy!, over(times.policy!, times.own!));
    if (search.naive) goals.push([search.naive, over(times.policy!, times.ours!)]);
    if (search.floor) goals.push([search.floor, over(times.ours!, times.own!)]);
  }
  report.say(`Equality: ${equal} pages, ours and the naive policy’s are the same.`);
  report.say();
  report.table(['search', 'p50 ms', 'p95 ms', 'p99 ms', '× floor (min–max of rounds)'], rows);
  report.goals(goals);
}

/** Times exact totals (G6). */
export async function timeTotals(run: Run): Promise<void> {
  const { report, kysely, naive, rounds } = run;
  const viewers = run.viewers.slice(0, 20);
  const counted = (at: Seat) => countUnder(naive, at.viewer.agency, scopesOf(at), {});
  for (const viewer of viewers)
    await seat(kysely, viewer, async (at) => {
      const [mine, theirs] = [Number(await ourCount(at, {})), await counted(at)];
      if (mine !== theirs) throw new Error(`ours counts ${mine} for ${viewer}, the naive policy ${theirs}`);
    });
  const kept = new Map(viewers.map((viewer) => [viewer, new Totals()]));
  const times = await timeRounds(
    kysely,
    viewers,
    {
      summed: (at) => ourCount(at, {}),
      ours: (at) => ourCount(at, {}, kept.get(at.viewer.agency)!.now()),
      policy: counted,
    },
    rounds,
  );
  const ms = (name: string) => times[name]!.p50.toFixed(2);
  report.say(
    `Exact totals, equal for ${viewers.length} viewers: ours kept from the read before ${ms('ours')} ms, summed anew ${ms('summed')} ms (${ratioText(over(times.summed!, times[calibration]!))} × select 1), count(*) under the naive policy ${ms('policy')} ms, select 1 beside them ${ms(calibration)} ms.`,
  );
  report.say();
  report.goals([
    [{ id: 'G6', of: 'count(*) over our exact total', atLeast: 500 }, over(times.policy!, times.ours!)],
    [{ id: 'G6', of: 'our exact total over select 1', atMost: 4 }, over(times.ours!, times[calibration]!)],
  ]);
}
