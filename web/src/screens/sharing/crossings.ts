import type { Module } from '@standpipe/policy';
import type { SharingOverview } from '../../api/messages.ts';
import type { Given, Partner, Received } from './grants.ts';

/** What goes both ways between us and one partner, module by module. */
export interface Crossing {
  readonly partner: Partner;
  readonly cells: { readonly [M in Module]?: { readonly given?: Given; readonly received?: Received } };
}

/** Partners with whom anything is shared, by name. */
export function crossingsOf({ given, received }: SharingOverview): readonly Crossing[] {
  const found = new Map<
    string,
    { partner: Partner; cells: Record<string, { given?: Given; received?: Received }> }
  >();
  const cellOf = ({ partner, module }: Received) => {
    const row = found.get(partner.id) ?? { partner, cells: {} };
    found.set(partner.id, row);
    row.cells[module] ??= {};
    return row.cells[module];
  };
  for (const grant of given) cellOf(grant).given = grant;
  for (const grant of received) cellOf(grant).received = grant;
  return [...found.values()].sort((a, b) => a.partner.name.localeCompare(b.partner.name));
}
