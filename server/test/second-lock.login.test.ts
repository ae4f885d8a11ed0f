import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { initDatabase } from '../src/cli/init.ts';
import { type EmbeddedDatabase, startEmbedded } from '../src/db/embedded/embedded.ts';
import { openDatabase, requireSafeLogin } from '../src/db/open.ts';
import { prepareDatabase } from '../src/db/prepare.ts';
import { startApp } from './app.ts';
import { checkout } from './embedded.ts';

const app = await startApp();

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const as = (url: string, user: string, password: string) => {
  const made = new URL(url);
  made.username = user;
  made.password = password;
  return made.href;
};

describe('the application’s login', () => {
  test('has no powers, owns nothing and inherits nothing', async () => {
    await withClient(app.appUrl, async (client) => {
      const { rows } =
        await client.query(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit,
        (select count(*)::integer from pg_class c where c.relowner = r.oid) as owns,
        pg_has_role(r.oid, 'standpipe_viewer', 'usage') or pg_has_role(r.oid, 'standpipe_system', 'usage') as inherits
        from pg_roles r where rolname = session_user`);
      expect(rows).toEqual([
        {
          rolsuper: false,
          rolbypassrls: false,
          rolcreaterole: false,
          rolcreatedb: false,
          rolinherit: false,
          owns: 0,
          inherits: false,
        },
      ]);
    });
  });

  test('becomes the two roles and nobody else: no owner, no superuser', async () => {
    await withClient(app.appUrl, async (client) => {
      const { rows } = await client.query(`select rolname as name, rolsuper as super from pg_roles`);
      const allowed: string[] = [];
      for (const { name } of rows)
        await client.query(`set role "${name}"`).then(
          () => allowed.push(name),
          (error) => expect(error.code, name).toBe('42501'),
        );
      await client.query('reset role');
      expect(rows.filter((row) => row.super).length).toBeGreaterThan(0);
      expect(allowed.sort()).toEqual(
        ['standpipe_system', 'standpipe_viewer', new URL(app.appUrl).username].sort(),
      );
    });
  });

  test('by itself, or after a reset, may read nothing', async () => {
    await withClient(app.appUrl, async (client) => {
      await client.query('set role standpipe_viewer');
      await client.query('reset role');
      for (const table of ['agency', 'permit', 'person', 'setting'])
        await expect(client.query(`select from ${table}`), table).rejects.toThrow('permission denied');
    });
  });

  test('the two roles are no members of each other, and have no powers either', async () => {
    await withClient(app.ownerUrl, async (client) => {
      const { rows } =
        await client.query(`select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin
          as powers, (select count(*)::integer from pg_auth_members m where m.member = r.oid) as memberships
        from pg_roles r where rolname in ('standpipe_viewer', 'standpipe_system')`);
      expect(rows).toEqual([
        { powers: false, memberships: 0 },
        { powers: false, memberships: 0 },
      ]);
    });
  });
});

/** For this cluster of ours alone: its superuser, who otherwise cannot sign in at all. */
async function letTheSuperuserIn({ directory, pid }: EmbeddedDatabase): Promise<void> {
  const rules = join(directory, 'cluster/pg_hba.conf');
  const before = await readFile(rules, 'utf8');
  await writeFile(rules, `local all postgres trust\nhost all postgres 127.0.0.1/32 trust\n${before}`);
  process.kill(pid, 'SIGHUP');
}

/** Starts the server as a person would, on a database of their own. */
function startServer(databaseUrl: string, ownerUrl: string) {
  // Settings of the tests are none of the server's, which refuses what it does not know.
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(checkout, 'server/src/main.ts')], {
    env: {
      PATH,
      HOME,
      DATABASE_URL: databaseUrl,
      DATABASE_OWNER_URL: ownerUrl,
      PORT: '0',
      STANDPIPE_LOG: 'silent',
      STANDPIPE_HOST: '127.0.0.1',
    },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  onTestFinished(() => void child.kill('SIGTERM'));
  return new Promise<{ code: number | null; errors: string }>((settle) =>
    child.on('close', (code) => settle({ code, errors })),
  );
}

const remedy = ': give the application a login of its own with "npx standpipe db init".\n';

describe('the server does not start', () => {
  let urls: { readonly superUrl: string; readonly ownerUrl: string; readonly appUrl: string };

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'standpipe-test-'));
    await chmod(folder, 0o755);
    const systemDirectory = join(folder, 'system');
    const database = await startEmbedded(join(folder, 'data'), { systemDirectory, log: () => {} });
    afterAll(async () => {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    });
    const { ownerUrl, appUrl } = database;
    await letTheSuperuserIn(database);
    urls = { ownerUrl, appUrl, superUrl: as(ownerUrl, 'postgres', 'any') };
    await prepareDatabase(ownerUrl, appUrl);
  });

  test('with a superuser’s login', async () => {
    const { code, errors } = await startServer(urls.superUrl, urls.ownerUrl);
    expect([code, errors]).toEqual([
      78,
      `DATABASE_URL signs in as "postgres", which is a superuser${remedy}`,
    ]);
  });

  test('with the owner’s login', async () => {
    const { code, errors } = await startServer(urls.ownerUrl, urls.ownerUrl);
    expect([code, errors]).toEqual([
      78,
      `DATABASE_URL signs in as "standpipe_owner", which may not act as "standpipe_system"${remedy}`,
    ]);
  });

  test('with the owner’s login that may act as our roles', async () => {
    await withClient(urls.superUrl, (client) =>
      client.query('grant standpipe_viewer, standpipe_system to standpipe_owner with set true'),
    );
    const { code, errors } = await startServer(urls.ownerUrl, urls.ownerUrl);
    expect([code, errors]).toEqual([
      78,
      `DATABASE_URL signs in as "standpipe_owner", which is the owner of tables${remedy}`,
    ]);
  });

  test.each([
    ['row-level security does not hold', 'bypassrls', '', 'is above row-level security'],
    [
      'may become the owner',
      '',
      'grant standpipe_owner to',
      'may become "standpipe_owner", which is the owner of tables',
    ],
    ['may become a superuser', '', 'grant postgres to', 'may become "postgres", which is a superuser'],
    [
      'inherits the system’s rights',
      'inherit',
      '',
      "has the system's rights without asking for them (INHERIT)",
    ],
  ])('with a login for which %s', async (_, attribute, grant, which) => {
    const login = `login_${randomUUID().slice(0, 8)}`;
    const url = as(urls.appUrl, login, 'secret');
    await withClient(urls.superUrl, async (client) => {
      await client.query(`create role ${login} login ${attribute || 'noinherit'} password 'secret'`);
      if (grant) await client.query(`${grant} ${login}`);
      await client.query(`grant standpipe_viewer, standpipe_system to ${login}`);
    });
    const database = openDatabase(url, 1);
    await expect(requireSafeLogin(database)).rejects.toThrow(`"${login}", which ${which}`);
    await database.close();
  });

  test('with a login that inherits, until "db init" has made it right', async () => {
    const login = `login_${randomUUID().slice(0, 8)}`;
    await withClient(urls.superUrl, async (client) => {
      await client.query(`create role ${login} login inherit password 'secret'`);
      await client.query(`grant standpipe_viewer, standpipe_system to ${login}`);
    });
    const url = as(urls.appUrl, login, 'secret');
    await initDatabase(urls.superUrl, url, () => {});
    const database = openDatabase(url, 1);
    await requireSafeLogin(database);
    await database.close();
  });
});
