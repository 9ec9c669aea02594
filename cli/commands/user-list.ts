import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { label } from '#platform/text/label.ts'
import { fileOf, type Given, word } from '../command.ts'
import { withHouse } from '../house.ts'
import { type Exit, exits, type Io, UsageError } from '../io.ts'
import { type Person, withPerson } from '../person.ts'

const none = { params: undefined, query: undefined, body: undefined, headers: {} }

const asAbove = <T>(given: Given, io: Io, work: (person: Person) => Promise<T>): Promise<T> =>
  withHouse(io, (house) =>
    withPerson(house, io, given.value('as'), async (person) => {
      await person.work(async ({ actor }) => {
        if (!actor.permissions.has('identity.accounts'))
          throw new UsageError(
            label(
              '当前岗位不开账号,请用上一级的主席或系统管理员。',
              'This post opens no accounts: use the chair of the level above, or a system administrator.',
            ),
          )
      })
      return work(person)
    }),
  )

/** `user open FILE`: opens accounts from a table as the page does, everybody or nobody; the codes are printed this once. */
export const openFromList = async (given: Given, io: Io): Promise<Exit> => {
  const file = word(given, 1, label('名单文件', 'file'))
  const bytes = await fileOf(file)
  const rehearse = given.flag('dry-run') ? 'yes' : 'no'
  const partial = given.flag('partial') ? 'yes' : 'no'
  const result = await asAbove(given, io, ({ work, accounts }) =>
    work((ctx) =>
      accounts.openList(ctx, { ...none, query: { name: basename(file), rehearse, partial, meant: '' }, body: bytes }),
    ),
  )
  const { rows, fresh, known, faults, more, slips, list } = result
  if (!given.flag('json'))
    for (const { cell, column, value, reason, near } of faults)
      io.out(`${cell} ${column}「${value}」:${reason.zh}${near.map(({ code, name }) => `${name}(${code})`).join('、')}`)
  if (given.flag('json')) io.out(JSON.stringify(result))
  else if (faults.length > 0 && slips.length === 0)
    io.out(
      `没有开通:有 ${faults.length + more} 处要改,见上。改好再来一次${fresh > 0 ? ',或加 --partial 先开没有错的' : ''}。`,
    )
  else if (rehearse === 'yes') io.out(`只核对,没有开通。共 ${rows} 人:可开通 ${fresh} 人,已开通过 ${known} 人。`)
  else {
    for (const slip of slips) io.out([slip.above ?? '', slip.place.zh, slip.name, slip.username, slip.code].join('\t'))
    io.say(`开通 ${slips.length} 人,已开通过 ${known} 人。领取码只显示这一次,三天有效,用一次。`)
    if (list) io.say(`开错了:user take-back ${list} --as …,没用过的账号一起收回。`)
  }
  return faults.length > 0 ? exits.found : exits.ok
}

/** `user take-back LIST`: closes the accounts of a list nobody has used. */
export const takeBackList = async (given: Given, io: Io): Promise<Exit> => {
  const id = word(given, 1, label('名单号', 'list'))
  const { closed, kept } = await asAbove(given, io, ({ work, accounts }) =>
    work((ctx) => accounts.takeBackList(ctx, { ...none, params: { id }, body: {} })),
  )
  if (given.flag('json')) io.out(JSON.stringify({ list: id, closed, kept }))
  else io.out(`收回 ${closed} 个没用过的账号;${kept} 个已有人用,照旧。`)
  return exits.ok
}

/** `user list-form FILE.xlsx`: the empty list. */
export const writeListForm = async (given: Given, io: Io): Promise<Exit> => {
  const file = word(given, 1, label('文件', 'file'))
  const answer = await asAbove(given, io, ({ work, accounts }) => work((ctx) => accounts.listForm(ctx, none)))
  await writeFile(file, answer.bytes)
  if (given.flag('json')) io.out(JSON.stringify({ file }))
  else io.out(`空表写好了:${file}`)
  return exits.ok
}
