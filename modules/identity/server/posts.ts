import { unitByCode } from '#modules/org/server/index.ts'
import { homeOf, inScope, scopeRange } from '#modules/org/rules.ts'
import { addDays, localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { type Failure, type FieldProblem, failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Tx } from '#platform/db/open.ts'
import { label } from '#platform/text/label.ts'
import type { identityContract } from '../contract.ts'
import { identityErrors } from '../errors.ts'
import { type Role, titleOf, whyNotGive } from '../rules.ts'
import { pageRows, placePage, readPlace } from '../rules/page.ts'
import { byAccount, tellOf, watched } from './accounts.ts'
import * as queries from './queries.ts'
import { accountPage } from './queries/pages.ts'
import * as postQueries from './queries/posts.ts'

type C = typeof identityContract
const fail = failures(identityErrors)

/** What a post still has in hand, asked of the room that knows. */
export type LeftInHand = (tx: Tx, post: string) => Promise<{ readonly matters: number; readonly requests: number }>

/** A page of the accounts a security administrator gives posts to, with the posts they hold or will hold. */
export const holders = async (
  { tx, actor, now }: Ctx,
  { q, cursor }: Input<C['holders']>['query'],
): Promise<Output<C['holders']>> => {
  const page = placePage(
    await accountPage(tx, actor.scope, {
      unit: null,
      q: q || null,
      after: readPlace(cursor),
      limit: pageRows.accounts + 1,
    }),
    pageRows.accounts,
  )
  const order = page.rows.map(({ account }) => account)
  const rows = await postQueries.holdersOf(tx, order, localDate(now))
  return {
    next: page.next,
    holders: byAccount(rows, order).map(({ account, first, group }) => ({
      ...account,
      releasable: first.held_by !== null && first.held_by !== actor.accountId && first.id !== actor.accountId,
      mine: first.id === actor.accountId,
      posts: group.flatMap((row) =>
        row.post_id && row.role
          ? {
              id: row.post_id,
              role: row.role,
              title: label(row.title_zh ?? '', row.title_en ?? ''),
              unit: { code: row.code ?? '', name: row.unit_name ?? '' },
              from: row.valid_from ?? '',
              to: row.valid_to,
              within: inScope(row.scope ?? '', scopeRange(actor.scope)),
            }
          : [],
      ),
    })),
  }
}

/** Gives an account a post in the actor's range, from today or later; never to herself. The same id twice is one post. */
export const givePost = async (
  ctx: Ctx,
  id: string,
  body: Input<C['givePost']>['body'],
  phone: string | null = null,
) => {
  const { tx, actor, now } = ctx
  const today = localDate(now)
  const account = await watched(ctx, body.accountId)
  if (account.id === actor.accountId) throw fail('identity.ownAccount')
  const from = body.from ?? today
  const unit = await unitByCode(tx, body.unit, today)
  const held = await postQueries.postsHeld(tx, account.id, today)
  if (held.some((post) => post.id === id)) return {}
  const problems: FieldProblem[] = []
  if (!inScope(unit.scope, scopeRange(actor.scope)))
    problems.push({
      path: 'unit',
      zh: `${unit.name}不在您的范围内,请它的上级安全管理员设置。`,
      en: `${unit.name} is outside your range: ask the security administrator above it.`,
    })
  const why = whyNotGive(
    body.role as Role,
    unit.level,
    held.map((post) => post.role),
  )
  if (why) problems.push({ path: 'role', ...why })
  if (from < today) problems.push({ path: 'from', zh: '开始日期不能早于今天。', en: 'It cannot begin before today.' })
  if (body.to && body.to < from)
    problems.push({ path: 'to', zh: '结束日期早于开始日期,请核对。', en: 'It ends before it begins: check the dates.' })
  if (account.status !== 'active')
    problems.push({ path: 'accountId', zh: '账号已停用,请管理员先启用。', en: 'The account is disabled.' })
  if (problems.length > 0) throw failCommon('http.invalid', { count: problems.length }, problems)
  const title = titleOf(body.role as Role, unit.name)
  await postQueries.openPost(tx, {
    id,
    accountId: account.id,
    unitId: unit.id,
    scope: unit.scope,
    home: homeOf(unit),
    role: body.role,
    titleZh: body.title || title.zh,
    titleEn: body.title || title.en,
    from,
    to: body.to ?? null,
    phone,
  })
  await tellOf(ctx, account, 'postGiven')
  ctx.audit({
    action: 'identity.givePost',
    kind: 'account',
    home: actor.home,
    id: account.id,
    purpose: body.role,
    detail: { post: id, role: body.role, unit: unit.code, from, to: body.to ?? null },
  })
  return {}
}

/** Ends a post of the actor's range; `on` is its last day, yesterday ends it at once. Never one's own. */
export const endPost = async (
  ctx: Ctx,
  id: string,
  { on, reason, anyway }: Input<C['endPost']>['body'],
  leftInHand: LeftInHand,
) => {
  const { tx, actor, now } = ctx
  const post = await postQueries.postById(tx, id)
  if (!post || !inScope(post.scope, scopeRange(actor.scope))) throw failCommon('http.notFound')
  if (post.account_id === actor.accountId) throw fail('identity.ownAccount')
  // Pressed in a second tab: it ends on that day already.
  if (post.valid_to === on) return {}
  const yesterday = addDays(localDate(now), -1)
  const problem: FieldProblem | null =
    on < yesterday
      ? { path: 'on', zh: '最后一天不能早于昨天。', en: 'The last day cannot be before yesterday.' }
      : post.valid_to !== null && on > post.valid_to
        ? {
            path: 'on',
            zh: `这个岗位到 ${post.valid_to} 为止,延长请另设一个岗位。`,
            en: `It ends on ${post.valid_to} already: give a new post to prolong it.`,
          }
        : null
  if (problem) throw failCommon('http.invalid', { count: 1 }, [problem])
  const left = await leftInHand(tx, id)
  if (!anyway && left.matters + left.requests > 0)
    throw fail('identity.postHasWork', { matters: left.matters, requests: left.requests })
  // A post that has not begun yet ends before it begins: it is never held.
  await postQueries.endPost(tx, id, on)
  const account = await queries.accountById(tx, post.account_id)
  if (account) await tellOf(ctx, account, 'postEnded')
  ctx.audit({
    action: 'identity.endPost',
    kind: 'account',
    home: actor.home,
    id: post.account_id,
    purpose: reason,
    detail: { post: id, role: post.role, to: on, ...(left.matters > 0 ? { left: left.matters } : {}) },
  })
  return {}
}

/** Why somebody with the right password cannot begin: her post is over, not begun, or its place is gone, and who sets a new one. */
export const noPostNow = async (tx: Tx, accountId: string, today: string): Promise<Failure> => {
  const all = await postQueries.postHistory(tx, accountId)
  const last = all.find((post) => post.valid_from <= today) ?? all[0]
  const who =
    (await postQueries.securityOver(tx, last?.scope ?? '/', today)) ??
    label('上级妇联的安全管理员', 'the security administrator above')
  if (!last) return fail('identity.noPost', { who })
  const vars = { title: label(last.title_zh, last.title_en), unit: last.unit, who }
  if (last.valid_from > today) return fail('identity.postComing', { ...vars, day: last.valid_from })
  // A post that ended because its place did is told by what became of the place.
  const withPlace = last.gone !== null && last.valid_to === addDays(last.gone, -1)
  if (last.valid_to !== null && last.valid_to < today && !withPlace)
    return fail('identity.postEnded', { ...vars, day: last.valid_to })
  return fail('identity.placeGone', {
    ...vars,
    day: last.gone ?? today,
    successor: last.successor ? label(`,并入${last.successor}`, ` and became part of ${last.successor}`) : '',
  })
}
