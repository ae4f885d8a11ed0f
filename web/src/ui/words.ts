/** The words that people read for what the API calls by a name. */
import { kinds } from '../kinds/kinds.ts';

/** Statuses of what is no kind of record. */
const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  violation: { open: 'Open', corrected: 'Corrected' },
  transfer: { offered: 'Offered', accepted: 'Accepted', declined: 'Declined', withdrawn: 'Withdrawn' },
};

/** "fireDepartment" as people write it: "Fire department". */
export function plainText(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A status of a kind of record: "In progress". */
export const statusWord = (kind: string, status: string): string =>
  kinds[kind]?.statuses[status]?.[0] ?? others[kind]?.[status] ?? plainText(status);

/** The statuses of a kind, in the order of their life, as choices of a field or filter. */
export const statusChoices = (kind: string) =>
  Object.keys(kinds[kind]?.statuses ?? others[kind] ?? {}).map((value) => ({
    value,
    label: statusWord(kind, value),
  }));

export const permitClasses: Readonly<Record<string, string>> = {
  operational: 'Operational',
  construction: 'Construction',
};

/** What each kind of record is called: one of them, and several. */
export const kindWords: Readonly<Record<string, readonly [one: string, many: string]>> = Object.fromEntries(
  Object.entries(kinds).map(([kind, { one, many }]) => [kind, [one, many] as const]),
);
