/**
 * A seeded region for the benchmarks of lists: in a PostgreSQL of its own, kept between runs where a folder is named,
 * or in an empty database of a server that is there, so that the same is measured on another PostgreSQL.
 */
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { ensureRoles } from '../server/src/db/roles.ts';
import { prepareDatabase } from '../server/src/serve.ts';
import { type Region, seedRegion, settle } from './seed.ts';

interface Place extends Pick<EmbeddedDatabase, 'ownerUrl' | 'appUrl' | 'pid'> {
  /** What a report says of the database behind its version. */
  readonly how: string;
  close(): Promise<void>;
}

export interface OpenedRegion extends Place {
  readonly version: string;
  /** Seconds that seeding took; 0 where the region was there already. */
  readonly seconds: number;
}

/**
 * Opens the region, seeding it where it is not there yet.
 * @param at a folder that stays, or a database's address, as its owner; else a folder that goes with the run
 */
export async function openRegion(region: Region, at?: string): Promise<OpenedRegion> {
  const place = at && /^postgres(ql)?:/.test(at) ? await openServer(at) : await openFolder(at);
  try {
    await prepareDatabase(place.ownerUrl, place.appUrl);
    const owner = new pg.Client({ connectionString: place.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ permits: string; version: string }>(
      `select count(*) as permits, split_part(current_setting('server_version'), ' ', 1) as version from permit`,
    );
    await owner.end();
    const there = Number(rows[0]!.permits);
    if (there !== 0 && there !== region.permits)
      throw new Error(`${at} holds a region of ${there} permits, not ${region.permits}`);
    const started = performance.now();
    if (there === 0) await seedRegion(place.ownerUrl, region);
    const seconds = there === 0 ? (performance.now() - started) / 1000 : 0;
    await settle(place.ownerUrl);
    return { ...place, version: rows[0]!.version, seconds };
  } catch (error) {
    await place.close();
    throw error;
  }
}

async function openFolder(kept?: string): Promise<Place> {
  const folder = kept ? resolve(kept) : await mkdtemp(join(tmpdir(), 'standpipe-bench-'));
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755); // PostgreSQL's user has to walk through when root runs the benchmark
  const database = await startEmbedded(join(folder, 'data'), {
    log: () => {},
    // for seeding; pages are read with the product's own settings
    settings: { maintenance_work_mem: '512MB', max_wal_size: '8GB' },
    systemDirectory: join(folder, 'system'),
  });
  const close = async () => {
    await database.stop();
    if (!kept) await rm(folder, { recursive: true, force: true });
  };
  const { ownerUrl, appUrl, pid } = database;
  return { ownerUrl, appUrl, pid, how: 'embedded', close };
}

const login = { name: 'standpipe_app', password: 'bench' }; // the name that the embedded database gives it, too

async function openServer(ownerUrl: string): Promise<Place> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await ensureRoles(owner, login.name, login.password);
  const { rows } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = parentOf(rows[0]!.pid);
  await owner.end();
  const app = new URL(ownerUrl);
  app.username = login.name;
  app.password = login.password;
  return { ownerUrl, appUrl: app.href, pid, how: 'a server with the same settings', close: async () => {} };
}

/** The process that a process of this machine came from. */
const parentOf = (pid: number) =>
  Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
