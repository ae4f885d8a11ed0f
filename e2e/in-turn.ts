import pg from 'pg';
import { inject } from 'vitest';

/**
 * Does a piece of work that only one test file may do at a time: building the pages, installing a browser. The lock
 * is in the database that the files of a run share, and so it goes with whoever held it.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const lock = new pg.Client({ connectionString: inject('ownerUrl') });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock(7310099)');
    return await work();
  } finally {
    await lock.end();
  }
}
