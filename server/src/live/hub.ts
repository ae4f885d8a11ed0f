import type { AgencyId } from '@standpipe/policy';

/** Tells live listeners what changed. Made once at start. */
export interface Hub {
  /** New change events were committed; they are read and judged for every listener soon. */
  wake(): void;
  /**
   * Grants, features, roles or activity changed. Resolves once no frame can leave that rests on what stood before.
   * @param agencies whose users are concerned; empty: everybody
   */
  accessChanged(agencies: readonly AgencyId[]): Promise<void>;
  close(): Promise<void>;
}

export function openHub(): Hub {
  return { wake: () => {}, accessChanged: async () => {}, close: async () => {} };
}
