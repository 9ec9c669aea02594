import { parseArgs, type ParseArgsConfig } from 'node:util'
import { label, type Label } from '#platform/text/label.ts'
import { type Exit, type Io, UsageError } from './io.ts'

/** One command of the line: what it is for, how it is written, what it does. */
export type Command = {
  readonly summary: Label
  /** Lines as a person types them, after `npm run nuanjia --`. */
  readonly usage: readonly string[]
  readonly run: (args: readonly string[], io: Io) => Promise<Exit>
}

/** Options a command takes; `value` ones are followed by a text. */
export type OptionNames = Readonly<Record<string, 'flag' | 'value'>>

/** The words of a command line, sorted. */
export type Given = {
  readonly words: readonly string[]
  readonly flag: (name: string) => boolean
  readonly value: (name: string) => string | undefined
  readonly need: (name: string) => string
}

/** Sorts a command's arguments, of which at most so many are words; what is unknown, incomplete or too much is a {@link UsageError}. */
export const readArgs = (args: readonly string[], most: number, options: OptionNames): Given => {
  const config: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries(options).map(([name, kind]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' }]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: config, allowPositionals: true })
    const extra = positionals[most]
    // Left out in silence it would look done: import petition *.xlsx.
    if (extra !== undefined)
      throw new UsageError(label(`多写了「${extra}」,一次只办一件。`, `“${extra}” is too much; one thing at a time.`))
    const value = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined)
    return {
      words: positionals,
      flag: (name) => values[name] === true,
      value,
      need: (name) => {
        const given = value(name)
        if (given === undefined || given === '')
          throw new UsageError(label(`还要写 --${name}。`, `--${name} is missing.`))
        return given
      },
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(label(`参数不对:${(error as Error).message}`, (error as Error).message))
  }
}

/** The one word in a place, or a {@link UsageError} that names what is missing. */
export const word = (given: Given, place: number, name: Label): string => {
  const found = given.words[place]
  if (found === undefined) throw new UsageError(label(`还要写${name.zh}。`, `The ${name.en} is missing.`))
  return found
}
