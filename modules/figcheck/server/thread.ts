import { parentPort, workerData } from 'node:worker_threads'
import { check } from '../rules/check.ts'
import { linesOf } from '../lines.ts'
import { statementsOf } from '../statements.ts'

// The thread a text is checked in (check.ts): a long one takes seconds, and the house answers others meanwhile.

const { text, earlier } = workerData as { text: string; earlier: string | null }
const checked = check(text)
const lines = linesOf(text, checked, earlier === null ? undefined : check(earlier))

parentPort?.postMessage({ lines, changes: checked.noise, statements: statementsOf(checked, lines) })
