import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../db/embedded/free-port.ts';

const checkout = resolve(import.meta.dirname, '../../..');
/** The file that npm links `standpipe` to. */
export const bin = join(checkout, 'server/bin/standpipe.mjs');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Settles once this has been printed to either output. */
  said(what: string): Promise<void>;
}

/** The environment of a command: ours without what would lead it to another database. */
const environment = (extra: Record<string, string>) => {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...rest } = process.env;
  return { ...rest, ...extra };
};

/** Starts a program; it is ended after the test in any case. */
function start(file: string, args: readonly string[], extra: Record<string, string>, input = ''): Started {
  const child = spawn(file, args, { env: environment(extra), stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  const waiting: (() => void)[] = [];
  const heard = () => {
    for (const look of waiting) look();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
    heard();
  });
  child.stdin.on('error', () => {}).end(input);
  const ended = new Promise<Ended>((settle) => child.on('close', (code) => settle({ code, out, errors })));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const said = (what: string) =>
    new Promise<void>((settle, fail) => {
      const look = () => (out + errors).includes(what) && settle();
      waiting.push(look);
      look();
      void ended.then(() => fail(new Error(`it never said "${what}": ${out}${errors}`)));
    });
  return { process: child, ended, said };
}

export interface How {
  readonly env?: Record<string, string>;
  readonly input?: string;
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
  /** Another file than the checkout's. */
  readonly file?: string;
}

/** Starts a command as a person would. */
export const startCommand = (args: readonly string[], how: How = {}): Started =>
  start(how.node ?? process.execPath, [how.file ?? bin, ...args], how.env ?? {}, how.input);

/** Starts a server on a data directory, and waits until it is ready. */
export async function startServer(
  data: string,
  also: Record<string, string> = {},
): Promise<Started & { base: string }> {
  const port = await freePort();
  const env = {
    STANDPIPE_DATA: data,
    PORT: String(port),
    STANDPIPE_LOG: 'silent',
    STANDPIPE_HOST: '127.0.0.1',
    ...also,
  };
  const server = start(process.execPath, [join(checkout, 'server/src/main.ts')], env);
  await server.said('Standpipe is ready');
  return { ...server, base: `http://127.0.0.1:${port}` };
}

/** A Node older than 24 on this machine, if there is one. */
export function olderNode(): string | undefined {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .find((file) => {
      try {
        const version = execFileSync(file, ['--version'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        return Number(version.slice(1).split('.')[0]) < 24;
      } catch {
        return false;
      }
    });
  if (!found) console.warn('LEFT OUT: tests of the command on an older Node, of which there is none here');
  return found;
}
