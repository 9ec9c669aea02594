import { rolesWith } from '#modules/identity/define.ts'
import { type PostNear, postsNamed, titledPost } from '#modules/identity/server/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { FieldProblem } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { casesContract } from '../../contract.ts'
import { type Engine, fail, refuseProblems, today } from '../engine.ts'
import * as queries from '../queries/handovers.ts'
import { headsByKey } from '../queries/heads.ts'
import { rowsOf } from '../rows.ts'

type C = typeof casesContract
const nothing = { matters: 0, promises: 0, requests: 0 }

const stateOf = (row: queries.HandoverRow): 'waiting' | 'accepted' | 'withdrawn' =>
  row.accepted_at ? 'accepted' : row.withdrawn_at ? 'withdrawn' : 'waiting'

// Who presides sees the lists of her range; while standing in for another nobody does.
const presides = ({ permissions }: Actor): boolean => permissions.has('office.deputies')

/** Hand-overs one has to do with, and the posts one may prepare one for with what they still have. */
export const handovers = async (ctx: Ctx): Promise<Output<C['handovers']>> => {
  const { actor, tx } = ctx
  const rows = await queries.handovers(tx, actor, presides(actor))
  const people = await postsNamed(tx, [...new Set(rows.flatMap((row) => [row.from_post, row.to_post]))])
  const unworded = await queries.unworded(
    tx,
    rows.map((row) => row.id),
    ctx.now,
  )
  const works = actor.permissions.has('cases.read')
  const posts = works ? await queries.postsToHandOver(tx, actor, presides(actor)) : []
  const left = await queries.leftOf(
    tx,
    posts.map((row) => row.id),
  )
  return {
    handovers: rows.map((row) => {
      const [waiting, wants] = [stateOf(row) === 'waiting', unworded.has(row.id)]
      return {
        id: row.id,
        from: titledPost(people.get(row.from_post)),
        to: titledPost(people.get(row.to_post)),
        preparedAt: row.prepared_at.toISOString(),
        acceptedAt: row.accepted_at?.toISOString() ?? null,
        state: stateOf(row),
        n: row.n,
        wantsWord: wants,
        mayAgree: wants && actor.standsFor === null && mayAgree(actor, row),
        mayAccept: waiting && !wants && row.to_account === actor.accountId && actor.standsFor === null,
        mayWithdraw: waiting && [row.from_account, row.prepared_by].includes(actor.accountId),
      }
    }),
    posts: posts.map((row) => ({
      ...titledPost(row),
      mine: row.account_id === actor.accountId,
      left: left.get(row.id) ?? nothing,
    })),
  }
}

// Her own word, or that of the security administrator as a second office.
const mayAgree = (actor: Actor, row: queries.HandoverRow): boolean =>
  row.from_account === actor.accountId || actor.role === 'security'

/** What a post still has in hand, in rows as one's lists show them, and who could take it over. */
export const leftInHand = async (
  engine: Engine,
  ctx: Ctx,
  { post }: Input<C['leftInHand']>['query'],
): Promise<Output<C['leftInHand']>> => {
  const { of, left } = await postOf(ctx, post)
  const keys = await queries.mattersOf(ctx.tx, post)
  const cards = await headsByKey(ctx.tx, keys)
  ctx.audit({ action: 'cases.list', detail: { shown: cards.map((card) => card.id) } })
  const rows = await rowsOf(engine, ctx, cards)
  return {
    left,
    rows: rows.map((row, place) => ({ ...row, promiseOn: cards[place]?.next_promise_on ?? null })),
    drafts: of.account_id === ctx.actor.accountId ? await queries.draftsOf(ctx.tx, ctx.actor.accountId) : null,
    receivers: (await receiversOf(ctx, of)).map(titledPost),
  }
}

/** The leaver, or who presides over her, writes the list: all to the successor, single rows to colleagues. Nothing moves yet. */
export const prepareHandover = async (
  ctx: Ctx,
  id: string,
  body: Input<C['prepareHandover']>['body'],
): Promise<Record<string, never>> => {
  const { actor, tx, now } = ctx
  if (actor.standsFor) throw fail('cases.handoverOwnPost')
  if (await queries.handoverById(tx, id)) return {}
  const { of, left } = await postOf(ctx, body.post)
  if (left.matters + left.requests === 0) throw fail('cases.nothingLeft')
  const possible = new Map((await receiversOf(ctx, of)).map((row) => [row.id, row]))
  const to = possible.get(body.to)
  const problems: FieldProblem[] = []
  const outside = {
    zh: '这个岗位接不了:不在本单位或上级,或已经结束。请另选一位。',
    en: 'That post cannot take over: it is elsewhere or has ended. Choose another.',
  }
  const self = {
    zh: '替别人做的清单不能交给自己。请本人做清单交给您,或交给另一位同事。',
    en: 'A list made for somebody else cannot go to yourself: let her make it, or choose a colleague.',
  }
  const waiting = {
    zh: '已经有一份等接收的移交清单。先请对方接收,或撤回那一份。',
    en: 'A hand-over of this post is waiting already: have it taken over or withdraw it.',
  }
  if (!to) problems.push({ path: 'to', ...((await isMine(ctx, of, body.to)) ? self : outside) })
  body.rows.forEach((row, place) => {
    if (!possible.has(row.to)) problems.push({ path: `rows.${place}.to`, ...outside })
  })
  refuseProblems(problems)
  const chosen = new Map(body.rows.map((row) => [`${row.home}/${row.id}`, row.to]))
  const keys = await queries.mattersOf(tx, of.id)
  const made = await queries.prepare(
    tx,
    { id, from: of, to: to!, witness: body.witness ?? null, by: actor.accountId, now },
    keys.map((key) => ({ home: key.home, id: key.id, to: chosen.get(`${key.home}/${key.id}`) ?? body.to })),
  )
  if (!made) refuseProblems([{ path: 'post', ...waiting }])
  ctx.audit({
    action: 'cases.prepareHandover',
    kind: 'handover',
    home: of.home,
    id,
    detail: { from: of.id, to: body.to, matters: keys.map((key) => key.id) },
  })
  return {}
}

/** One list as it is printed; of a matter no more than the reader's own lists show. */
export const handover = async (engine: Engine, ctx: Ctx, id: string): Promise<Output<C['handover']>> => {
  const found = await queries.handoverById(ctx.tx, id)
  if (!found) throw failCommon('http.notFound')
  const rows = await queries.rowsOf(ctx.tx, found)
  const cards = await headsByKey(ctx.tx, rows)
  ctx.audit({ action: 'cases.list', detail: { shown: cards.map((card) => card.id) } })
  const names = new Map(rows.map((row) => [row.id, row]))
  const shown = await rowsOf(engine, ctx, cards)
  const left = found.accepted_at ? undefined : (await queries.leftOf(ctx.tx, [found.from_post])).get(found.from_post)
  const people = await postsNamed(ctx.tx, [found.from_post, found.to_post])
  return {
    from: titledPost(people.get(found.from_post)),
    to: titledPost(people.get(found.to_post)),
    witness: found.witness,
    preparedAt: found.prepared_at.toISOString(),
    acceptedAt: found.accepted_at?.toISOString() ?? null,
    state: stateOf(found),
    requests: left?.requests ?? 0,
    rows: shown.map((row, place) => ({
      ...row,
      promiseOn: cards[place]?.next_promise_on ?? null,
      to: names.get(row.id)?.to_name ?? '',
      movedTo: names.get(row.id)?.moved_name ?? null,
    })),
  }
}

/** The successor takes over; from then on the matters are hers, or the chair's where she may not read them. */
export const acceptHandover = async (ctx: Ctx, id: string): Promise<Output<C['acceptHandover']>> => {
  if (ctx.actor.standsFor) throw fail('cases.handoverOwnPost')
  const found = await queries.handoverById(ctx.tx, id)
  if (!found || found.to_account !== ctx.actor.accountId) throw failCommon('http.notFound')
  const [wants] = await queries.unworded(ctx.tx, [id], ctx.now)
  if (wants) {
    const leaver = await queries.postById(ctx.tx, found.from_post)
    throw fail('cases.handoverWord', { name: leaver?.name ?? '' })
  }
  const done = await queries.accept(ctx.tx, id, ctx.now)
  if (!done) throw fail('cases.handoverOver')
  ctx.audit({ action: 'cases.acceptHandover', kind: 'handover', home: found.home, id, detail: { ...done } })
  return done
}

/** The leaver's word on a list somebody made for her, or the security administrator's in her place. */
export const agreeHandover = async (ctx: Ctx, id: string): Promise<Record<string, never>> => {
  if (ctx.actor.standsFor) throw fail('cases.handoverOwnPost')
  const found = await queries.handoverById(ctx.tx, id)
  if (!found || !mayAgree(ctx.actor, found)) throw failCommon('http.notFound')
  if (!(await queries.agree(ctx.tx, id, ctx.now))) throw fail('cases.handoverOver')
  ctx.audit({ action: 'cases.agreeHandover', kind: 'handover', home: found.home, id })
  return {}
}

export const withdrawHandover = async (ctx: Ctx, id: string): Promise<Record<string, never>> => {
  const found = await queries.handoverById(ctx.tx, id)
  if (!found) throw failCommon('http.notFound')
  if (!(await queries.withdraw(ctx.tx, id, ctx.now))) throw fail('cases.handoverOver')
  ctx.audit({ action: 'cases.withdrawHandover', kind: 'handover', home: found.home, id })
  return {}
}

/** What a post still has in hand, for whoever would end it. */
export const leftOfPost = async (tx: Ctx['tx'], post: string): Promise<queries.Left> =>
  (await queries.leftOf(tx, [post])).get(post) ?? nothing

const postOf = async (ctx: Ctx, id: string): Promise<{ of: PostNear; left: queries.Left }> => {
  const of = await queries.postById(ctx.tx, id)
  const left = (await queries.leftOf(ctx.tx, [id])).get(id)
  if (!of || !left) throw failCommon('http.notFound')
  return { of, left }
}

// Who makes a list for somebody else does not receive it.
const receiversOf = async (ctx: Ctx, of: PostNear): Promise<PostNear[]> =>
  (
    await queries.receivers(
      ctx.tx,
      of,
      [...new Set([...rolesWith('cases.handle'), ...rolesWith('cases.assign')])],
      today(ctx.now),
    )
  ).filter((row) => row.account_id !== ctx.actor.accountId)

const isMine = async (ctx: Ctx, of: PostNear, to: string): Promise<boolean> =>
  of.account_id !== ctx.actor.accountId && (await queries.postById(ctx.tx, to))?.account_id === ctx.actor.accountId
