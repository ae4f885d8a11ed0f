import { afterAll } from 'vitest';

const works: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const work of works.reverse()) await work();
});

/** Does this once the calling test file is done, the latest first. Unlike `afterAll` it may be called by a test. */
export const atFileEnd = (work: () => Promise<unknown>): void => void works.push(work);
