import { writeFile } from 'node:fs/promises'
import { readDivisions } from '#db/seed/divisions.ts'
import { initials, wholePinyin } from '#db/seed/pinyin.ts'
import { movePlaces, openAt } from '#modules/cases/server/index.ts'
import { changeColumns, changeUnits, type ChangesMade, compareUnits, type Division } from '#modules/org/server/index.ts'
import { isDate } from '#platform/clock/time.ts'
import { label } from '#platform/text/label.ts'
import { type Command, demandEnding, fileOf, type Given, readArgs, word } from '../command.ts'
import { withHouse } from '../house.ts'
import { type Exit, exits, type Io, UsageError } from '../io.ts'
import { withPerson } from '../person.ts'

/** `units`: changes of the division tree from a file. */
export const unitsCommand: Command = {
  summary: label('区划变动', 'Changes of the division tree'),
  usage: [
    'units change FILE.csv --as ADMIN[:POST] [--dry-run] [--json]',
    'units compare --on DATE --source TEXT --out FILE.csv --as ADMIN[:POST] [--json]',
  ],
  run: async (args, io) => {
    const given = readArgs(args, 2, {
      as: 'value',
      on: 'value',
      source: 'value',
      out: 'value',
      'dry-run': 'flag',
      json: 'flag',
    })
    const what = word(given, 0, label('要做什么(change、compare)', 'action (change, compare)'))
    if (what === 'compare') return compare(given, io)
    if (what === 'change') return change(word(given, 1, label('文件', 'file')), given, io)
    throw new UsageError(label(`没有「units ${what}」这个命令。`, `There is no command “units ${what}”.`))
  },
}

// The published list that came with the packages, below the place of whoever asks.
const listBelow = async (scope: string): Promise<Division[]> => {
  const codes = new Map<number, string>()
  const list: Division[] = []
  for await (const rows of readDivisions())
    for (const { id, code, name, level, scope: at, parentId } of rows) {
      codes.set(id, code)
      if (at.startsWith(scope))
        list.push({
          code,
          name,
          level: level as Division['level'],
          parent: at === scope || parentId === null ? null : (codes.get(parentId) ?? null),
        })
    }
  return list
}

const compare = async (given: Given, io: Io): Promise<Exit> => {
  const on = given.need('on')
  const source = given.need('source').replaceAll(/[,"\r\n]/g, ' ')
  const out = given.need('out')
  demandEnding('out', out, '.csv')
  if (!isDate(on)) throw new UsageError(label('--on 要写成 2026-07-01。', '--on is written 2026-07-01.'))
  const lines = await withHouse(io, (house) =>
    withPerson(house, io, given.value('as'), ({ work }) =>
      work(async (ctx) => compareUnits(ctx, await listBelow(ctx.actor.scope), on, source)),
    ),
  )
  await writeFile(out, ['\uFEFF' + changeColumns.join(','), ...lines].join('\r\n') + '\r\n')
  if (given.flag('json')) io.out(JSON.stringify({ file: out, changes: lines.length }))
  else
    io.out(
      `${lines.length} 处不同,写到 ${out}。请逐行核对:名录不说并入何处,该并入的把 abolish 改成 merge 并写去向;然后用 units change 导入。`,
    )
  return exits.ok
}

type Made = ChangesMade & { readonly open: Readonly<Record<string, number>> }

/** Leaves the transaction without keeping anything. */
class Rehearsed extends Error {
  readonly made: Made
  constructor(made: Made) {
    super('rehearsed')
    this.made = made
  }
}

const change = async (file: string, given: Given, io: Io): Promise<Exit> => {
  const csv = (await fileOf(file)).toString('utf8')
  const dryRun = given.flag('dry-run')
  const made = await withHouse(io, (house) =>
    withPerson(house, io, given.value('as'), ({ work }) =>
      work(async (ctx): Promise<Made> => {
        const changes = await changeUnits({ initials, wholePinyin, carried: movePlaces }, ctx, csv)
        const open = await openAt(
          ctx.tx,
          changes.ended.map(({ id }) => id),
        )
        const result = {
          ...changes,
          open: Object.fromEntries(changes.ended.map(({ id, code }) => [code, open.get(id) ?? 0])),
        }
        if (dryRun) throw new Rehearsed(result)
        return result
      }).catch((error: unknown) => {
        if (error instanceof Rehearsed) return error.made
        throw error
      }),
    ),
  )
  if (given.flag('json')) io.out(JSON.stringify({ status: dryRun ? 'checked' : 'done', ...made }))
  else tell(made, dryRun, io)
  return exits.ok
}

const tell = ({ counts, ended, open }: Made, dryRun: boolean, io: Io): void => {
  for (const { code, name, into, posts } of ended) {
    for (const post of posts)
      io.out(
        `${name}的岗位「${post.title.zh}」(${post.name},${post.username})随单位结束。请安全管理员在现在的单位另设岗位。`,
      )
    const n = open[code] ?? 0
    if (n > 0)
      io.out(
        `${name}还有 ${n} 件在办。请${into === null ? '上级' : `并入单位(${into})`}在〔事项〕里接着办,交给现在的承办人。`,
      )
  }
  const sum = `改名 ${counts.rename}、迁移 ${counts.move}、并入 ${counts.merge}、撤销 ${counts.abolish}、新设 ${counts.new}`
  io.out(dryRun ? `只检查,没有变动。可以:${sum}。` : `区划变动完成:${sum}。统计数字会按变动日期重新归集。`)
}
