import { inject } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openServer, prepareDatabase, type Served } from '../src/serve.ts';
import { atFileEnd } from './file-end.ts';
import { dropDatabase, makeDatabase } from './own-database.ts';

const at = (url: string, database: string) => {
  const made = new URL(url);
  made.pathname = `/${database}`;
  return made.href;
};

/** A server of its own on a fresh database, listening on a free port, gone after the test file. */
export interface TestApp extends Served {
  readonly base: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Does this once the tests are done, before the server closes. */
  atEnd(work: () => Promise<unknown>): void;
}

/** Starts the real application on a database made for the calling test file. */
export async function startApp(env: Record<string, string> = {}): Promise<TestApp> {
  const name = await makeDatabase('test');
  const ownerUrl = at(inject('ownerUrl'), name);
  const appUrl = at(inject('appUrl'), name);
  await prepareDatabase(ownerUrl, appUrl);
  const config = readConfig({ STANDPIPE_LOG: 'silent', STANDPIPE_RATE_LIMITS: 'off', PORT: '0', ...env });
  const served = await openServer(config, appUrl);
  const base = await served.app.listen({ port: 0, host: '127.0.0.1' });
  const ends: (() => Promise<unknown>)[] = [];
  const app: TestApp = { ...served, base, ownerUrl, appUrl, atEnd: (work) => void ends.push(work) };
  atFileEnd(async () => {
    for (const end of ends) await end();
    await served.close();
    await dropDatabase(name);
  });
  return app;
}

/** A second node on the same database, which keeps things of its own; gone after the test file. Answers where it listens. */
export async function startOtherNode({
  house,
  appUrl,
}: TestApp): Promise<Served & { readonly base: string }> {
  const served = await openServer(house.config, appUrl);
  atFileEnd(() => served.close());
  return { ...served, base: await served.app.listen({ port: 0, host: '127.0.0.1' }) };
}
