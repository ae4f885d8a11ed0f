/**
 * Access without a viewer. It exists under this one name; only migrations, imports of reference data, session and
 * people, the operator's console, the command line and the hub may import it (checked by dependency-cruiser).
 * It acts as the role `standpipe_system`, whose policies see every agency.
 */
import { sql } from 'kysely';
import type { Database, Db } from './open.ts';

export const asSystem = <T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> =>
  database.system.transaction().execute(work);

/**
 * Does one piece of a viewer's transaction as the system, so that it commits or fails with the rest: what follows for
 * several agencies from the save of one.
 */
export async function asSystemWithin<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ role: string }>`
    select current_setting('role') as role, set_config('role', 'standpipe_system', true)`.execute(db);
  const result = await work(); // after a fault the transaction ends, and the role with it
  await sql`select set_config('role', ${rows[0]!.role}, true)`.execute(db);
  return result;
}
