import { ConfigError, readConfig } from './config.ts';
import { DatabaseInUseError, EmbeddedDatabaseError, startEmbedded } from './db/embedded/embedded.ts';
import { ensureFirstOperator } from './people/setup.ts';
import { openServer, prepareDatabase } from './serve.ts';

/** Starts Standpipe: configuration, database, migrations, then the server. Exits 78 when it cannot be configured. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const say = (line: string) => console.log(line);
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDirectory, { log: say });
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
  await served.app.listen({ port: config.port, host: config.host });
  say(
    `Standpipe is ready at ${config.publicUrl ?? `http://localhost:${config.port}`} (API reference: /api/docs).`,
  );
}

main().catch((error: unknown) => {
  const told =
    error instanceof ConfigError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof DatabaseInUseError ||
    (error as { code?: string }).code === 'EADDRINUSE' ||
    (error instanceof Error && /^(DATABASE_URL|The database is newer)/.test(error.message));
  console.error(told ? (error as Error).message : error);
  process.exit(told ? 78 : 1);
});
