import type pg from 'pg';

const lock = 7310002;

/** Seals all that is committed, once who is at it has finished. Not within a transaction. */
export async function sealNow(owner: pg.Client): Promise<void> {
  await owner.query(`select pg_advisory_lock(${lock})`);
  try {
    await owner.query('select seal_entries(1000000)');
  } finally {
    await owner.query(`select pg_advisory_unlock(${lock})`);
  }
}

/** Keeps every server from sealing while the work is done. */
export async function withoutSealing<T>(owner: pg.Client, work: () => Promise<T>): Promise<T> {
  await owner.query(`select pg_advisory_lock(${lock})`);
  try {
    return await work();
  } finally {
    await owner.query(`select pg_advisory_unlock(${lock})`);
  }
}
