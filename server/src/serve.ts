import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { openSealer } from './audit/chain/sealer.ts';
import { openVault } from './community-connect/vault.ts';
import type { Config } from './config.ts';
import { type Heard, openDatabase, requireSafeLogin } from './db/open.ts';
import { openWatch } from './db/watch.ts';
import { openStudio } from './drawing/studio.ts';
import type { House } from './house.ts';
import { isGone } from './http/problems.ts';
import { loadSecret } from './http/secret.ts';
import { openViewerCache } from './http/viewer-cache.ts';
import { openRunner } from './imports/runs/runner.ts';
import { openHub } from './live/hub.ts';
import { openTopics } from './live/topics/topics.ts';
import { openMailer } from './mail/mailer.ts';
import { Sprays } from './people/sprays.ts';

export { prepareDatabase } from './db/prepare.ts';

/** A server over a database that is there: the application and all it needs. */
export interface Served {
  readonly app: FastifyInstance;
  readonly house: House;
  close(): Promise<void>;
}

/** How long the same background work says nothing more of a database that is gone, in milliseconds. */
const quietAbout = 30_000;

/** Opens everything over an up-to-date database, builds the application, and does not listen yet. */
export async function openServer(config: Config, databaseUrl: string, heard?: Heard): Promise<Served> {
  let app: FastifyInstance | undefined;
  const watch = openWatch(databaseUrl, (what) =>
    what === 'silent'
      ? app?.log.error('the database does not answer: requests get 503 until it does')
      : app?.log.warn('the database answers again'),
  );
  const database = openDatabase(databaseUrl, 20, heard, watch);
  await requireSafeLogin(database);
  const secret = await loadSecret(database);
  const reportOf = (what: string) => {
    let loggedAt = Number.NEGATIVE_INFINITY;
    return (error: unknown) => {
      // What goes on in the background meets a database that is gone several times a second.
      if (isGone(error) && performance.now() - loggedAt < quietAbout) return;
      if (isGone(error)) loggedAt = performance.now();
      app?.log.error({ err: error }, what);
    };
  };
  const hub = openHub(database, secret, reportOf('live'));
  const topics = openTopics(database, hub, secret, reportOf('live topics'));
  const mailer = openMailer(config);
  const studio = openStudio();
  const sealer = openSealer(database, reportOf('audit chain'));
  const imports = openRunner(database, reportOf('imports'));
  const house: House = {
    config,
    database,
    secret,
    hub,
    topics,
    viewerCache: openViewerCache(),
    sprays: new Sprays(),
    studio,
    mailer,
    vault: openVault(config),
    imports,
  };
  app = await buildApp(house);
  const built = app;
  return {
    app: built,
    house,
    close: async () => {
      await built.close();
      await imports.close();
      await topics.close();
      await hub.close();
      await studio.close();
      await sealer.close();
      mailer.close();
      await watch.close();
      await database.close();
    },
  };
}
