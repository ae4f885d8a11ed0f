import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../imports/readers/formula.ts';
import type { RecordKind } from '../kinds/kinds.ts';

/** A record as its own agency reads it. */
export type Shown = Readonly<Record<string, unknown>>;

type Cell = (record: Shown) => unknown;

const field = (name: string): [string, Cell] => [name, (record) => record[name]];
const pointOf = (record: Shown) =>
  (record.location ?? (record.place as Shown | undefined)?.location) as
    | { readonly coordinates: readonly [number, number] }
    | undefined;
const ofPlace =
  (name: string): Cell =>
  (record) =>
    (record.place as Shown)[name];
const point: [string, Cell][] = [
  ['lng', (record) => pointOf(record)?.coordinates[0]],
  ['lat', (record) => pointOf(record)?.coordinates[1]],
];
const end = [...point, ...['withheld', 'createdAt', 'updatedAt', 'version'].map(field)];
const placeOfRecord: [string, Cell][] = [
  ['placeId', ofPlace('id')],
  ['addressLine', ofPlace('addressLine')],
  ['placeOwner', (record) => ((record.place as Shown).agency as Shown).name],
];

/** What is exported of each kind, column by column; names are those of the fields that an import fills. */
/** The kinds that are exported. */
export type ExportedKind = Extract<RecordKind, 'place' | 'permit' | 'inspection'>;

const columns: Readonly<Record<ExportedKind, readonly [string, Cell][]>> = {
  place: [
    ...['id', 'addressLine', 'unit', 'city', 'state', 'zip', 'name', 'occupancyType', 'constructionType'].map(
      field,
    ),
    ...['stories', 'yearBuilt', 'floorAreaSqFt', 'notes'].map(field),
    ...end,
  ],
  permit: [
    ...['id', 'number', 'type', 'class', 'status', 'description', 'issuedOn', 'expiresOn'].map(field),
    ...['edition', 'section', 'holder', 'contactName', 'contactPhone', 'contactEmail', 'fee', 'notes'].map(
      field,
    ),
    ...placeOfRecord,
    ...end,
  ],
  inspection: [
    ...['id', 'number', 'type', 'status', 'scheduledFor', 'startedAt', 'completedAt'].map(field),
    ['assignedTo', (record) => (record.assignedTo as Shown | null | undefined)?.name],
    ...['checklist', 'violations', 'reinspectionOf', 'reopenedReason', 'notes'].map(field),
    ...placeOfRecord,
    ...end,
  ],
};

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** How a file of records is written, piece by piece. */
export interface Format {
  readonly type: string;
  readonly head: string;
  readonly piece: (record: Shown, first: boolean) => string;
  readonly foot: string;
}

const line = (cells: readonly string[]) =>
  stringify([cells.map(guardFormula)], { quoted: true, record_delimiter: '\r\n' });

/** CSV that no spreadsheet runs anything of. */
export const csvOf = (kind: ExportedKind): Format => ({
  type: 'text/csv; charset=utf-8',
  head: line(columns[kind].map(([name]) => name)),
  piece: (record) => line(columns[kind].map(([, cell]) => textOf(cell(record)))),
  foot: '',
});

/** A GeoJSON FeatureCollection. */
export const geoJsonOf = (kind: ExportedKind): Format => ({
  type: 'application/geo+json; charset=utf-8',
  head: '{"type":"FeatureCollection","features":[\n',
  piece: (record, first) => {
    const said = columns[kind].filter(([name]) => name !== 'lng' && name !== 'lat');
    const properties = Object.fromEntries(said.map(([name, cell]) => [name, cell(record) ?? null]));
    const geometry = pointOf(record) ?? null;
    return `${first ? '' : ',\n'}${JSON.stringify({ type: 'Feature', id: record.id, geometry, properties })}`;
  },
  foot: '\n]}\n',
});
