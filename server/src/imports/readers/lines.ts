import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setImmediate as nextRound } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './unreadable.ts';
import { unzippedTable } from './zip.ts';

export { UnreadableFile };

/** How the text of a file is written. Nothing said: UTF-8, in lines that end with a line feed, points in degrees. */
export interface Reading {
  readonly encoding?: 'utf-16le' | 'utf-16be' | 'windows-1252' | undefined;
  /** Lines end with a carriage return alone. */
  readonly returns?: true | undefined;
  /** The coordinate system of a GeoJSON file that names one. */
  readonly crs?: string | undefined;
}

/** A file wherever it is kept: it can be read from its beginning as often as one likes. */
export interface Source {
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
  /** More than this, unpacked, is not read: a small archive may hold a very large file. */
  readonly mostBytes?: number;
  readonly reading?: Reading;
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
    const start = Buffer.from(first.value.subarray(0, 4)).toString('latin1');
    // An error of either end comes out of the loop that reads; the callback only has to be there.
    if (start.startsWith('\x1f\x8b'))
      yield* pipeline(Readable.from(all, { objectMode: false }), createGunzip(), () => {});
    else if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06'))
      yield* unzippedTable(nameOf(from), all);
    else yield* all;
  } finally {
    await bytes.return?.();
  }
}

/** The bytes of a file, unpacked where it is gzip or a zip of one table (told by its first bytes, not by its name). */
export async function* unpacked(from: From): AsyncGenerator<Uint8Array> {
  const most =
    typeof from === 'string' ? Number.POSITIVE_INFINITY : (from.mostBytes ?? Number.POSITIVE_INFINITY);
  let size = 0;
  try {
    for await (const bytes of unzipped(from)) {
      size += bytes.length;
      if (size > most)
        throw new UnreadableFile(
          `${nameOf(from)} is larger than ${Math.floor(most / 1_048_576)} MiB once unpacked`,
        );
      for (let at = 0; at < bytes.length; at += pieceSize) {
        yield bytes.subarray(at, at + pieceSize);
        await nextRound(); // between two pieces others have their turn, whatever a piece costs
      }
    }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const ofFile =
      typeof from === 'string' ? code !== undefined : /^(Z_|ERR_STREAM_PREMATURE)/.test(code ?? '');
    if (error instanceof UnreadableFile || !ofFile) throw error;
    throw new UnreadableFile(`${nameOf(from)} cannot be read: ${message}`, { cause: error });
  }
}

/** The text of a file in pieces, as its reading says it is written. */
export async function* readText(from: From): AsyncGenerator<string> {
  const { encoding, returns } = (typeof from === 'string' ? undefined : from.reading) ?? {};
  const decode = decoderOf(encoding);
  let first = true;
  for await (const bytes of unpacked(from)) {
    if (first && !encoding && /^(fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString('hex')))
      throw new UnreadableFile(`${nameOf(from)} is UTF-16: save it as UTF-8`);
    first = false;
    const text = decode(bytes);
    yield returns ? text.replaceAll('\r', '\n') : text;
  }
  yield decode(undefined);
}

function decoderOf(encoding: Reading['encoding']): (bytes: Uint8Array | undefined) => string {
  if (!encoding) {
    const decoder = new StringDecoder('utf8');
    return (bytes) =>
      bytes ? decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) : decoder.end();
  }
  const decoder = new TextDecoder(encoding);
  return (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
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
