import { expect, inject, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { compareSchema } from '../../src/db/migrate.ts';
import { openServer, prepareDatabase } from '../../src/serve.ts';
import { dropDatabase, makeDatabase } from '../own-database.ts';

test('two nodes that bring one empty database up at once both do, and each migration was made once', async () => {
  const name = await makeDatabase('twice');
  onTestFinished(() => dropDatabase(name));
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const [ownerUrl, appUrl] = [at(inject('ownerUrl')), at(inject('appUrl'))];
  const applied = await Promise.all([prepareDatabase(ownerUrl, appUrl), prepareDatabase(ownerUrl, appUrl)]);
  const made = applied.flat();
  expect(new Set(made).size).toBe(made.length);
  expect(made.length).toBeGreaterThan(10);
  expect(await compareSchema(ownerUrl)).toEqual({ lacking: [], unknown: [] });
  const config = readConfig({ STANDPIPE_LOG: 'silent', PORT: '0' });
  const nodes = await Promise.all([openServer(config, appUrl), openServer(config, appUrl)]);
  for (const node of nodes) {
    expect((await node.app.inject('/readyz')).statusCode).toBe(200);
    await node.close();
  }
});
