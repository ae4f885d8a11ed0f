import { Button, CloseButton } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { asCallProblem } from '../api/problem.ts';
import { Icon } from './icon.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly undo?: () => void | Promise<void>;
}

const shownFor = 6000;
let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();
const watch = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};
const change = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};
const remove = (id: number) => change(toasts.filter((each) => each.id !== id));

/** Says that something is done, for a while; with a way back where there is one. */
export function toast(
  text: string,
  { undo, bad = false }: { undo?: () => void | Promise<void>; bad?: boolean } = {},
): void {
  const id = ++count;
  change([...toasts.slice(-2), { id, text, bad, ...(undo && { undo }) }]);
  // What has gone wrong, or can be taken back, stays longer.
  setTimeout(() => remove(id), undo || bad ? 2 * shownFor : shownFor);
}

/** Says why something came to nothing, where no place on the page is closer to it. */
export const toastProblem = (error: unknown): void => toast(asCallProblem(error).message, { bad: true });

/** Where toasts appear; screen readers are told. Stands once, in the shell. */
export function ToastRegion() {
  const shown = useSyncExternalStore(watch, () => toasts);
  const takeBack = async ({ id, undo }: Toast) => {
    remove(id);
    await Promise.resolve(undo?.()).catch(toastProblem);
  };
  return (
    <section className="toasts" aria-label="Messages" aria-live="polite">
      {shown.map((each) => (
        <div key={each.id} className="floating toast" data-bad={each.bad || undefined}>
          <span className="toast-sign">
            <Icon name={each.bad ? 'alert' : 'checkCircle'} />
          </span>
          <span className="toast-words">{each.text}</span>
          {each.undo && (
            <Button size="compact-sm" variant="subtle" onClick={() => void takeBack(each)}>
              Undo
            </Button>
          )}
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => remove(each.id)} />
        </div>
      ))}
    </section>
  );
}
