import { useSyncExternalStore } from 'react';

/** The partner whose eyes one reads with, for as long as the page stays open. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

let chosen: Partner | null = null;
const listeners = new Set<() => void>();

const choose = (partner: Partner | null) => {
  chosen = partner;
  for (const listener of listeners) listener();
};

/** Reads on as a user of a partner with every permission would see our records. */
export const startViewAs = (partner: Partner): void => choose(partner);

/** Reads on as oneself. */
export const stopViewAs = (): void => {
  if (chosen) choose(null);
};

export const readViewAs = (): Partner | null => chosen;

/** Calls back whenever one begins or ends to read as a partner. */
export const watchViewAs = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** The partner whose eyes one reads with, or null. */
export const useViewAs = (): Partner | null => useSyncExternalStore(watchViewAs, readViewAs);
