import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { processesOf } from '../embedded.ts';

/** A server in a process of its own that a test may do things to. */
export interface Running {
  readonly server: ChildProcess;
  readonly base: string;
  readonly ownerUrl: string;
  /** PostgreSQL and all its children, as they are now; of an embedded database. */
  databaseProcesses(): number[];
  /** What it wrote to its error output. */
  errors(): string;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts it with the embedded database of a folder; whatever an earlier run left there is taken up again. */
export const startServer = (folder: string): Promise<Running> =>
  spawnServer(join(folder, 'data'), join(folder, 'system'));

/** Starts it on a database that is there. */
export const startServerOn = (database: { ownerUrl: string; appUrl: string }): Promise<Running> =>
  spawnServer(database.ownerUrl, database.appUrl);

async function spawnServer(...where: string[]): Promise<Running> {
  const child = join(import.meta.dirname, '../server-child.ts');
  const server = spawn(process.execPath, [child, ...where], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  server.stdin.on('error', () => {});
  server.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ended = new Promise<void>((settle) => server.on('close', () => settle()));
  const stop = async () => {
    server.stdin.end();
    await ended;
  };
  onTestFinished(stop);
  type Told = { base: string; ownerUrl: string; directory: string };
  const { base, ownerUrl, directory } = await new Promise<Told>((settle, fail) => {
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      if (output.endsWith('\n')) settle(JSON.parse(output));
    });
    void ended.then(() => fail(new Error(`the server ended: ${errors}`)));
  });
  const databaseProcesses = () => processesOf(mainProcess(directory));
  return { server, base, ownerUrl, ended, stop, errors: () => errors, databaseProcesses };
}

/** PostgreSQL's main process, by the file it keeps beside its data. */
const mainProcess = (directory: string) =>
  Number(readFileSync(join(directory, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);

/** Sends a signal to those that are still there. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ESRCH') throw error;
    }
}

/** Asks until the server says that it is ready, however long that takes. Answers how long, in milliseconds. */
export async function untilReady(base: string): Promise<number> {
  const began = performance.now();
  while ((await fetch(`${base}/readyz`)).status !== 200) await sleep(20);
  return performance.now() - began;
}
