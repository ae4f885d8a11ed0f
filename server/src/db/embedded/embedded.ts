import { access, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareBinaries } from './binaries.ts';
import { createCluster, openCredentials, renewPasswords } from './cluster.ts';
import { type Home, openHome } from './directory.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import { keepRunning } from './keep.ts';
import { type Lock, lockHome } from './lock.ts';
import { clearRemains } from './orphan.ts';
import { clearListening, launchServer, prepareListening, type Server } from './server.ts';
import { chooseSettings } from './settings.ts';
import { type SignInUrls, signInUrls } from './urls.ts';

export { DatabaseInUseError, EmbeddedDatabaseError } from './errors.ts';

/** A running PostgreSQL of our own, in a directory of our own. */
export interface EmbeddedDatabase extends SignInUrls {
  /** Where the data really lie, which need not be the directory asked for. */
  directory: string;
  /** PostgreSQL's main process, as it is now. */
  readonly pid: number;
  /** Settles with the reason if PostgreSQL ends without stop(), or, where it is restarted, if that fails. */
  lost: Promise<string>;
  /** Ends PostgreSQL in good order and gives the directory free; may be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  log?: (line: string) => void;
  /** PostgreSQL settings over the usual ones, such as fsync=off for tests. */
  settings?: Record<string, string>;
  /** For root: where data and programs go when PostgreSQL's user may not enter their own folder. */
  systemDirectory?: string;
  /** Starts PostgreSQL again, at the same address, when it ends without stop(). */
  keepUp?: boolean;
}

/**
 * Starts PostgreSQL on a data directory, making the database at the first start. Everything that can go wrong
 * by way of the machine is an EmbeddedDatabaseError with a sentence for the person who started it; a directory
 * that somebody else is using is a DatabaseInUseError.
 */
export async function startEmbedded(
  dataDirectory: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const { systemDirectory = '/var/lib/standpipe', log = console.log } = options;
  try {
    const home = await openHome(dataDirectory, systemDirectory, log);
    const lock = await lockHome(home);
    try {
      const copies = home.account ? systemDirectory : home.directory;
      return await startLocked(home, lock, copies, { ...options, log });
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code || !['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'EINVAL'].includes(code))
      throw error;
    throw new EmbeddedDatabaseError(
      `The data directory ${dataDirectory} cannot be used (${message}): choose another STANDPIPE_DATA.`,
      { cause: error },
    );
  }
}

async function startLocked(
  home: Home,
  lock: Lock,
  copies: string,
  { settings = {}, keepUp = false, log }: EmbeddedOptions & { log: (line: string) => void },
): Promise<EmbeddedDatabase> {
  const binaries = await prepareBinaries(home.account, copies);
  const { credentials, fresh } = await openCredentials(home);
  await clearRemains(home, credentials.name, binaries, log);
  if (lock.leftover && basename(lock.leftover).startsWith('standpipe-')) {
    await rm(lock.leftover, { recursive: true, force: true });
  }
  const exists = await access(join(home.cluster, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!exists) await createCluster(home, binaries, credentials);
  else if (fresh) await renewPasswords(home, binaries, credentials);

  const listening = await prepareListening(home);
  await lock.sign(listening.sockets);
  const close = async () => {
    if (listening.sockets) await rm(listening.sockets, { recursive: true, force: true });
    await lock.release();
  };
  const all = chooseSettings(listening, credentials.name, settings);
  try {
    const launch = () => launchServer(home, binaries, all);
    const clear = () => clearRemains(home, credentials.name, binaries, log);
    const start = () => startPatiently(launch, clear, home, log);
    const again = async () => {
      await clearListening(listening);
      return start();
    };
    const running = keepRunning(await start(), keepUp ? again : null, (reason) =>
      log(`${reason} without being asked to: see ${join(home.directory, 'postgres.log')}.`),
    );
    let stopping: Promise<void> | undefined;
    return {
      ...signInUrls(credentials, listening),
      directory: home.directory,
      get pid() {
        return running.pid();
      },
      lost: running.lost,
      stop: () => {
        stopping ??= running.stop().then(close);
        return stopping;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * For a moment after a crash PostgreSQL's lock file, or the shared memory its last children still hold, makes a
 * start fail; that passes.
 */
async function startPatiently(
  start: () => Promise<Server | { refused: string }>,
  clear: () => Promise<void>,
  home: Home,
  log: (line: string) => void,
): Promise<Server> {
  const deadline = Date.now() + 20_000;
  for (let attempt = 1; ; attempt++) {
    const server = await start();
    if ('pid' in server) return server;
    const passing = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/;
    if (!passing.test(server.refused) || Date.now() > deadline) {
      const reason = server.refused.split('\n').filter((line) => /FATAL|HINT|PANIC/.test(line));
      throw new EmbeddedDatabaseError(
        `PostgreSQL does not start on ${home.directory}: ${reason.join(' ') || server.refused}`,
      );
    }
    if (attempt === 1) log('Waiting for what is left of an earlier PostgreSQL to end.');
    await sleep(100);
    await clear();
  }
}
