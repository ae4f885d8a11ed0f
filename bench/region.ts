/** A seeded region in a PostgreSQL of its own, for the benchmarks of lists; kept between runs where a folder is named. */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { prepareDatabase } from '../server/src/serve.ts';
import { type Region, seedRegion, settle } from './seed.ts';

export interface OpenedRegion extends Pick<EmbeddedDatabase, 'ownerUrl' | 'appUrl' | 'pid'> {
  readonly version: string;
  /** Seconds that seeding took; 0 where the folder held the region already. */
  readonly seconds: number;
  close(): Promise<void>;
}

/** Starts a database with the region in it. @param kept a folder that stays; else one that goes with the run */
export async function openRegion(region: Region, kept?: string): Promise<OpenedRegion> {
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
  try {
    await prepareDatabase(database.ownerUrl, database.appUrl);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ permits: string; version: string }>(
      `select count(*) as permits, current_setting('server_version') as version from permit`,
    );
    await owner.end();
    const there = Number(rows[0]!.permits);
    if (there !== 0 && there !== region.permits)
      throw new Error(`${folder} holds a region of ${there} permits, not ${region.permits}`);
    const started = performance.now();
    if (there === 0) await seedRegion(database.ownerUrl, region);
    const seconds = there === 0 ? (performance.now() - started) / 1000 : 0;
    await settle(database.ownerUrl);
    const { ownerUrl, appUrl, pid } = database;
    return { ownerUrl, appUrl, pid, version: rows[0]!.version, seconds, close };
  } catch (error) {
    await close();
    throw error;
  }
}
