/** The last copy of a plan that was read, for when there is no network. It is unreadable 12 hours after it was read. */
import type { PrePlan } from '../../../api/messages.ts';
import type { NearHydrant } from './near-hydrants.ts';

export interface LastCopy {
  readonly at: number;
  readonly plan: PrePlan;
  readonly near: readonly NearHydrant[] | null;
}

const prefix = 'standpipe-quick:';
const longest = 12 * 60 * 60 * 1000;

/** Storage may be closed to us, and full; a page without a copy works all the same. */
function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

const keyOf = (who: string, id: string) => `${prefix}${who}:${id}`;

/** Takes away copies that are too old, and those of anybody but this user acting for this agency. */
function purge(who: string): void {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
    const at = quietly(() => (JSON.parse(localStorage.getItem(key) ?? '') as LastCopy).at) ?? 0;
    if (!key.startsWith(`${prefix}${who}:`) || Date.now() - at > longest) localStorage.removeItem(key);
  }
}

export function saveCopy(who: string, id: string, copy: LastCopy): void {
  quietly(() => {
    purge(who);
    localStorage.setItem(keyOf(who, id), JSON.stringify(copy));
  });
}

export const dropCopy = (who: string, id: string): void =>
  void quietly(() => localStorage.removeItem(keyOf(who, id)));

export const readCopy = (who: string, id: string): LastCopy | null =>
  quietly(() => {
    purge(who);
    const text = localStorage.getItem(keyOf(who, id));
    return text ? (JSON.parse(text) as LastCopy) : null;
  });
