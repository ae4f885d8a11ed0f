import type { ServerHealth } from '@standpipe/contract';
import type { Call } from '../http/call.ts';
import { readDatabaseFacts } from './server.store.ts';

const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();

/** The state of this server, in figures; no agency's records. */
export async function readHealth(call: Call): Promise<ServerHealth> {
  const { config, hub, mailer } = call.house;
  const { database, migrations, queues, counts } = await readDatabaseFacts(call.db);
  return {
    database: { ...database, embedded: config.databaseUrl === null },
    migrations,
    node: {
      startedAt,
      uptimeSeconds: Math.floor(process.uptime()),
      version: process.version,
      memoryBytes: process.memoryUsage.rss(),
      liveSockets: hub.listening(),
    },
    mail: { configured: mailer.ready, from: config.mailFrom },
    queues,
    counts,
  };
}
