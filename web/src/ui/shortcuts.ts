import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key, or two in a row: "n", "g p", "?", "mod+k". */
export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
}

let shortcuts: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
const change = (next: readonly Shortcut[]) => {
  shortcuts = next;
  for (const listener of listeners) listener();
};
const watch = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** What works by a key on this page now. */
export const useShortcuts = (): readonly Shortcut[] => useSyncExternalStore(watch, () => shortcuts);

/** Runs by a key while the calling piece is shown, and stands in the list on `?`. */
export function useShortcut(keys: string, label: string, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const shortcut = { keys, label, run: () => latest.current() };
    change([...shortcuts, shortcut]);
    return () => change(shortcuts.filter((each) => each !== shortcut));
  }, [keys, label, enabled]);
}

const patience = 1200;
let first: { readonly key: string; readonly at: number } | null = null;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit)$/.test(target.type)) ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName));

/** Is something open on top of the page that keys belong to? */
const isCovered = () => document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const modified = event.metaKey || event.ctrlKey;
  if (event.altKey || (!modified && (isTyping(event.target) || isCovered()))) return;
  const key = modified ? `mod+${event.key.toLowerCase()}` : event.key;
  const before = first && event.timeStamp - first.at < patience ? `${first.key} ${key}` : null;
  first = modified ? null : { key, at: event.timeStamp };
  // The latest wins: a page's own over the shell's.
  const found =
    shortcuts.findLast(({ keys }) => keys === before) ?? shortcuts.findLast(({ keys }) => keys === key);
  if (!found) return;
  event.preventDefault();
  first = null;
  found.run();
}

/** Listens to keys, once for the whole shell. */
export const useShortcutKeys = (): void =>
  useEffect(() => {
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
