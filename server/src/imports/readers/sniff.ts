import { isAscii } from 'node:buffer';
import { type From, nameOf, type Reading, type Source, unpacked } from './lines.ts';
import { UnreadableFile } from './unreadable.ts';

const looked = 64 * 1024;
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^%PDF/, 'is a PDF, not a table: export the data as CSV'],
  [/^\xd0\xcf./, 'is an Excel workbook of an old kind: save it as CSV (UTF-8)'],
  [/^SQLite format 3/, 'is a database (GeoPackage or SQLite): export it as GeoJSON or CSV'],
  [/^PAR1/, 'is a Parquet file: export it as CSV'],
  [/^(\x89PNG|\xff\xd8\xff|GIF8)/, 'is a picture, not a table'],
  [/^(7z\xbc\xaf|Rar!)/, 'is packed as 7z or RAR: use zip or gzip'],
  [/^{\\rtf/, 'is a text document (RTF), not a table'],
  [
    /^(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|table|script)\b/i,
    'is an HTML page, not a table: export the data as CSV',
  ],
  [/^(\xef\xbb\xbf)?\s*(<\?xml[\s\S]*?)?<kml\b/i, 'is a KML file: export it as GeoJSON or CSV'],
  [/^(\xef\xbb\xbf)?\s*<\?xml/i, 'is an XML file, not a table: export the data as CSV'],
];

/** Counts whole and broken characters of several bytes in UTF-8. */
function utf8Counter() {
  let wanted = 0;
  const count = { whole: 0, broken: 0 };
  const add = (bytes: Uint8Array) => {
    if (wanted === 0 && isAscii(bytes)) return;
    for (const byte of bytes) {
      if (wanted > 0) {
        if ((byte & 0xc0) === 0x80) {
          wanted -= 1;
          if (wanted === 0) count.whole += 1;
          continue;
        }
        count.broken += 1;
        wanted = 0;
      }
      if (byte < 0x80) continue;
      if (byte >= 0xc2 && byte <= 0xdf) wanted = 1;
      else if (byte >= 0xe0 && byte <= 0xef) wanted = 2;
      else if (byte >= 0xf0 && byte <= 0xf4) wanted = 3;
      else count.broken += 1;
    }
  };
  return { count, add };
}

/** UTF-16 by its mark, or by the NULs that it has in every second place. */
function wideEncoding(head: Uint8Array): Reading['encoding'] {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const some = head.subarray(0, 512);
  const nuls = [0, 0];
  some.forEach((byte, at) => {
    if (byte === 0) nuls[at % 2]! += 1;
  });
  const half = some.length / 2;
  if (half >= 4 && nuls[1]! > half * 0.6 && nuls[0]! < half * 0.1) return 'utf-16le';
  if (half >= 4 && nuls[0]! > half * 0.6 && nuls[1]! < half * 0.1) return 'utf-16be';
  return undefined;
}

/** Do lines end with a carriage return alone, as old Macs wrote them? Told by the first end outside of quotes. */
function endsWithReturns(head: Uint8Array): boolean {
  let quoted = false;
  const bytes = head.filter((byte) => byte !== 0);
  for (const [at, byte] of bytes.entries()) {
    if (byte === 34) quoted = !quoted;
    else if (byte === 10 && !quoted) return false;
    else if (byte === 13 && !quoted) return bytes[at + 1] !== 10 && bytes[at + 1] !== 13;
  }
  return false;
}

/** How the text of a file is written, told by all of its bytes. @throws UnreadableFile when it is no text */
export async function sniff(from: From): Promise<Reading> {
  const heads: Uint8Array[] = [];
  let size = 0;
  const utf8 = utf8Counter();
  for await (const bytes of unpacked(from)) {
    if (size < looked) heads.push(bytes.slice(0, looked - size));
    size += bytes.length;
    utf8.add(bytes);
  }
  const head = Buffer.concat(heads);
  const start = head.subarray(0, 1000).toString('latin1');
  const kind = kinds.find(([pattern]) => pattern.test(start));
  if (kind) throw new UnreadableFile(`${nameOf(from)} ${kind[1]}`);
  const wide = wideEncoding(head);
  const { whole, broken } = utf8.count;
  const encoding = wide ?? (broken > 0 && whole === 0 ? 'windows-1252' : undefined);
  return { ...(encoding && { encoding }), ...(endsWithReturns(head) && { returns: true }) };
}

/** The file with how it is written. */
export const withReading = (source: Source, reading: Reading): Source => ({ ...source, reading });
