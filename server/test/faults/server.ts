import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { processesOf } from '../embedded.ts';

/** A server and its database, each a process that a test may do things to. */
export interface Running {
  readonly server: ChildProcess;
  readonly base: string;
  readonly ownerUrl: string;
  /** PostgreSQL and all its children, as they are now. */
  databaseProcesses(): number[];
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts both on a folder; whatever an earlier run left there is taken up again. */
export async function startServer(folder: string): Promise<Running> {
  const child = join(import.meta.dirname, '../server-child.ts');
  const server = spawn(process.execPath, [child, join(folder, 'data'), join(folder, 'system')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
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
  const { base, pid, ownerUrl } = await new Promise<{ base: string; pid: number; ownerUrl: string }>(
    (settle, fail) => {
      server.stdout.on('data', (chunk: Buffer) => {
        output += chunk;
        if (output.endsWith('\n')) settle(JSON.parse(output));
      });
      void ended.then(() => fail(new Error(`the server ended: ${errors}`)));
    },
  );
  return { server, base, ownerUrl, ended, stop, databaseProcesses: () => processesOf(pid) };
}

/** Sends a signal to those that are still there. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ESRCH') throw error;
    }
}
