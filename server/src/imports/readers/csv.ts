import { parse } from 'csv-parse/sync';
import { unguardFormula } from './formula.ts';
import { type From, type Line, longestLine, nameOf, readLines, UnreadableFile } from './lines.ts';

type Cells = Readonly<Record<string, string>>;

/** A row of the table by column; `line` is the line it starts on, counted as an editor counts. */
export interface Row {
  readonly line: number;
  readonly row: Cells;
}

/**
 * A row left out, and why in words; every column is there, empty where the row ran short. `rest` is what found no
 * column: surplus cells, or the whole line where its quoting is broken and the cells are but a guess.
 */
export interface Rejected extends Row {
  readonly rejected: string;
  readonly rest?: string;
}

/** The column that tells a file of rejected rows, corrected and handed in again, from the file they came from. */
export const rejectedLineColumn = 'rejected_line';

interface RawRecord {
  readonly line: number;
  readonly text: string;
  readonly cells?: readonly string[];
  readonly broken?: string;
}

/** A quoted value may hold line breaks; past this many an opened quote counts as a stray one. */
const mostLines = 200;

const cellsOf = (text: string, delimiter: string): string[] | undefined => {
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const records: string[][] = parse(text, { relax_column_count: true, delimiter });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
};

/** What the cells of a badly quoted row may have been, for the person who puts it right; never taken as they are. */
const guessCells = (text: string, delimiter: string): string[] => {
  try {
    const records: string[][] = parse(text, { relax_column_count: true, relax_quotes: true, delimiter });
    return (records[0] ?? []).map((value) => (/^"[\s\S]*"$/.test(value) ? value.slice(1, -1) : value));
  } catch {
    return [];
  }
};

/** A quote that opens and is not closed before a line of which only the beginning is known. */
const unclosed = -1;

/** How many lines the first record takes: up to where its quotes are even again; 0 while that is not known. */
const recordLength = (lines: readonly Line[]): number => {
  let quotes = 0;
  for (const [index, { text, cut }] of lines.entries()) {
    if (cut) return index === 0 ? 1 : unclosed;
    quotes += text.split('"').length - 1;
    if (quotes % 2 === 0) return index + 1;
  }
  return 0;
};

/** Takes the records off the front of `lines`; a line that breaks the quoting goes alone, reading resumes at the next. */
function* takeRecords(lines: Line[], atEnd: boolean, dialect: Dialect): Generator<RawRecord> {
  for (let first = lines[0]; first; first = lines[0]) {
    const count = recordLength(lines);
    const size = lines.reduce((sum, { text }) => sum + text.length, 0);
    if (count === 0 && !atEnd && lines.length < mostLines && size < longestLine) return;
    const text = lines.slice(0, Math.max(count, 1)).map((line) => line.text);
    const joined = text.join('\n').replace(/\r$/, '');
    dialect.delimiter ??= delimiterOf(joined);
    const cells = count > 0 && !first.cut ? cellsOf(joined, dialect.delimiter) : undefined;
    const line = first.number;
    if (cells) {
      lines.splice(0, count);
      if (joined.trim() !== '') yield { line, text: joined, cells };
    } else {
      lines.shift();
      const broken = first.cut
        ? `is longer than ${longestLine} characters`
        : count > 0
          ? 'a quote (") stands where none may'
          : 'a quote (") opens and is never closed';
      yield { line, text: first.text.replace(/\r$/, ''), broken };
    }
  }
}

async function* readRecords(from: From, dialect: Dialect): AsyncGenerator<RawRecord> {
  const lines: Line[] = [];
  for await (const line of readLines(from, dialect.cutLongLines)) {
    lines.push(line);
    yield* takeRecords(lines, false, dialect);
  }
  yield* takeRecords(lines, true, dialect);
}

/** How a file is written; what stands between its cells is told by its header, unless it is given. */
interface Dialect {
  delimiter?: string;
  readonly cutLongLines?: boolean;
}

/** What stands most often in a header. */
const delimiterOf = (header: string): string => {
  const plain = header.replace(/"[^"]*"/g, '');
  const count = (each: string) => plain.split(each).length;
  return [',', ';', '\t', '|'].reduce((best, each) => (count(each) > count(best) ? each : best));
};

const readHeader = (from: From, record: RawRecord, required: readonly string[]): string[] => {
  const columns = (record.cells ?? []).map((name) => name.trim());
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new UnreadableFile(
      `${nameOf(from)} lacks ${missing.length > 1 ? 'columns' : 'the column'} ${missing.join(', ')}`,
    );
  }
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new UnreadableFile(`${nameOf(from)} has two columns named "${twice}"`);
  return columns;
};

const readRow = (
  columns: readonly string[],
  record: RawRecord,
  guarded: boolean,
  delimiter: string,
): Row | Rejected => {
  const { line, text, broken } = record;
  const cells = guarded ? record.cells?.map(unguardFormula) : record.cells;
  const guess = cells ?? guessCells(text, delimiter);
  const shown = cells || guess.length === columns.length ? guess : [];
  const row = Object.fromEntries(columns.map((name, index) => [name, shown[index] ?? '']));
  if (!cells) return { line, rejected: broken ?? 'not a row', row, rest: text };
  if (cells.length !== columns.length) {
    const rejected = `${cells.length} cells where the header has ${columns.length}`;
    const rest = cells.slice(columns.length).join(delimiter);
    return rest === '' ? { line, rejected, row } : { line, rejected, row, rest };
  }
  if (text.includes('\0')) return { line, rejected: 'holds a NUL character', row };
  if (text.includes('\uFFFD')) return { line, rejected: 'holds bytes that are not UTF-8', row };
  return { line, row };
};

/**
 * The rows of a .csv or .csv.gz with a header, streamed. Column names lose their outer blanks, blank lines are no
 * rows, values stay as they are. A row that can't be taken as it stands comes as a rejection; a file that lacks a
 * required column is an UnreadableFile.
 */
export const readRows = (from: From, required: readonly string[]): AsyncGenerator<Row | Rejected> =>
  readTable(from, required, { delimiter: ',' });

/** Told what the header names. */
export type Heard = (columns: readonly string[]) => void;

/** The same of a file by somebody: cells between commas, semicolons, tabs or bars, and no line so long as to end it. */
export const readAnyRows = (from: From, heard?: Heard): AsyncGenerator<Row | Rejected> =>
  readTable(from, [], { cutLongLines: true }, heard);

async function* readTable(
  from: From,
  required: readonly string[],
  dialect: Dialect,
  heard?: Heard,
): AsyncGenerator<Row | Rejected> {
  let columns: string[] | undefined;
  for await (const record of readRecords(from, dialect)) {
    if (columns) {
      yield readRow(columns, record, columns.includes(rejectedLineColumn), dialect.delimiter ?? ',');
      continue;
    }
    columns = readHeader(from, record, required);
    heard?.(columns);
  }
  if (!columns) throw new UnreadableFile(`${nameOf(from)} is empty`);
}

/** Whether this is a rejection rather than what was hoped for. */
export const isRejected = (item: object): item is Rejected => 'rejected' in item;
