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

const kindText = ({ kind, count }: Item): string =>
  `${count.toLocaleString()} ${kindWords[kind]?.[count === 1 ? 0 : 1]?.toLowerCase()}`;

/** "12 permits and 1 inspection" */
export const kindsText = (items: readonly Item[]): string => items.map(kindText).join(' and ');

/** What an owner's records wait for; where it is not the same for all, kind by kind, and who decides is said once. */
export function asksOf({ name, items }: DarkOwner): readonly { of: string; ask: string }[] {
  const asks = new Set(items.map(({ ask }) => ask));
  if (asks.size === 1) return [...asks].map((ask) => ({ of: '', ask }));
  const decides = `${name} decides. Contact them.`;
  const rest = items.map((item) => ({
    of: kindText(item),
    ask: item.ask.startsWith(decides) ? item.ask.slice(decides.length).trim() : item.ask,
  }));
  return items.every(({ ask }) => ask.startsWith(decides)) ? [{ of: '', ask: decides }, ...rest] : rest;
}
