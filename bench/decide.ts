/**
 * bench/decide (G1): what one decision with its explanation costs, over a floor of bare numbers and over other
 * engines. Before anything is timed, every engine must answer thousands of random questions as ours does; rounds are
 * interleaved, the first is thrown away.
 *
 *   node bench/decide.ts [--seed 42] [--rounds 7] [--without spicedb,cedar] [--save]
 */
import { parseArgs } from 'node:util';
import { casl, type Engine, floor, given, ours } from './decide.engines.ts';
import { casbin, cedar, spicedb } from './decide.peers.ts';
import { type DecideWorld, makeWorld } from './decide.world.ts';
import { type Goal, median, openReport, percentile, type Ratio, ratioOf, ratioText } from './measure.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '42' },
    rounds: { type: 'string', default: '7' },
    without: { type: 'string', default: '' },
    save: { type: 'boolean', default: false },
  },
});

const peers: Readonly<Record<string, (world: DecideWorld) => Promise<Engine | null>>> = {
  casl,
  casbin,
  cedar,
  spicedb,
};
const goals: Readonly<Record<string, Goal>> = {
  floor: { id: 'G1', of: 'ours over the floor', atMost: 4, stretch: 2 },
  casl: { id: 'G1', of: 'CASL over ours', atLeast: 3, stretch: 6 },
  casbin: { id: 'G1', of: 'casbin over ours', atLeast: 30 },
  cedar: { id: 'G1', of: 'Cedar over ours', atLeast: 300 },
  spicedb: { id: 'G1', of: 'SpiceDB over ours', atLeast: 20_000 },
};
/** How many answers are compared: engines that take milliseconds get fewer, still thousands. */
const compared: Readonly<Record<string, number>> = { cedar: 10_000, spicedb: 3_000 };

/** Every engine answers as ours does, question by question. */
async function proveEqual(world: DecideWorld, mine: Engine, engines: ReadonlyMap<string, Engine>) {
  const said: string[] = [];
  for (const [key, engine] of engines) {
    const asked = world.questions.slice(0, compared[key] ?? 50_000);
    let yes = 0;
    for (const question of asked) {
      const answer = await engine.answer(question);
      if (answer !== (await mine.answer(question)))
        throw new Error(`${engine.name} answers ${answer} where ours does not: ${JSON.stringify(question)}`);
      if (answer) yes++;
    }
    said.push(
      `${key} ${asked.length.toLocaleString('en')} (${Math.round((100 * yes) / asked.length)} % yes)`,
    );
  }
  return said.join(', ');
}

/**
 * Nanoseconds a question, over one round: what this process computed, all its threads together, so that other work on
 * the machine does not count. Ours and the floor must not pay for being awaited.
 */
async function time(engine: Engine, world: DecideWorld, round: number): Promise<number> {
  const { questions } = world;
  const from = (round * 7919) % questions.length;
  let waited: Promise<boolean> | null = null;
  let yes = 0;
  const started = process.cpuUsage();
  for (let at = 0; at < engine.asks; at++) {
    const answer = engine.answer(questions[(from + at) % questions.length]!);
    if (typeof answer === 'boolean') yes += answer ? 1 : 0;
    else {
      waited = answer;
      yes += (await waited) ? 1 : 0;
    }
  }
  const { user, system } = process.cpuUsage(started);
  const took = ((user + system) * 1000) / engine.asks;
  if (yes === 0) throw new Error(`${engine.name} let nobody in`);
  return took;
}

const world = makeWorld(Number(values.seed), 5_000, 200_000);
const report = openReport(
  'bench/decide',
  `${world.grants.toLocaleString('en')} grants among ${world.agencies.length} agencies, ${world.questions.length.toLocaleString('en')} random questions, seed ${values.seed}, one thread.`,
);
const mine = ours(world);
const engines = new Map<string, Engine>([['floor', floor(world)]]);
const without = new Set(values.without.split(','));
for (const [key, open] of Object.entries(peers)) {
  const engine = without.has(key) ? null : await open(world);
  if (engine) engines.set(key, engine);
  else report.say(`Left out of this run: ${key}.`);
}
report.say(`Equality with ours, answer by answer: ${await proveEqual(world, mine, engines)}.`);
report.say();

const all = new Map<string, Engine>([['ours', mine], ...engines]);
const rounds = new Map<string, number[]>([...all.keys()].map((key) => [key, []]));
for (let round = 0; round <= Number(values.rounds); round++)
  for (const [key, engine] of all) {
    const took = await time(engine, world, round);
    if (round > 0) rounds.get(key)!.push(took);
  }

const ourTimes = rounds.get('ours')!;
report.table(
  ['engine', 'CPU ns a decision', 'slowest round', 'times ours (min–max of rounds)'],
  [...all].map(([key, engine]) => {
    const times = rounds.get(key)!;
    const ratio = ratioOf(times, ourTimes);
    report.json({ case: key, ns: median(times), slowest: percentile(times, 1), ...ratio });
    const ns = (value: number) => Math.round(value).toLocaleString('en');
    return [engine.name, ns(median(times)), ns(percentile(times, 1)), ratioText(ratio)];
  }),
);
report.goals(
  [...engines.keys()].map((key): readonly [Goal, Ratio] => [
    goals[key]!,
    key === 'floor' ? ratioOf(ourTimes, rounds.get(key)!) : ratioOf(rounds.get(key)!, ourTimes),
  ]),
);
if (given.way === '') throw new Error('nothing was explained');
for (const engine of all.values()) engine.close?.();
if (values.save) await report.save();
