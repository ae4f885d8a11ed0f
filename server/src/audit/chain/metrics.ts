import { sql } from 'kysely';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';

/** How many committed entries wait to be sealed, for how long the oldest has, and how many chains cannot go on; read from the database when asked. */
export function measureSealing(registry: Registry, database: Database): void {
  const gauge = (name: string, help: string, column: 'waiting' | 'lag' | 'stalled') =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // Without a database the other metrics are still worth having; this one says that it is not known.
        this.set(
          await readWaiting(database).then(
            (found) => found[column],
            () => Number.NaN,
          ),
        );
      },
    });
  gauge(
    'audit_unsealed_entries',
    'Committed entries of the change log and of partners’ views that are not sealed.',
    'waiting',
  );
  gauge('audit_seal_lag_seconds', 'How long the oldest of them has been committed.', 'lag');
  gauge(
    'audit_stalled_chains',
    'Chains that cannot be continued because something wrote to the logs outside the server.',
    'stalled',
  );
}

const readWaiting = (database: Database) =>
  asSystem(database, async (db) => {
    const { rows } = await sql<{ waiting: number; lag: number; stalled: number }>`
      select count(*) as waiting,
        greatest(0, coalesce(extract(epoch from clock_timestamp() - min(at)), 0))::float8 as lag,
        (select count(*) from audit_stalled) as stalled
      from audit_queue`.execute(db);
    return rows[0]!;
  });
