import type { ImportKind, ImportMapping } from '@standpipe/contract';
import { isRejected, type Rejected, type Row } from '../readers/csv.ts';
import { detach } from './detach.ts';
import { conflictIn } from './group.ts';
import type { Home } from './home.ts';
import { type Mapped, mapper } from './mapper.ts';

/** What makes or changes one record: a row, or the rows of one group. */
export interface Unit {
  readonly line: number;
  readonly rows: readonly Row[];
  readonly mapped: readonly Mapped[];
}

/** Opens the file anew and reads its rows from the first on. */
export type OpenRows = () => AsyncIterable<Row | Rejected>;

const refused = (row: Row, rejected: string): Rejected => ({ ...row, rejected });
const mostViolations = 100;
/** Kinds in which no two records of an agency have the same number. */
const numbered = new Set<ImportKind>(['permit', 'inspection']);

/**
 * The units of a file in an order that is always the same, so that a number of them says how far an import has come.
 * A row that cannot be taken comes as a rejection, and so does the second one with a key or a number.
 */
export function readUnits(
  open: OpenRows,
  kind: ImportKind,
  mapping: ImportMapping,
  zone: string,
  home?: Home,
): AsyncGenerator<Unit | Rejected> {
  const map = mapper(kind, mapping, zone, home);
  return mapping.grouped && kind === 'inspection'
    ? readGroups(open, mapping, map)
    : readSingly(open, kind, mapping, map);
}

type RowReader = (cells: Row['row']) => Mapped | string;

async function* readSingly(
  open: OpenRows,
  kind: ImportKind,
  { key }: ImportMapping,
  map: RowReader,
): AsyncGenerator<Unit | Rejected> {
  const lines = new Map<string, number>();
  const numbers = new Map<string, number>();
  for await (const item of open()) {
    const mapped = isRejected(item) ? item.rejected : map(item.row);
    if (isRejected(item)) yield item;
    else if (typeof mapped === 'string') yield refused(item, mapped);
    else {
      const number = numbered.has(kind) ? mapped.texts.number : undefined;
      const before = lines.get(mapped.key);
      const taken = number === undefined ? undefined : numbers.get(number);
      if (before) yield refused(item, `${key.join(' + ')} ${mapped.key} is on line ${before} already`);
      else if (taken) yield refused(item, `the number ${number} is on line ${taken} already`);
      else {
        lines.set(mapped.key, item.line);
        if (number !== undefined) numbers.set(detach(number), item.line);
        yield { line: item.line, rows: [item], mapped: [mapped] };
      }
    }
  }
}

/** Reads the file twice: rows of one group need not stand together, and only groups that are not complete are kept, packed. */
async function* readGroups(
  open: OpenRows,
  mapping: ImportMapping,
  map: RowReader,
): AsyncGenerator<Unit | Rejected> {
  const expected = new Map<string, number>();
  for await (const item of open()) {
    const mapped = isRejected(item) ? '' : map(item.row);
    if (typeof mapped !== 'string') expected.set(mapped.key, (expected.get(mapped.key) ?? 0) + 1);
  }
  const packer = rowPacker();
  const waiting = new Map<string, Packed[]>();
  for await (const item of open()) {
    const mapped = isRejected(item) ? '' : map(item.row);
    if (isRejected(item)) yield item;
    else if (typeof mapped === 'string') yield refused(item, mapped);
    else {
      const { key } = mapped;
      const left = (expected.get(key) ?? 1) - 1;
      const before = waiting.get(key) ?? [];
      if (left > 0) {
        expected.set(key, left);
        waiting.set(key, [...before, packer.pack(item)]);
        continue;
      }
      expected.delete(key);
      waiting.delete(key);
      yield* groupOf([...before.map(packer.unpack), item], mapping, map);
    }
  }
}

/** The rows of one group as a unit; rows that contradict the first one, or are too many, come as rejections before it. */
function* groupOf(rows: readonly Row[], mapping: ImportMapping, map: RowReader): Generator<Unit | Rejected> {
  const taken: { readonly rows: Row[]; readonly mapped: Mapped[] } = { rows: [], mapped: [] };
  for (const row of rows) {
    const mapped = map(row.row) as Mapped;
    const conflict = taken.mapped[0] && conflictIn(taken.mapped[0], mapped, mapping, taken.rows[0]!.line);
    if (conflict) yield refused(row, conflict);
    else if (taken.rows.length < mostViolations) {
      taken.rows.push(row);
      taken.mapped.push(mapped);
    } else yield refused(row, `an inspection has at most ${mostViolations} violations`);
  }
  yield { line: taken.rows[0]!.line, ...taken };
}

/** A row that waits for its group: one text, and the names of its columns shared with the rows like it. */
interface Packed {
  readonly line: number;
  readonly names: readonly string[];
  readonly cells: string;
}

function rowPacker() {
  const shapes = new Map<string, readonly string[]>();
  return {
    pack: ({ line, row }: Row): Packed => {
      const names = Object.keys(row);
      const shape = names.join('\n');
      const known = shapes.get(shape) ?? names;
      shapes.set(shape, known);
      return { line, names: known, cells: JSON.stringify(Object.values(row)) };
    },
    unpack: ({ line, names, cells }: Packed): Row => {
      const values = JSON.parse(cells) as string[];
      return { line, row: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])) };
    },
  };
}
