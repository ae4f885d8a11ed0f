import { createReadStream } from 'node:fs';
import type { ImportKind, ImportMapping } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import type { Database, Db } from '../db/open.ts';
import { applyAtPlace } from './at-place.import.ts';
import { type BatchOutcome, type ImportRun, importInBatches, type Tally } from './batches.ts';
import { applyHydrants } from './hydrants.import.ts';
import { type Importer, wholeAgency } from './importer.ts';
import { hydrantOf, inspectionOf, permitOf, placeOf } from './mapping/records.ts';
import { readUnits, type Unit } from './mapping/units.ts';
import { applyPlaces } from './places.import.ts';
import type { Preset } from './presets/presets.ts';
import { readAnyRows } from './readers/csv.ts';
import { readFeatures } from './readers/geojson.ts';
import { type From, nameOf, readText, type Source, UnreadableFile } from './readers/lines.ts';
import { sniff } from './readers/sniff.ts';

/** What a file is, told by how it begins. */
export async function formatOf(from: From): Promise<'csv' | 'geojson'> {
  for await (const text of readText(from)) {
    const start = text.replace(/^\uFEFF/, '').replace(/^[\s\p{Cc}]+/u, '');
    if (start === '') continue;
    if (/^\[\s*[[{\]]/.test(start))
      throw new UnreadableFile(`${nameOf(from)} is a JSON list: save it as GeoJSON or CSV`);
    return start.startsWith('{') ? 'geojson' : 'csv';
  }
  throw new UnreadableFile(`${nameOf(from)} is empty`);
}

/** The rows of a file in its format, from the first on. */
export const rowsOf = (from: From, format: 'csv' | 'geojson') =>
  format === 'csv' ? readAnyRows(from) : readFeatures(from);

/** How the units of a file are brought in. */
export interface MappedRun {
  readonly kind: ImportKind;
  readonly mapping: ImportMapping;
  readonly write: boolean;
  /** Places that a dry run has counted as made already. */
  readonly planned: Set<string>;
}

/** Brings in what a mapping makes of the rows of a file: the one way for uploads and for the command line. */
export function applyUnits(
  db: Db,
  importer: Importer,
  units: readonly Unit[],
  { kind, mapping, write, planned }: MappedRun,
): Promise<BatchOutcome> {
  if (kind === 'place')
    return applyPlaces(
      db,
      importer,
      units.map(({ mapped }) => placeOf(mapped[0]!)),
      write,
      mapping.bringBack,
    );
  const zone = mapping.timeZone ?? importer.timeZone;
  if (kind === 'hydrant')
    return applyHydrants(
      db,
      importer,
      units.map(({ mapped }) => hydrantOf(mapped[0]!, zone)),
      write,
      mapping.bringBack,
    );
  const names = mapping.fields.some(({ field }) => field.startsWith('violation.'));
  const records = units.map(({ mapped }) =>
    kind === 'permit' ? permitOf(mapped[0]!) : inspectionOf(mapped, names, zone),
  );
  return applyAtPlace(db, importer, kind, records, {
    write,
    newPlaces: mapping.newPlaces !== false,
    planned,
    bringBack: mapping.bringBack,
  });
}

/** Brings in a published file by its shipped mapping, for an agency as a whole. */
export async function importMapped(
  database: Database,
  agency: { readonly id: AgencyId; readonly timeZone: string },
  path: string,
  { kind, mapping, columns }: Preset,
  run: ImportRun = {},
): Promise<Tally> {
  const reading = await sniff(path);
  const source: Source = { name: nameOf(path), bytes: () => createReadStream(path), reading };
  const format = await formatOf(source);
  if (format === 'csv') await requireColumns(path, columns);
  const importer = { ...wholeAgency(agency.id), timeZone: agency.timeZone };
  const units = readUnits(() => rowsOf(source, format), kind, mapping, agency.timeZone);
  const how = { kind, mapping, write: !run.dryRun, planned: new Set<string>() };
  return importInBatches(database, units, run, (db, items) => applyUnits(db, importer, items, how));
}

/** @throws UnreadableFile when the file is not of this sort */
async function requireColumns(path: string, columns: readonly string[]): Promise<void> {
  let names: readonly string[] = [];
  const rows = readAnyRows(path, (heard) => {
    names = heard;
  });
  await rows.next();
  await rows.return(undefined);
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new UnreadableFile(
      `${nameOf(path)} lacks ${missing.length > 1 ? 'columns' : 'the column'} ${missing.join(', ')}`,
    );
}
