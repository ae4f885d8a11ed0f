import { useMantineColorScheme } from '@mantine/core';
import { useSyncExternalStore } from 'react';

export const schemes = [
  { value: 'auto', label: 'Match system', icon: 'system' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'night', label: 'Night red', icon: 'night' },
] as const;
export type Scheme = (typeof schemes)[number]['value'];

const storageKey = 'standpipe-night';
const root = document.documentElement;
const listeners = new Set<() => void>();
const watch = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

function setNight(on: boolean): void {
  if (on) root.dataset.night = '';
  else delete root.dataset.night;
  try {
    if (on) localStorage.setItem(storageKey, '1');
    else localStorage.removeItem(storageKey);
  } catch {
    // Storage may be closed to us; it then holds for this page.
  }
  for (const listener of listeners) listener();
}

/** The chosen colours; night is red on black, on top of dark, and keeps eyes used to the dark. */
export function useScheme(): readonly [Scheme, (scheme: Scheme) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const night = useSyncExternalStore(watch, () => root.dataset.night !== undefined);
  const choose = (scheme: Scheme) => {
    setNight(scheme === 'night');
    setColorScheme(scheme === 'night' ? 'dark' : scheme);
  };
  return [night ? 'night' : colorScheme, choose];
}
