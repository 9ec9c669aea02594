import { expect, test } from 'vitest'
import { countReport } from './run.ts'

const report = { numPassedTests: 10, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] }
const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
})

test.each([
  ['all is well', report, 0, { passed: 10, failed: 0, skipped: 2 }],
  [
    'a test fails',
    { ...report, numFailedTests: 2, testResults: [file('failed', 'failed', 'failed')] },
    1,
    { passed: 10, failed: 2, skipped: 2 },
  ],
  [
    'a file does not load',
    { ...report, testResults: [file('failed'), file('passed', 'passed')] },
    1,
    { passed: 10, failed: 1, skipped: 2 },
  ],
  [
    'a hook fails after tests passed',
    { ...report, testResults: [file('failed', 'passed')] },
    1,
    { passed: 10, failed: 1, skipped: 2 },
  ],
  ['something escapes every test', report, 1, { passed: 10, failed: 1, skipped: 2 }],
  ['the runner dies', null, 1, { passed: 0, failed: 1, skipped: 0 }],
  ['the runner says nothing', null, 0, { passed: 0, failed: 1, skipped: 0 }],
])('the last line counts what happened when %s', (_, given, code, count) => {
  expect(countReport(given, code)).toEqual(count)
})
