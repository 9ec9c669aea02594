import { createHash } from 'node:crypto'
import type { DecidedFile } from './file.ts'

/** The lines of `figures check --json` with what was said of each, in one document with the file's name and SHA-256. */
export const asJson = ({ bytes, name, lines, by, at }: DecidedFile): string =>
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
    },
    null,
    2,
  )}\n`
