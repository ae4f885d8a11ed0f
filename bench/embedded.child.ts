/**
 * One fresh database in a process of its own, for bench/embedded: starts it, says how long that took, fills it, says
 * how much memory it takes, and answers list pages to eight clients for a while. Prints one JSON line.
 *
 *   node bench/embedded.child.ts <ours|small|pglite> <empty folder> <folder for programs> <seconds>
 *
 * `small` is ours with the 128 MB of shared buffers that PGlite has.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { diceOf } from './decide.world.ts';
import { openPeer } from './peers.ts';

const [kind, folder, programs, seconds] = process.argv.slice(2) as [string, string, string, string];
const clients = 8;
const scopes = 2_000;

interface Opened {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Megabytes that the database takes, over what this process took before it. */
  memory(): number;
  close(): Promise<unknown>;
}

const field = (path: string, name: string) =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(path, 'utf8'))?.[1] ?? 0) / 1024;

/** Memory of a process and its children, pages they share counted once. */
function proportional(pid: number): number {
  const parent = (each: string) => {
    try {
      return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1]);
    } catch {
      return 0; // ended meanwhile
    }
  };
  const all = readdirSync('/proc').filter((each) => Number(each) === pid || parent(each) === pid);
  return all.reduce((sum, each) => sum + field(`/proc/${each}/smaps_rollup`, 'Pss'), 0);
}

async function openOurs(): Promise<Opened> {
  const database = await startEmbedded(join(folder, 'data'), {
    log: () => {},
    systemDirectory: programs,
    ...(kind === 'small' && { settings: { shared_buffers: '128MB' } }),
  });
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: clients });
  pool.on('error', () => {}); // idle connections end with the server
  return {
    query: (text, values) => pool.query({ ...(values && { name: 'page' }), text, ...(values && { values }) }),
    memory: () => proportional(database.pid),
    close: async () => {
      await pool.end();
      await database.stop();
    },
  };
}

interface PGlite {
  PGlite: {
    create(directory: string): Promise<{
      query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
      close(): Promise<void>;
    }>;
  };
}

async function openPGlite({ PGlite }: PGlite): Promise<Opened> {
  const before = field('/proc/self/status', 'VmRSS');
  const database = await PGlite.create(join(folder, 'data'));
  return {
    query: (text, values) => database.query(text, values),
    memory: () => field('/proc/self/status', 'VmRSS') - before,
    close: () => database.close(),
  };
}

const page = `select p.* from (
    select x.id, x.at from unnest($1::int[]) s cross join lateral (
      select id, at from record where scope_id = s order by at desc, id desc limit 51) x
    order by x.at desc, x.id desc limit 51) k
  join record p using (id) order by p.at desc, p.id desc`;

const peer = kind !== 'pglite' ? null : await openPeer<PGlite>('pglite', '@electric-sql/pglite');
if (kind === 'pglite' && !peer) process.exit(3);
const started = performance.now();
const database = await (peer ? openPGlite(peer) : openOurs());
await database.query('select 1');
const startMs = performance.now() - started;
const freshMb = database.memory();
await database.query(
  `create table record (id int primary key, scope_id int not null, at int not null, body text not null)`,
);
await database.query(`insert into record select i, (i::bigint * 7919) % ${scopes}, (i::bigint * 104729) % 1000003, repeat('x', 200)
  from generate_series(1, 100000) i`);
await database.query('create index record_page on record (scope_id, at desc, id desc)');
await database.query('vacuum analyze record');

const dice = diceOf(42);
const viewers = Array.from({ length: 64 }, () =>
  Array.from({ length: 100 }, () => Math.floor(dice() * scopes)).filter(
    (each, at, all) => all.indexOf(each) === at,
  ),
);
const pages: string[] = [];
for (const ids of viewers) {
  const { rows } = await database.query(page, [ids]);
  pages.push((rows as { id: number }[]).map((row) => row.id).join());
}
let served = 0;
const begun = performance.now();
const end = begun + Number(seconds) * 1000;
const client = async (number: number) => {
  for (let turn = number; performance.now() < end; turn++) {
    await database.query(page, [viewers[turn % viewers.length]!]);
    served++;
  }
};
await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
const perSecond = served / ((performance.now() - begun) / 1000);
const loadedMb = database.memory();
await database.close();
process.stdout.write(`${JSON.stringify({ startMs, freshMb, loadedMb, perSecond, pages })}\n`);
