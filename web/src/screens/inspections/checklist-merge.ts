import type { ChecklistItem } from '../../api/messages.ts';

/** What was entered at an item here, beside what stood there when that began. */
export interface Entry {
  readonly was: ChecklistItem;
  readonly now: ChecklistItem;
}

/** By the item's key. */
export type Entries = Readonly<Record<string, Entry>>;

/** An item that somebody else answered otherwise meanwhile; `theirs` null: it is no longer on the checklist. */
export interface Clash {
  readonly key: string;
  readonly mine: ChecklistItem;
  readonly theirs: ChecklistItem | null;
}

/** Names items by their words, so that answers find them wherever they have moved. */
export function keysOf(checklist: readonly ChecklistItem[]): string[] {
  const seen = new Map<string, number>();
  return checklist.map(({ item }) => {
    const count = (seen.get(item) ?? 0) + 1;
    seen.set(item, count);
    return count === 1 ? item : `${item} (${count})`;
  });
}

const tidy = ({ item, result, note }: ChecklistItem): ChecklistItem => ({
  item,
  ...(result && { result }),
  ...(note && { note }),
});

const fields = ['result', 'note'] as const;

/** What was entered here laid over a checklist; where both changed the same thing, `clashes` says so and mine stands. */
export function mergeEntries(
  checklist: readonly ChecklistItem[],
  entries: Entries,
): { readonly checklist: ChecklistItem[]; readonly clashes: readonly Clash[] } {
  const clashes: Clash[] = [];
  const keys = keysOf(checklist);
  const merged = checklist.map((theirs, at) => {
    const entry = entries[keys[at]!];
    if (!entry) return theirs;
    const mine: ChecklistItem = { ...theirs };
    let clashing = false;
    for (const field of fields) {
      const [was, now, other] = [entry.was[field], entry.now[field], theirs[field]];
      if (now === was) continue;
      (mine as Record<string, unknown>)[field] = now;
      clashing ||= other !== was && other !== now;
    }
    if (clashing) clashes.push({ key: keys[at]!, mine, theirs });
    return tidy(mine);
  });
  for (const [key, { now }] of Object.entries(entries))
    if (!keys.includes(key)) clashes.push({ key, mine: now, theirs: null });
  return { checklist: merged, clashes };
}

/** Entries with what was just saved taken out; what was entered meanwhile goes on from there. */
export function withoutSaved(entries: Entries, saved: Entries): Entries {
  const left = Object.entries(entries).flatMap(([key, entry]): [string, Entry][] => {
    const done = saved[key];
    if (!done) return [[key, entry]];
    return done === entry ? [] : [[key, { was: done.now, now: entry.now }]];
  });
  return Object.fromEntries(left);
}
