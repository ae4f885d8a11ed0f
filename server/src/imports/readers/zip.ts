import { Unzip, UnzipInflate } from 'fflate';
import { UnreadableFile } from './unreadable.ts';

/** So much of an archive is unpacked before what came of it is handed on. */
const step = 16 * 1024;
const table = /\.(csv|tsv|txt|geojson|json|geojsonl|ndjson)$/i;
const skipped = /(^|\/)(__MACOSX\/|\.|_rels\/|\[Content_Types\]\.xml$)|\/$/;
const others: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, 'is an Excel workbook: save it as CSV (UTF-8)'],
  [/^(content\.xml|mimetype)$/, 'is an OpenDocument file: save it as CSV (UTF-8)'],
  [/^(word|ppt)\//, 'is a Word or PowerPoint file, not a table'],
  [/\.(shp|gdbtable|gpkg)$/i, 'is a shapefile or geodatabase: export it as GeoJSON'],
  [/\.(kml|kmz)$/i, 'is a KMZ file: export it as GeoJSON or CSV'],
  [/\.xls[xbm]?$/i, 'holds an Excel workbook: save it as CSV (UTF-8)'],
];

/** The one table in a zip archive, unpacked as it is read. @throws UnreadableFile where there is none, or more than one */
export async function* unzippedTable(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const found: string[] = [];
  const seen: string[] = [];
  let failed: Error | undefined;
  let complete = false;
  const unzip = new Unzip((file) => {
    if (file.name.startsWith('xl/')) failed ??= new UnreadableFile(`${name} ${others[0]![1]}`);
    if (skipped.test(file.name)) return;
    seen.push(file.name);
    if (!table.test(file.name)) return;
    found.push(file.name);
    if (found.length > 1) return;
    file.ondata = (error, data, final) => {
      if (error) failed ??= new UnreadableFile(`${name} cannot be read: ${error.message}`, { cause: error });
      else if (data.length > 0) ready.push(data);
      complete ||= final;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const check = () => {
    if (failed) throw failed;
    if (found.length > 1)
      throw new UnreadableFile(`${name} holds several tables (${found.join(', ')}): upload them one by one`);
    const other = others.find(([pattern]) => seen.some((each) => pattern.test(each)));
    if (other) throw new UnreadableFile(`${name} ${other[1]}`);
  };
  for await (const piece of bytes)
    for (let at = 0; at < piece.length; at += step) {
      push(unzip, piece.subarray(at, at + step), name);
      check();
      yield* ready.splice(0);
    }
  if (found.length === 0) throw new UnreadableFile(`${name} is a zip archive without a CSV or GeoJSON file`);
  if (!complete) throw new UnreadableFile(`${name} cannot be read: the archive ends in the middle`);
}

function push(unzip: Unzip, piece: Uint8Array, name: string): void {
  try {
    unzip.push(piece);
  } catch (error) {
    throw new UnreadableFile(`${name} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
