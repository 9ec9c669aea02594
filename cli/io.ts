import { createInterface, type Interface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { label, type Label } from '#platform/text/label.ts'
import type { OpenHouse } from './house.ts'

/** Where a command reads and writes; tests give their own. Results go to `out`, everything said meanwhile to `say`. */
export type Io = {
  readonly out: (line: string) => void
  readonly say: (line: string) => void
  /** Asks for a line; what is typed at a secret question is not shown. */
  readonly ask: (question: string, secret: boolean) => Promise<string>
  readonly env: Readonly<Record<string, string | undefined>>
  /** A house that is open already, for tests; otherwise the command opens its own. */
  readonly house?: OpenHouse
}

/** Exit codes: done, something is wrong with the data, the command was used wrongly. */
export const exits = { ok: 0, found: 1, usage: 2 } as const
export type Exit = (typeof exits)[keyof typeof exits]

/** The command was used wrongly: said, with exit code 2. */
export class UsageError extends Error {
  readonly sentence: Label
  constructor(sentence: Label) {
    super(sentence.en)
    this.name = 'UsageError'
    this.sentence = sentence
  }
}

/** The terminal. */
export const terminal = (env: Io['env']): Io => ({
  // A reader that closes early (head) ends the writing, not the work.
  out: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  ask,
  env,
})

const ask = async (question: string, secret: boolean): Promise<string> => {
  const shown = process.stdin.isTTY === true
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (shown) process.stderr.write(question)
  const lines = createInterface({
    input: process.stdin,
    output: secret && shown ? silent : process.stderr,
    terminal: shown,
  })
  try {
    return shown ? await typed(lines) : await firstLine(lines)
  } finally {
    lines.close()
    if (shown && secret) process.stderr.write('\n')
  }
}

// Ctrl-C rejects the question, Ctrl-D would leave it open for ever.
const typed = (lines: Interface): Promise<string> =>
  new Promise((resolve, reject) => {
    const nothing = () => reject(new UsageError(label('没有输入,已中断。', 'Nothing was typed; interrupted.')))
    lines.once('close', nothing)
    lines.question('').then(resolve, nothing)
  })

const firstLine = async (lines: AsyncIterable<string>): Promise<string> => {
  for await (const line of lines) return line
  return ''
}
