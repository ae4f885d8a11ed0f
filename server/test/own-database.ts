import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** Makes an empty database for one test or file. @returns its name */
export async function makeDatabase(prefix: string): Promise<string> {
  const name = `${prefix}_${randomUUID().replaceAll('-', '')}`;
  const owner = new pg.Client({ connectionString: inject('ownerUrl') });
  await owner.connect();
  await owner.query(`create database ${name}`);
  await owner.end();
  return name;
}

/**
 * Drops a test's database and the login of the same name, if it has one. Where somebody is still in it after seconds
 * (55006) both stay: the whole cluster goes after the tests.
 */
export async function dropDatabase(name: string): Promise<void> {
  const owner = new pg.Client({ connectionString: inject('ownerUrl') });
  await owner.connect();
  try {
    await owner.query(`drop database if exists ${name}`);
    await owner.query(`drop role if exists ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '55006') throw error;
  } finally {
    await owner.end();
  }
}
