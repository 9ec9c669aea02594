import { permissionsOfRole } from '#modules/identity/define.ts'
import { type PostNear, titledPost } from '#modules/identity/server/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import type { Tx } from '#platform/db/open.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures, type FieldProblem } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { type officeContract, officeErrors } from '../contract.ts'
import { limitsOf, stateOf, whyNotAccept, whyNotDeputy } from '../rules/deputies.ts'
import * as queries from './queries/deputies.ts'

type C = typeof officeContract
const fail = failures(officeErrors)
const day = 86_400_000

/**
 * Somebody acting in a post she stands in for: the database has looked whether she does and set the context; here what both
 * roles may do is left. Every name this request writes reads 李敏代王芳.
 * @throws `office.notStanding` when she does not, or no longer.
 */
export const standIn = async (tx: Tx, own: Actor, post: string, now: Date): Promise<Actor> => {
  const found = await queries.standIn(tx, post, now)
  if (!found) throw fail('office.notStanding')
  const both = permissionsOfRole(found.role)
  const ownRole = permissionsOfRole(found.own_role)
  return {
    ...own,
    name: `${own.name}代${found.holder}`,
    postId: found.post_id,
    role: found.role,
    titleZh: found.title_zh,
    titleEn: found.title_en,
    unitId: found.unit_id,
    unitCode: found.unit_code,
    unitName: found.unit_name,
    level: found.level,
    scope: found.scope,
    home: found.home,
    // The work on matters goes over, not running accounts and deputies. Who must change her password may do nothing here either.
    permissions: new Set(
      own.mustChange ? [] : [...both].filter((one) => ownRole.has(one) && !/^(identity|office)\./.test(one)),
    ),
    standsFor: found.holder,
  }
}

const shown = (ctx: Ctx, row: queries.DeputyRow): Output<C['deputies']>['deputies'][number] => {
  const today = localDate(ctx.now)
  const why = whyNotAccept({ ...row, presides: row.presides }, ctx.actor.accountId)
  const involved = [row.account_id, row.deputy_account, row.named_by].includes(ctx.actor.accountId)
  const state = stateOf(row, today)
  return {
    id: row.id,
    post: { id: row.post_id, name: row.name, title: label(row.title_zh, row.title_en), unit: row.unit_name },
    deputy: {
      id: row.deputy_post,
      name: row.deputy_name,
      title: label(row.deputy_title_zh, row.deputy_title_en),
      unit: row.deputy_unit,
    },
    from: row.from_day,
    to: row.to_day,
    restricted: row.restricted,
    state,
    namedBy: row.named_name,
    acceptedBy: row.accepted_name,
    limits: limitsOf(permissionsOfRole(row.role), permissionsOfRole(row.deputy_role)),
    mayAccept: state === 'waiting' && why === null,
    whyNotAccept: state === 'waiting' ? why : null,
    mayEnd: state !== 'ended' && (involved || row.presides),
    mine: row.account_id === ctx.actor.accountId || row.deputy_account === ctx.actor.accountId,
  }
}

// Chairs, the security administrator and the auditor see those of their range.
const watches = ({ permissions, role }: Actor): boolean => permissions.has('office.deputies') || role === 'auditor'

/** Deputyships of one's own and of the range one presides over; ended ones for a month. */
export const deputies = async (ctx: Ctx): Promise<Output<C['deputies']>> => {
  const rows = await queries.deputies(ctx.tx, ctx.actor, watches(ctx.actor), new Date(ctx.now.getTime() - 30 * day))
  return { deputies: rows.map((row) => shown(ctx, row)) }
}

/** Whose B角 may be named and, of one post, who could be it and why the others could not. */
export const deputyChoices = async (
  ctx: Ctx,
  { post }: Input<C['deputyChoices']>['query'],
): Promise<Output<C['deputyChoices']>> => {
  const today = localDate(ctx.now)
  const under = await queries.postsUnder(ctx.tx, ctx.actor, today)
  const of = post ? await queries.postUnder(ctx.tx, post, ctx.actor.accountId, today) : undefined
  const around = of ? await queries.postsAround(ctx.tx, of, today) : []
  return {
    posts: under.map((row) => ({ ...titledPost(row), mine: row.account_id === ctx.actor.accountId })),
    candidates: of
      ? around.map((row) => ({
          ...titledPost(row),
          why: whyNotDeputy(factsOf(of), factsOf(row)),
          limits: limitsOf(permissionsOfRole(of.role), permissionsOfRole(row.role)),
        }))
      : [],
  }
}

const factsOf = (row: PostNear) => ({
  account: row.account_id,
  scope: row.scope,
  home: row.home,
  permissions: permissionsOfRole(row.role),
})

/** Names the B角 of one's own post, or of one in one's range; it begins when a second person has accepted it. */
export const nameDeputy = async (
  ctx: Ctx,
  id: string,
  { post, deputy, from, to, restricted }: Input<C['nameDeputy']>['body'],
): Promise<Record<string, never>> => {
  const { actor, tx, now } = ctx
  refuseStanding(actor)
  const today = localDate(now)
  if (await queries.deputyById(tx, id)) return {}
  const of = await queries.postUnder(tx, post, actor.accountId, today)
  if (!of) throw failCommon('http.notFound')
  const by = await queries.livingPost(tx, deputy, today)
  const why = by ? whyNotDeputy(factsOf(of), factsOf(by)) : label('没有这个岗位。', 'There is no such post.')
  const problems: FieldProblem[] = why ? [{ path: 'deputy', ...why }] : []
  if (from < today) problems.push({ path: 'from', zh: '不能早于今天。', en: 'Not before today.' })
  if (to && to < from)
    problems.push({ path: 'to', zh: '早于开始日期,请核对。', en: 'Before it begins: check the days.' })
  await queries.takePost(tx, post)
  const others = await queries.overlapping(tx, [post, deputy], from, to ?? null)
  for (const one of others) {
    const span = one.to_day ? `${one.from_day}—${one.to_day}` : `${one.from_day} 起`
    problems.push(
      one.post_id === post
        ? {
            path: 'from',
            zh: `${span} 已经请${one.deputy_name}代,先结束那一段。`,
            en: `${one.deputy_name} already stands in (${span}): end that first.`,
          }
        : {
            path: 'deputy',
            zh: `${one.name}${span} 自己也请人代班,请另选一位。`,
            en: `${one.name} is away herself (${span}): choose somebody else.`,
          },
    )
  }
  if (problems.length > 0) throw failCommon('http.invalid', { count: problems.length }, problems)
  await queries.nameDeputy(tx, {
    id,
    post: of,
    deputy: by!,
    from,
    to: to ?? null,
    restricted,
    by: actor.accountId,
    now,
  })
  await queries.tellDeputy(tx, id, 'deputyNamed', now)
  audit(ctx, 'office.nameDeputy', { id, home: of.home, post_id: post, deputy_post: deputy }, { from, to, restricted })
  return {}
}

/** The second person's word. Never who named it, nor who would stand in. */
export const acceptDeputy = async (ctx: Ctx, id: string): Promise<Record<string, never>> => {
  const row = await found(ctx, id)
  const why = whyNotAccept(row, ctx.actor.accountId)
  if (why) throw fail('office.notAccepted', { reason: why })
  if (stateOf(row, localDate(ctx.now)) === 'ended') throw fail('office.deputyOver')
  if (!(await queries.acceptDeputy(ctx.tx, id, ctx.actor.accountId, ctx.now))) throw fail('office.deputyOver')
  await queries.tellDeputy(ctx.tx, id, 'deputyAccepted', ctx.now)
  audit(ctx, 'office.acceptDeputy', row, {})
  return {}
}

/** Ends it at once: whoever is away, stands in, named it or presides. */
export const endDeputy = async (ctx: Ctx, id: string): Promise<Record<string, never>> => {
  const row = await found(ctx, id)
  if (stateOf(row, localDate(ctx.now)) === 'ended') return {}
  if (!(await queries.endDeputy(ctx.tx, id, ctx.actor.accountId, ctx.now))) throw fail('office.deputyOver')
  await queries.tellDeputy(ctx.tx, id, 'deputyEnded', ctx.now)
  audit(ctx, 'office.endDeputy', row, {})
  return {}
}

/** The posts one stands in for now. */
export const standing = async (ctx: Ctx): Promise<Output<C['standing']>> => {
  const rows = await queries.myStanding(ctx.tx, ctx.now)
  return { standing: rows.map((row) => ({ ...titledPost(row), until: row.until_day, restricted: row.restricted })) }
}

const found = async (ctx: Ctx, id: string): Promise<queries.DeputyRow> => {
  refuseStanding(ctx.actor)
  const row = await queries.deputyById(ctx.tx, id)
  if (!row) throw failCommon('http.notFound')
  return row
}

// Who stands in does the work of the day; who stands in for whom is settled by people in their own posts.
const refuseStanding = (actor: Actor): void => {
  if (actor.standsFor) throw fail('office.ownPost')
}

const audit = (
  ctx: Ctx,
  action: string,
  { home, id, post_id, deputy_post }: Pick<queries.DeputyRow, 'home' | 'id' | 'post_id' | 'deputy_post'>,
  more: Record<string, unknown>,
): void => ctx.audit({ action, kind: 'deputy', home, id, detail: { post: post_id, deputy: deputy_post, ...more } })
