import type { CellReading, FieldMapping } from '@standpipe/contract';
import { tidy } from '../readers/fields.ts';
import { readAddress, readUnit } from './san-francisco.ts';

export type Cells = Readonly<Record<string, string>>;

const readings: Readonly<Record<CellReading, (cell: string) => string>> = {
  asIs: (cell) => cell.trim(),
  titleCase: (cell) =>
    tidy(cell)
      .toLowerCase()
      .replace(/(^|[^\p{L}'’])\p{L}/gu, (start) => start.toUpperCase()),
  sanFranciscoAddress: readAddress,
  sanFranciscoUnit: readUnit,
};

const folded = (text: string) => tidy(text).toLowerCase();

/** A field's text in a row; `known` false: the value map was to know it and does not. */
export interface FieldText {
  readonly text: string;
  readonly recognized: boolean;
}

/** What tables write where they have nothing to say. */
const emptyWords = new Set([
  ...['null', '<null>', '(null)', 'n/a', '#n/a', 'na', 'nan', 'nat', 'nil', 'none', '\\n', '-', '--', '---'],
  ...[
    '\u2013',
    '\u2014',
    '(blank)',
    '<blank>',
    '(empty)',
    'undefined',
    '#null!',
    '#value!',
    '#ref!',
    '#div/0!',
    '#name?',
    '#num!',
  ],
]);

/** Does this cell say in a word that it is empty? */
export const saysEmpty = (cell: string): boolean =>
  cell.length < 12 && emptyWords.has(cell.trim().toLowerCase());

/** Makes the reading of one field's text from a row. */
export function textReader(mapping: FieldMapping, wordsForEmpty = true): (cells: Cells) => FieldText {
  const { constant, columns = [], pick = 'join', values, otherwise, read = 'asIs' } = mapping;
  if (constant !== undefined) return () => ({ text: constant, recognized: true });
  const said = new Map((values ?? []).map(({ from, to }) => [folded(from), to]));
  return (cells) => {
    const written = columns.map((column) => readings[read](own(cells, column)));
    const parts = written.filter((part) => part !== '' && !(wordsForEmpty && saysEmpty(part)));
    const text = pick === 'first' ? (parts[0] ?? '') : parts.join(' ');
    if (pick === 'known') {
      const found = written.map((part) => said.get(folded(part))).find((part) => part !== undefined);
      return { text: found ?? otherwise ?? '', recognized: found !== undefined };
    }
    const meant =
      said.size === 0 ? undefined : (said.get(folded(text)) ?? said.get(folded(written.join(' '))));
    if (meant !== undefined) return { text: meant, recognized: true };
    if (otherwise !== undefined && (text === '' || values)) return { text: otherwise, recognized: true };
    return { text, recognized: !values };
  };
}

/** The cell of a column; a column named like an object's innards is a column and nothing else. */
export const own = (cells: Cells, column: string): string =>
  Object.hasOwn(cells, column) ? (cells[column] ?? '') : '';
