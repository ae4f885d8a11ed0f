/** What keeps the server from starting: it ends with 78 and one sentence that a person can act on. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { checkout, makeFolder, startChild } from './embedded.ts';

/** Starts the server with these settings beside the machine's own, until it ends or says that it is ready. */
async function startWith(settings: Record<string, string>) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(checkout, 'server/src/main.ts')], {
    cwd: makeFolder(),
    env: { PATH, HOME, PORT: '0', STANDPIPE_LOG: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
    if (out.includes('is ready')) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, errors: errors.trim() };
}

/** One sentence for the person who started it: no stack, and the setting by its name. */
function expectSentence(
  { code, out, errors }: Awaited<ReturnType<typeof startWith>>,
  ...says: RegExp[]
): void {
  expect(out).not.toContain('is ready');
  expect({ code, errors }).toMatchObject({ code: 78 });
  expect(errors.split('\n')).toHaveLength(1);
  expect(errors).toMatch(/^[A-Z].*\.$/);
  for (const each of says) expect(errors).toMatch(each);
}

describe('a setting', () => {
  test.each<[Record<string, string>, RegExp, RegExp]>([
    [{ PORT: 'many' }, /PORT is "many"/, /0 to 65535/],
    [{ PORT: '70000' }, /PORT is "70000"/, /0 to 65535/],
    [{ STANDPIPE_COLOUR: 'red' }, /STANDPIPE_COLOUR/, /STANDPIPE_DATA/],
    [{ STANDPIPE_LOG: 'loud' }, /STANDPIPE_LOG is "loud"/, /info/],
    [{ STANDPIPE_RATE_LIMITS: 'no' }, /STANDPIPE_RATE_LIMITS is "no"/, /on or off/],
    [{ STANDPIPE_TRUST_PROXY: 'all' }, /STANDPIPE_TRUST_PROXY is "all"/, /loopback/],
    [{ PUBLIC_URL: 'standpipe' }, /PUBLIC_URL is "standpipe"/, /https:/],
    [{ DATABASE_URL: 'postgres://x@localhost/x' }, /DATABASE_OWNER_URL/, /both/],
    [{ STANDPIPE_OPERATOR_EMAIL: 'a@example.org' }, /STANDPIPE_OPERATOR_PASSWORD/, /both/],
  ])('that will not do is named with what it is and what it may be: %j', async (settings, ...says) => {
    expectSentence(await startWith(settings), ...says);
  });
});

describe('a database', () => {
  test('where the application would sign in as the owner of the tables is refused', async () => {
    const { ownerUrl } = await startApp();
    const started = await startWith({ DATABASE_URL: ownerUrl, DATABASE_OWNER_URL: ownerUrl });
    expectSentence(started, /DATABASE_URL signs in as/, /standpipe db init/);
  });

  test('that is newer than the program is refused, and nothing in it is changed', async () => {
    const { ownerUrl, appUrl } = await startApp();
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query("insert into schema_migration (name) values ('9999-from-tomorrow.ts')");
    const tables = async () => (await owner.query('select relname from pg_class order by 1')).rows;
    const before = await tables();
    expectSentence(
      await startWith({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl }),
      /newer than this program/,
      /9999-from-tomorrow/,
    );
    expect(await tables()).toEqual(before);
    await owner.end();
  });

  test('whose directory another server holds is refused, and that one goes on', async () => {
    const folder = makeFolder();
    const first = startChild(folder);
    const { appUrl } = await first.ready;
    expectSentence(
      await startWith({ STANDPIPE_DATA: join(folder, 'data') }),
      /already in use by another Standpipe \(process \d+\)/,
      /STANDPIPE_DATA/,
    );
    const client = new pg.Client({ connectionString: appUrl });
    await client.connect();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });
});
