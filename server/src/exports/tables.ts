import { stringify } from 'csv-stringify/sync';
import { writeXlsxStream } from 'hucre/xlsx';
import { headingOf } from '../imports/mapping/own-headings.ts';
import { guardFormula } from '../imports/readers/formula.ts';
import { columns, type Exported, geoJsonColumns, partsOf, pointOf, type Table } from './columns.ts';

/** How a file of records is written. */
export interface Format {
  readonly type: string;
  /** The file in pieces, written while its records come. */
  write(records: AsyncIterable<Exported>): AsyncIterable<string | Uint8Array>;
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

const rowsOf = (table: Table, exported: Exported): (string | number)[][] =>
  partsOf(table, exported.record).map((part) =>
    columns[table].map(([, cell]) => cellOf(cell({ ...exported, ...(part && { part }) }))),
  );

const line = (cells: readonly (string | number)[]) =>
  stringify([cells.map((cell) => (typeof cell === 'number' ? cell : guardFormula(cell)))], {
    quoted_string: true,
    record_delimiter: '\r\n',
  });

/** CSV that spreadsheets open as UTF-8 and that none runs anything of: texts are quoted and guarded, numbers are numbers. */
export const csvOf = (table: Table, names: Names): Format => ({
  type: 'text/csv; charset=utf-8',
  write: async function* (records) {
    yield `\uFEFF${line(headings(table, names))}`;
    for await (const exported of records) {
      const rows = rowsOf(table, exported);
      if (rows.length > 0) yield rows.map(line).join('');
    }
  },
});

/** Signs that XML has no way to write. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Excel cuts longer cells off. */
const longestCell = 32_767;

const sheetCell = (cell: string | number) =>
  typeof cell === 'number'
    ? cell
    : cell.toWellFormed().replace(unwritable, '\ufffd').slice(0, longestCell) || null;

/** A workbook of one sheet, which need not fit into memory. Texts are cells of text: none is a formula. */
export const xlsxOf = (table: Table, names: Names): Format => ({
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  write: async function* (records) {
    async function* rows() {
      yield headings(table, names);
      for await (const exported of records)
        yield* rowsOf(table, exported).map((cells) => cells.map(sheetCell));
    }
    yield* writeXlsxStream(rows(), { name: 'Records', freezePane: { rows: 1 } });
  },
});

/** A GeoJSON FeatureCollection; its properties have the names of the API. */
export const geoJsonOf = (table: Table): Format => ({
  type: 'application/geo+json; charset=utf-8',
  write: async function* (records) {
    const said = (geoJsonColumns[table] ?? columns[table]).filter(
      ([name]) => name !== 'lng' && name !== 'lat',
    );
    yield '{"type":"FeatureCollection","features":[\n';
    let between = '';
    for await (const exported of records) {
      const properties = Object.fromEntries(said.map(([name, cell]) => [name, cell(exported) ?? null]));
      const geometry = pointOf(exported.record) ?? null;
      yield `${between}${JSON.stringify({ type: 'Feature', id: exported.record.id, geometry, properties })}`;
      between = ',\n';
    }
    yield '\n]}\n';
  },
});
