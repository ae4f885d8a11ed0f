import { lazyRouteComponent } from '@tanstack/react-router';

const online = () =>
  navigator.onLine
    ? Promise.resolve()
    : new Promise<void>((resolve) => addEventListener('online', () => resolve(), { once: true }));

/** Loads a part of the pages; without a network it waits until there is one, and the page that stands stays. */
async function patiently<Module>(load: () => Promise<Module>): Promise<Module> {
  await online();
  try {
    return await load();
  } catch (error) {
    if (navigator.onLine) throw error;
    return patiently(load);
  }
}

/** A screen that is loaded when it is first gone to. */
export const lateScreen = <Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
) => lazyRouteComponent(() => patiently(load), name as never);
