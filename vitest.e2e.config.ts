import { defineConfig } from 'vitest/config'

// Vitest takes its configuration from the default export only.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/harness/cluster.ts', 'test/e2e/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A journey drives a real browser: once more tells a machine that is busy from a fault.
    retry: 1,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
