import { writeFile } from 'node:fs/promises'
import { catalogue } from '#catalogue/index.ts'
import { halfYearReport } from '#catalogue/rights/half-year-report.ts'
import { writeReport } from '#modules/reports/server/index.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { label } from '#platform/text/label.ts'
import { type Command, demandEnding, readArgs, word } from '../command.ts'
import { withHouse } from '../house.ts'
import { exits, UsageError } from '../io.ts'
import { withPerson } from '../person.ts'

const templates = [halfYearReport]

/** `report`: writes a report of the catalogue from the records as they are; `--json` prints its figures instead of a sentence. */
export const reportCommand: Command = {
  summary: label('写材料', 'Write a report'),
  usage: ['report TEMPLATE --unit CODE --period 2014H1 --as USER[:POST] [--out FILE.docx] [--public] [--json]'],
  run: async (args, io) => {
    const given = readArgs(args, 1, {
      unit: 'value',
      period: 'value',
      as: 'value',
      out: 'value',
      public: 'flag',
      json: 'flag',
    })
    const key = word(given, 0, label('材料', 'template'))
    const template = templates.find((one) => one.key === key)
    if (!template) {
      const known = templates.map((one) => `${one.key} ${one.label.zh}`).join(', ')
      throw new UsageError(
        label(`没有「${key}」这种材料。可以是:${known}。`, `There is no report “${key}”. Choose from: ${known}.`),
      )
    }
    const unit = given.need('unit')
    const period = given.need('period')
    // Without a file only the figures are wanted.
    const out = given.flag('json') ? given.value('out') : given.need('out')
    if (out !== undefined) demandEnding('out', out, '.docx')
    const { docx, json } = await withHouse(io, (house) =>
      withPerson(house, io, given.value('as'), ({ work }) =>
        work((ctx) => {
          if (!ctx.actor.permissions.has('reports.read')) throw failCommon('http.forbidden')
          return writeReport({ templates, catalogue }, ctx, {
            template: key,
            unit,
            period,
            audience: given.flag('public') ? 'public' : 'internal',
          })
        }),
      ),
    )
    if (out !== undefined) await writeFile(out, docx, { mode: 0o600 })
    if (given.flag('json')) io.out(JSON.stringify(json))
    else io.out(`${json.title}:${json.figures.length} 个数字,写到 ${out}。`)
    return exits.ok
  },
}
