import { createHash } from 'node:crypto'
import type { DecidedFile } from './file.ts'
import { sentenceAround } from './sentence.ts'

/** The lines of `figures check --json` with what was said of each, and every figure dated with its sentence, in one document with the file's name and SHA-256. */
export const asJson = ({ bytes, name, text, lines, statements, by, at }: DecidedFile): string =>
  `${JSON.stringify(
    {
      file: name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      by,
      at: at.toISOString(),
      lines: lines.map(({ decision, explanation: _both, mark: _place, ...line }) => ({
        file: name,
        ...line,
        decision: decision.state,
        reason: decision.reason,
      })),
      statements: statements.map((one) => ({ ...one, sentence: sentenceAround(text, one.start, one.end) })),
    },
    null,
    2,
  )}\n`
