import type { ImportKind } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Database } from '../../db/open.ts';
import { formatOf } from '../mapped.import.ts';
import type { Column } from '../mapping/propose.ts';
import { isRejected, type Rejected, type Row, readAnyRows } from '../readers/csv.ts';
import { readFeatures } from '../readers/geojson.ts';
import { type Source, UnreadableFile } from '../readers/lines.ts';
import { type JobRow, readChunk } from './jobs.store.ts';

/** Unpacked, a file may have no more than this. */
const mostUnpacked = 300 * 1024 * 1024;
const mostLooked = 8 * 1024 * 1024;
const sampled = 500;
const shown = 10;
const mostColumns = 500;
const longestName = 200;

/** An uploaded file as it lies in the database; each piece is read by itself, so that nothing is held open meanwhile. */
export const storedFile = (
  database: Database,
  { id, agency_id, file_name }: Pick<JobRow, 'id' | 'agency_id' | 'file_name'>,
): Source => ({
  name: file_name,
  mostBytes: mostUnpacked,
  async *bytes() {
    for (let seq = 0; ; seq++) {
      const bytes = await ofAgency(database, agency_id, (db) => readChunk(db, id, seq));
      if (!bytes) return;
      yield bytes;
    }
  },
});

/** A short transaction of an agency's own, in which none of its records are open. */
export const ofAgency = <T>(
  database: Database,
  agency: AgencyId,
  work: (db: Parameters<typeof readChunk>[0]) => Promise<T>,
): Promise<T> =>
  database.viewer.transaction().execute(async (db) => {
    await sql`select set_config('standpipe.agency', ${agency}, true)`.execute(db);
    return work(db);
  });

/** The first 8 MiB of a table: one whose rows do not begin by then shows none. */
const beginningOf = (source: Source): Source => ({
  ...source,
  async *bytes() {
    let left = mostLooked;
    for await (const piece of source.bytes()) {
      yield piece.subarray(0, left);
      left -= piece.length;
      if (left <= 0) return;
    }
  },
});

/** What a file is seen to be by its beginning. */
export interface Looked {
  readonly format: 'csv' | 'geojson';
  readonly columns: Column[];
  readonly sample: { readonly line: number; readonly cells: string[] }[];
}

/** Looks at the beginning of a file: its columns with a few of their cells, and its first rows. @throws UnreadableFile */
export async function lookAt(source: Source): Promise<Looked> {
  const format = await formatOf(source);
  const rows: Row[] = [];
  let names: string[] = [];
  const heard = (columns: readonly string[]) => {
    names = [...columns];
  };
  const read: AsyncIterable<Row | Rejected> =
    format === 'csv' ? readAnyRows(beginningOf(source), heard) : readFeatures(source);
  for await (const item of read) {
    if (!isRejected(item)) rows.push(item);
    if (rows.length >= sampled) break;
  }
  if (format === 'geojson') names = [...new Set(rows.flatMap(({ row }) => Object.keys(row)))];
  requireNames(source, format, names);
  const cell = (row: Row['row'], name: string) => (Object.hasOwn(row, name) ? (row[name] ?? '') : '');
  return {
    format,
    columns: names.map((name) => ({
      name,
      samples: [...new Set(rows.map(({ row }) => cell(row, name).trim().slice(0, 100)))]
        .filter(Boolean)
        .slice(0, 5),
    })),
    sample: rows
      .slice(0, shown)
      .map(({ line, row }) => ({ line, cells: names.map((name) => cell(row, name).slice(0, 400)) })),
  };
}

const looksLikeData = (name: string) => /^[-+]?\d+([.,]\d+)*$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(name);

/** A header has to name every column, and not to be a row itself. */
function requireNames({ name: file }: Source, format: string, names: readonly string[]): void {
  const refuse = (why: string) => {
    throw new UnreadableFile(`${file} ${why}`);
  };
  if (names.length === 0)
    refuse(format === 'csv' ? 'has a first row that cannot be read' : 'has no features');
  if (names.length > mostColumns) refuse(`has ${names.length} columns and may have ${mostColumns}`);
  const long = names.find((name) => name.length > longestName);
  if (long) refuse(`has a column whose name is longer than ${longestName} characters`);
  if (format !== 'csv') return;
  const blank = names.indexOf('');
  if (blank >= 0) refuse(`has no name for column ${blank + 1}: its first row must name every column`);
  if (names.some((name) => name.includes('\uFFFD'))) refuse('is not UTF-8 text');
  if (names.some((name) => name.includes('\0'))) refuse('is no text');
  if (names.filter(looksLikeData).length * 2 >= names.length)
    refuse('seems to begin with data: its first row must name the columns');
}

/** Kinds in words. */
export const kindNames: Readonly<Record<ImportKind, string>> = {
  place: 'places',
  permit: 'permits',
  inspection: 'inspections',
};
