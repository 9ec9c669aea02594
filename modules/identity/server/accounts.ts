import { v7 } from 'uuid'
import { inScope, scopeRange } from '#modules/org/rules.ts'
import { unitByCode } from '#modules/org/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { identityContract, Slip } from '../contract.ts'
import { identityErrors } from '../errors.ts'
import { type Role, titleOf, whyNotGive } from '../rules.ts'
import { askedRoles, type Place, runs, whyNotAsk } from '../rules/above.ts'
import { stemOf, userNameFrom } from '../rules/list.ts'
import { pageRows, placePage, readPlace } from '../rules/page.ts'
import { slipState } from '../rules/slip.ts'
import * as queries from './queries.ts'
import { accountPage } from './queries/pages.ts'
import * as postQueries from './queries/posts.ts'
import * as phoneQueries from './queries/phones.ts'
import * as proposals from './queries/proposals.ts'
import * as slipQueries from './queries/slips.ts'
import * as tallies from './queries/tallies.ts'
import { issueSlips } from './slips.ts'

type C = typeof identityContract
const fail = failures(identityErrors)

type AccountRow = {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly status: string
  readonly held_by: string | null
}

/** Rows of accounts with their posts, one group for each account in the order of a page: what it is called and how it stands. */
export const byAccount = <R extends AccountRow>(rows: readonly R[], order: readonly string[]) => {
  const groups = Map.groupBy(rows, (row) => row.id)
  return order.flatMap((one) => {
    const group = groups.get(one)
    const first = group?.[0]
    if (!group || !first) return []
    const { id, username, name, status, held_by } = first
    return [{ account: { id, username, name, status, held: held_by !== null }, first, group }]
  })
}

/** A page of the accounts a post runs, or those of one unit, with the posts they hold today, what was asked for them, slips and phones. */
export const accounts = async (
  { tx, actor, now }: Ctx,
  { unit, q, cursor }: Input<C['accounts']>['query'],
): Promise<Output<C['accounts']>> => {
  const today = localDate(now)
  const page = placePage(
    await accountPage(tx, actor.scope, {
      unit: unit ? (await unitByCode(tx, unit, today)).scope : null,
      q: q || null,
      after: readPlace(cursor),
      limit: pageRows.accounts + 1,
    }),
    pageRows.accounts,
  )
  const order = page.rows.map(({ account }) => account)
  const mine = byAccount(await queries.accountsOf(tx, order, today), order).filter(
    ({ group, first }) => actor.role === 'admin' || runs(actor, placesIn(group, first.account_scope)),
  )
  const ids = mine.map(({ account }) => account.id)
  const slips = new Map((await slipQueries.newestSlips(tx, ids)).map((one) => [one.account_id, one]))
  const asked = new Map((await proposals.askedFor(tx, ids)).map((one) => [one.account_id, one]))
  const phones = await proposals.phonesOf(tx, ids)
  return {
    accounts: mine.map(({ account, first, group }) => {
      const slip = slips.get(account.id)
      const wish = asked.get(account.id)
      return {
        ...account,
        createdAt: first.created_at.toISOString(),
        lastIn: first.last_in?.toISOString() ?? null,
        lockedUntil: first.locked_until && first.locked_until > now ? first.locked_until.toISOString() : null,
        posts: group.flatMap((row) =>
          row.role
            ? [{ role: row.role, unit: row.unit_name ?? '', title: label(row.title_zh ?? '', row.title_en ?? '') }]
            : [],
        ),
        asked: wish ? titleOf(wish.role as Role, wish.unit_name) : null,
        slip: slip
          ? {
              state: slipState(
                { expiresAt: slip.expires_at, usedAt: slip.used_at, withdrawnAt: slip.withdrawn_at },
                now,
              ),
              until: slip.expires_at.toISOString(),
            }
          : null,
        devices: phones.get(account.id) ?? 0,
      }
    }),
    next: page.next,
  }
}

const placesIn = (group: readonly { role: string | null; scope: string | null }[], opened: string | null): Place[] => {
  const held = group.flatMap(({ role, scope }) => (role && scope ? [{ role, scope }] : []))
  return held.length > 0 || opened === null ? held : [{ role: null, scope: opened }]
}

/**
 * Opens an account with a slip and, where a post is named, asks for that post: it can do nothing until a security administrator
 * has given it one. Asked again because the answer was lost, the slip nobody saw is replaced.
 */
export const openAccount = async (
  ctx: Ctx,
  spell: Spell,
  { id, username, name, post }: Input<C['openAccount']>['body'],
): Promise<Output<C['openAccount']>> => {
  const again = await queries.accountById(ctx.tx, id)
  if (again) return resetAccount(ctx, id)
  if (username && (await queries.accountNamed(ctx.tx, username)))
    throw fail('identity.taken', { username }, [takenField(username)])
  const place = post ? await askable(ctx, post) : null
  if (!place && ctx.actor.role !== 'admin')
    throw failCommon('http.invalid', { count: 1 }, [
      { path: 'post.unit', zh: '请选单位和角色。', en: 'Choose the unit and the role.' },
    ])
  const [opened] = await openPeople(ctx, spell, [{ id, name, username: username ?? null, phone: null, place }])
  return { slip: opened as Slip }
}

/** Somebody an account is opened for; without a place it is whose range she is in. */
export type Opening = {
  readonly id: string
  readonly name: string
  readonly username: string | null
  readonly phone: string | null
  readonly place: {
    readonly unitId: number
    readonly scope: string
    readonly unit: string
    readonly above: string | null
    readonly role: Role
  } | null
}

/** Makes toneless pinyin of a name. */
export type Spell = (name: string) => string

/** Opens accounts, asks for their posts and makes their slips, many at once; everything was checked before. */
export const openPeople = async (
  ctx: Ctx,
  spell: Spell,
  people: readonly Opening[],
  list: string | null = null,
): Promise<Slip[]> => {
  const { tx, actor, now } = ctx
  const spelt = people.map((one) => spell(one.name))
  const taken = await proposals.namesLike(tx, [...spelt.map(stemOf), ...people.flatMap((one) => one.username ?? [])])
  const named = people.map((one, index) => {
    const username = one.username ?? userNameFrom(spelt[index] ?? '', (name) => taken.has(name))
    taken.add(username)
    return { ...one, username }
  })
  await proposals.openMany(
    tx,
    named.map(({ id, username, name, place }) => ({
      id,
      username,
      name,
      scope: place?.scope ?? actor.scope,
      list_id: list,
    })),
    now,
  )
  const asked = named.flatMap(({ id, place, phone }) => (place ? [{ accountId: id, place, phone }] : []))
  await proposals.propose(
    tx,
    asked.map(({ accountId, place, phone }) => ({
      id: v7(),
      accountId,
      unitId: place.unitId,
      scope: place.scope,
      role: place.role,
      phone,
      by: actor.accountId,
      at: now,
    })),
  )
  for (const { id, place } of named)
    ctx.audit({
      action: 'identity.openAccount',
      kind: 'account',
      home: actor.home,
      id,
      ...(place ? { detail: { role: place.role } } : {}),
    })
  return issueSlips(
    ctx,
    named.map(({ id, username, name, place }) => ({
      accountId: id,
      username,
      name,
      place: place ? titleOf(place.role, place.unit) : label('', ''),
      above: place?.above ?? null,
    })),
    'open',
  )
}

const askable = async (ctx: Ctx, { unit: code, role }: { unit: string; role: Role }) => {
  const unit = await unitByCode(ctx.tx, code, localDate(ctx.now))
  const outside = whyNotAsk(ctx.actor, { role, scope: unit.scope })
  const unfit = whyNotGive(role, unit.level, [])
  const problems = [
    ...(outside ? [{ path: askedRoles.includes(role) ? 'post.unit' : 'post.role', ...outside }] : []),
    ...(unfit ? [{ path: 'post.role', ...unfit }] : []),
  ]
  if (problems.length > 0) throw failCommon('http.invalid', { count: problems.length }, problems)
  return { unitId: unit.id, scope: unit.scope, unit: unit.name, above: null, role }
}

const takenField = (username: string) => ({
  path: 'username',
  zh: `${username} 已有人用,请换一个,例如加上单位的拼音。`,
  en: `${username} is taken: choose another, perhaps with the unit in it.`,
})

/**
 * Gives a slip for a new password and releases all phones. An account that was used stays shut until another person, a security
 * administrator, has released it, and the second factor stands until she takes it off: nobody alone becomes somebody else.
 * Of an account nobody has used yet it is only another slip.
 */
export const resetAccount = async (ctx: Ctx, id: string): Promise<Output<C['resetAccount']>> => {
  const account = await runBy(ctx, id)
  if (account.id === ctx.actor.accountId) throw fail('identity.ownAccount')
  const untouched =
    account.must_change &&
    account.last_in === null &&
    account.held_by === null &&
    !(await slipQueries.everUsed(ctx.tx, id))
  // Whether it holds a post or only waits for one: what is given while it waits would be opened by the slip.
  const held = !untouched
  await queries.changeAccount(ctx.tx, id, {
    password: 'none',
    password_at: ctx.now,
    must_change: true,
    held_by: held ? ctx.actor.accountId : null,
  })
  await tallies.forgetAccount(ctx.tx, id)
  await queries.closeSessions(ctx.tx, id)
  await releasePhones(ctx, id, 'reset')
  const [slip] = await issueSlips(ctx, [await called(ctx, account)], untouched ? 'open' : 'reset')
  await tellOf(ctx, account, 'accountReset')
  ctx.audit({ action: 'identity.resetAccount', kind: 'account', home: ctx.actor.home, id })
  return { slip: slip as Slip, held }
}

/** Withdraws what is still good of an account's slip, without making another: it was lost, or given to the wrong person. */
export const withdrawSlip = async (ctx: Ctx, id: string): Promise<Record<string, never>> => {
  const account = await runBy(ctx, id)
  if (account.id === ctx.actor.accountId) throw fail('identity.ownAccount')
  await slipQueries.withdraw(ctx.tx, [id], false, ctx.now)
  ctx.audit({ action: 'identity.withdrawSlip', kind: 'account', home: ctx.actor.home, id })
  return {}
}

const called = async (ctx: Ctx, account: Held) => {
  const [post] = await postQueries.postsOf(ctx.tx, account.id, localDate(ctx.now))
  const [asked] = await proposals.askedFor(ctx.tx, [account.id])
  const place = post
    ? label(post.title_zh, post.title_en)
    : asked
      ? titleOf(asked.role as Role, asked.unit_name)
      : label('', '')
  return { accountId: account.id, username: account.username, name: account.name, place, above: null }
}

/** Lets a reset account in, after looking its owner in the face; takes the second factor off when her phone is lost. */
export const releaseAccount = async (ctx: Ctx, id: string, dropFactor: boolean): Promise<Record<string, never>> => {
  const account = await watched(ctx, id)
  if (account.held_by === null) return {}
  if (account.held_by === ctx.actor.accountId || id === ctx.actor.accountId) throw fail('identity.secondPerson')
  if (!(await queries.release(ctx.tx, id, dropFactor))) throw failCommon('http.notFound')
  // A lost phone takes what it was bound with along.
  if (dropFactor) await releasePhones(ctx, id, 'factor')
  await tellOf(ctx, account, dropFactor ? 'accountFactorOff' : 'accountReleased')
  ctx.audit({
    action: dropFactor ? 'identity.voidFactor' : 'identity.releaseAccount',
    kind: 'account',
    home: ctx.actor.home,
    id,
  })
  return {}
}

/** Lets all phones of an account go, with what they signed in. */
export const releasePhones = async (ctx: Ctx, id: string, why: 'reset' | 'factor' | 'password'): Promise<void> => {
  const phones = await phoneQueries.releaseOf(ctx.tx, id, ctx.now)
  if (phones > 0)
    ctx.audit({
      action: 'identity.dropPhone',
      kind: 'account',
      home: ctx.actor.home,
      id,
      purpose: why,
      detail: { phones },
    })
}

/** Disables or enables; nobody shuts herself out. */
export const setStatus = async (
  ctx: Ctx,
  id: string,
  status: 'active' | 'disabled',
): Promise<Record<string, never>> => {
  const account = await runBy(ctx, id)
  if (account.id === ctx.actor.accountId) throw fail('identity.ownAccount')
  await queries.changeAccount(ctx.tx, id, { status })
  if (status === 'disabled') {
    await queries.closeSessions(ctx.tx, id)
    await slipQueries.withdraw(ctx.tx, [id], false, ctx.now)
  }
  await tellOf(ctx, account, status === 'disabled' ? 'accountDisabled' : 'accountEnabled')
  ctx.audit({ action: 'identity.setAccountStatus', kind: 'account', home: ctx.actor.home, id, purpose: status })
  return {}
}

/** Tells the owner of an account, the chair of her unit and the auditor what was done to it, and by whom. */
export const tellOf = (
  ctx: Ctx,
  account: { id: string; name: string },
  key: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> =>
  queries.tellOfAccount(ctx.tx, account.id, ctx.now, key, {
    name: account.name,
    by: `${ctx.actor.unitName} ${ctx.actor.name}`,
    ...more,
  })

type Held = NonNullable<Awaited<ReturnType<typeof queries.accountById>>>

// Whose posts reach beyond what a post runs is not hers to reset: a county would otherwise hold a key to the city.
export const runBy = async (ctx: Ctx, id: string): Promise<Held> => {
  const account = await queries.accountById(ctx.tx, id)
  const places = await placesHeld(ctx, id, account?.scope ?? null)
  // Oneself is answered by the service, in words of its own.
  if (!account || (account.id !== ctx.actor.accountId && !runs(ctx.actor, places))) throw failCommon('http.notFound')
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
  const places = await placesHeld(ctx, id, account?.scope ?? null)
  return { account, scopes: places.map(({ scope }) => scope) }
}

const placesHeld = async (ctx: Ctx, id: string, opened: string | null): Promise<Place[]> => {
  const held = await postQueries.scopesOf(ctx.tx, id, localDate(ctx.now))
  return held.length > 0 || opened === null ? held : [{ role: null, scope: opened }]
}
