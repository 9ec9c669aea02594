import { BackupError } from '#platform/backup/trouble.ts'
import { KeyFileError } from '#platform/crypto/root.ts'
import { Failure } from '#platform/errors/define.ts'
import { toFailure } from '#platform/http/problem.ts'
import { label, type Label } from '#platform/text/label.ts'
import { ConfigError } from '#server/config.ts'
import { fileTrouble, startTrouble } from '#server/trouble.ts'
import type { Command } from './command.ts'
import { backupCommand } from './commands/backup.ts'
import { exportCommand } from './commands/export.ts'
import { figuresCommand } from './commands/figures.ts'
import { importCommand } from './commands/import.ts'
import { reportCommand } from './commands/report.ts'
import { restoreCommand } from './commands/restore.ts'
import { seedCommand } from './commands/seed.ts'
import { unitsCommand } from './commands/units.ts'
import { userCommand } from './commands/user.ts'
import { verifyCommand } from './commands/verify.ts'
import { type Exit, exits, type Io, UsageError } from './io.ts'

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  import: importCommand,
  export: exportCommand,
  report: reportCommand,
  verify: verifyCommand,
  backup: backupCommand,
  restore: restoreCommand,
  user: userCommand,
  units: unitsCommand,
  seed: seedCommand,
  figures: figuresCommand,
}

/** Runs a command line and answers its exit code: 0 done, 1 something is wrong, 2 wrong use. Never throws. */
export const run = async (args: readonly string[], io: Io): Promise<Exit> => {
  const [name = 'help', ...rest] = args
  const json = rest.includes('--json')
  try {
    const asked = name === 'help' || name === '--help'
    const about = asked ? rest.find((word) => !word.startsWith('-')) : name
    const command = about !== undefined && Object.hasOwn(commands, about) ? commands[about] : undefined
    if (about !== undefined && !command)
      throw new UsageError(
        label(
          `没有「${about}」这个命令。可以是:${Object.keys(commands).join('、')}。`,
          `There is no command “${about}”. Choose from: ${Object.keys(commands).join(', ')}.`,
        ),
      )
    if (asked || !command || rest.includes('--help')) {
      for (const line of help(command)) io.out(line)
      return exits.ok
    }
    return await command.run(rest, io)
  } catch (error) {
    const { code, sentence, fields, exit } = explain(error)
    // What no rule foresaw is shown whole on the terminal: its reader is the operator.
    if (code === 'http.internal') io.say(String((error as Error).stack ?? error))
    io.say(sentence.zh)
    io.say(sentence.en)
    for (const field of fields) io.say(`${field.path}: ${field.zh} ${field.en}`)
    if (error instanceof UsageError)
      for (const line of help(Object.hasOwn(commands, name) ? commands[name] : undefined)) io.say(line)
    if (json) io.out(JSON.stringify({ error: { code, zh: sentence.zh, en: sentence.en, fields } }))
    return exit
  }
}

// What a person at a screen is told, to click again, is not true of a command that works in pieces.
const lost = label(
  '数据库连不上或中途断开了,没有办完。请稍后用同样的命令再运行一次。',
  'The database is not reachable or went away, and this was not finished. Run the same command again shortly.',
)

type Explained = {
  readonly code: string
  readonly sentence: Label
  readonly fields: readonly ({ readonly path: string } & Label)[]
  readonly exit: Exit
}

const explain = (error: unknown): Explained => {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof KeyFileError)
    return { code: 'usage', sentence: error.sentence, fields: [], exit: exits.usage }
  if (error instanceof BackupError) return { code: error.code, sentence: error.sentence, fields: [], exit: exits.found }
  const unusable = fileTrouble(error)
  if (unusable) return { code: 'usage', sentence: unusable, fields: [], exit: exits.usage }
  const failure = toFailure(error)
  if (failure.code === 'http.busy') return { code: failure.code, sentence: lost, fields: [], exit: exits.found }
  const known = error instanceof Failure || failure.code !== 'http.internal'
  const trouble = known ? null : startTrouble(error)
  if (trouble) return { code: 'start', sentence: trouble, fields: [], exit: exits.found }
  const { message } = error as Error
  const sentence = known ? failure.sentence : label(`没有办成:${message}`, `Not done: ${message}`)
  return { code: failure.code, sentence, fields: failure.fields, exit: exits.found }
}

const help = (command: Command | undefined): string[] =>
  (command ? [command] : Object.values(commands)).flatMap(({ summary, usage }) => [
    `${summary.zh} · ${summary.en}`,
    ...usage.map((line) => `  nuanjia ${line}`),
  ])
