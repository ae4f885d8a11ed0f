import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chown, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { closedFolder, giveToOwner, type Home } from './directory.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import { freePort } from './free-port.ts';
import { stopProcess } from './orphan.ts';
import { onWindows, programOptions, runProgram } from './run.ts';

/** Where the server listens: a private folder for its socket, or on Windows a port of 127.0.0.1. */
export interface Listening {
  sockets: string;
  port: number;
}

/** A running PostgreSQL. */
export interface Server {
  pid: number;
  hasEnded(): boolean;
  /** Settles when the process ends, for whatever reason. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Opens a way in that nobody else on the machine can take: an unguessable folder that only its user may enter. */
export async function prepareListening(home: Home): Promise<Listening> {
  if (onWindows) return { sockets: '', port: await freePort() };
  const sockets = await mkdtemp(join(await socketFolder(home), 'standpipe-'));
  if (home.account) await chown(sockets, home.account.uid, home.account.gid);
  return { sockets, port: 5432 };
}

/** Takes away what a PostgreSQL that was killed left there, so that another can listen at the same place. */
export async function clearListening({ sockets, port }: Listening): Promise<void> {
  if (!sockets) return;
  for (const end of ['', '.lock']) await rm(join(sockets, `.s.PGSQL.${port}${end}`), { force: true });
}

async function socketFolder(home: Home): Promise<string> {
  // a socket's path may have 103 bytes on macOS, 107 on Linux; ours adds 35 to the folder's
  const usual = tmpdir();
  const fits = Buffer.byteLength(usual) <= 68;
  return fits && !(home.account && (await closedFolder(usual, home.account))) ? usual : '/tmp';
}

/**
 * Starts PostgreSQL and waits until it takes connections. Answers with what it wrote to its log instead when it
 * ended before that.
 */
export async function launchServer(
  home: Home,
  binaries: Binaries,
  settings: Record<string, string>,
): Promise<Server | { refused: string }> {
  const logFile = await openLog(home);
  const { size: start } = await logFile.stat();
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', home.cluster, ...args], {
    ...programOptions(home.account),
    // a group of its own: Ctrl-C in the terminal reaches Node alone, which finishes its requests first
    detached: !onWindows,
    stdio: ['ignore', logFile.fd, logFile.fd],
  });
  const server = watch(child, home, binaries, settings.unix_socket_directories);
  await logFile.close();
  if (await becomesReady(child, server, home)) return server;
  if (!server.hasEnded()) {
    await server.stop();
    throw new EmbeddedDatabaseError(`PostgreSQL was not ready within 10 minutes: see ${logPath(home)}.`);
  }
  const reason = await server.ended;
  const written = (await readFile(logPath(home))).subarray(start).toString('utf8').trim();
  return { refused: written || reason };
}

function watch(child: ChildProcess, home: Home, binaries: Binaries, sockets: string | undefined): Server {
  const pid = child.pid ?? 0;
  let over = false;
  // without this, a process that ends without stop() would leave the server behind
  const onExit = () => {
    child.kill('SIGINT');
    if (sockets) rmSync(sockets, { recursive: true, force: true });
  };
  process.on('exit', onExit);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`PostgreSQL ended (${signal ?? `exit code ${code}`})`));
  }).then((reason) => {
    over = true;
    process.off('exit', onExit);
    return reason;
  });
  child.unref();
  const hasEnded = () => over;
  const stop = async () => {
    if (over) return;
    if (onWindows)
      await runProgram(binaries.pgCtl, ['stop', '-D', home.cluster, '-m', 'fast', '-w'], home.account);
    else await stopProcess(pid, hasEnded);
  };
  return { pid, hasEnded, ended, stop };
}

/** PostgreSQL writes "ready" into the eighth line of postmaster.pid; recovery after a crash can take its time. */
async function becomesReady(child: ChildProcess, server: Server, home: Home): Promise<boolean> {
  const deadline = Date.now() + 600_000;
  while (!server.hasEnded() && Date.now() < deadline) {
    const lines = (await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(3);
  }
  return false;
}

const logPath = (home: Home) => join(home.directory, 'postgres.log');

/** A file, not a pipe: an orphan must be able to write, and a busy Node must not hold PostgreSQL up. */
async function openLog(home: Home) {
  const path = logPath(home);
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size > 10_000_000) {
    await rm(`${path}.1`, { force: true });
    await rename(path, `${path}.1`);
  }
  const handle = await open(path, 'a', 0o600);
  await giveToOwner(home, path);
  return handle;
}
