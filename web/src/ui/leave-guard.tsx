import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';

let answer: ((leave: boolean) => void) | null = null;
const guards = new Set<object>();
const listeners = new Set<() => void>();
const watch = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

const settle = (leave: boolean) => {
  answer?.(leave);
  answer = null;
  for (const listener of listeners) listener();
};

const ask = () =>
  new Promise<boolean>((resolve) => {
    answer?.(false);
    answer = resolve;
    for (const listener of listeners) listener();
  });

/** May what stands on the page be left? Asks where something was typed and not saved. */
export const mayLeave = async (): Promise<boolean> => guards.size === 0 || ask();

/**
 * Asks before a page is left with something typed and not saved: by a link, back, reload or closing the tab.
 * @returns lets go at once, for leaving after a save
 */
export function useLeaveGuard(dirty: boolean): () => void {
  const blocking = useRef(dirty);
  const guard = useRef({});
  useEffect(() => {
    blocking.current = dirty;
    const own = guard.current;
    if (dirty) guards.add(own);
    return () => {
      guards.delete(own);
    };
  }, [dirty]);
  useBlocker({
    shouldBlockFn: async ({ current, next }) =>
      blocking.current && current.pathname !== next.pathname && !(await ask()),
    enableBeforeUnload: () => blocking.current,
    disabled: !dirty,
  });
  return () => {
    blocking.current = false;
    guards.delete(guard.current);
  };
}

/** The question itself; stands once, in the shell. */
export function LeaveDialog() {
  const open = useSyncExternalStore(watch, () => answer !== null);
  return (
    <ConfirmDialog
      opened={open}
      title="Leave without saving?"
      confirm="Leave"
      cancel="Stay"
      danger
      onConfirm={() => settle(true)}
      onClose={() => settle(false)}
    >
      Changes on this page are not saved and will be lost.
    </ConfirmDialog>
  );
}
