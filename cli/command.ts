import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
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
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: config,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value = '', inlineValue } = token
    const kind = Object.hasOwn(options, name) && rawName === `--${name}` ? options[name] : undefined
    if (kind === undefined) {
      const known = Object.keys(options).map((one) => `--${one}`)
      throw new UsageError(
        label(
          `没有「${rawName}」这个选项。可以是:${known.join('、')}。`,
          `There is no option “${rawName}”. Choose from: ${known.join(', ')}.`,
        ),
      )
    }
    if (values.has(name)) throw new UsageError(label(`${rawName} 写了两次。`, `${rawName} is given twice.`))
    if (kind === 'flag' && inlineValue)
      throw new UsageError(label(`${rawName} 后面不用写内容。`, `${rawName} takes no value.`))
    // What begins with a dash is the next option; as a value it is written --name=-value.
    if (kind === 'value' && (value === '' || (value.startsWith('-') && !inlineValue)))
      throw new UsageError(label(`${rawName} 后面要写内容。`, `${rawName} needs a value after it.`))
    values.set(name, value)
  }
  const extra = positionals[most]
  // Left out in silence it would look done: import petition *.xlsx.
  if (extra !== undefined)
    throw new UsageError(label(`多写了「${extra}」,一次只办一件。`, `“${extra}” is too much; one thing at a time.`))
  return {
    words: positionals,
    flag: (name) => values.has(name),
    value: (name) => values.get(name),
    need: (name) => {
      const given = values.get(name)
      if (given === undefined) throw new UsageError(label(`还要写 --${name}。`, `--${name} is missing.`))
      return given
    },
  }
}

/** The one word in a place, or a {@link UsageError} that names what is missing. */
export const word = (given: Given, place: number, name: Label): string => {
  const found = given.words[place]
  if (found === undefined) throw new UsageError(label(`还要写${name.zh}。`, `The ${name.en} is missing.`))
  return found
}

/** A file to read, or a {@link UsageError} that says why it cannot be. */
export const fileOf = (path: string): Promise<Buffer> =>
  readFile(path).catch((error: unknown) => {
    const { code } = error as { readonly code?: string }
    throw new UsageError(
      label(
        `读不到文件 ${path}(${code})。请核对路径和权限。`,
        `The file ${path} cannot be read (${code}). Check the path and its permissions.`,
      ),
    )
  })

/** Refuses a file to write whose name does not end as what is in it. */
export const demandEnding = (option: string, path: string, ...endings: readonly string[]): void => {
  if (!endings.includes(extname(path).toLowerCase()))
    throw new UsageError(
      label(`--${option} 要以 ${endings.join(' 或 ')} 结尾。`, `--${option} must end in ${endings.join(' or ')}.`),
    )
}
