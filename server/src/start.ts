import { type Config, ConfigError } from './config.ts';
import { DatabaseInUseError, EmbeddedDatabaseError, startEmbedded } from './db/embedded/embedded.ts';
import { ensureFirstOperator } from './people/setup.ts';
import { openServer, prepareDatabase, type Served } from './serve.ts';

export type Say = (line: string) => void;

/** Starts Standpipe: database, migrations, then the server, until a signal ends it. */
export async function start(
  config: Config,
  say: Say,
  beforeListening: (served: Served) => Promise<void> = async () => {},
): Promise<void> {
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded(config.dataDirectory, { log: say, keepUp: true });
  const databaseUrl = config.databaseUrl ?? embedded!.appUrl;
  const ownerUrl = config.databaseOwnerUrl ?? embedded!.ownerUrl;
  let stopping = false;
  const applied = await prepareDatabase(ownerUrl, databaseUrl);
  if (applied.length > 0) say(`Database brought up to date: ${applied.length} migrations.`);
  const served = await openServer(config, databaseUrl);
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await served.close().catch(() => {});
    await embedded?.stop().catch(() => {});
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  void embedded?.lost.then((reason) => {
    if (stopping) return;
    console.error(`The embedded database ended: ${reason}`);
    void stop(1);
  });
  if (!config.rateLimits) say('Rate limits are OFF (STANDPIPE_RATE_LIMITS=off): for tests only.');
  await ensureFirstOperator(served.house, say);
  await beforeListening(served).catch((error: unknown) => {
    // A signal came meanwhile: the process is on its way out, and what failed for that says nothing.
    if (!stopping) throw error;
    return new Promise<never>(() => {});
  });
  await served.app.listen({ port: config.port, host: config.host });
  say(
    `Standpipe is ready at ${config.publicUrl ?? `http://localhost:${config.port}`} (API reference: /api/docs).`,
  );
}

/** Ends the process with one sentence for what its operator can put right (78), else with the fault (1). */
export function exitFor(error: unknown): never {
  const expected =
    error instanceof ConfigError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof DatabaseInUseError ||
    (error as { code?: string }).code === 'EADDRINUSE' ||
    (error instanceof Error && /^(DATABASE_URL|The database is newer)/.test(error.message));
  console.error(expected ? (error as Error).message : error);
  process.exit(expected ? 78 : 1);
}
