import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks, runTool } from '../tools/check.ts'

type Count = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** What vitest's JSON reporter writes, as far as it is counted. */
type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** Counts a report. A file that failed without a failed test (it did not load) is a failure, and so is a run that ended badly without one. */
export const countReport = (report: Report | null, exitCode: number): Count => {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const runVitest = async (config: string): Promise<Count> => {
  const folder = mkdtempSync(join(tmpdir(), 'nuanjia-report-'))
  const file = join(folder, 'report.json')
  const code = await runTool('vitest/vitest.mjs', [
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
  rmSync(folder, { recursive: true, force: true })
  return countReport(report, code)
}

const main = async (): Promise<void> => {
  const checks = await runChecks()
  const counts: Count[] = checks.map(({ ok }) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }))
  for (const config of ['vitest.config.ts', 'vitest.e2e.config.ts']) {
    if (existsSync(join(import.meta.dirname, '..', config))) counts.push(await runVitest(config))
  }
  const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0)
  for (const { name } of checks.filter(({ ok }) => !ok)) console.error(`Failed check: ${name}`)
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}

if (import.meta.main) await main()
