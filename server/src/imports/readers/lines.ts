import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The file as a whole can't be read: absent, damaged, or not the table that was asked for. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

/** One physical line: its number from 1 on, its text without "\n" (a "\r" before it stays). */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** No line and no row is longer than this (1 Mi characters): what is longer is not a table. */
export const longestLine = 1_048_576;

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } finally {
    await file.close();
  }
};

const openText = async (path: string): Promise<Readable> => {
  const zipped = await isGzip(path);
  const source = createReadStream(path);
  // An error of either end comes out of the loop that reads; the callback only has to be there.
  return (zipped ? pipeline(source, createGunzip(), () => {}) : source).setEncoding('utf8');
};

async function* splitLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  let rest = '';
  for await (const chunk of await openText(path)) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longestLine) {
      throw new UnreadableFile(
        `${basename(path)}: line ${number + parts.length + 1} is too long for a table`,
      );
    }
    for (const text of parts) {
      number += 1;
      yield { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text };
    }
  }
  if (rest !== '') yield { number: number + 1, text: number === 0 ? rest.replace(/^\uFEFF/, '') : rest };
}

/**
 * The lines of a UTF-8 text file, gzip or plain (told by its first bytes, not by its name), streamed, without a byte
 * order mark. Any trouble with the file itself is thrown as UnreadableFile.
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  try {
    yield* splitLines(path);
  } catch (error) {
    if (error instanceof UnreadableFile || !(error instanceof Error) || !('code' in error)) throw error;
    throw new UnreadableFile(`${basename(path)} cannot be read: ${error.message}`, { cause: error });
  }
}
