/** A server with its database, for benchmarks that ask over HTTP. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../server/src/config.ts';
import { startEmbedded } from '../server/src/db/embedded/embedded.ts';
import { openServer, prepareDatabase } from '../server/src/serve.ts';

/** Starts one in a folder that goes with it, its rate limits off. */
export async function openOwnServer() {
  const folder = await mkdtemp(join(tmpdir(), 'standpipe-bench-'));
  await chmod(folder, 0o755);
  const database = await startEmbedded(join(folder, 'data'), {
    log: () => {},
    systemDirectory: join(folder, 'system'),
  });
  await prepareDatabase(database.ownerUrl, database.appUrl);
  const config = readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off', PORT: '0' });
  const served = await openServer(config, database.appUrl);
  const base = await served.app.listen({ port: 0, host: '127.0.0.1' });
  return {
    base,
    ownerUrl: database.ownerUrl,
    close: async () => {
      await served.close();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
