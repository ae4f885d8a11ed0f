import type { ImportKind, ImportMapping } from '@standpipe/contract';
import { isRejected, type Rejected, type Row } from '../readers/csv.ts';
import { detach } from './detach.ts';
import { conflictIn } from './group.ts';
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

/**
 * The units of a file in an order that is always the same, so that a number of them says how far an import has come.
 * A row that cannot be taken comes as a rejection, and so does the second one with a key or a number.
 */
export function readUnits(
  open: OpenRows,
  kind: ImportKind,
  mapping: ImportMapping,
  zone: string,
  state?: string,
): AsyncGenerator<Unit | Rejected> {
  const map = mapper(kind, mapping, zone, state);
  return mapping.grouped && kind === 'inspection'
    ? readGroups(open, mapping, map)
    : readSingly(open, mapping, map);
}

type RowReader = (cells: Row['row']) => Mapped | string;

async function* readSingly(
  open: OpenRows,
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
      const { number } = mapped.texts;
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

/** Reads the file twice: rows of one group need not stand together, and only groups that are not complete are kept. */
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
  const groups = new Map<string, { rows: Row[]; mapped: Mapped[] }>();
  for await (const item of open()) {
    const mapped = isRejected(item) ? '' : map(item.row);
    if (isRejected(item)) yield item;
    else if (typeof mapped === 'string') yield refused(item, mapped);
    else {
      const group = groups.get(mapped.key) ?? { rows: [], mapped: [] };
      groups.set(mapped.key, group);
      const left = (expected.get(mapped.key) ?? 1) - 1;
      expected.set(mapped.key, left);
      const conflict = group.mapped[0] && conflictIn(group.mapped[0], mapped, mapping, group.rows[0]!.line);
      if (conflict) yield refused(item, conflict);
      else if (group.rows.length < mostViolations) {
        group.rows.push(item);
        group.mapped.push(mapped);
      } else yield refused(item, `an inspection has at most ${mostViolations} violations`);
      if (left > 0) continue;
      groups.delete(mapped.key);
      yield { line: group.rows[0]!.line, ...group };
    }
  }
}
