import type { FieldMapping, Import, ImportField, ImportMapping } from '../../api/messages.ts';

/** How a field is filled, in the one list that a row of the table offers. */
export const notFilled = '';
export const constantChoice = '=constant';
export const severalChoice = '=several';

/** What the list of a row shows as chosen. */
export function sourceOf(mapping: FieldMapping | undefined): string {
  if (!mapping) return notFilled;
  if (mapping.constant !== undefined) return constantChoice;
  if ((mapping.columns?.length ?? 0) > 1) return severalChoice;
  return `:${mapping.columns?.[0] ?? ''}`;
}

/** The mapping of a field once another source is chosen; how cells are read stays where it still fits. */
export function withSource(
  field: ImportField,
  before: FieldMapping | undefined,
  source: string,
): FieldMapping | undefined {
  if (source === notFilled) return undefined;
  if (source === severalChoice) return before;
  if (source === constantChoice) return { field: field.name, constant: field.values?.[0] ?? '' };
  const { constant: _, pick: __, columns: ___, ...rest } = before ?? { field: field.name };
  return { ...rest, columns: [source.slice(1)] };
}

/** The mapping with one field's line put in, put anew, or taken out; the others keep their order. */
export function withField(
  mapping: ImportMapping,
  name: string,
  next: FieldMapping | undefined,
): ImportMapping {
  const there = mapping.fields.some(({ field }) => field === name);
  const fields = there
    ? mapping.fields.flatMap((each) => (each.field === name ? (next ? [next] : []) : [each]))
    : [...mapping.fields, ...(next ? [next] : [])];
  return { ...mapping, fields };
}

/** A copy without what is undefined, as the API takes it. */
export const without = <Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  name: Name,
): Omit<Whole, Name> => {
  const { [name]: _, ...others } = whole;
  return others;
};

/** Different cells of the columns that fill a field, as the file has them. */
export function samplesOf(record: Pick<Import, 'columns'>, mapping: FieldMapping | undefined): string[] {
  if (!mapping) return [];
  if (mapping.constant !== undefined) return [];
  const found = (mapping.columns ?? []).flatMap(
    (name) => record.columns.find((column) => column.name === name)?.samples ?? [],
  );
  return [...new Set(found)].slice(0, 5);
}

/** How many lines say what a cell becomes. */
export const lookedUp = ({ values = [], otherwise }: FieldMapping): number =>
  values.length + (otherwise === undefined ? 0 : 1);

/** What the mapping lacks, by the field it is about; '' for what is about none. */
export function faultsByField(faults: Import['faults'], saved: ImportMapping): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, message } of faults) {
    const at = /^mapping\.fields\.(\d+)/.exec(path)?.[1];
    const name = at === undefined ? '' : (saved.fields[Number(at)]?.field ?? '');
    if (name && !found.has(name)) found.set(name, message);
  }
  return found;
}
