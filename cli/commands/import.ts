import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { catalogue } from '#catalogue/index.ts'
import type { ImportFault, ImportResult } from '#modules/exchange/contract.ts'
import { label } from '#platform/text/label.ts'
import { type Command, demandEnding, fileOf, type Given, readArgs, word } from '../command.ts'
import { untilEnded, withHouse } from '../house.ts'
import { type Exit, exits, type Io, UsageError } from '../io.ts'
import { withPerson } from '../person.ts'
import { exchange } from '../rooms.ts'

/** `import`: registers a table of a catalogue kind, writes its empty form, lists batches, takes one back. */
export const importCommand: Command = {
  summary: label('导入台账', 'Import a register'),
  usage: [
    'import KIND FILE.xlsx|.xls|.csv --unit CODE --as USER[:POST] [--sheet NAME] [--dry-run] [--partial] [--json]',
    'import KIND --template FILE.xlsx [--english]',
    'import --list --as USER[:POST] [--json]',
    'import --take-back BATCH --reason TEXT --as USER[:POST] [--json]',
  ],
  run: async (args, io) => {
    const given = readArgs(args, 2, {
      unit: 'value',
      as: 'value',
      sheet: 'value',
      'dry-run': 'flag',
      partial: 'flag',
      json: 'flag',
      template: 'value',
      english: 'flag',
      list: 'flag',
      'take-back': 'value',
      reason: 'value',
    })
    if (given.flag('list')) return listBatches(given, io)
    if (given.value('take-back')) return takeBack(given, io)
    const kind = kindOf(word(given, 0, label('种类', 'kind')))
    return given.value('template') ? writeForm(kind, given, io) : load(kind, given, io)
  },
}

/** A kind of the catalogue, or a {@link UsageError} that lists them. */
export const kindOf = (key: string): string => {
  if (Object.hasOwn(catalogue.kinds, key)) return key
  const known = Object.values(catalogue.kinds)
    .map((kind) => `${kind.key} ${kind.label.zh}`)
    .join(', ')
  throw new UsageError(
    label(`没有「${key}」这一种。可以是:${known}。`, `There is no kind “${key}”. Choose from: ${known}.`),
  )
}

const writeForm = async (kind: string, given: Given, io: Io): Promise<Exit> => {
  const file = given.need('template')
  demandEnding('template', file, '.xlsx')
  await writeFile(file, await exchange.template(kind, given.flag('english') ? 'en' : 'zh'))
  if (given.flag('json')) io.out(JSON.stringify({ file }))
  else io.out(`空表写好了:${file}`)
  return exits.ok
}

const load = async (kind: string, given: Given, io: Io): Promise<Exit> => {
  const file = word(given, 1, label('文件', 'file'))
  const unit = given.need('unit')
  const sheet = given.value('sheet')
  const bytes = await fileOf(file)
  const result = await withHouse(io, (house) =>
    withPerson(house, io, given.value('as'), ({ work }) =>
      untilEnded((signal) =>
        exchange.importFile(work, {
          kind,
          unit,
          bytes,
          name: basename(file),
          ...(sheet === undefined ? {} : { sheet }),
          dryRun: given.flag('dry-run'),
          partial: given.flag('partial'),
          signal,
          progress: progressOf(io),
        }),
      ),
    ),
  )
  if (given.flag('json')) io.out(JSON.stringify(result))
  else tell(result, io)
  return result.status === 'faulty' || result.status === 'interrupted' || result.refused > 0 ? exits.found : exits.ok
}

const progressOf = (io: Io) => {
  let next = 1_000
  return (done: number, total: number): void => {
    if (done < next) return
    io.say(`${done.toLocaleString('en')} / ${total.toLocaleString('en')}`)
    next = done + 1_000
  }
}

const tell = (result: ImportResult, io: Io): void => {
  for (const fault of result.faults) io.out(lineOf(fault))
  for (const notice of result.notices) io.say(lineOf(notice))
  for (const { row, text } of result.skipped) io.say(`第 ${row} 行不是记录,已跳过:${text}`)
  for (const { name, rows } of result.others)
    io.say(`读的是「${result.sheet}」。还有一张表「${name}」(${rows} 行)没有读:用 --sheet 另导。`)
  io.out(`${sentences[result.status](result)}${result.batch ? ` 批号 ${result.batch}` : ''}`)
}

const lineOf = ({ cell, row, column, reason, remedy }: ImportFault): string =>
  `${cell ?? (row === null ? '文件' : `第 ${row} 行`)}${column ? ` ${column}` : ''}:${reason.zh}${remedy.zh}`

// A fault of the file, such as a missing heading, has no row and leaves none sound.
const hasSound = ({ rows, faults }: ImportResult): boolean =>
  faults.every(({ row }) => row !== null) && new Set(faults.map(({ row }) => row)).size < rows

const sentences: Record<ImportResult['status'], (result: ImportResult) => string> = {
  checked: ({ rows, written, known, refused }) =>
    `只检查,没有导入。共 ${rows} 行:可以导入 ${written} 行,以前导入过 ${known} 行,有问题 ${refused} 行。`,
  faulty: (result) =>
    `没有导入:${result.rows} 行中发现 ${result.faults.length} 处问题,见上。改好后再导入${hasSound(result) ? ',或加 --partial 只导入没有问题的行' : ''}。`,
  done: ({ rows, written, known, refused }) =>
    `导入完成。共 ${rows} 行:导入 ${written} 行,以前导入过 ${known} 行,有问题未导入 ${refused} 行。`,
  interrupted: ({ rows, batch, written }) =>
    batch === null
      ? '导入中断:什么都没有写入。用同样的命令再运行一次即可。'
      : `导入中断:${rows} 行中已写入 ${written} 行。用同样的命令再运行一次会接着导入,也可以用 --take-back 撤回这一批。`,
}

const listBatches = async (given: Given, io: Io): Promise<Exit> => {
  const batches = await withHouse(io, (house) =>
    withPerson(house, io, given.value('as'), ({ work }) => exchange.batches(work)),
  )
  if (given.flag('json')) io.out(JSON.stringify(batches))
  else
    for (const one of batches)
      io.out(
        `${one.id}  ${one.createdAt}  ${one.kind}  ${one.unitName}  ${states[one.status]}  ${one.written}/${one.rows}  ${one.by}`,
      )
  return exits.ok
}

const states = { writing: '未写完', done: '完成', takingBack: '撤回中', takenBack: '已撤回' } as const

const takeBack = async (given: Given, io: Io): Promise<Exit> => {
  const batch = given.need('take-back')
  const reason = given.need('reason')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(batch))
    throw new UsageError(label('批号不对。用 import --list 查看。', 'That is no batch. See import --list.'))
  const result = await withHouse(io, (house) =>
    withPerson(house, io, given.value('as'), ({ work }) =>
      untilEnded((signal) =>
        exchange.takeBack(work, batch, reason, { signal, progress: (done) => io.say(String(done)) }),
      ),
    ),
  )
  if (given.flag('json')) io.out(JSON.stringify(result))
  else {
    for (const { number, reason: why } of result.kept) io.out(`${number}:${why.zh}`)
    if (result.status === 'interrupted')
      io.out(`撤回中断:这次撤回 ${result.voided} 件。用同样的命令再运行一次会接着撤回。`)
    else
      io.out(`撤回 ${result.voided} 件${result.kept.length > 0 ? `,有 ${result.kept.length} 件不能撤回,见上` : ''}。`)
  }
  return result.status === 'done' ? exits.ok : exits.found
}
