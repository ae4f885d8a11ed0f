import type { ServerHealth } from '@standpipe/contract';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

type Facts = Pick<ServerHealth, 'migrations' | 'queues' | 'counts'> & {
  readonly database: Omit<ServerHealth['database'], 'embedded'>;
};

/** What the database knows of itself, in one statement. */
export async function readDatabaseFacts(db: Db): Promise<Facts> {
  const { rows } = await sql<{
    version: string;
    bytes: number;
    connections: number;
    applied: number;
    last: string | null;
    last_at: string | null;
    untold: number;
    agencies: number;
    active: number;
    people: number;
  }>`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      (select count(*) from pg_stat_activity where datname = current_database()) as connections,
      (select count(*) from schema_migration) as applied,
      (select max(name) from schema_migration) as last, (select max(at) from schema_migration) as last_at,
      (select count(*) from (select from change_event e, change_reader r
        where r.name = 'notices' and (e.tx, e.id) > (r.tx, r.id) limit 10000) untold) as untold,
      (select count(*) from agency) as agencies, (select count(*) from agency where active) as active,
      (select count(*) from person) as people`.execute(db);
  const row = rows[0]!;
  return {
    database: { version: row.version, bytes: row.bytes, connections: row.connections },
    migrations: { applied: row.applied, last: row.last, lastAt: row.last_at },
    queues: { notices: row.untold },
    counts: { agencies: row.agencies, activeAgencies: row.active, people: row.people },
  };
}
