import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['policy/test/**/*.test.ts', 'server/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['server/test/database.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
});
