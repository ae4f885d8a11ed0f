/**
 * Access without a viewer. It exists under this one name; only migrations, imports of reference data, session and
 * people, the operator's console, the command line and the hub may import it (checked by dependency-cruiser).
 * It acts as the role `standpipe_system`, whose policies see every agency.
 */
import type { Database, Db } from './open.ts';

export const asSystem = <T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> =>
  database.system.transaction().execute(work);
