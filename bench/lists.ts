/**
 * bench/lists: what a page of "the 50 newest permits I may see" costs with partners, over the same page of one's own
 * records only (the floor), and over two shapes we did not build. Equality is proved before anything is timed; rounds
 * are interleaved, the first is thrown away, and medians are printed.
 *
 *   node bench/lists.ts [--permits 200000] [--agencies 200] [--partners 20] [--seed 42] [--rounds 5]
 */
import { appendFile, chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { prepareDatabase } from '../server/src/serve.ts';
import { byArrays, byExists, openConnection, ours, ownOnly, type Seat, type Shape, seat } from './pages.ts';
import { seedRegion, settle } from './seed.ts';

const { values } = parseArgs({
  options: {
    permits: { type: 'string', default: '200000' },
    agencies: { type: 'string', default: '200' },
    partners: { type: 'string', default: '20' },
    seed: { type: 'string', default: '42' },
    rounds: { type: 'string', default: '5' },
    save: { type: 'boolean', default: false },
  },
});
const region = {
  permits: Number(values.permits),
  agencies: Number(values.agencies),
  partners: Number(values.partners),
  seed: Number(values.seed),
};

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
const percentile = (numbers: readonly number[], share: number) =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]!;

const shapes: readonly (readonly [string, Shape])[] = [
  ['own records only (floor)', ownOnly],
  ['ours: scopes', ours],
  ['peer: EXISTS per row', byExists],
  ['peer: author = any and owner = any', byArrays],
];

/** Every way the rule could be written must give the same page, for this many viewers, plain and filtered. */
async function proveEqual(
  kysely: ReturnType<typeof openConnection>,
  viewers: readonly string[],
): Promise<void> {
  for (const agency of viewers)
    await seat(kysely, agency, async (at) => {
      for (const status of [null, 'revoked']) {
        const [mine, exists, arrays] = [
          await ours(at, status),
          await byExists(at, status),
          await byArrays(at, status),
        ];
        if (mine.join() !== exists.join() || mine.join() !== arrays.join())
          throw new Error(`the shapes disagree for ${agency} with status ${status}`);
      }
    });
}

async function time(at: Seat, shape: Shape, status: string | null): Promise<number> {
  const started = performance.now();
  await shape(at, status);
  return performance.now() - started;
}

const folder = await mkdtemp(join(tmpdir(), 'standpipe-bench-'));
await chmod(folder, 0o755);
const database = await startEmbedded(join(folder, 'data'), {
  log: () => {},
  settings: { shared_buffers: '2GB', maintenance_work_mem: '512MB' },
  systemDirectory: join(folder, 'system'),
});
const lines: string[] = [];
const say = (line: string) => {
  console.log(line);
  lines.push(line);
};
try {
  await prepareDatabase(database.ownerUrl, database.appUrl);
  const started = performance.now();
  await seedRegion(database.ownerUrl, region);
  await settle(database.ownerUrl);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const kysely = openConnection(database.appUrl);
  const version = (await sql<{ v: string }>`select current_setting('server_version') as v`.execute(kysely))
    .rows[0]!.v;
  say(`\n## bench/lists, ${new Date().toISOString().slice(0, 10)}`);
  say('');
  say(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, PostgreSQL ${version} (embedded), one connection under row-level security.`,
  );
  say(
    `${region.permits.toLocaleString('en')} permits, ${region.agencies} agencies, ${region.partners} partners each, seed ${region.seed}, made in ${seconds} s. Pages of 50 with agency names.`,
  );
  const all = (await sql<{ id: string }>`select id from agency order by id`.execute(kysely)).rows.map(
    (row) => row.id,
  );
  const step = Math.max(1, Math.floor(all.length / 60));
  const viewers = all.filter((_, at) => at % step === 0);
  await proveEqual(kysely, viewers);
  say(`Equality: ${viewers.length} viewers × 2 filters, every shape gives the same page.`);
  say('');
  say('| page | p50 ms | p99 ms | × floor (min–max of rounds) |');
  say('|---|---|---|---|');
  for (const status of [null, 'issued', 'revoked']) {
    const rounds: number[][][] = shapes.map(() => []);
    const calibration: number[] = [];
    for (let round = 0; round <= Number(values.rounds); round++) {
      const times: number[][] = shapes.map(() => []);
      for (const agency of viewers)
        await seat(kysely, agency, async (at) => {
          const before = performance.now();
          await sql`select 1`.execute(at.db);
          calibration.push(performance.now() - before);
          for (const [index, [, shape]] of shapes.entries())
            times[index]!.push(await time(at, shape, status));
        });
      if (round > 0) for (const [index, each] of times.entries()) rounds[index]!.push(each);
    }
    const floors = rounds[0]!.map(median);
    for (const [index, [name]] of shapes.entries()) {
      const medians = rounds[index]!.map(median);
      const ratios = medians.map((each, at) => each / floors[at]!);
      say(
        `| ${status ? `status = ${status}: ` : ''}${name} | ${median(medians).toFixed(2)} | ${percentile(rounds[index]!.flat(), 0.99).toFixed(1)} | ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}) |`,
      );
    }
    say(
      `| select 1, beside it | ${median(calibration).toFixed(2)} | ${percentile(calibration, 0.99).toFixed(1)} | |`,
    );
  }
  await kysely.destroy();
  if (values.save) await appendFile(new URL('RESULTS.md', import.meta.url), `${lines.join('\n')}\n`);
} finally {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
