import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestApp } from './app.ts';

/** Another node of a test's server, in a process of its own, that logs all it can. */
export interface Logged {
  readonly base: string;
  /** All that it has written so far. */
  log(): Promise<string>;
  /** The same line by line, where it is more than fits into one string. */
  lines(): AsyncIterable<string>;
}

/** Starts the server as it is run, over the database of a test's server; it ends with the test file. */
export async function startLogged(app: TestApp, env: Record<string, string> = {}): Promise<Logged> {
  const main = join(import.meta.dirname, '../src/main.ts');
  // Not what else is set: the server refuses settings that it does not know, and tests have some of their own.
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      HOME,
      DATABASE_URL: app.appUrl,
      DATABASE_OWNER_URL: app.ownerUrl,
      PORT: '0',
      STANDPIPE_LOG: 'trace',
      STANDPIPE_RATE_LIMITS: 'off',
      ...env,
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'standpipe-log-'));
  const ended = new Promise<void>((settle) => child.on('close', () => settle()));
  app.atEnd(async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true });
  });
  const file = join(folder, 'log');
  const kept = createWriteStream(file);
  const base = await new Promise<string>((settle, fail) => {
    let begun = '';
    let listening = false;
    const hear = (chunk: Buffer) => {
      kept.write(chunk);
      if (listening) return;
      begun += chunk;
      const port = /Server listening at http:\/\/(?:127\.0\.0\.1|\[::\]|0\.0\.0\.0):(\d+)/.exec(begun)?.[1];
      if (!port) return;
      listening = true;
      settle(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => fail(new Error(`the server ended: ${begun}`)));
  });
  const written = () => new Promise((settle) => kept.write('', settle));
  return {
    base,
    log: async () => {
      await written();
      return readFile(file, 'utf8');
    },
    async *lines() {
      await written();
      yield* createInterface(createReadStream(file));
    },
  };
}
