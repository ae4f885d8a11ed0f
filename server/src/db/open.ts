import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** A transaction on the domain's tables. */
export type Db = Transaction<Tables>;

/** Two doors to one database: `viewer` under row-level security, `system` for the few that act without a viewer. */
export interface Database {
  readonly viewer: Kysely<Tables>;
  readonly system: Kysely<Tables>;
  readonly systemPool: pg.Pool;
  close(): Promise<void>;
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return (value: string) => Number(value);
    if (oid === pg.types.builtins.DATE) return (value: string) => value;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (value: string) => new Date(value).toISOString();
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

function pool(url: string, role: 'standpipe_viewer' | 'standpipe_system', max: number): pg.Pool {
  const made = new pg.Pool({
    connectionString: url,
    max,
    types,
    options: `-c role=${role}`,
    application_name: role,
    connectionTimeoutMillis: 900,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  made.on('error', () => {
    // An idle connection died (a database restart); the pool drops it and the next request opens another.
  });
  // A connection that dies between two queries of a transaction says so too; its next query fails and tells the caller.
  made.on('connect', (client) => client.on('error', () => {}));
  return made;
}

/** Hears every statement that a viewer's transaction sends. */
export type Heard = (sql: string) => void;

/** Opens both doors with the application's login. Nothing is connected before the first query. */
export function openDatabase(url: string, connections = 20, heard?: Heard): Database {
  const viewerPool = pool(url, 'standpipe_viewer', connections);
  const systemPool = pool(url, 'standpipe_system', Math.max(4, Math.floor(connections / 2)));
  const viewer = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: viewerPool }),
    ...(heard && { log: (event) => heard(event.query.sql) }),
  });
  const system = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: systemPool }) });
  return {
    viewer,
    system,
    systemPool,
    close: async () => {
      await viewer.destroy();
      await system.destroy();
    },
  };
}

/**
 * Refuses a database where the second lock would not hold.
 * @throws Error with one sentence when the login is superuser, bypasses row security or owns tables.
 */
export async function requireSafeLogin(database: Database): Promise<void> {
  const { rows } = await sql<{ login: string; unsafe: string | null }>`
    select session_user as login, case
      when r.rolsuper then 'is a superuser'
      when r.rolbypassrls then 'bypasses row-level security'
      when exists (select from pg_tables where schemaname = 'public' and tableowner = session_user) then 'owns tables'
    end as unsafe from pg_roles r where r.rolname = session_user`.execute(database.system);
  const { login, unsafe } = rows[0]!;
  if (unsafe)
    throw new Error(
      `DATABASE_URL signs in as "${login}", which ${unsafe}: give the application a login of its own with "npx standpipe db init".`,
    );
}
