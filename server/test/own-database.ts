import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
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
 * Drops a test's database and the login of the same name, if it has one. A worker of the cluster itself that looks at
 * the database cannot be sent away by its owner (42501) and is waited for.
 */
export async function dropDatabase(name: string): Promise<void> {
  const owner = new pg.Client({ connectionString: inject('ownerUrl') });
  await owner.connect();
  for (let gone = false; !gone; )
    gone = await owner.query(`drop database if exists ${name} with (force)`).then(
      () => true,
      async (error: { code?: string }) => {
        if (error.code !== '42501' && error.code !== '55006') throw error;
        await wait(100);
        return false;
      },
    );
  await owner.query(`drop role if exists ${name}`);
  await owner.end();
}
