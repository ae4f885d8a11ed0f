import { stringify } from 'csv-stringify/sync';
import { headingOf } from '../imports/mapping/own-headings.ts';
import { guardFormula } from '../imports/readers/formula.ts';
import { columns, geoJsonColumns, partsOf, pointOf, type Table, type Told } from './columns.ts';
import { openWorkbook } from './xlsx.ts';

/** How a file of records is written, piece by piece. */
export interface Format {
  readonly type: string;
  readonly head: string | Uint8Array;
  readonly piece: (told: Told, first: boolean) => string | Uint8Array;
  readonly foot: () => string | Uint8Array;
}

/** How columns are called. */
export type Names = 'plain' | 'api';

const headings = (table: Table, names: Names) =>
  columns[table].map(([name]) => (names === 'api' ? name : headingOf(name)));

/** What a cell holds: a number, or a text. */
const cellOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const rowsOf = (table: Table, told: Told): (string | number)[][] =>
  partsOf(table, told.record).map((part) =>
    columns[table].map(([, cell]) => cellOf(cell({ ...told, ...(part && { part }) }))),
  );

const line = (cells: readonly (string | number)[]) =>
  stringify([cells.map((cell) => (typeof cell === 'number' ? cell : guardFormula(cell)))], {
    quoted_string: true,
    record_delimiter: '\r\n',
  });

/** CSV that spreadsheets open as UTF-8 and that none runs anything of: texts are quoted and guarded, numbers are numbers. */
export const csvOf = (table: Table, names: Names): Format => ({
  type: 'text/csv; charset=utf-8',
  head: `\uFEFF${line(headings(table, names))}`,
  piece: (told) => rowsOf(table, told).map(line).join(''),
  foot: () => '',
});

/** A workbook of one sheet. */
export const xlsxOf = (table: Table, names: Names): Format => {
  const workbook = openWorkbook();
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    head: workbook.rows([headings(table, names)]),
    piece: (told) => workbook.rows(rowsOf(table, told)),
    foot: () => workbook.close(),
  };
};

/** A GeoJSON FeatureCollection; its properties have the names of the API. */
export const geoJsonOf = (table: Table): Format => ({
  type: 'application/geo+json; charset=utf-8',
  head: '{"type":"FeatureCollection","features":[\n',
  piece: (told, first) => {
    const said = (geoJsonColumns[table] ?? columns[table]).filter(
      ([name]) => name !== 'lng' && name !== 'lat',
    );
    const properties = Object.fromEntries(said.map(([name, cell]) => [name, cell(told) ?? null]));
    const geometry = pointOf(told.record) ?? null;
    return `${first ? '' : ',\n'}${JSON.stringify({ type: 'Feature', id: told.record.id, geometry, properties })}`;
  },
  foot: () => '\n]}\n',
});
