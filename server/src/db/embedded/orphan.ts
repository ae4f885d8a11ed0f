import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { Home } from './directory.ts';
import { DatabaseInUseError, EmbeddedDatabaseError } from './errors.ts';
import { onWindows, runProgram } from './run.ts';

/*
 * What an earlier run may have left in the directory. All of this happens under the lock (lock.ts), so no other
 * Standpipe lives here. postmaster.pid may name
 *  - our PostgreSQL, whose Node was killed: its command line carries this database's own name. It is stopped;
 *    taking it over would keep old settings and an old socket;
 *  - a PostgreSQL somebody started by hand: not ours to stop, so the start is refused;
 *  - a dead process: PostgreSQL finds that out by itself, with its check for surviving children;
 *  - a process that has nothing to do with it, because the pid was used again (the same pids come round after
 *    every restart of a container), or a zombie nobody reaps: PostgreSQL would refuse for ever, so the file is
 *    removed once no process of this database is left.
 */

/** Makes the directory free to start on; `name` is the cluster_name every server of ours carries. */
export async function clearRemains(
  home: Home,
  name: string,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<void> {
  const pidFile = join(home.cluster, 'postmaster.pid');
  // single-user mode writes its pid as a negative number
  const pid = Math.abs(Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]));
  if (!pid) return;
  if (onWindows) {
    await runProgram(
      binaries.pgCtl,
      ['stop', '-D', home.cluster, '-m', 'fast', '-w', '-t', '20'],
      home.account,
    );
    return;
  }
  if (!isListed(pid)) return;
  const command = await commandOf(pid);
  if (command.includes(`cluster_name=${name}`)) {
    log(`Stopping the PostgreSQL (process ${pid}) that an earlier run left on ${home.directory}.`);
    await stopProcess(pid, async () => !(await commandOf(pid)).includes(name));
    return;
  }
  if (isPostgres(command) && !(await worksElsewhere(pid, home.cluster))) {
    const remedy = `stop it (kill -INT ${pid}), or choose another STANDPIPE_DATA`;
    throw new DatabaseInUseError(home.asked, pid, 'a PostgreSQL that was started by hand', remedy);
  }
  if (await anyProcessOf(name)) return;
  await rm(pidFile, { force: true });
}

/** Asks a PostgreSQL to end at once but in good order; one that does not within 30 s is ended as in a crash. */
export async function stopProcess(pid: number, ended: () => boolean | Promise<boolean>): Promise<void> {
  for (const [signal, seconds] of [['SIGINT', 30] as const, ['SIGQUIT', 10] as const]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    for (let waited = 0; waited < seconds * 50; waited++) {
      if (await ended()) return;
      await sleep(20);
    }
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL (process ${pid}) does not stop: end it by hand and start again.`,
  );
}

/** Another user's process (EPERM) cannot be ours: PostgreSQL runs as the owner of its data, or not at all. */
function isListed(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const isPostgres = (command: string) =>
  basename(command.split(' ')[0] ?? '') === 'postgres' || command.startsWith('postgres: ');

/** The command line of a process; empty for one that is gone or a zombie. */
async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
  }
  return (await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)], undefined)).output;
}

/** PostgreSQL's children carry the cluster's name in their titles, its main process on its command line. */
async function anyProcessOf(name: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    return (await runProgram('ps', ['-axww', '-o', 'command='], undefined)).output.includes(name);
  }
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const commands = await Promise.all(pids.map((pid) => commandOf(Number(pid))));
  return commands.some((command) => command.includes(name));
}

/** True when the process is seen to work in another folder or for another user than a PostgreSQL on these data. */
async function worksElsewhere(pid: number, cluster: string): Promise<boolean> {
  const look = (path: string) => stat(path).catch(() => undefined);
  const [user, folder, ours] = await Promise.all([
    look(`/proc/${pid}`),
    look(`/proc/${pid}/cwd`),
    stat(cluster),
  ]);
  if (user && user.uid !== ours.uid) return true;
  return folder !== undefined && (folder.ino !== ours.ino || folder.dev !== ours.dev);
}
