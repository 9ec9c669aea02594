import { randomInt } from 'node:crypto'
import { inScope, scopeRange } from '#modules/org/rules.ts'
import { unitByCode } from '#modules/org/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { hashPassword } from '#platform/crypto/passwords.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { type identityContract, identityErrors } from '../contract.ts'
import * as queries from './queries.ts'
import * as postQueries from './queries/posts.ts'
import * as tallies from './queries/tallies.ts'

type C = typeof identityContract
const fail = failures(identityErrors)

type AccountRow = {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly status: string
  readonly held_by: string | null
}

/** Rows of accounts with their posts, one group for each account: what it is called and how it stands. */
export const byAccount = <R extends AccountRow>(rows: readonly R[]) =>
  [...Map.groupBy(rows, (row) => row.id).values()].map((group) => {
    const first = group[0] as R
    const { id, username, name, status, held_by } = first
    return { account: { id, username, name, status, held: held_by !== null }, first, group }
  })

/** The accounts of an administrator's range, or of one unit of it, with the posts they hold today. */
export const accounts = async ({ tx, actor, now }: Ctx, unit?: string): Promise<Output<C['accounts']>> => {
  const today = localDate(now)
  const unitId = unit ? (await unitByCode(tx, unit, today)).id : null
  const rows = await queries.accountsIn(tx, actor.scope, today, unitId)
  return {
    accounts: byAccount(rows).map(({ account, first, group }) => ({
      ...account,
      createdAt: first.created_at.toISOString(),
      lastIn: first.last_in?.toISOString() ?? null,
      lockedUntil: first.locked_until && first.locked_until > now ? first.locked_until.toISOString() : null,
      posts: group.flatMap((row) =>
        row.role
          ? [{ role: row.role, unit: row.unit_name ?? '', title: label(row.title_zh ?? '', row.title_en ?? '') }]
          : [],
      ),
    })),
  }
}

/** Opens an account without a post: it can do nothing until a security administrator gives it one. */
export const openAccount = async (ctx: Ctx, { id, username, name }: Input<C['openAccount']>['body']) => {
  const taken = await queries.accountNamed(ctx.tx, username)
  // Asked again because the answer was lost: the password nobody saw is replaced.
  if (taken?.id === id) return resetAccount(ctx, id)
  if (taken) throw fail('identity.taken', { username }, [takenField(username)])
  const password = freshPassword()
  await queries.openAccount(ctx.tx, {
    id,
    username,
    name,
    password: await hashPassword(password),
    now: ctx.now,
    mustChange: true,
    scope: ctx.actor.scope,
  })
  ctx.audit({ action: 'identity.openAccount', kind: 'account', home: ctx.actor.home, id })
  return { password }
}

const takenField = (username: string) => ({
  path: 'username',
  zh: `${username} 已有人用,请换一个,例如加上单位的拼音。`,
  en: `${username} is taken: choose another, perhaps with the unit in it.`,
})

/**
 * Gives a password to be shown once. An account that holds a post stays shut until another person, a security administrator,
 * has released it, and the second factor stands until she takes it off: no administrator alone becomes somebody else.
 */
export const resetAccount = async (ctx: Ctx, id: string): Promise<Output<C['resetAccount']>> => {
  const account = await managed(ctx, id)
  if (account.id === ctx.actor.accountId) throw fail('identity.ownAccount')
  const password = freshPassword()
  // A post that begins later counts as well: the slip would open it on that day.
  const held = (await postQueries.postsHeld(ctx.tx, id, localDate(ctx.now))).length > 0
  await queries.changeAccount(ctx.tx, id, {
    password: await hashPassword(password),
    password_at: ctx.now,
    must_change: true,
    held_by: held ? ctx.actor.accountId : null,
  })
  await tallies.forgetAccount(ctx.tx, id)
  await queries.closeSessions(ctx.tx, id)
  await tellOf(ctx, account, 'accountReset')
  ctx.audit({ action: 'identity.resetAccount', kind: 'account', home: ctx.actor.home, id })
  return { password, held }
}

/** Lets a reset account in, after looking its owner in the face; takes the second factor off when her phone is lost. */
export const releaseAccount = async (ctx: Ctx, id: string, dropFactor: boolean): Promise<Record<string, never>> => {
  const account = await watched(ctx, id)
  if (account.held_by === null) return {}
  if (account.held_by === ctx.actor.accountId || id === ctx.actor.accountId) throw fail('identity.secondPerson')
  if (!(await queries.release(ctx.tx, id, dropFactor))) throw failCommon('http.notFound')
  await tellOf(ctx, account, dropFactor ? 'accountFactorOff' : 'accountReleased')
  ctx.audit({
    action: dropFactor ? 'identity.voidFactor' : 'identity.releaseAccount',
    kind: 'account',
    home: ctx.actor.home,
    id,
  })
  return {}
}

/** Disables or enables; nobody shuts herself out. */
export const setStatus = async (
  ctx: Ctx,
  id: string,
  status: 'active' | 'disabled',
): Promise<Record<string, never>> => {
  const account = await managed(ctx, id)
  if (account.id === ctx.actor.accountId) throw fail('identity.ownAccount')
  await queries.changeAccount(ctx.tx, id, { status })
  if (status === 'disabled') await queries.closeSessions(ctx.tx, id)
  await tellOf(ctx, account, status === 'disabled' ? 'accountDisabled' : 'accountEnabled')
  ctx.audit({ action: 'identity.setAccountStatus', kind: 'account', home: ctx.actor.home, id, purpose: status })
  return {}
}

/** Tells the owner of an account, the chair of her unit and the auditor what was done to it, and by whom. */
export const tellOf = (ctx: Ctx, account: { id: string; name: string }, key: string): Promise<void> =>
  queries.tellOfAccount(ctx.tx, account.id, ctx.now, key, {
    name: account.name,
    by: `${ctx.actor.unitName} ${ctx.actor.name}`,
  })

type Held = NonNullable<Awaited<ReturnType<typeof queries.accountById>>>

// Whose posts reach beyond the range of an administrator is not hers to reset: a county would otherwise hold a key to the city.
const managed = async (ctx: Ctx, id: string): Promise<Held> => {
  const { account, scopes } = await placesOf(ctx, id)
  const range = scopeRange(ctx.actor.scope)
  if (!account || !scopes.every((scope) => inScope(scope, range))) throw failCommon('http.notFound')
  return account
}

/** An account with a post in the actor's range, or one opened there that holds none yet; else 404. */
export const watched = async (ctx: Ctx, id: string): Promise<Held> => {
  const { account, scopes } = await placesOf(ctx, id)
  const range = scopeRange(ctx.actor.scope)
  if (!account || (scopes.length > 0 && !scopes.some((scope) => inScope(scope, range))))
    throw failCommon('http.notFound')
  return account
}

const placesOf = async (ctx: Ctx, id: string) => {
  const account = await queries.accountById(ctx.tx, id)
  const scopes = await postQueries.scopesOf(ctx.tx, id, localDate(ctx.now))
  return { account, scopes: scopes.length > 0 || !account?.scope ? scopes : [account.scope] }
}

// Without characters that are mistaken for one another when read from a slip.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const freshPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')).join(
    '-',
  )
