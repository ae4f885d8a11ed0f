import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { speakingPool } from './connection.ts';
import type { Tables } from './tables.ts';
import type { Watch } from './watch.ts';

/** A transaction on the domain's tables. */
export type Db = Transaction<Tables>;

/** Two ways into one database: `viewer` under row-level security, `system` for the few that act without a viewer. */
export interface Database {
  readonly viewer: Kysely<Tables>;
  readonly system: Kysely<Tables>;
  readonly systemPool: pg.Pool;
  close(): Promise<void>;
}

/** A time as a connection of ours spells it, in UTC, with milliseconds after a T: 2026-11-22 10:00:00.5+00. */
export function isoTime(text: string): string {
  const plain = text[10] === ' ' && text.endsWith('+00'); // not so before the year 1 and after 9999
  if (!plain) return new Date(text).toISOString();
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0').slice(0, 3)}Z`;
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return (value: string) => Number(value);
    if (oid === pg.types.builtins.DATE) return (value: string) => value;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return isoTime;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/**
 * A viewer's connection reads by indexes that begin with the scope, however small a table is: one that is read as a
 * whole takes longer the more is in it that the viewer does not see.
 */
function pool(
  url: string,
  role: 'standpipe_viewer' | 'standpipe_system',
  max: number,
  watch?: Watch,
): pg.Pool {
  const made = new pg.Pool({
    connectionString: url,
    max,
    types,
    options: `-c role=${role} -c timezone=UTC${role === 'standpipe_viewer' ? ' -c enable_seqscan=off' : ''}`,
    application_name: role,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    ...(watch && { stream: watch.socket }),
    pipeline: true,
    maxLifetimeSeconds: 1800, // and with a connection go the plans it keeps
  });
  made.on('error', () => {
    // An idle connection died (a database restart); the pool drops it and the next request opens another.
  });
  // A connection that dies between two queries of a transaction says so too; its next query fails and tells the caller.
  made.on('connect', (client) => client.on('error', () => {}));
  watch?.over(made);
  return made;
}

/** Hears every statement that a viewer's transaction sends. */
export type Heard = (sql: string, parameters: readonly unknown[]) => void;

/**
 * Opens both pools with the application's login. Nothing connects before the first query.
 * @param watch tells those who wait when the database falls silent; without it they wait for the network's own limits
 */
export function openDatabase(url: string, connections = 20, heard?: Heard, watch?: Watch): Database {
  const viewerPool = pool(url, 'standpipe_viewer', connections, watch);
  const systemPool = pool(url, 'standpipe_system', Math.max(4, Math.floor(connections / 2)), watch);
  const viewer = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: speakingPool(viewerPool) }),
    ...(heard && { log: (event) => heard(event.query.sql, event.query.parameters) }),
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
 * @throws Error with one sentence when the login is superuser, bypasses row security or owns tables, may become somebody
 * who is or does, inherits the system's rights, or may not act as our two roles at all.
 */
export async function requireSafeLogin(database: Database): Promise<void> {
  const { login, unsafe } = await signInFacts(database).catch(
    (error: { code?: string; message?: string }) => {
      if (error.code !== '42501' || !/set role/.test(error.message ?? '')) throw error;
      const { connectionString } = database.systemPool.options;
      const user = decodeURIComponent(new URL(connectionString!).username);
      return { login: user, unsafe: 'may not act as "standpipe_system"' };
    },
  );
  if (unsafe)
    throw new Error(
      `DATABASE_URL signs in as "${login}", which ${unsafe}: give the application a login of its own with "npx standpipe db init".`,
    );
}

async function signInFacts(database: Database): Promise<{ login: string; unsafe: string | null }> {
  const { rows } = await sql<{ login: string; unsafe: string | null }>`
    with powers as (
      select r.oid, r.rolname, case
        when r.rolsuper then 'a superuser'
        when r.rolbypassrls then 'above row-level security'
        when exists (select from pg_class c where c.relnamespace = 'public'::regnamespace
          and c.relkind in ('r', 'p', 'v') and c.relowner = r.oid) then 'the owner of tables'
      end as power
      from pg_roles r where pg_has_role(session_user, r.oid, 'member'))
    select session_user as login, coalesce(
      (select 'is ' || power from powers where rolname = session_user),
      (select 'may become "' || rolname || '", which is ' || power from powers where power is not null limit 1),
      case when pg_has_role(session_user, 'standpipe_system', 'usage')
        then 'has the system''s rights without asking for them (INHERIT)' end) as unsafe`.execute(
    database.system,
  );
  return rows[0]!;
}
