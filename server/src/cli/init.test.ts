import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { emptyDatabase, named } from './fixture.database.ts';
import { initDatabase } from './init.ts';

async function init(ownerUrl: string, appUrl: string): Promise<string[]> {
  const said: string[] = [];
  await initDatabase(ownerUrl, appUrl, (line) => said.push(line));
  return said;
}

test('an empty database gets the schema and a login that owns nothing', async () => {
  const { name, ownerUrl, appUrl } = await emptyDatabase();
  const said = await init(ownerUrl, appUrl);
  expect(said[0]).toBe(`Made the login: ${name}, with the password of its URL.`);
  expect(said[1]).toMatch(/^Applied \d+ migrations\.$/);
  const app = new pg.Client({ connectionString: appUrl });
  await app.connect();
  await expect(app.query('select from agency')).rejects.toThrow('permission denied');
  await app.query('set role standpipe_system');
  expect((await app.query('select from agency')).rowCount).toBe(0);
  await app.end();
});

test('a second time it changes nothing but the password, to the one of the URL', async () => {
  const { name, ownerUrl, appUrl } = await emptyDatabase();
  await init(ownerUrl, appUrl);
  const newUrl = named(appUrl, name, name, 'another');
  expect(await init(ownerUrl, newUrl)).toEqual([
    `The login was there: ${name}, with the password of its URL.`,
    'The schema is up to date.',
    'The application signs in, owns nothing and is held by row-level security. The database is ready.',
  ]);
  const old = new pg.Client({ connectionString: appUrl });
  await expect(old.connect()).rejects.toThrow('password authentication failed');
});

describe('it refuses', () => {
  test('one login for both', async () => {
    const { ownerUrl } = await emptyDatabase();
    await expect(init(ownerUrl, ownerUrl)).rejects.toThrow(/the application needs a login of its own/);
  });

  test('a login with powers, before anything is changed', async () => {
    const { name, ownerUrl } = await emptyDatabase();
    await expect(init(ownerUrl, named(ownerUrl, name, 'postgres', 'x'))).rejects.toThrow(
      'The login "postgres" is a superuser',
    );
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    const { rows } = await owner.query(`select to_regclass('agency') as agency, rolinherit
      from pg_roles where rolname = 'postgres'`);
    expect(rows).toEqual([{ agency: null, rolinherit: true }]);
    await owner.end();
  });

  test('two URLs of different databases', async () => {
    const [one, other] = [await emptyDatabase(), await emptyDatabase()];
    const elsewhere = named(one.appUrl, other.name);
    await expect(init(one.ownerUrl, elsewhere)).rejects.toThrow('The two URLs name different databases.');
  });

  test('what is no URL, or names nobody', async () => {
    await expect(init('localhost', 'x')).rejects.toThrow('The owner URL is not a URL');
    await expect(init('postgresql://o:p@h/d', 'postgresql://h/d')).rejects.toThrow('names no user');
  });
});
