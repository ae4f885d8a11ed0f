import { setTimeout as sleep } from 'node:timers/promises';
import { sealAll } from '../audit/chain/sealer.ts';
import type { Config } from '../config.ts';
import { DatabaseInUseError, type EmbeddedDatabase, startEmbedded } from '../db/embedded/embedded.ts';
import { findRunning, type SignInUrls } from '../db/embedded/running.ts';
import { compareSchema } from '../db/migrate.ts';
import { type Database, openDatabase, requireSafeLogin } from '../db/open.ts';
import { prepareDatabase } from '../db/prepare.ts';
import { Refusal } from './refusal.ts';

type Say = (line: string) => void;

/**
 * Does a piece of work on the database that the server of this configuration uses: one of your own, the embedded one
 * of a server that is running, or the embedded one started for as long as the work takes.
 */
export async function withDatabase<T>(
  config: Config,
  say: Say,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl && config.databaseOwnerUrl) {
    const urls = { appUrl: config.databaseUrl, ownerUrl: config.databaseOwnerUrl };
    await requireSchema(urls, 'run "npx standpipe db init" first', 0);
    return withLogin(urls.appUrl, work);
  }
  const embedded = await startOrJoin(config.dataDirectory, say);
  const joined = !('stop' in embedded);
  say(
    `${joined ? "A running server's database" : 'The embedded database'} in ${config.dataDirectory} is used.`,
  );
  if (joined) {
    // a server that has only just started may still be migrating
    await requireSchema(
      embedded,
      'stop the server that runs on it, which is older, and start it again',
      20_000,
    );
    return withLogin(embedded.appUrl, work);
  }
  const release = stopOnSignal(embedded, say);
  try {
    await prepareDatabase(embedded.ownerUrl, embedded.appUrl);
    return await withLogin(embedded.appUrl, work);
  } finally {
    release();
    await embedded.stop();
  }
}

async function startOrJoin(dataDirectory: string, say: Say): Promise<EmbeddedDatabase | SignInUrls> {
  try {
    return await startEmbedded(dataDirectory, { log: say });
  } catch (error) {
    if (!(error instanceof DatabaseInUseError)) throw error;
    const running = await findRunning(dataDirectory);
    if (!running) throw error;
    return running;
  }
}

async function requireSchema({ ownerUrl }: SignInUrls, remedy: string, patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    const { lacking, unknown } = await compareSchema(ownerUrl);
    if (unknown.length > 0)
      throw new Refusal(`The database is newer than this program (it has "${unknown.join('", "')}").`);
    if (lacking.length === 0) return;
    if (Date.now() >= deadline)
      throw new Refusal(`The database lacks ${lacking.length} migrations of this version: ${remedy}.`);
    await sleep(200);
  }
}

async function withLogin<T>(appUrl: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(appUrl, 4);
  try {
    await requireSafeLogin(database);
    const done = await work(database);
    // Where no server runs nobody else seals what this has logged; where it fails, the next server does.
    await sealAll(database).catch(() => {});
    return done;
  } finally {
    await database.close();
  }
}

/** Ends the embedded database in good order before the program goes; what was committed stays. */
function stopOnSignal(embedded: EmbeddedDatabase, say: Say): () => void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return; // Ctrl-C in a terminal comes twice: from the terminal and from the process above
    stopping = true;
    say('Stopping. What is done so far is kept; run the same command again to go on.');
    embedded.stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
