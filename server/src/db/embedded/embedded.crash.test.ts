import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import {
  isRoot,
  makeFolder,
  processesOf,
  programOf,
  query,
  start,
  startChild,
} from '../../../test/embedded.ts';
import { DatabaseInUseError } from './embedded.ts';

const account = isRoot ? { uid: 65534, gid: 65534 } : undefined;

test('no acknowledged row is lost when PostgreSQL is killed, five times under four writers', async () => {
  const folder = makeFolder();
  const acknowledged: string[] = [];
  let database = await start(folder);
  await query(database.ownerUrl, 'create table ledger (entry text primary key)');
  for (let round = 0; round < 5; round++) {
    const writers = [0, 1, 2, 3].map((writer) =>
      write(database.ownerUrl, `${round}/${writer}`, acknowledged),
    );
    await sleep(300 + 100 * round);
    for (const pid of processesOf(database.pid)) process.kill(pid, 'SIGKILL');
    expect(await database.lost).toContain('SIGKILL');
    await Promise.all(writers);
    await database.stop();
    database = await start(folder);
    const rows = await query<{ entry: string }>(database.ownerUrl, 'select entry from ledger');
    const kept = new Set(rows.map((row) => row.entry));
    expect(acknowledged.filter((entry) => !kept.has(entry))).toEqual([]);
    expect(acknowledged.some((entry) => entry.startsWith(`${round}/`))).toBe(true);
  }
});

test('a start right after only the main process was killed waits for its children to end', async () => {
  const folder = makeFolder();
  const database = await start(folder);
  const client = new pg.Client(database.ownerUrl);
  client.on('error', () => {});
  await client.connect();
  const children = processesOf(database.pid).slice(1);
  for (const pid of children) process.kill(pid, 'SIGSTOP'); // they cannot notice yet
  process.kill(database.pid, 'SIGKILL');
  await database.lost;
  await database.stop();
  const said: string[] = [];
  const next = start(folder, { log: (line) => said.push(line) });
  await sleep(500);
  expect(said).toEqual(['Waiting for what is left of an earlier PostgreSQL to end.']);
  for (const pid of children) process.kill(pid, 'SIGCONT');
  expect(await query((await next).appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('where it is to be kept up, PostgreSQL is started again at its address; what dies every time is given up', async () => {
  const database = await start(makeFolder(), { keepUp: true });
  await query(database.ownerUrl, `create table kept (n int); insert into kept values (1)`);
  for (let death = 1; death <= 5; death++) {
    const killed = database.pid;
    for (const pid of processesOf(killed)) process.kill(pid, 'SIGKILL');
    await expect.poll(() => database.pid, { timeout: 60_000 }).not.toBe(killed);
    expect(await query(database.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  }
  for (const pid of processesOf(database.pid)) process.kill(pid, 'SIGKILL');
  expect(await database.lost).toContain('SIGKILL');
}, 300_000);

test('the PostgreSQL that a killed Node leaves behind is stopped by the next start', async () => {
  const folder = makeFolder();
  const child = startChild(folder);
  const orphan = await child.ready;
  await query(orphan.ownerUrl, `create table kept (n int); insert into kept values (1)`);
  child.process.kill('SIGKILL');
  await child.ended;
  expect(await query(orphan.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]); // it does live on
  const said: string[] = [];
  const next = await start(folder, { log: (line) => said.push(line) });
  expect(said[0]).toContain(`Stopping the PostgreSQL (process ${orphan.pid}) that an earlier run left`);
  expect(next.pid).not.toBe(orphan.pid);
  expect(await query(next.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
  expect(existsSync(new URL(orphan.ownerUrl).searchParams.get('host') ?? '')).toBe(false);
});

test('a Node that ends without stopping PostgreSQL takes it along', async () => {
  const folder = makeFolder();
  const child = startChild(folder);
  const { ownerUrl, pid } = await child.ready;
  child.process.stdin?.write('exit');
  await child.ended;
  await expect.poll(() => processIsThere(pid)).toBe(false);
  await expect(query(ownerUrl, 'select 1')).rejects.toThrow();
});

test('a first start that was killed half way is begun again', async () => {
  const folder = makeFolder();
  const child = startChild(folder);
  const home = join(folder, 'data/database');
  const drafts = () =>
    existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('draft-')) : [];
  await expect.poll(drafts, { interval: 5 }).toHaveLength(1);
  child.process.kill('SIGKILL');
  await child.ended;
  expect(existsSync(join(home, 'cluster'))).toBe(false);
  const database = await start(folder);
  expect(await query(database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(drafts()).toEqual([]);
});

test('a stale postmaster.pid whose number another program has by now does not keep PostgreSQL from starting', async () => {
  const folder = makeFolder();
  const first = await start(folder);
  const pidFile = join(first.directory, 'cluster/postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await first.stop();
  const stranger = spawn('sleep', ['60'], { ...account });
  onTestFinished(() => {
    stranger.kill();
  });
  await once(stranger, 'spawn');
  writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'));
  const second = await start(folder);
  expect(await query(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(stranger.exitCode).toBe(null);
});

test('a PostgreSQL that somebody started by hand is left alone and named', async () => {
  const folder = makeFolder();
  const first = await start(folder);
  await first.stop();
  const cluster = join(first.directory, 'cluster');
  const sockets = mkdtempSync('/tmp/standpipe-');
  if (account) chownSync(sockets, account.uid, account.gid);
  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${sockets}`];
  const byHand = spawn(programOf(cluster), ['-D', cluster, ...settings], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  onTestFinished(async () => {
    byHand.kill('SIGINT');
    await once(byHand, 'exit');
    rmSync(sockets, { recursive: true });
  });
  const pidFile = join(cluster, 'postmaster.pid');
  await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').includes('ready')).toBe(true);
  const refusal = await start(folder).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DatabaseInUseError);
  expect(String(refusal)).toContain(
    `started by hand (process ${byHand.pid}): stop it (kill -INT ${byHand.pid})`,
  );
  expect(byHand.exitCode).toBe(null);
});

async function write(url: string, prefix: string, acknowledged: string[]): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  for (let n = 0; ; n++) {
    const entry = `${prefix}/${n}`;
    try {
      await client.query('insert into ledger values ($1)', [entry]);
    } catch {
      return; // PostgreSQL is gone: this entry was not acknowledged
    }
    acknowledged.push(entry);
  }
}

function processIsThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
