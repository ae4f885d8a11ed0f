import type { KeyboardEvent } from 'react';

/** Is the list of a select open? Then keys are the list's. Browsers that do not say so send no keys while it is. */
function isOpen(element: Element): boolean {
  try {
    return element.matches('select:open');
  } catch {
    return false;
  }
}

const stops = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('[data-col]')];
const columnOf = (element: HTMLElement) => Number(element.dataset.col);

/** Where a row has nothing in a column, what stands nearest to it. */
function nearest(row: Element, column: number): HTMLElement | undefined {
  return stops(row).sort((a, b) => Math.abs(columnOf(a) - column) - Math.abs(columnOf(b) - column))[0];
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };

/**
 * Moves between cells by arrows, Home, End and Page keys, as in a table of figures. Typing and Space stay the select's
 * own: they choose a level.
 * @param show scrolls a row into the box, and paints it
 */
export function moveByKeys(
  event: KeyboardEvent<HTMLElement>,
  count: number,
  show: (index: number) => void,
): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.altKey || event.metaKey || event.shiftKey) return;
  const stop = target.closest<HTMLElement>('[data-col]');
  const row = target.closest<HTMLElement>('[data-index]');
  if (!stop || !row || isOpen(target)) return;
  const box = event.currentTarget;
  const index = Number(row.dataset.index);
  const goTo = (next: number) => {
    const at = Math.min(count - 1, Math.max(0, next));
    event.preventDefault();
    show(at);
    const settle = (turns: number) => {
      const there = box.querySelector(`[data-index="${at}"]`);
      if (there) nearest(there, columnOf(stop))?.focus({ preventScroll: false });
      else if (turns > 0) requestAnimationFrame(() => settle(turns - 1));
    };
    settle(10);
  };
  const along = (to: HTMLElement | undefined) => {
    event.preventDefault();
    to?.focus();
  };
  const own = stops(row);
  if (key in steps) goTo(index + steps[key]!);
  else if (event.ctrlKey && key === 'Home') goTo(0);
  else if (event.ctrlKey && key === 'End') goTo(count - 1);
  else if (key === 'ArrowRight') along(own[own.indexOf(stop) + 1]);
  else if (key === 'ArrowLeft') along(own[own.indexOf(stop) - 1]);
  else if (key === 'Home') along(own[0]);
  else if (key === 'End') along(own.at(-1));
  else if (key === 'Enter' && target instanceof HTMLSelectElement) {
    event.preventDefault();
    target.showPicker?.();
  }
}
