import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'platform/**/*.test.ts',
      'catalogue/**/*.test.ts',
      'modules/**/*.test.ts',
      'web/**/*.test.ts',
      'server/**/*.test.ts',
      'cli/**/*.test.ts',
      'test/*.test.ts',
      'test/kinds/*.test.ts',
      'bench/**/*.test.ts',
      'tools/**/*.test.ts',
      'db/**/*.test.ts',
    ],
    globalSetup: ['test/harness/cluster.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
