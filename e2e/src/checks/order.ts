import { dig, type Json } from '../json.ts';
import type { Kind } from '../model.ts';

/** The sorts that each kind of list is asked for. */
export const sorts: Record<Kind, string[]> = {
  place: ['createdAt', 'updatedAt', 'addressLine'],
  permit: ['createdAt', 'updatedAt', 'number', 'issuedOn', 'addressLine'],
  inspection: ['createdAt', 'updatedAt', 'number', 'scheduledFor', 'addressLine'],
};

type Compare = (left: string, right: string) => number;

// The contract names no collation; a list must be in order by one of the usual ones, throughout.
const collations: Compare[] = [
  (left, right) => (left < right ? -1 : left > right ? 1 : 0),
  (left, right) => left.localeCompare(right, 'en'),
  (left, right) => left.localeCompare(right, 'en', { ignorePunctuation: true }),
  (left, right) => left.localeCompare(right, 'en', { numeric: true }),
  (left, right) =>
    left.toLowerCase() < right.toLowerCase() ? -1 : left.toLowerCase() > right.toLowerCase() ? 1 : 0,
];

/** The value that a sort orders an item by; undefined when this viewer is not shown it. */
export function readSortValue(kind: Kind, sort: string, item: Json): unknown {
  if (sort === 'addressLine' && kind !== 'place') return dig(item, 'place.addressLine');
  return item[sort];
}

/** What is wrong with the order of these values: neither direction nor nulls last, or null when all is well. */
export function judgeOrder(values: unknown[], descending: boolean): string | null {
  const known = values.filter((value) => value !== undefined);
  const firstNull = known.indexOf(null);
  const filled = firstNull < 0 ? known : known.slice(0, firstNull);
  if (firstNull >= 0 && known.slice(firstNull).some((value) => value !== null)) return 'a null is not last';
  const texts = filled.map(String);
  const fits = collations.some((compare) =>
    texts.every((text, at) => {
      const before = texts[at - 1];
      if (before === undefined) return true;
      return descending ? compare(before, text) >= 0 : compare(before, text) <= 0;
    }),
  );
  return fits ? null : `not in ${descending ? 'descending' : 'ascending'} order: ${texts.join(' | ')}`;
}
