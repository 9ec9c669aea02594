import { parentPort, workerData } from 'node:worker_threads'
import { check } from '../rules/check.ts'
import { linesOf } from '../lines.ts'

// The thread a text is checked in (check.ts): a long one takes seconds, and the house answers others meanwhile.

const { text } = workerData as { text: string }
const checked = check(text)

parentPort?.postMessage({ lines: linesOf(text, checked), changes: checked.noise })
