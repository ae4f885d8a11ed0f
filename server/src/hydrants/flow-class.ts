import type { flowClasses } from '@standpipe/contract';

export type FlowClass = (typeof flowClasses)[number];

/** NFPA 291's class of a flow at 20 psi, in US gallons a minute; null where no flow is recorded. */
export function flowClassOf(gpm: number | null): FlowClass | null {
  if (gpm === null) return null;
  if (gpm >= 1500) return 'AA';
  if (gpm >= 1000) return 'A';
  return gpm >= 500 ? 'B' : 'C';
}
