import { label } from '#platform/text/label.ts'
import { type Command, type Given, readArgs, word } from '../command.ts'
import { withHouse } from '../house.ts'
import { type Exit, exits, type Io, UsageError } from '../io.ts'
import { asStranger, withPerson } from '../person.ts'

/** `user`: the first administrator, and the accounts of an administrator's range. */
export const userCommand: Command = {
  summary: label('账号', 'Accounts'),
  usage: [
    'user add USERNAME --first --name NAME --unit CODE [--json]',
    'user disable USERNAME --as ADMIN[:POST] [--json]',
    'user enable USERNAME --as ADMIN[:POST] [--json]',
    'user reset USERNAME --as ADMIN[:POST] [--json]',
  ],
  run: async (args, io) => {
    const given = readArgs(args, { first: 'flag', name: 'value', unit: 'value', as: 'value', json: 'flag' })
    const what = word(given, 0, label('要做什么(add、disable、enable、reset)', 'action (add, disable, enable, reset)'))
    const username = word(given, 1, label('用户名', 'user name')).toLowerCase()
    if (what === 'add') return addFirst(username, given, io)
    if (what === 'disable' || what === 'enable' || what === 'reset') return change(what, username, given, io)
    throw new UsageError(label(`没有「user ${what}」这个命令。`, `There is no command “user ${what}”.`))
  },
}

const addFirst = async (username: string, given: Given, io: Io): Promise<Exit> => {
  if (!given.flag('first'))
    throw new UsageError(
      label(
        '第一个管理员用 --first;以后的账号由管理员在网页〔账号〕里开。',
        'Use --first for the first administrator; later accounts are opened by an administrator in the browser.',
      ),
    )
  const body = { username, name: given.need('name'), unit: given.need('unit') }
  const password = await io.ask(`给 ${username} 设密码 / new password: `, true)
  const { result } = await withHouse(io, (house) =>
    asStranger(house, (identity, ctx) =>
      identity.setUp(ctx, { params: undefined, query: undefined, headers: {}, body: { ...body, password } }),
    ),
  )
  io.out(
    given.flag('json')
      ? JSON.stringify({ id: result.account.id, username, unit: result.post.unit.code })
      : `${username} 是 ${result.post.unit.name} 的系统管理员和安全管理员,可以登录了。`,
  )
  return exits.ok
}

const change = async (what: 'disable' | 'enable' | 'reset', username: string, given: Given, io: Io): Promise<Exit> => {
  const none = { params: undefined, query: undefined, body: undefined, headers: {} }
  const done = await withHouse(io, (house) =>
    withPerson(house, io, given.value('as'), async ({ work, identity }) => {
      // Each route checks its rows; what the role may do is checked by the door, so here too.
      const found = await work(async (ctx) => {
        if (!ctx.actor.permissions.has('identity.accounts'))
          throw new UsageError(label('当前岗位不管账号。', 'This post does not manage accounts.'))
        return (await identity.accounts(ctx, none)).accounts.find((one) => one.username === username)
      })
      if (!found)
        throw new UsageError(
          label(`您的范围内没有账号 ${username}。`, `There is no account ${username} in your range.`),
        )
      const params = { id: found.id }
      if (what === 'reset')
        return { ...(await work((ctx) => identity.resetAccount(ctx, { ...none, params, body: {} }))), id: found.id }
      await work((ctx) =>
        identity.setAccountStatus(ctx, {
          ...none,
          params,
          body: { status: what === 'disable' ? 'disabled' : 'active' },
        }),
      )
      return { id: found.id }
    }),
  )
  if (given.flag('json')) io.out(JSON.stringify({ username, ...done }))
  else
    io.out(
      'password' in done
        ? `新密码(只显示这一次,登录后要修改):${done.password}`
        : `${username} 已${what === 'disable' ? '停用' : '启用'}。`,
    )
  return exits.ok
}
