import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setImmediate as nextRound } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';

/** The file as a whole can't be read: absent, damaged, or not the table that was asked for. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

/** A file wherever it is kept: it can be read from its beginning as often as one likes. */
export interface Source {
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
  /** More than this, unpacked, is not read: a small archive may hold a very large file. */
  readonly mostBytes?: number;
}

/** A path on this machine, or a file kept elsewhere. */
export type From = string | Source;

export const nameOf = (from: From): string => (typeof from === 'string' ? basename(from) : from.name);

/** One physical line: its number from 1 on, its text without "\n" (a "\r" before it stays). */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** Its end was cut off: it was longer than any line of a table. */
  readonly cut?: true;
}

/** No line and no row is longer than this (1 Mi characters): what is longer is not a table. */
export const longestLine = 1_048_576;
const shownOfCut = 1000;
/** Bytes that are worked through without a pause. */
const pieceSize = 16 * 1024;

async function* unzipped(from: From): AsyncGenerator<Uint8Array> {
  const bytes = (typeof from === 'string' ? createReadStream(from) : from.bytes())[Symbol.asyncIterator]();
  try {
    const first = await bytes.next();
    if (first.done) return;
    const all = (async function* () {
      yield first.value as Uint8Array;
      yield* { [Symbol.asyncIterator]: () => bytes } as AsyncIterable<Uint8Array>;
    })();
    const zipped = first.value[0] === 0x1f && first.value[1] === 0x8b;
    // An error of either end comes out of the loop that reads; the callback only has to be there.
    if (zipped) yield* pipeline(Readable.from(all, { objectMode: false }), createGunzip(), () => {});
    else yield* all;
  } finally {
    await bytes.return?.();
  }
}

/** The text of a UTF-8 file, gzip or plain (told by its first bytes, not by its name), in pieces. */
export async function* readText(from: From): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  const most =
    typeof from === 'string' ? Number.POSITIVE_INFINITY : (from.mostBytes ?? Number.POSITIVE_INFINITY);
  let size = 0;
  try {
    for await (const bytes of unzipped(from)) {
      if (size === 0 && /^(fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString('hex')))
        throw new UnreadableFile(`${nameOf(from)} is UTF-16: save it as UTF-8`);
      size += bytes.length;
      if (size > most)
        throw new UnreadableFile(
          `${nameOf(from)} is larger than ${Math.floor(most / 1_048_576)} MiB once unpacked`,
        );
      for (let at = 0; at < bytes.length; at += pieceSize) {
        const piece = bytes.subarray(at, at + pieceSize);
        yield decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
        await nextRound(); // between two pieces others have their turn, whatever a piece costs
      }
    }
    yield decoder.end();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const ofFile =
      typeof from === 'string' ? code !== undefined : /^(Z_|ERR_STREAM_PREMATURE)/.test(code ?? '');
    if (error instanceof UnreadableFile || !ofFile) throw error;
    throw new UnreadableFile(`${nameOf(from)} cannot be read: ${message}`, { cause: error });
  }
}

/**
 * The lines of a text file, streamed, without a byte order mark. Any trouble with the file itself is thrown as
 * UnreadableFile; so is a line that is too long for a table, unless such lines are to come cut.
 */
export async function* readLines(from: From, cutLongLines = false): AsyncGenerator<Line> {
  let number = 0;
  let rest = '';
  let cut = false;
  const made = (text: string): Line => {
    number += 1;
    const whole = number === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (!cut && whole.length <= longestLine) return { number, text: whole };
    if (!cutLongLines) throw new UnreadableFile(`${nameOf(from)}: line ${number} is too long for a table`);
    cut = false;
    return { number, text: whole.slice(0, shownOfCut), cut: true };
  };
  for await (const chunk of readText(from)) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield made(text);
    if (rest.length <= longestLine) continue;
    if (!cutLongLines)
      throw new UnreadableFile(`${nameOf(from)}: line ${number + 1} is too long for a table`);
    cut = true;
    rest = rest.slice(0, shownOfCut);
  }
  if (rest !== '') yield made(rest);
}
