import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** A new directory that goes when the test ends. */
export const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'standpipe-readers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** Writes a file for one test, gzip where its name ends so, and gives its path. */
export const makeFile = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(await makeFolder(), name);
  await writeFile(path, name.endsWith('.gz') ? gzipSync(content) : content);
  return path;
};

/** Everything that a reader yields. */
export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** A published file that lies beside the checkout. Where it does not, the tests on it are left out, loudly. */
export const sharedData = (file: string): { path: string; absent: boolean } => {
  const folder = process.env.SHARED_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data');
  const path = resolve(folder, file);
  const absent = !existsSync(path);
  if (absent) console.warn(`LEFT OUT: tests on the real file ${file}, which is not at ../shared/data`);
  return { path, absent };
};
