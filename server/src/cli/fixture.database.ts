import { inject, onTestFinished } from 'vitest';
import { dropDatabase, makeDatabase } from '../../test/own-database.ts';

/** A URL with another database, and another user where one is given. */
export const named = (url: string, database: string, user?: string, password?: string) => {
  const made = new URL(url);
  made.pathname = `/${database}`;
  if (user) made.username = user;
  if (password) made.password = password;
  return made.href;
};

/** An empty database and the name of a login that nobody has yet; both gone after the test. */
export async function emptyDatabase() {
  const name = await makeDatabase('init');
  onTestFinished(() => dropDatabase(name));
  const ownerUrl = named(inject('ownerUrl'), name);
  return { name, ownerUrl, appUrl: named(inject('appUrl'), name, name, 'p@ss/word 1') };
}
