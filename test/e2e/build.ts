import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the web built for this run. */
    readonly web: string
  }
}

/** Vitest global setup of the journeys: builds the web as it is shipped, and the gallery of composites beside it, in a folder of its own. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  // The test runner sets its own, and React would come as it is developed with, not as it is shipped.
  process.env['NODE_ENV'] = 'production'
  const outDir = await mkdtemp(join(tmpdir(), 'nuanjia-web-'))
  await build({ configFile: 'vite.config.ts', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const gallery = { outDir: join(outDir, 'gallery'), emptyOutDir: true }
  await build({
    configFile: 'vite.config.ts',
    root: 'test/e2e/pages',
    base: '/gallery/',
    logLevel: 'warn',
    build: gallery,
  })
  project.provide('web', outDir)
  return () => rm(outDir, { recursive: true, force: true })
}
