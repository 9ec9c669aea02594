import { open, rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import { parsePeriod } from '#platform/clock/time.ts'
import { label } from '#platform/text/label.ts'
import { type Command, demandEnding, readArgs, word } from '../command.ts'
import { withHouse } from '../house.ts'
import { exits, UsageError } from '../io.ts'
import { withPerson } from '../person.ts'
import { exchange } from '../rooms.ts'
import { kindOf } from './import.ts'

/** `export`: the matters of a kind one may see, as one's lists show them. */
export const exportCommand: Command = {
  summary: label('导出', 'Export'),
  usage: [
    'export KIND --unit CODE --as USER[:POST] --out FILE.xlsx|.csv [--period P] [--to RECIPIENT] [--reason TEXT] [--english] [--json]',
  ],
  run: async (args, io) => {
    const given = readArgs(args, 1, {
      unit: 'value',
      as: 'value',
      out: 'value',
      period: 'value',
      to: 'value',
      reason: 'value',
      english: 'flag',
      json: 'flag',
    })
    const kind = kindOf(word(given, 0, label('种类', 'kind')))
    const unit = given.need('unit')
    const file = given.need('out')
    demandEnding('out', file, '.xlsx', '.csv')
    const period = given.value('period') === undefined ? null : parsePeriod(given.need('period'))
    if (period && !period.ok) throw new UsageError(period.reason)
    // Written beside and moved when whole, so that a broken export never looks like a file.
    const draft = `${file}.part`
    const target = await open(draft, 'w', 0o600)
    try {
      const { rows } = await withHouse(io, (house) =>
        withPerson(house, io, given.value('as'), ({ work }) =>
          exchange.exportRows(
            work,
            {
              kind,
              unit,
              period: period ? period.value : null,
              recipient: given.value('to') ?? null,
              reason: given.value('reason') ?? null,
              format: extname(file).toLowerCase() === '.csv' ? 'csv' : 'xlsx',
              language: given.flag('english') ? 'en' : 'zh',
            },
            target.createWriteStream(),
          ),
        ),
      )
      await rename(draft, file)
      io.out(given.flag('json') ? JSON.stringify({ file, rows }) : `导出 ${rows} 行:${file}`)
      return exits.ok
    } finally {
      await target.close()
      await rm(draft, { force: true })
    }
  },
}
