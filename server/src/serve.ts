import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { openSealer } from './audit/chain/sealer.ts';
import type { Config } from './config.ts';
import { type Heard, openDatabase, requireSafeLogin } from './db/open.ts';
import type { House } from './house.ts';
import { loadSecret } from './http/secret.ts';
import { openRunner } from './imports/runs/runner.ts';
import { openHub } from './live/hub.ts';
import { openMailer } from './mail/mailer.ts';

export { prepareDatabase } from './db/prepare.ts';

/** A server over a database that is there: the application and the house it stands in. */
export interface Served {
  readonly app: FastifyInstance;
  readonly house: House;
  close(): Promise<void>;
}

/** Opens everything over an up-to-date database, builds the application, and does not listen yet. */
export async function openServer(config: Config, databaseUrl: string, heard?: Heard): Promise<Served> {
  const database = openDatabase(databaseUrl, 20, heard);
  await requireSafeLogin(database);
  const secret = await loadSecret(database);
  let app: FastifyInstance | undefined;
  const hub = openHub(database, secret, (error) => app?.log.error({ err: error }, 'live'));
  const mailer = openMailer(config);
  const sealer = openSealer(database, (error) => app?.log.error({ err: error }, 'audit chain'));
  const imports = openRunner(database, (error) => app?.log.error({ err: error }, 'imports'));
  const house: House = { config, database, secret, hub, mailer, imports };
  app = await buildApp(house);
  const built = app;
  return {
    app: built,
    house,
    close: async () => {
      await built.close();
      await imports.close();
      await hub.close();
      await sealer.close();
      mailer.close();
      await database.close();
    },
  };
}
