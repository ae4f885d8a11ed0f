import type { DateFormat } from '@standpipe/contract';
import { coordinateOf, readPointText } from '../points/texts.ts';
import { isUnnamed } from '../readers/header.ts';
import { saysEmpty } from './cells.ts';
import { dateColumn } from './column-dates.ts';
import { detach } from './detach.ts';

/** The least and the greatest of numbers. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/** A column of an uploaded file, with what all of its cells say of it. */
export interface Column {
  readonly name: string;
  readonly samples: readonly string[];
  /** Rows that have something in it. */
  readonly filled: number;
  /** No two rows have the same in it, and every row has something. */
  readonly unique?: boolean | undefined;
  readonly formats: readonly DateFormat[];
  /** Where every cell is a number: the least and the greatest. */
  readonly numbers?: Span | undefined;
  /** Some numbers have a decimal comma. */
  readonly comma?: boolean | undefined;
  /** Cells that hold a whole point, and where those points lie. */
  readonly points?: { readonly rows: number; readonly lng: Span; readonly lat: Span } | undefined;
  /** The different cells, where they are few. */
  readonly different?: readonly string[] | undefined;
}

/** Columns whose cells may tell records apart. */
const keyLike = /id|key|num|no$|nbr|guid|code|ref|permit|case|record|parcel|apn|folio|pin|lot|[#\u2116]/i;

/** Two hashes of a text in one number: that two of some hundred thousand agree by chance is as good as impossible. */
function hashOf(text: string): number {
  let [one, other] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other + code, 0x5bd1e995) ^ (other >>> 15);
  }
  return (one >>> 0) * 0x200000 + ((other >>> 0) & 0x1fffff);
}

const sampled = 5;
const sampleLength = 100;
const mostDifferent = 60;
const mostUnique = 400_000;

/** The beginning of a text, never with half a character at its end. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

const widen = (span: Span | undefined, value: number): Span =>
  span ? { min: Math.min(span.min, value), max: Math.max(span.max, value) } : { min: value, max: value };

const plainNumber = /^[-+\u2212']?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?(e[-+]?\d+)?$/i;
const decimalComma = /^-?\d+,(\d{1,2}|\d{4,})$|^-?\d{1,3}(\.\d{3})+,\d+$/;

function watch(name: string) {
  const samples = new Set<string>();
  let seen: Set<number> | null = keyLike.test(name) ? new Set() : null;
  let different: Set<string> | null = new Set();
  const dates = dateColumn();
  let filled = 0;
  let rows = 0;
  let numbers: Span | undefined;
  let allNumbers = true;
  let comma = false;
  let points: { rows: number; lng: Span; lat: Span } | undefined;
  return {
    add: (given: string) => {
      rows += 1;
      const cell = given.trim();
      if (cell === '') return;
      if (samples.size < sampled && !samples.has(cell)) samples.add(detach(cut(cell, sampleLength)));
      if (saysEmpty(cell)) return;
      filled += 1;
      if (seen) {
        const hash = hashOf(cell);
        if (seen.has(hash) || seen.size >= mostUnique) seen = null;
        else seen.add(hash);
      }
      if (different) {
        if (different.size >= mostDifferent || cell.length > 120) different = null;
        else if (!different.has(cell)) different.add(detach(cell));
      }
      dates.add(cell);
      if (decimalComma.test(cell)) comma = true;
      const number =
        plainNumber.test(cell) || decimalComma.test(cell) ? Number(coordinateOf(cell)) : Number.NaN;
      if (Number.isNaN(number)) {
        allNumbers = false;
        const point = cell.length > 6 && cell.length < 400 && /\d/.test(cell) ? readPointText(cell) : null;
        if (point && Number.isFinite(Number(point.x)) && Number.isFinite(Number(point.y)))
          points = {
            rows: (points?.rows ?? 0) + 1,
            lng: widen(points?.lng, Number(point.x)),
            lat: widen(points?.lat, Number(point.y)),
          };
      } else if (number !== 0) numbers = widen(numbers, number);
    },
    column: (): Column => ({
      name,
      samples: [...samples],
      filled,
      formats: dates.formats(),
      ...(seen && filled === rows && filled > 0 && { unique: true }),
      ...(allNumbers && numbers && { numbers }),
      ...(comma && { comma }),
      ...(points && { points }),
      ...(different && different.size > 0 && { different: [...different] }),
    }),
  };
}

/** Looks at every cell of a file, column by column. */
export function surveyor(names: () => readonly string[]) {
  const columns = new Map<string, ReturnType<typeof watch>>();
  let rows = 0;
  return {
    add: (row: Readonly<Record<string, string>>) => {
      rows += 1;
      for (const name of Object.keys(row)) {
        let column = columns.get(name);
        if (!column) {
          column = watch(name);
          columns.set(name, column);
        }
        column.add(row[name] ?? '');
      }
    },
    rows: () => rows,
    /** The columns in the file's order; one without a name and without a cell is none. */
    columns: (): Column[] =>
      names()
        .map((name) => columns.get(name)?.column() ?? { name, samples: [], filled: 0, formats: [] })
        .filter(({ name, filled }) => filled > 0 || !isUnnamed(name))
        .map((column) => (column.unique && column.filled < rows ? { ...column, unique: false } : column)),
  };
}
