import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { giveToOwner, type Home } from './directory.ts';
import { DatabaseInUseError, EmbeddedDatabaseError } from './errors.ts';

/*
 * Who may use a database directory.
 *
 * The process that runs Standpipe holds an exclusive lock on <home>/lock for as long as it lives. A file with a
 * pid cannot tell a living owner from a dead one: pids are used again, at once and predictably so in a
 * restarted container, and another container sharing the volume has pids of its own. A lock of the kernel ends
 * with its process however that dies, needs no clean-up, and is seen by every process on the machine, whatever
 * its container. Node offers no such call; SQLite, which is part of Node, takes one on every system (fcntl,
 * LockFileEx), so an empty SQLite file in an exclusive transaction is the lock. Nothing is ever stored in it,
 * and nothing but SQLite may open it: closing any other handle of it would drop the lock (fcntl's rule).
 *
 * So the process with the lock knows that no other Standpipe uses the directory, and that a PostgreSQL still
 * running there is an orphan (see orphan.ts). PostgreSQL's own lock, postmaster.pid, stays in force beneath.
 * Not covered: a network file system without locks, and an orphan inside another container that still runs.
 */

export interface Lock {
  /** Socket folder of the run before this one, if that run was cut short. */
  leftover: string | undefined;
  /** Writes down who holds the lock, for the message a second Standpipe prints. */
  sign(sockets: string): Promise<void>;
  release(): Promise<void>;
}

interface Owner {
  pid: number;
  sockets: string;
}

// an unreferenced connection would be collected, and the lock with it
const locks = new Set<DatabaseSync>();

/** Takes the directory for this process, or throws a DatabaseInUseError that names who has it. */
export async function lockHome(home: Home): Promise<Lock> {
  const file = join(home.directory, 'lock');
  const signature = join(home.directory, 'owner.json');
  const write = async (owner: Partial<Owner>) => {
    await writeFile(signature, JSON.stringify(owner));
    await giveToOwner(home, signature);
  };
  const lock = takeLock(file);
  const owner = await readOwner(signature);
  if (!lock) {
    const remedy = 'stop that one first, or choose another STANDPIPE_DATA';
    throw new DatabaseInUseError(home.asked, owner.pid, 'another Standpipe', remedy);
  }
  locks.add(lock);
  await chmod(file, 0o600); // by its path: see above
  await giveToOwner(home, file);
  await write({ ...owner, pid: process.pid });
  return {
    leftover: owner.sockets,
    sign: (sockets) => write({ pid: process.pid, sockets }),
    release: async () => {
      if (!locks.delete(lock)) return;
      await rm(signature, { force: true });
      lock.close();
    },
  };
}

function takeLock(file: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === 5) return undefined; // SQLITE_BUSY
    throw new EmbeddedDatabaseError(
      `The database's folder cannot be locked (${file}: ${(error as Error).message}): ` +
        'choose a STANDPIPE_DATA on a local disk that this user may write to.',
      { cause: error },
    );
  }
}

async function readOwner(signature: string): Promise<Partial<Owner>> {
  try {
    return JSON.parse(await readFile(signature, 'utf8')) as Partial<Owner>;
  } catch {
    return {}; // the first run here, or one cut short while it signed
  }
}
