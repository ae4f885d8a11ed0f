import { buildApp } from '../server/src/app.ts';
import { openVault } from '../server/src/community-connect/vault.ts';
import { readConfig } from '../server/src/config.ts';
import { openDatabase } from '../server/src/db/open.ts';
import { openViewerCache } from '../server/src/http/viewer-cache.ts';
import { openMailer } from '../server/src/mail/mailer.ts';
import { Sprays } from '../server/src/people/sprays.ts';

/** The OpenAPI document as the running server serves it. Nothing connects to a database. */
export async function generateOpenapi(): Promise<Record<string, string>> {
  const config = readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off' });
  const database = openDatabase('postgres://nobody@127.0.0.1:1/none');
  const idle = async () => {};
  const hub = {
    wake: () => {},
    leave: () => {},
    listening: () => 0,
    accessChanged: idle,
    follow: idle,
    join: async () => false,
    close: idle,
  };
  const app = await buildApp({
    config,
    database,
    secret: 'only for the document',
    hub,
    topics: {
      find: () => undefined,
      unitsTouched: () => {},
      conversationsTouched: () => {},
      boardsTouched: () => {},
      close: idle,
    },
    viewerCache: openViewerCache(),
    sprays: new Sprays(),
    studio: { requireRoom: () => {}, draw: idle as never, close: idle },
    mailer: openMailer(config),
    vault: openVault(config),
    imports: { wake: () => {}, close: idle },
  });
  await app.ready();
  const text = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await app.close();
  await database.close();
  return { 'docs/openapi.json': text };
}
