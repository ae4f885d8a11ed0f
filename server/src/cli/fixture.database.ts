import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';

/** A URL with another database, and another user where one is given. */
export const named = (url: string, database: string, user?: string, password?: string) => {
  const made = new URL(url);
  made.pathname = `/${database}`;
  if (user) made.username = user;
  if (password) made.password = password;
  return made.href;
};

const asOwner = async (...statements: string[]) => {
  const owner = new pg.Client({ connectionString: inject('ownerUrl') });
  await owner.connect();
  for (const statement of statements) await owner.query(statement);
  await owner.end();
};

/** An empty database and the name of a login that nobody has yet; both gone after the test. */
export async function emptyDatabase() {
  const name = `init_${randomUUID().replaceAll('-', '')}`;
  await asOwner(`create database ${name}`);
  onTestFinished(() =>
    asOwner(`drop database if exists ${name} with (force)`, `drop role if exists ${name}`),
  );
  const ownerUrl = named(inject('ownerUrl'), name);
  return { name, ownerUrl, appUrl: named(inject('appUrl'), name, name, 'p@ss/word 1') };
}
