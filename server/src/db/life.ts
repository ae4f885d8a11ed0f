import { sql } from 'kysely';
import type { Db } from './open.ts';

/**
 * The id of the running cluster: it changes with each crash and each takeover by another server. Transaction numbers
 * that were cached in memory mean nothing in another one (migrations/0033-cluster-life.ts).
 */
export async function clusterIdOf(db: Db): Promise<string> {
  const existing = await sql<{ id: string }>`select id from cluster_life`.execute(db);
  if (existing.rows[0]) return existing.rows[0].id;
  await sql`insert into cluster_life default values on conflict do nothing`.execute(db);
  return clusterIdOf(db);
}
