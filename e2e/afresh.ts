import { beforeEach } from 'vitest';

/**
 * Makes what the tests of a file stand on anew before a test's second attempt: what the first left half done is not
 * in its way.
 */
export function afresh(make: () => Promise<void>): void {
  const tried = new Set<string>();
  beforeEach(async ({ task }) => {
    if (tried.has(task.id)) await make();
    tried.add(task.id);
  });
}
