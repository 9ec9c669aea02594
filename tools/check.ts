import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { staleFiles } from './generate.ts'

const root = join(import.meta.dirname, '..')

/** One check of the house and whether it held. */
export type Check = { readonly name: string; readonly ok: boolean; readonly seconds: number }

/** Runs a program of the packages on this Node, its output going to ours; answers its exit code. */
export const runTool = (file: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: root, stdio: 'inherit' })
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })

const tool =
  (file: string, ...args: string[]) =>
  async (): Promise<boolean> =>
    (await runTool(file, args)) === 0

const generated = async (): Promise<boolean> => {
  const stale = await staleFiles()
  for (const file of stale) console.error(`${file} is not what the migrations give. Run: npm run generate`)
  return stale.length === 0
}

const architecture = 'test/architecture.test.ts'

const checks: readonly (readonly [name: string, work: () => Promise<boolean>])[] = [
  ['types', tool('typescript/bin/tsc', '-p', 'tsconfig.json')],
  ['types of the web', tool('typescript/bin/tsc', '-p', 'tsconfig.web.json')],
  ['lint', tool('oxlint/bin/oxlint')],
  ['format', tool('oxfmt/bin/oxfmt', '--check')],
  ['generated files', generated],
]

/** Types, lint, format and generated files, one after the other; prints a line for each. */
export const runChecks = async (more: typeof checks = []): Promise<Check[]> => {
  const done: Check[] = []
  for (const [name, work] of [...checks, ...more]) {
    const started = performance.now()
    const ok = await work().catch((error: unknown) => {
      console.error(error)
      return false
    })
    const seconds = (performance.now() - started) / 1000
    done.push({ name, ok, seconds })
    console.log(`check: ${name} ${ok ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`)
  }
  return done
}

if (import.meta.main) {
  const rules = existsSync(join(root, architecture))
    ? [['architecture', tool('vitest/vitest.mjs', 'run', architecture)] as const]
    : []
  const failed = (await runChecks(rules)).filter(({ ok }) => !ok)
  if (failed.length > 0) console.error(`Failed: ${failed.map(({ name }) => name).join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
