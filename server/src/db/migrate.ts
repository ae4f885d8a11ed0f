import { readdir } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('../../migrations/', import.meta.url);

/**
 * Functions of ours are for the two group roles only; PostgreSQL gives every new one to everybody. Those that act as
 * the owner look for tables among the temporary ones last, not first: nobody lays one in front of ours.
 */
const closeFunctions = `do $$ declare f regprocedure; acts_as_owner boolean; begin
  for f, acts_as_owner in select p.oid::regprocedure, p.prosecdef from pg_proc p join pg_roles r on r.oid = p.proowner
    where p.pronamespace = 'public'::regnamespace and r.rolname = current_user loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to standpipe_viewer, standpipe_system', f);
    if acts_as_owner then execute format('alter function %s set search_path = public, pg_temp', f); end if;
  end loop; end $$`;

/** The names of all migrations, in order. */
const migrationNames = async () =>
  (await readdir(folder)).filter((name) => /^\d{4}-.+\.ts$/.test(name)).sort();

/**
 * Brings the schema to this version; forward only, each migration in its own transaction, one node at a time.
 * @param ownerUrl the login that owns the tables
 * @throws Error when the schema is newer than this program
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'standpipe-migrate' });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock(7310001)');
    await owner.query(
      `create table if not exists schema_migration (name text primary key, at timestamptz default now())`,
    );
    const done = new Set(
      (await owner.query<{ name: string }>('select name from schema_migration')).rows.map((row) => row.name),
    );
    const names = await migrationNames();
    const unknown = [...done].filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new Error(
        `The database is newer than this program (it has "${unknown.join('", "')}"): start the version of Standpipe that made it, or a later one.`,
      );
    const applied: string[] = [];
    for (const name of names.filter((each) => !done.has(each))) {
      const { up } = (await import(new URL(name, folder).href)) as { up: string };
      await owner.query('begin');
      await owner.query(up);
      await owner.query(closeFunctions);
      await owner.query('insert into schema_migration (name) values ($1)', [name]);
      await owner.query('commit');
      applied.push(name);
    }
    return applied;
  } finally {
    await owner.end();
  }
}

/** What is wrong between a database and this program. */
export interface SchemaDifference {
  /** Migrations that the database has not seen. */
  readonly lacking: readonly string[];
  /** Migrations that it has seen and this program does not know. */
  readonly unknown: readonly string[];
}

/** Compares a database with this program and changes nothing. */
export async function compareSchema(ownerUrl: string): Promise<SchemaDifference> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'standpipe-migrate' });
  await owner.connect();
  try {
    const made = await owner.query(`select to_regclass('schema_migration') is not null as made`);
    const { rows } = made.rows[0].made
      ? await owner.query<{ name: string }>('select name from schema_migration')
      : { rows: [] };
    const done = new Set(rows.map((row) => row.name));
    const names = await migrationNames();
    return {
      lacking: names.filter((name) => !done.has(name)),
      unknown: [...done].filter((name) => !names.includes(name)),
    };
  } finally {
    await owner.end();
  }
}
