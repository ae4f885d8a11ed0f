import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { giveToOwner, type Home } from './directory.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import { onWindows, runProgram } from './run.ts';

/** Linux can write out a file system in one call; a thousand calls for single files take ten times as long. */
const quickSync = process.platform === 'linux';

/** The name of this database among processes, and its passwords; stored in passwords.json. */
export interface Credentials {
  name: string;
  owner: string;
  app: string;
}

/** Reads the passwords, or makes them: at the first start, and when the file was lost or a backup came without. */
export async function openCredentials(home: Home): Promise<{ credentials: Credentials; fresh: boolean }> {
  const file = join(home.directory, 'passwords.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (text) return { credentials: JSON.parse(text) as Credentials, fresh: false };
  const secret = () => randomBytes(24).toString('base64url');
  const credentials = { name: `standpipe-${randomBytes(6).toString('hex')}`, owner: secret(), app: secret() };
  await writeDurably(`${file}.new`, JSON.stringify(credentials));
  await giveToOwner(home, `${file}.new`);
  await rename(`${file}.new`, file);
  return { credentials, fresh: true };
}

/**
 * Makes the database under a draft name and renames it when it is whole and on the disk, so that a start cut short
 * leaves nothing half made. The roles are set up in PostgreSQL's single-user mode; its superuser has no password
 * afterwards and cannot sign in. The disk is waited for once, at the end, and not at every step.
 */
export async function createCluster(home: Home, binaries: Binaries, credentials: Credentials): Promise<void> {
  for (const name of await readdir(home.directory)) {
    if (name.startsWith('draft-'))
      await rm(join(home.directory, name), { recursive: true, force: true, maxRetries: 5 });
  }
  // a new name each time: an initdb that outlived its Node may still be writing under the old one
  const draft = join(home.directory, `draft-${randomBytes(4).toString('hex')}`);
  await mkdir(draft, { mode: 0o700 });
  const password = join(home.directory, 'first-password');
  await writeDurably(password, randomBytes(24).toString('base64url'));
  if (home.account) {
    await chown(draft, home.account.uid, home.account.gid);
    await chown(password, home.account.uid, home.account.gid);
  }
  try {
    await initialise(home, binaries, draft, password);
  } finally {
    await rm(password, { force: true });
  }
  const roles = [
    'ALTER ROLE postgres PASSWORD NULL',
    `CREATE ROLE standpipe_owner LOGIN CREATEROLE CREATEDB PASSWORD '${credentials.owner}'`,
    `CREATE ROLE standpipe_app LOGIN NOINHERIT PASSWORD '${credentials.app}'`,
    // The database for who signs in without naming one, which nobody does: making another would take longer.
    'ALTER DATABASE postgres RENAME TO standpipe',
    'ALTER DATABASE standpipe OWNER TO standpipe_owner',
    `COMMENT ON DATABASE standpipe IS 'Standpipe'`,
  ];
  // What initdb wrote goes to the disk while the roles are made; then only what they changed has to be waited for.
  await Promise.all([
    quickSync && syncCluster(home, binaries, draft),
    runStatements(home, binaries, draft, roles, ['-c', 'fsync=off']),
  ]);
  await syncCluster(home, binaries, draft);
  await rename(draft, home.cluster);
  await syncFolder(home.directory);
}

/** Gives both roles the passwords of a new passwords.json; the server must not be running. */
export async function renewPasswords(
  home: Home,
  binaries: Binaries,
  credentials: Credentials,
): Promise<void> {
  await runStatements(home, binaries, home.cluster, [
    `ALTER ROLE standpipe_owner PASSWORD '${credentials.owner}'`,
    `ALTER ROLE standpipe_app PASSWORD '${credentials.app}'`,
  ]);
}

async function initialise(home: Home, binaries: Binaries, cluster: string, password: string): Promise<void> {
  // The collation is PostgreSQL's own, the same on every machine. The character type is still the system's and
  // full-text and trigram search ask it what a letter is: under plain C, "Muñoz" is the words "mu" and "oz".
  let said = '';
  for (const letters of onWindows ? ['C'] : ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const args = ['-D', cluster, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${password}`];
    args.push('--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
    args.push('--locale=C', `--lc-ctype=${letters}`, '--data-checksums', '--no-instructions', '--no-sync');
    const outcome = await runProgram(binaries.initdb, args, home.account);
    if (outcome.ok) return;
    said = outcome.output;
    if (!/invalid locale name/.test(said)) break;
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL could not make a database in ${home.directory} (${said.split('\n').slice(-2).join(' ')}): ` +
      'remove what it names, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

async function runStatements(
  home: Home,
  binaries: Binaries,
  cluster: string,
  lines: string[],
  settings: string[] = [],
): Promise<void> {
  const quiet = ['-c', 'log_checkpoints=off', '-c', 'log_min_error_statement=panic']; // no password in a log
  const args = ['--single', '-D', cluster, '-c', 'exit_on_error=on', ...quiet, ...settings, 'template1'];
  const outcome = await runProgram(binaries.postgres, args, home.account, `${lines.join('\n')}\n`);
  if (outcome.ok) return;
  throw new EmbeddedDatabaseError(
    `PostgreSQL could not set up its roles in ${cluster}: ${outcome.output.split('\n').slice(-2).join(' ')}`,
  );
}

/** Sees to it that everything a database was made of is on the disk. */
async function syncCluster(home: Home, binaries: Binaries, cluster: string): Promise<void> {
  let said = '';
  for (const method of quickSync ? ['syncfs', 'fsync'] : ['fsync']) {
    const args = ['--sync-only', `--sync-method=${method}`, '-D', cluster];
    const outcome = await runProgram(binaries.initdb, args, home.account);
    if (outcome.ok) return;
    said = outcome.output;
  }
  throw new EmbeddedDatabaseError(
    `The new database in ${home.directory} could not be written to the disk: ${said.split('\n').slice(-2).join(' ')}`,
  );
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
}

async function syncFolder(folder: string): Promise<void> {
  if (onWindows) return; // a folder cannot be opened there
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
