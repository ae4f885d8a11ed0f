import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'water/test/**/*.test.ts',
      'policy/test/**/*.test.ts',
      'server/**/*.test.ts',
      'web/**/*.test.ts',
      'e2e/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    globalSetup: ['server/test/database.ts'],
    // Deadlines are for hangs, not for slowness: a busy machine may take its time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    reporters: ['default', './scripts/second-attempts.ts'],
  },
});
