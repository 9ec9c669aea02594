import { identityContract } from '#modules/identity/contract.ts'
import { invalid } from '#platform/http/problem.ts'
import { label } from '#platform/text/label.ts'
import { v7 } from 'uuid'
import type { z } from 'zod'
import { type Command, type Given, readArgs, word } from '../command.ts'
import { withHouse } from '../house.ts'
import { type Exit, exits, type Io, UsageError } from '../io.ts'
import { asStranger, type Person, withPerson } from '../person.ts'
import { openFromList, takeBackList, writeListForm } from './user-list.ts'

/** `user`: the first administrator; accounts by a system administrator, posts by a security administrator. */
export const userCommand: Command = {
  summary: label('账号', 'Accounts'),
  usage: [
    'user add USERNAME --first --name NAME --unit CODE [--json]',
    'user add USERNAME --name NAME --as ADMIN[:POST] [--json]',
    'user disable USERNAME --as ADMIN[:POST] [--json]',
    'user enable USERNAME --as ADMIN[:POST] [--json]',
    'user reset USERNAME --as ADMIN[:POST] [--json]',
    'user withdraw USERNAME --as ADMIN[:POST] [--json]',
    'user open FILE.xlsx|.csv --as ABOVE[:POST] [--dry-run] [--partial] [--json]',
    'user take-back LIST --as ABOVE[:POST] [--json]',
    'user list-form FILE.xlsx --as ABOVE[:POST] [--json]',
    'user release USERNAME --as SECURITY[:POST] [--drop-factor] [--json]',
    'user post USERNAME --role ROLE --unit CODE --as SECURITY[:POST] [--title TEXT] [--from DATE] [--to DATE] [--json]',
  ],
  run: async (args, io) => {
    const given = readArgs(args, 2, {
      first: 'flag',
      'drop-factor': 'flag',
      'dry-run': 'flag',
      partial: 'flag',
      json: 'flag',
      ...Object.fromEntries(
        ['name', 'unit', 'as', 'role', 'title', 'from', 'to'].map((name) => [name, 'value' as const]),
      ),
    })
    const known = [...Object.keys(actions), ...Object.keys(lists)].join('、')
    const what = word(given, 0, label(`要做什么(${known})`, `action (${known})`))
    if (Object.hasOwn(lists, what)) return lists[what as keyof typeof lists](given, io)
    const act = Object.hasOwn(actions, what) ? actions[what as keyof typeof actions] : undefined
    if (!act) throw new UsageError(label(`没有「user ${what}」这个命令。`, `There is no command “user ${what}”.`))
    const username = word(given, 1, label('用户名', 'user name')).toLowerCase()
    if (what === 'add' && given.flag('first')) return addFirst(username, given, io)
    const done = await withHouse(io, (house) =>
      withPerson(house, io, given.value('as'), (person) => act(person, username, given)),
    )
    if (given.flag('json')) io.out(JSON.stringify({ username, ...done.facts }))
    else io.out(done.said)
    return exits.ok
  },
}

// What is about many at once, or a file.
const lists = { open: openFromList, 'take-back': takeBackList, 'list-form': writeListForm } as const

const addFirst = async (username: string, given: Given, io: Io): Promise<Exit> => {
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

/** What was done: for programs, and as a sentence. */
type Done = { readonly facts: Record<string, unknown>; readonly said: string }
type Act = (person: Person, username: string, given: Given) => Promise<Done>

const none = { params: undefined, query: undefined, body: undefined, headers: {} }

// The door checks a body against its contract and what a role may do; here nothing stands in between.
const body = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const read = schema.safeParse(value)
  if (!read.success) throw invalid(read.error, '')
  return read.data
}
const demand = (may: boolean, zh: string, en: string): void => {
  if (!may) throw new UsageError(label(zh, en))
}
const notAdmin = [
  '当前岗位不管账号,请用系统管理员。',
  'This post does not manage accounts: use a system administrator.',
] as const
const notSecurity = [
  '当前岗位不管岗位和放行,请用安全管理员。',
  'This post gives no posts and releases nobody: use a security administrator.',
] as const

const unknownUser = (username: string): UsageError =>
  new UsageError(label(`您的范围内没有账号 ${username}。`, `There is no account ${username} in your range.`))

// Others may be called like her and a number.
const oneOf = async <T extends { readonly username: string }>(
  username: string,
  load: (query: { q: string; cursor?: string }) => Promise<{ rows: readonly T[]; next: string | null }>,
): Promise<T | undefined> => {
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { rows: readonly T[]; next: string | null } = await load({ q: username, ...(cursor ? { cursor } : {}) })
    const found = page.rows.find((one) => one.username === username)
    if (found) return found
    cursor = page.next
  }
  return undefined
}

const managed = ({ work, identity }: Person, username: string): Promise<string> =>
  work(async (ctx) => {
    demand(ctx.actor.permissions.has('identity.accounts'), ...notAdmin)
    const found = await oneOf(username, async (query) => {
      const { accounts, next } = await identity.accounts(ctx, { ...none, query })
      return { rows: accounts, next }
    })
    if (!found) throw unknownUser(username)
    return found.id
  })

const held = ({ work, identity }: Person, username: string): Promise<string> =>
  work(async (ctx) => {
    demand(ctx.actor.permissions.has('identity.posts'), ...notSecurity)
    const found = await oneOf(username, async (query) => {
      const { holders, next } = await identity.holders(ctx, { ...none, query })
      return { rows: holders, next }
    })
    if (!found) throw unknownUser(username)
    return found.id
  })

const setStatus =
  (status: 'active' | 'disabled', done: string): Act =>
  async (person, username) => {
    const id = await managed(person, username)
    await person.work((ctx) => person.identity.setAccountStatus(ctx, { ...none, params: { id }, body: { status } }))
    return { facts: { id, status }, said: `${username} 已${done}。` }
  }

const actions = {
  add: async ({ work, identity }, username, given) => {
    const order = body(identityContract.openAccount.body, { id: v7(), username, name: given.need('name') })
    const { slip } = await work((ctx) => {
      demand(ctx.actor.permissions.has('identity.accounts'), ...notAdmin)
      return identity.openAccount(ctx, { ...none, body: order })
    })
    return {
      facts: { id: order.id, code: slip.code, until: slip.until },
      said: `${username} 的领取码(只显示这一次,三天有效,用一次;在登录页点〔凭领条设密码〕):${slip.code}\n还没有岗位,请安全管理员设:user post ${username} --role 角色 --unit 代码 --as 安全管理员`,
    }
  },
  disable: setStatus('disabled', '停用'),
  enable: setStatus('active', '启用'),
  reset: async (person, username) => {
    const id = await managed(person, username)
    const reset = await person.work((ctx) => person.identity.resetAccount(ctx, { ...none, params: { id }, body: {} }))
    const released = reset.held ? `\n请安全管理员见到本人后放行:user release ${username} --as 安全管理员` : ''
    return {
      facts: { id, code: reset.slip.code, until: reset.slip.until, held: reset.held },
      said: `领取码(只显示这一次,三天有效,用一次;在登录页点〔凭领条设密码〕):${reset.slip.code}${released}`,
    }
  },
  withdraw: async (person, username) => {
    const id = await managed(person, username)
    await person.work((ctx) => person.accounts.withdrawSlip(ctx, { ...none, params: { id } }))
    return { facts: { id, withdrawn: true }, said: `${username} 的领条已作废。` }
  },
  release: async (person, username, given) => {
    const id = await held(person, username)
    const dropFactor = given.flag('drop-factor')
    await person.work((ctx) => person.identity.releaseAccount(ctx, { ...none, params: { id }, body: { dropFactor } }))
    return { facts: { id, released: true }, said: `${username} 已放行。` }
  },
  post: async (person, username, given) => {
    const accountId = await held(person, username)
    const id = v7()
    const order = body(identityContract.givePost.body, {
      accountId,
      unit: given.need('unit'),
      role: given.need('role'),
      title: given.value('title'),
      from: given.value('from'),
      to: given.value('to'),
    })
    await person.work((ctx) => person.identity.givePost(ctx, { ...none, params: { id }, body: order }))
    return { facts: { id: accountId, post: id }, said: `${username} 的岗位设好了。` }
  },
} as const satisfies Record<string, Act>
