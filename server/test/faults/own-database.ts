import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { signInUrls } from '../../src/db/embedded/urls.ts';
import { isRoot, processesOf, programOf, query, start } from '../embedded.ts';

const account = isRoot ? { uid: 65534, gid: 65534 } : {};

/** A PostgreSQL that somebody else runs, as the server sees it: always at the same address, there or not. */
export interface OwnDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  processes(): number[];
  /** Starts it, and answers once it takes connections. */
  start(): Promise<void>;
}

/** Makes one in a folder, and starts it. */
export async function makeOwnDatabase(folder: string): Promise<OwnDatabase> {
  const made = await start(folder);
  const credentials = JSON.parse(readFileSync(join(made.directory, 'passwords.json'), 'utf8'));
  await made.stop();
  const sockets = mkdtempSync('/tmp/standpipe-');
  if (isRoot) chownSync(sockets, 65534, 65534);
  const settings = ['listen_addresses=', `unix_socket_directories=${sockets}`];
  const cluster = join(made.directory, 'cluster');
  const program = programOf(cluster);
  const args = ['-D', cluster, ...settings.flatMap((each) => ['-c', each])];
  let running: ChildProcess | undefined;
  const runs = () => running !== undefined && running.exitCode === null && running.signalCode === null;
  const urls = signInUrls(credentials, { sockets, port: 5432 });
  onTestFinished(async () => {
    if (runs()) {
      running!.kill('SIGINT');
      await once(running!, 'exit');
    }
    rmSync(sockets, { recursive: true, force: true });
  });
  const database: OwnDatabase = {
    ...urls,
    processes: () => (runs() ? processesOf(running!.pid!) : []),
    start: async () => {
      if (runs()) await once(running!, 'exit');
      do {
        if (!runs()) running = spawn(program, args, { ...account, cwd: '/', stdio: 'ignore' });
        await sleep(20);
      } while (!(await answers(urls.appUrl)));
    },
  };
  await database.start();
  return database;
}

const answers = (url: string) =>
  query(url, 'select 1').then(
    () => true,
    () => false,
  );
