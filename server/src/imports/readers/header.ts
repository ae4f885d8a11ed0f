import { parse } from 'csv-parse/sync';

/** Where a table begins in its file, and what stands between its cells. */
export interface Start {
  readonly delimiter: string;
  /** Records above the header: titles, Excel's line `sep=`. */
  readonly skipped: number;
}

const delimiters = [',', ';', '\t', '|'];
const separatorLine = /^\uFEFF?"?sep=(.)"?\s*$/i;

/** How many cells a record has between these, quoted parts left aside. */
const width = (record: string, delimiter: string) =>
  record.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length;

const filled = (record: string, delimiter: string): number => {
  try {
    const rows: string[][] = parse(record, { delimiter, relax_column_count: true, relax_quotes: true });
    return (rows[0] ?? []).filter((cell) => cell.trim() !== '').length;
  } catch {
    return 0;
  }
};

/** What most of these numbers are, the larger where two are as frequent. */
function mostly(numbers: readonly number[]): { readonly value: number; readonly share: number } {
  const counts = Map.groupBy(numbers, (each) => each);
  const [value = 1, each = []] =
    [...counts].sort((one, other) => other[1].length - one[1].length || other[0] - one[0])[0] ?? [];
  return { value, share: each.length / Math.max(1, numbers.length) };
}

/** Told by the first records: the delimiter whose even columns begin first, and the first record that fills them. */
export function findStart(records: readonly string[]): Start {
  const given = separatorLine.exec(records[0] ?? '')?.[1];
  const rest = given ? records.slice(1) : records;
  const delimiter = given ?? delimiterOf(rest);
  const counts = rest.map((record) => filled(record, delimiter));
  const typical = [...counts].sort((one, other) => one - other)[Math.floor(counts.length / 2)] ?? 1;
  const least = typical <= 2 ? Math.min(typical, 1) : Math.max(2, Math.ceil(typical / 2));
  const header = counts.findIndex((count) => count >= least);
  return { delimiter, skipped: Math.max(0, header) + (given ? 1 : 0) };
}

function delimiterOf(records: readonly string[]): string {
  const candidates = delimiters.flatMap((delimiter) => {
    const widths = records.map((record) => width(record, delimiter));
    const many = widths.filter((each) => each > 1);
    const { value, share } = mostly(many);
    if (many.length * 2 < records.length || value < 2) return [];
    return [{ delimiter, value, share, first: widths.findIndex((each) => each >= value * 0.6) }];
  });
  const even = candidates.sort(
    (one, other) => one.first - other.first || other.value * other.share - one.value * one.share,
  )[0];
  if (even) return even.delimiter;
  const header = records[0] ?? '';
  return delimiters.reduce((best, each) => (width(header, each) > width(header, best) ? each : best));
}

/** What a column is called that its file gives no name. */
const unnamed = (at: number) => `column ${at + 1}`;

/** Is this a column without a name of its own? */
export const isUnnamed = (name: string): boolean => /^column \d+$/.test(name);

/** Every column with a name, and no name twice. */
export function distinctNames(columns: readonly string[]): string[] {
  const names: string[] = [];
  for (const [at, given] of columns.entries()) {
    const name = given === '' ? unnamed(at) : given;
    let distinct = name;
    for (let n = 2; names.includes(distinct); n++) distinct = `${name} (${n})`;
    names.push(distinct);
  }
  return names;
}

/** A row as wide as its header where nothing is lost by it: empty cells at its end are put in or taken away. */
export function fitted(cells: readonly string[], columns: number): readonly string[] {
  if (cells.length < columns && (cells.length >= 2 || columns <= 2))
    return cells.length === 1 ? cells : [...cells, ...Array<string>(columns - cells.length).fill('')];
  if (cells.length > columns && cells.slice(columns).every((cell) => cell.trim() === ''))
    return cells.slice(0, columns);
  return cells;
}

/** The columns by which exports of this system are told from other tables: with API names, or with plain headings. */
const ownColumns = [
  ['id', 'addressLine', 'version'],
  ['id', 'addressLine', 'createdAt'],
  ['id', 'addressLine', 'violation.description'],
  ['Standpipe ID'],
];

/** Was this table exported here? Then its texts are guarded against spreadsheets, and its words are meant as they stand. */
export const isOwnExport = (columns: readonly string[]): boolean =>
  ownColumns.some((names) => names.every((name) => columns.includes(name)));
