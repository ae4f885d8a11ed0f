import type { FieldMapping, ImportKind, ImportMapping } from '@standpipe/contract';
import { fittingPresets } from '../presets/presets.ts';
import { formatOf } from './dates.ts';
import { type Field, importFields, keysAlike } from './fields.ts';

/** A column of an uploaded file, with a few of its cells. */
export interface Column {
  readonly name: string;
  readonly samples: readonly string[];
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** How sure it is that a column is meant for a field: 0 not at all. */
function likeness({ name, label, alike }: Field, column: string): number {
  const said = plain(column);
  if (said === plain(name) || said === plain(label)) return 3;
  const at = alike.indexOf(said);
  if (at >= 0) return 2 - at / 100;
  return alike.some((each) => each.length > 5 && (said.endsWith(each) || said.startsWith(each))) ? 1 : 0;
}

/** What a column is taken for; each column fills one field, the surest first. */
function match(kind: ImportKind, columns: readonly Column[]): Map<Field, Column> {
  const pairs = importFields[kind].flatMap((field) =>
    columns.map((column) => ({ field, column, sure: likeness(field, column.name) })),
  );
  const matched = new Map<Field, Column>();
  const used = new Set<Column>();
  for (const { field, column, sure } of pairs.sort((one, other) => other.sure - one.sure)) {
    if (sure === 0 || matched.has(field) || used.has(column)) continue;
    matched.set(field, column);
    used.add(column);
  }
  return matched;
}

/** The mapping that a person starts from: that of a shipped preset, else what the columns' names suggest. */
export function proposeMapping(
  kind: ImportKind,
  columns: readonly Column[],
  state: string,
): { readonly mapping: ImportMapping; readonly preset: string | null } {
  const [preset] = fittingPresets(
    kind,
    columns.map(({ name }) => name),
  );
  if (preset) return { mapping: preset.mapping, preset: preset.id };
  const matched = match(kind, columns);
  const fields: FieldMapping[] = importFields[kind].flatMap((field) => {
    const column = matched.get(field);
    if (!column) return [];
    const format = field.type === 'day' || field.type === 'moment' ? formatOf(column.samples) : undefined;
    return [{ field: field.name, columns: [column.name], ...(format && { format }) }];
  });
  const number = matched.get(importFields[kind].find(({ name }) => name === 'number')!);
  const key = columns.find(({ name }) => keysAlike.includes(plain(name))) ?? number;
  if (!fields.some(({ field }) => field === 'state')) fields.push({ field: 'state', constant: state });
  return { mapping: { fields, key: key ? [key.name] : [] }, preset: null };
}
