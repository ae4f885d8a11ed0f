import type { ImportKind } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Database } from '../../db/open.ts';
import { formatOf } from '../mapped.import.ts';
import { detach } from '../mapping/detach.ts';
import { type Column, cut, surveyor } from '../mapping/survey.ts';
import { transformOf } from '../points/systems.ts';
import { isRejected, type Rejected, type Row, readAnyRows } from '../readers/csv.ts';
import { readFeatures } from '../readers/geojson.ts';
import type { Start } from '../readers/header.ts';
import { type Reading, type Source, UnreadableFile } from '../readers/lines.ts';
import { sniff, withReading } from '../readers/sniff.ts';
import { type JobRow, readChunk } from './jobs.store.ts';

/** Unpacked, a file may have no more than this. */
const mostUnpacked = 300 * 1024 * 1024;
const shown = 10;
const mostColumns = 500;
const longestName = 200;

/** An uploaded file as it lies in the database; each piece is read by itself, so that nothing is held open meanwhile. */
export const storedFile = (
  database: Database,
  {
    id,
    agency_id,
    file_name,
    reading,
  }: Pick<JobRow, 'id' | 'agency_id' | 'file_name'> & { readonly reading?: Reading },
): Source => ({
  name: file_name,
  ...(reading && { reading }),
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

/** What a file is seen to be. */
export interface Looked {
  readonly format: 'csv' | 'geojson';
  readonly reading: Reading;
  readonly columns: Column[];
  readonly sample: { readonly line: number; readonly cells: string[] }[];
  /** How it is read, where that is not as files mostly are. */
  readonly notes: string[];
}

/** Looks at a whole file: how it is written, its columns with all of their cells, and its first rows. @throws UnreadableFile */
export async function lookAt(given: Source): Promise<Looked> {
  const reading = await sniff(given);
  const source = withReading(given, reading);
  const format = await formatOf(source);
  const notes = notesOf(reading);
  let names: string[] = [];
  let crs: string | undefined;
  const heard = (columns: readonly string[], { skipped, delimiter }: Start) => {
    names = [...columns];
    if (skipped > 0) notes.push(`${skipped} ${skipped === 1 ? 'line' : 'lines'} above the header left out`);
    if (delimiter !== ',') notes.push(`Cells between ${delimiterNames[delimiter] ?? delimiter}`);
  };
  const heardSystem = (name: string) => {
    crs = name;
  };
  const rows: Row[] = [];
  const survey = surveyor(() => names);
  const columnNames = new Set<string>();
  const read: AsyncIterable<Row | Rejected> =
    format === 'csv' ? readAnyRows(source, heard) : readFeatures(source, heardSystem);
  for await (const item of read) {
    if (isRejected(item)) continue;
    if (rows.length < shown) rows.push(item);
    if (format === 'geojson' && columnNames.size <= mostColumns)
      for (const name of Object.keys(item.row)) columnNames.add(name);
    survey.add(item.row);
  }
  if (format === 'geojson') names = [...columnNames];
  requireNames(source, format, names);
  const columns = survey.columns();
  const cell = (row: Row['row'], name: string) => (Object.hasOwn(row, name) ? (row[name] ?? '') : '');
  if (crs !== undefined && transformOf(crs) !== 'degrees') notes.push(`Points transformed from ${crs}`);
  return {
    format,
    reading: { ...reading, ...(crs !== undefined && { crs }) },
    columns,
    sample: rows.map(({ line, row }) => ({
      line,
      cells: columns.map(({ name }) => detach(cut(cell(row, name), 400))),
    })),
    notes,
  };
}

const delimiterNames: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

const notesOf = ({ encoding, returns }: Reading): string[] => [
  ...(encoding
    ? [`Text is ${encoding === 'windows-1252' ? 'Windows-1252 (Western European)' : encoding.toUpperCase()}`]
    : []),
  ...(returns ? ['Lines end as on old Macs'] : []),
];

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
  hydrant: 'hydrants',
};
