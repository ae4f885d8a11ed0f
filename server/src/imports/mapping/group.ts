import type { ImportMapping } from '@standpipe/contract';
import type { Mapped } from './mapper.ts';

/** What all rows of one inspection have to agree on. */
const common = ['number', 'type', 'status', 'placeId', 'addressLine', 'unit', 'city', 'state'];
const commonTimes = ['scheduledFor', 'startedAt'];

/** In what a row contradicts the first one of its group, in words. */
export function conflictIn(
  first: Mapped,
  row: Mapped,
  { fields }: ImportMapping,
  line: number,
): string | undefined {
  const title = (name: string) => fields.find(({ field }) => field === name)?.columns?.join(' + ') ?? name;
  const values = (mapped: Mapped): [string, string | undefined][] => [
    ...common.map((name): [string, string | undefined] => [name, mapped.texts[name]]),
    ...commonTimes.map((name): [string, string | undefined] => {
      const when = mapped.times[name];
      return [name, when && (when.at ?? when.day)];
    }),
  ];
  const firsts = new Map(values(first));
  const other = values(row).find(
    ([name, value]) => value !== undefined && firsts.get(name) !== undefined && value !== firsts.get(name),
  );
  if (!other) return undefined;
  const [name, value] = other;
  return `${title(name)} "${value}" contradicts "${firsts.get(name)}" on line ${line} of the same inspection (${row.key})`;
}
