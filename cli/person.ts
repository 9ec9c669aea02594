import { randomUUID } from 'node:crypto'
import { wholePinyin } from '#db/seed/pinyin.ts'
import { accountsService, enter, identityService } from '#modules/identity/server/index.ts'
import { readTable, type Work, writeTemplate } from '#modules/exchange/server/index.ts'
import { nobody } from '#platform/access/actor.ts'
import { type AuditEntry, writeAudit } from '#platform/audit/write.ts'
import { fail } from '#platform/errors/common.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { asPerson, type LocalDoor } from '#platform/http/local.ts'
import { hashToken } from '#platform/http/serve.ts'
import { label } from '#platform/text/label.ts'
import type { OpenHouse } from './house.ts'
import { type Io, UsageError } from './io.ts'

const from = 'command line'
const houseHome = '000000'

type Identity = ReturnType<typeof identityService>
const identityOf = (house: OpenHouse): Identity => identityService(depsOf(house))

const depsOf = (house: OpenHouse) => ({
  apart: house.apart,
  auditKey: house.auditKey,
  home: houseHome,
  spell: wholePinyin,
})

type Accounts = ReturnType<typeof accountsService>
const accountsOf = (house: OpenHouse): Accounts =>
  accountsService({ ...depsOf(house), tables: { read: readTable, form: writeTemplate } })

/** Runs work of the identity room for someone who is not signed in, as the door would; answers the session it opened, if any. */
export const asStranger = <T>(
  house: OpenHouse,
  work: (identity: Identity, ctx: Ctx) => Promise<T>,
): Promise<{ readonly result: T; readonly token: string | null }> =>
  house.app.transaction().execute(async (tx) => {
    const now = house.clock()
    const entries: AuditEntry[] = []
    let token: string | null = null
    const session = { token: null, set: (value: string) => void (token = value), clear: () => undefined }
    const result = await work(identityOf(house), {
      actor: nobody('anonymous'),
      tx,
      now,
      vault: house.vault,
      audit: (entry) => void entries.push(entry),
      client: { ip: from, agent: from, language: 'zh' },
      session,
    })
    if (entries.length > 0)
      await writeAudit(
        tx,
        house.auditKey,
        { now, home: houseHome, account: null, post: null, unitId: null, role: null, ip: from, trace: randomUUID() },
        entries,
      )
    return { result, token }
  })

/** What a command does as a person; `identity` and `accounts` are for the few commands about accounts. */
export type Person = { readonly work: Work; readonly identity: Identity; readonly accounts: Accounts }

/**
 * Runs work as `--as USERNAME[:POST]`, signed in by password (and second factor) or by the session in `NUANJIA_TOKEN`. POST
 * is a role or a unit code. A session opened here is closed at the end.
 */
export const withPerson = async <T>(
  house: OpenHouse,
  io: Io,
  as: string | undefined,
  work: (person: Person) => Promise<T>,
): Promise<T> => {
  const [username = '', post] = (as ?? '').split(':')
  const given = io.env['NUANJIA_TOKEN']
  if (!given && username === '')
    throw new UsageError(
      label(
        '请用 --as 用户名[:岗位] 说明以谁的身份,或设置 NUANJIA_TOKEN。',
        'Say who you are with --as USERNAME[:POST], or set NUANJIA_TOKEN.',
      ),
    )
  const token = given || (await signIn(house, io, username))
  const hash = hashToken(token)
  const run: Work = (task) =>
    asPerson(doorOf(house, hash), house.clock(), (ctx) => task({ ...ctx, session: { ...ctx.session, token: hash } }))
  const identity = identityOf(house)
  try {
    await choosePost(run, identity, username, post)
    return await work({ work: run, identity, accounts: accountsOf(house) })
  } finally {
    if (!given)
      await run((ctx) =>
        identity.signOut(ctx, { params: undefined, query: undefined, body: undefined, headers: {} }),
      ).catch(() => undefined)
  }
}

const doorOf = (house: OpenHouse, hash: Buffer): LocalDoor => ({
  db: house.app,
  vault: house.vault,
  auditKey: house.auditKey,
  from,
  enter: async (tx) => {
    const actor = await enter(tx, hash, house.clock())
    if (!actor) throw fail('http.unauthenticated')
    return actor
  },
})

const signIn = async (house: OpenHouse, io: Io, username: string): Promise<string> => {
  const password = await io.ask(`${username} 的密码 / password: `, true)
  const attempt = (code?: string) =>
    asStranger(house, (identity, ctx) =>
      identity.signIn(ctx, {
        params: undefined,
        query: undefined,
        headers: {},
        body: { username: username.toLowerCase(), password, ...(code ? { code } : {}) },
      }),
    )
  const { token } = await attempt().catch(async (error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'identity.codeNeeded') throw error
    return attempt((await io.ask('验证器上的 6 位数字 / code: ', false)).trim())
  })
  if (token === null) throw fail('http.unauthenticated')
  return token
}

const choosePost = async (run: Work, identity: Identity, username: string, post: string | undefined): Promise<void> => {
  const input = { params: undefined, query: undefined, body: undefined, headers: {} }
  const me = await run((ctx) => identity.me(ctx, input))
  if (username !== '' && me.account.username !== username.toLowerCase())
    throw new UsageError(
      label(
        `NUANJIA_TOKEN 是 ${me.account.username} 的,不是 ${username} 的。`,
        `NUANJIA_TOKEN belongs to ${me.account.username}, not to ${username}.`,
      ),
    )
  if (me.account.mustChange)
    throw new UsageError(
      label('这个账号要先在网页上修改密码。', 'This account must change its password in the browser first.'),
    )
  if (post === undefined) return
  const fitting = me.posts.filter((one) => one.id === post || one.role === post || one.unit.code === post)
  const [only] = fitting
  if (!only || fitting.length > 1) {
    const offer = me.posts.map((one) => `${one.role} (${one.unit.code} ${one.titleZh})`).join(', ')
    throw new UsageError(
      label(
        `岗位 ${post} ${only ? '不止一个' : '没有'}。可选:${offer}。`,
        `Post ${post} ${only ? 'fits several' : 'does not exist'}. Choose from: ${offer}.`,
      ),
    )
  }
  if (only.id !== me.post.id)
    await run((ctx) =>
      identity.switchPost(ctx, { params: undefined, query: undefined, headers: {}, body: { postId: only.id } }),
    )
}
