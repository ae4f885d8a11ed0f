import pg from 'pg';
import { ConfigError } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase, requireSafeLogin } from '../db/open.ts';
import { ensureRoles } from '../db/roles.ts';
import { Refusal } from './refusal.ts';

interface LoginFacts {
  readonly login: string;
  readonly password: string | undefined;
}

const readLogin = (name: string, url: string): LoginFacts => {
  if (!URL.canParse(url))
    throw new ConfigError(`${name} is not a URL such as postgresql://user:password@host/database.`);
  const { username, password } = new URL(url);
  if (!username) throw new ConfigError(`${name} names no user.`);
  return {
    login: decodeURIComponent(username),
    password: password ? decodeURIComponent(password) : undefined,
  };
};

/**
 * Makes a database ready for Standpipe: the application's login with the password of its URL, the roles it acts as,
 * the schema, and a check that the login may not more than it should. Safe to run again.
 */
export async function initDatabase(
  ownerUrl: string,
  appUrl: string,
  say: (line: string) => void,
): Promise<void> {
  const owner = readLogin('The owner URL', ownerUrl);
  const app = readLogin('The application URL', appUrl);
  if (owner.login === app.login)
    throw new Refusal(
      `Both URLs sign in as "${app.login}": the application needs a login of its own, which may be one that does not exist yet.`,
    );
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const existed = await requireHarmless(client, app.login);
    await requireRoleMaker(client, owner.login, app.login);
    await ensureRoles(client, app.login, app.password);
    const password = app.password === undefined ? 'without a password' : 'with the password of its URL';
    say(`${existed ? 'The login was there' : 'Made the login'}: ${app.login}, ${password}.`);
  } finally {
    await client.end();
  }
  const applied = await migrate(ownerUrl);
  say(applied.length > 0 ? `Applied ${applied.length} migrations.` : 'The schema is up to date.');
  await checkLogin(appUrl);
  say('The application signs in, owns nothing and is held by row-level security. The database is ready.');
}

/**
 * To make the application's login and the roles it acts as takes CREATEROLE, unless somebody has made them before.
 * @throws Refusal that says what to run, and as whom
 */
async function requireRoleMaker(owner: pg.Client, login: string, app: string): Promise<void> {
  const { rows } = await owner.query<{ may: boolean; there: boolean }>(
    `select (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may,
       (select count(*) from pg_roles g join pg_auth_members m on m.roleid = g.oid join pg_roles u on u.oid = m.member
         where g.rolname in ('standpipe_viewer', 'standpipe_system') and u.rolname = $1) = 2 as there`,
    [app],
  );
  if (rows[0]!.may || rows[0]!.there) return;
  throw new Refusal(
    [
      `"${login}" may not make roles. As a superuser of this PostgreSQL, run either`,
      `  ALTER ROLE "${login}" CREATEROLE;`,
      'or make what is needed yourself:',
      '  CREATE ROLE standpipe_viewer; CREATE ROLE standpipe_system;',
      `  CREATE ROLE "${app}" LOGIN NOINHERIT PASSWORD '...';`,
      `  GRANT standpipe_viewer, standpipe_system TO "${app}";`,
      'Then run this command again.',
    ].join('\n'),
  );
}

/** Whether a role is there already; one with powers of its own is nobody to hand to an application. */
async function requireHarmless(owner: pg.Client, login: string): Promise<boolean> {
  const { rows } = await owner.query<{ powers: string | null }>(
    `select case when rolsuper then 'a superuser' when rolbypassrls then 'above row-level security'
       when rolcreaterole or rolcreatedb then 'allowed to make roles or databases' end as powers
     from pg_roles where rolname = $1`,
    [login],
  );
  const powers = rows[0]?.powers;
  if (powers)
    throw new Refusal(`The login "${login}" is ${powers}: name another one, which need not exist yet.`);
  return rows.length > 0;
}

async function checkLogin(appUrl: string): Promise<void> {
  const database = openDatabase(appUrl, 1);
  try {
    await requireSafeLogin(database);
    const { rows } = await database.systemPool.query(
      `select to_regclass('public.agency') is not null as there`,
    );
    if (!rows[0].there) throw new Refusal('The two URLs name different databases.');
  } finally {
    await database.close();
  }
}
