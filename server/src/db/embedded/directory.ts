import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedDatabaseError } from './errors.ts';
import type { Account } from './run.ts';

/** Where the database lies: its lock, passwords, log and PostgreSQL's own files. */
export interface Home {
  /** The directory that was asked for, as the person at the keyboard knows it. */
  asked: string;
  directory: string;
  cluster: string;
  account: Account;
}

const nobody = { uid: 65534, gid: 65534 };
const asRoot = () => process.getuid?.() === 0;

/**
 * Finds or makes the database's folder. PostgreSQL refuses to run as root, so root starts it as the owner of the
 * data, at first 65534. Where that user may not enter the data directory the database lies under
 * `systemDirectory` instead, and the file LOCATION says so; LOCATION is believed from then on, because a second
 * look at the permissions must never begin an empty database beside a full one.
 */
export async function openHome(
  dataDirectory: string,
  systemDirectory: string,
  log: (line: string) => void,
): Promise<Home> {
  await mkdir(dataDirectory, { recursive: true });
  const asked = await realpath(dataDirectory);
  const named = (await readFile(join(asked, 'LOCATION'), 'utf8').catch(nothingThere))?.trim();
  const directory = named ?? join(asked, 'database');
  if (named && !(await ownerOf(named))) {
    throw new EmbeddedDatabaseError(
      `The data directory ${asked} says in its file LOCATION that the database lies in ${named}, which is not there: ` +
        'bring that folder back, or remove LOCATION to begin with an empty database.',
    );
  }
  const owner = await ownerOf(join(directory, 'cluster'));
  const home = { asked, directory, cluster: join(directory, 'cluster') };
  if (!asRoot()) {
    if (owner && process.getuid && owner.uid !== process.getuid())
      throw ownedByAnother(home.cluster, owner.uid);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return { ...home, account: undefined };
  }
  const account = owner && owner.uid !== 0 ? owner : nobody;
  if (named) log(`The database of ${asked} lies in ${named}.`);
  const closed = await closedFolder(named ?? asked, account);
  if (closed && owner) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL runs as user id ${account.uid}, which may no longer enter ${closed}, where the database lies: ` +
        `allow it again (chmod o+x ${closed}).`,
    );
  }
  if (!closed || named) {
    await makeFolder(directory, 0o711);
    return { ...home, account };
  }
  return moveElsewhere(home, account, closed, systemDirectory, log);
}

async function moveElsewhere(
  home: Omit<Home, 'account'>,
  account: { uid: number; gid: number },
  closed: string,
  systemDirectory: string,
  log: (line: string) => void,
): Promise<Home> {
  const name = createHash('sha256').update(home.asked).digest('hex').slice(0, 16);
  const directory = join(systemDirectory, name);
  await makeFolder(systemDirectory, 0o755);
  await makeFolder(directory, 0o711);
  const barrier = await closedFolder(directory, account);
  if (barrier) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL runs as user id ${account.uid}, which may enter neither ${closed} nor ${barrier}: ` +
        'start as an ordinary user, or choose another STANDPIPE_DATA.',
    );
  }
  await writeFile(join(home.asked, 'LOCATION'), `${directory}\n`);
  log(`User id ${account.uid} may not enter ${closed}: the database of ${home.asked} lies in ${directory}.`);
  return { asked: home.asked, directory, cluster: join(directory, 'cluster'), account };
}

/** The outermost folder on the way to `path` that `account` may not enter, judged by its permission bits. */
export async function closedFolder(
  path: string,
  account: { uid: number; gid: number },
): Promise<string | undefined> {
  const above = dirname(path);
  const higher = above === path ? undefined : await closedFolder(above, account);
  if (higher) return higher;
  const { uid, gid, mode } = await stat(path);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return mode & bit ? undefined : path;
}

/** Lets the owner of the folder use a file that root has just written into it. */
export async function giveToOwner(home: Home, file: string): Promise<void> {
  if (!asRoot()) return;
  const { uid, gid } = await stat(home.directory);
  await chown(file, uid, gid);
}

async function makeFolder(path: string, mode: number): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (!first) return;
  // whatever the umask said: the user PostgreSQL runs as has to walk through
  for (let made = path; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
  await chmod(path, mode);
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(path).catch(nothingThere);
  return found && { uid: found.uid, gid: found.gid };
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function ownedByAnother(cluster: string, uid: number): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The database in ${cluster} belongs to user id ${uid} and Standpipe runs as ${process.getuid?.()}: ` +
      'start it as the user who first started it (root, if it was root), or choose another STANDPIPE_DATA.',
  );
}
