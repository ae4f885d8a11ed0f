import type { DarkRecords } from '../../api/messages.ts';
import { kindWords } from '../../ui/words.ts';

type Item = DarkRecords['items'][number];

/** The owner of places at which own records are dark, and what is dark there. */
export interface DarkOwner {
  readonly id: string;
  readonly name: string;
  readonly items: readonly Item[];
}

export const byOwner = (items: readonly Item[]): readonly DarkOwner[] =>
  [...Map.groupBy(items, ({ placeOwner }) => placeOwner.id)].map(([id, each]) => ({
    id,
    name: each[0]!.placeOwner.name,
    items: each,
  }));

/** "12 permits and 1 inspection" */
export const kindsText = (items: readonly Item[]): string =>
  items
    .map(
      ({ kind, count }) =>
        `${count.toLocaleString()} ${kindWords[kind]?.[count === 1 ? 0 : 1]?.toLowerCase()}`,
    )
    .join(' and ');
