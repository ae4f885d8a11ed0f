import { type Level, letsChange, levelName, type Module, moduleEntry } from '@standpipe/policy';
import type { SharingOverview } from '../../api/messages.ts';
import type { List } from '../../api/queries.ts';
import type { FilterValues } from '../../ui/use-filters.ts';

export type Given = SharingOverview['given'][number];
export type Received = SharingOverview['received'][number];
export type Partner = Received['partner'];

export const moduleName = (module: Module): string => moduleEntry(module).name;
export const levelText = ({ module, level }: Received): string => levelName(module, level as Level);

/** Does it let the partner's users change something of the grantor's? */
export const changes = ({ module, level }: Received): boolean => letsChange(module, level as Level);

const whenOf = (time: string | null | undefined) => (time ? Date.parse(time) : 0);
const orders: Readonly<Record<string, (a: Received, b: Received) => number>> = {
  partner: (a, b) => a.partner.name.localeCompare(b.partner.name),
  module: (a, b) => moduleName(a.module).localeCompare(moduleName(b.module)),
  startsAt: (a, b) => whenOf(a.startsAt) - whenOf(b.startsAt),
  endsAt: (a, b) => whenOf(a.endsAt) - whenOf(b.endsAt),
  changedAt: (a, b) => whenOf(a.changedAt) - whenOf(b.changedAt),
  lastUse: (a, b) => whenOf((a as Given).lastUse?.at) - whenOf((b as Given).lastUse?.at),
};

/** The grants that the address asks for, in its order, as a table takes them. */
export function listOf<Grant extends Received>(
  grants: readonly Grant[],
  { q = '', module, state, sort }: FilterValues,
): List<Grant & { readonly id: string }> {
  const words = q.toLowerCase();
  const order = orders[(sort ?? '').replace('-', '')];
  const filtered = grants.filter(
    (each) =>
      each.partner.name.toLowerCase().includes(words) &&
      (!module || each.module === module) &&
      (!state || each.inForce === (state === 'inForce')),
  );
  const sorted = order
    ? filtered.toSorted((a, b) => (sort?.startsWith('-') ? order(b, a) : order(a, b)))
    : filtered;
  return {
    items: sorted.map((each) => ({ ...each, id: `${each.partner.id} ${each.module}` })),
    total: sorted.length,
    isPending: false,
    isOld: false,
    error: null,
    again: () => {},
    hasMore: false,
    isFetchingMore: false,
    more: () => {},
  };
}
