import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Credentials } from './cluster.ts';
import { openHome } from './directory.ts';
import { type SignInUrls, signInUrls } from './urls.ts';

export type { SignInUrls } from './urls.ts';

export interface RunningOptions {
  systemDirectory?: string;
  /** How long to wait for a server that is only just starting. */
  patience?: number;
}

/**
 * The way in to the embedded database that another Standpipe runs on this data directory, or null when what runs
 * there is not ours or does not answer. Nothing is started, locked or changed.
 */
export async function findRunning(
  dataDirectory: string,
  { systemDirectory = '/var/lib/standpipe', patience = 20_000 }: RunningOptions = {},
): Promise<SignInUrls | null> {
  const home = await openHome(dataDirectory, systemDirectory, () => {});
  const deadline = Date.now() + patience;
  for (;;) {
    const credentials = await readCredentials(join(home.directory, 'passwords.json'));
    const listening = await readListening(join(home.cluster, 'postmaster.pid'));
    if (credentials && listening) {
      const urls = signInUrls(credentials, listening);
      const name = await nameOf(urls.appUrl);
      if (name !== null) return name === credentials.name ? urls : null;
    }
    if (Date.now() > deadline) return null;
    await sleep(100);
  }
}

async function readCredentials(file: string): Promise<Credentials | null> {
  const text = await readIfThere(file);
  return text ? (JSON.parse(text) as Credentials) : null;
}

/** PostgreSQL's pid file says where it listens: the port in its fourth line, the socket's folder in its fifth. */
async function readListening(file: string) {
  const lines = (await readIfThere(file)).split('\n').map((line) => line.trim());
  const port = Number(lines[3]);
  return lines[7] === 'ready' && port ? { port, sockets: lines[4] ?? '' } : null;
}

async function readIfThere(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
}

/**
 * The name of the cluster that answers: a pid file may be a leftover, and a PostgreSQL that was started by hand does
 * not carry the name of ours. Null when nothing answers (yet).
 */
async function nameOf(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return (await client.query<{ cluster_name: string }>('show cluster_name')).rows[0]?.cluster_name ?? '';
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}
