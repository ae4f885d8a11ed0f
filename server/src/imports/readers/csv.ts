import { parse } from 'csv-parse/sync';
import { unguardFormula } from './formula.ts';
import { distinctNames, findStart, fitted, isOwnExport, type Start } from './header.ts';
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
    const cells = count > 0 && !first.cut ? cellsOf(joined, dialect.delimiter ?? ',') : undefined;
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

async function* readRecords(
  from: From,
  dialect: Dialect,
  start: { value?: Start },
): AsyncGenerator<RawRecord> {
  const lines: Line[] = [];
  const begin = () => {
    start.value = findStart(firstRecords(lines));
    dialect.delimiter = start.value.delimiter;
  };
  for await (const line of readLines(from, dialect.cutLongLines)) {
    lines.push(line);
    if (dialect.delimiter === undefined) {
      if (lines.length < looked) continue;
      begin();
    }
    yield* takeRecords(lines, false, dialect);
  }
  if (dialect.delimiter === undefined) begin();
  yield* takeRecords(lines, true, dialect);
}

/** So many lines tell how a table is written. */
const looked = 40;

/** The records that the first lines hold, each as one text. */
function firstRecords(lines: readonly Line[]): string[] {
  const records: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const count = Math.max(1, recordLength(lines.slice(at)));
    const text = lines.slice(at, at + count).map((line) => line.text);
    records.push(text.join('\n').replace(/\r$/, ''));
    at += count;
  }
  return records.filter((text) => text.trim() !== '');
}

/** How a file is written; what is not given is told by its first rows. */
interface Dialect {
  delimiter?: string;
  readonly cutLongLines?: boolean;
  /** A file by somebody: its header may have faults that leave no doubt, and rows may end early. */
  readonly lenient?: boolean;
}

const readHeader = (
  from: From,
  record: RawRecord,
  required: readonly string[],
  lenient = false,
): string[] => {
  const columns = (record.cells ?? []).map((name) => name.trim());
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new UnreadableFile(
      `${nameOf(from)} lacks ${missing.length > 1 ? 'columns' : 'the column'} ${missing.join(', ')}`,
    );
  }
  if (lenient) return distinctNames(columns);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new UnreadableFile(`${nameOf(from)} has two columns named "${twice}"`);
  return columns;
};

const readRow = (
  columns: readonly string[],
  record: RawRecord,
  guarded: boolean,
  { delimiter = ',', lenient }: Dialect,
): Row | Rejected => {
  const { line, text, broken } = record;
  const written = lenient && record.cells ? fitted(record.cells, columns.length) : record.cells;
  const cells = guarded ? written?.map(unguardFormula) : written;
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
  if (!text.isWellFormed()) return { line, rejected: 'holds half a character (of an emoji, say)', row };
  return { line, row };
};

/**
 * The rows of a .csv or .csv.gz with a header, streamed. Column names lose their outer blanks, blank lines are no
 * rows, values stay as they are. A row that can't be taken as it stands comes as a rejection; a file that lacks a
 * required column is an UnreadableFile.
 */
export const readRows = (from: From, required: readonly string[]): AsyncGenerator<Row | Rejected> =>
  readTable(from, required, { delimiter: ',' });

/** What the header names, and how it was found. */
export type Heard = (columns: readonly string[], start: Start) => void;

/** The same of a file by somebody: cells between commas, semicolons, tabs or bars, and no line so long as to end it. */
export const readAnyRows = (from: From, heard?: Heard): AsyncGenerator<Row | Rejected> =>
  readTable(from, [], { cutLongLines: true, lenient: true }, heard);

async function* readTable(
  from: From,
  required: readonly string[],
  dialect: Dialect,
  heard?: Heard,
): AsyncGenerator<Row | Rejected> {
  let columns: string[] | undefined;
  let guarded = false;
  const start: { value?: Start } = {};
  let left = 0;
  for await (const record of readRecords(from, dialect, start)) {
    if (columns) {
      yield readRow(columns, record, guarded, dialect);
      continue;
    }
    if (left++ < (start.value?.skipped ?? 0)) continue;
    columns = readHeader(from, record, required, dialect.lenient);
    guarded = columns.includes(rejectedLineColumn) || (dialect.lenient === true && isOwnExport(columns));
    heard?.(columns, start.value ?? { delimiter: dialect.delimiter ?? ',', skipped: 0 });
  }
  if (!columns) throw new UnreadableFile(`${nameOf(from)} is empty`);
}

/** Whether this is a rejection rather than what was hoped for. */
export const isRejected = (item: object): item is Rejected => 'rejected' in item;
