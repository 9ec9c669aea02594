import { linesOf } from '../lines.ts'
import { check } from '../rules/check.ts'
import { statementsOf } from '../statements.ts'
import type { DecidedFile, Decision } from './file.ts'

/** Nothing said yet. */
export const undecided: Decision = { state: 'open', reason: null }

/** A file as it stands after its check, with what is said of the lines of a verdict. */
export const decidedFile = (
  bytes: Uint8Array,
  name: string,
  text: string,
  said: Readonly<Record<string, Decision>> = {},
): DecidedFile => ({
  bytes,
  name,
  text,
  lines: linesOf(text, check(text)).map((line) => ({ ...line, decision: said[line.verdict] ?? undecided })),
  statements: statementsOf(check(text), linesOf(text, check(text))),
  by: '清河县妇联权益部',
  at: new Date('2026-03-03T01:05:00Z'),
})
