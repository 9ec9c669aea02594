import { rolesWith } from '#modules/identity/define.ts'
import { unitByCode } from '#modules/org/server/index.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import { type Exclusion, exclusionsOf, liftsAlone } from '../../rules/exclusions.ts'
import { nobodyApproves } from '../approvers.ts'
import { type Engine, refuseProblems, today } from '../engine.ts'
import { cell, type Matter } from '../matter.ts'
import * as access from '../queries/access.ts'
import * as approvals from '../queries/approvals.ts'
import type { Key } from '../queries/children.ts'
import * as heads from '../queries/heads.ts'
import * as write from '../queries/write.ts'
import { log, settle } from './edits.ts'
import { openLocked, unlawful } from './steps.ts'

type C = typeof casesContract
const verb = label('解除', 'Lift')

// An unknown code is refused before anything is written.
const unitKeys = async (ctx: Ctx, codes: readonly string[]): Promise<string[]> => {
  const keys: string[] = []
  for (const code of codes) keys.push(`o:${(await unitByCode(ctx.tx, code, today(ctx.now))).id}`)
  return keys
}

/** What a matter's place says about who cannot be shut out of it. */
type Placed = Pick<heads.HeadRow, 'unit_id' | 'scope' | 'owner_post'>

/**
 * Keys of the units and persons that must not know; a person named by her post is shut out whichever post she acts in. Refused are the
 * asker, the owner, the unit in charge and, below a county, a unit above. `paths` name the fields the refusal stands at.
 */
export const keysApart = async (
  ctx: Ctx,
  place: Placed,
  chosen: { readonly units: readonly string[]; readonly posts: readonly string[] },
  paths: { readonly units: string; readonly posts: string },
): Promise<string[]> => {
  if (chosen.units.length + chosen.posts.length === 0) return []
  const units = await unitKeys(ctx, chosen.units)
  const holders = await access.holdersOf(ctx.tx, [...chosen.posts, ...(place.owner_post ? [place.owner_post] : [])])
  const named = holders.filter(({ post }) => chosen.posts.includes(post))
  if (named.length < new Set(chosen.posts).size)
    refuseProblems([{ path: paths.posts, zh: '没有这个岗位,请重新选。', en: 'There is no such post: choose again.' }])
  const people = named.map(({ account }) => `u:${account}`)
  if (people.includes(`u:${ctx.actor.accountId}`))
    refuseProblems([
      {
        path: paths.posts,
        zh: '不能把自己排除在外。自己要回避的,请改由别人登记或承办。',
        en: 'You cannot exclude yourself. If it must not be you, have someone else register or handle it.',
      },
    ])
  if (units.includes(`o:${ctx.actor.unitId}`))
    refuseProblems([
      {
        path: paths.units,
        zh: '不能把自己的单位排除在外。请改由上级登记或承办。',
        en: 'You cannot exclude your own unit: have the level above register or handle it.',
      },
    ])
  const owner = holders.find(({ post }) => post === place.owner_post)
  if (owner && people.includes(`u:${owner.account}`))
    refuseProblems([
      {
        path: paths.posts,
        zh: '不能排除承办人,请先换承办人。',
        en: 'The owner cannot be excluded: choose another owner first.',
      },
    ])
  const above = ctx.actor.permissions.has('cases.supervise') ? [] : await heads.unitsOver(ctx.tx, place.scope)
  if ([place.unit_id, ...above].some((id) => units.includes(`o:${id}`)))
    refuseProblems([
      {
        path: paths.units,
        zh: '不能排除承办单位;排除上级请由县级以上权益干部办。',
        en: 'The unit in charge cannot be excluded; a unit above only by a rights officer of a county or higher.',
      },
    ])
  return [...new Set([...units, ...people])]
}

/** Shuts units and persons out of a matter that stands: kin, conflicts, 「不要让那个单位知道」. */
export const exclude = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  body: Input<C['exclude']>['body'],
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { head } = matter
  if (head.version !== body.version) throw failCommon('http.stale')
  if (body.units.length + body.posts.length === 0)
    refuseProblems([{ path: 'posts', zh: '请选一个人或一个单位。', en: 'Choose a person or a unit.' }])
  const keys = await keysApart(ctx, head, body, { units: 'units', posts: 'posts' })
  await log(ctx, matter, 'exclude', body.reason, { count: keys.length, keys })
  if (!(await write.changeHead(ctx.tx, key, body.version, {}, ctx.now))) throw failCommon('http.stale')
  if (!(await access.bar(ctx.tx, key, keys))) throw failCommon('http.notFound')
  await tellApart(ctx, head, [], 'excluded')
  return settle(engine, ctx, key, 'cases.exclude', { count: keys.length })
}

/** Who is shut out of a matter, by whom and since when, for its team. */
export const exclusions = async (engine: Engine, ctx: Ctx, key: Key): Promise<Output<C['exclusions']>> => {
  const matter = await openLocked(engine, ctx, key)
  const standing = exclusionsOf(matter.steps)
  const names = await access.namesOfKeys(
    ctx.tx,
    standing.flatMap((one) => [one.key, ...(one.by ? [`u:${one.by}`] : [])]),
  )
  ctx.audit({ action: 'cases.exclusions', kind: matter.kind.key, home: key.home, id: key.id })
  return {
    exclusions: standing.map((one) => ({
      key: one.key,
      name: names.get(one.key) ?? '',
      by: names.get(`u:${one.by}`) ?? '',
      since: one.at.toISOString(),
      alone: liftsAlone(one, ctx.actor.accountId, ctx.now),
    })),
    waiting: matter.approvals.some((one) => one.action === 'lift' && one.decision === null),
  }
}

/** Lifts exclusions: the author alone within 24 hours, else when another person has agreed. Whoever was shut out is told nothing. */
export const lift = async (engine: Engine, ctx: Ctx, key: Key, body: Input<C['lift']>['body']): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  if (matter.approvals.some((one) => one.id === body.id))
    return settle(engine, ctx, key, 'cases.ask', { repeated: true })
  if (matter.head.version !== body.version) throw failCommon('http.stale')
  const chosen = exclusionsOf(matter.steps).filter((one) => body.keys.includes(one.key))
  if (chosen.length < new Set(body.keys).size)
    refuseProblems([
      {
        path: 'keys',
        zh: '其中有的已经解除,请刷新后再选。',
        en: 'Some of these were lifted already: reload and choose.',
      },
    ])
  if (chosen.every((one) => liftsAlone(one, ctx.actor.accountId, ctx.now))) {
    await carryOut(ctx, matter, chosen, body.reason)
    return settle(engine, ctx, key, 'cases.lift', { count: chosen.length })
  }
  await askToLift(ctx, matter, body)
  return settle(engine, ctx, key, 'cases.ask', { step: 'lift' })
}

/** What an agreed request to lift does. */
export const liftAgreed = async (ctx: Ctx, matter: Matter, request: unknown): Promise<void> => {
  const { keys, note } = request as { keys: string[]; note: string }
  const chosen = exclusionsOf(matter.steps).filter((one) => keys.includes(one.key))
  await carryOut(ctx, matter, chosen, note)
  ctx.audit({
    action: 'cases.lift',
    kind: matter.kind.key,
    home: matter.head.home,
    id: matter.head.id,
    detail: { count: chosen.length },
  })
}

const carryOut = async (ctx: Ctx, matter: Matter, chosen: readonly Exclusion[], reason: string): Promise<void> => {
  const keys = chosen.map((one) => one.key)
  // Told while the keys are still shut out: who was kept from it does not hear that she was.
  await tellApart(
    ctx,
    matter.head,
    chosen.flatMap((one) => (one.post ? [one.post] : [])),
    'lifted',
  )
  await log(ctx, matter, 'lift', reason, { keys })
  if (!(await write.changeHead(ctx.tx, matter.head, matter.head.version, {}, ctx.now))) throw failCommon('http.stale')
  if (!(await access.unbar(ctx.tx, matter.head, keys))) throw failCommon('http.notFound')
}

const askToLift = async (ctx: Ctx, matter: Matter, body: Input<C['lift']>['body']): Promise<void> => {
  const { head } = matter
  if (matter.approvals.some((one) => one.action === 'lift' && one.decision === null))
    throw unlawful(verb, label('已送审,等批。', 'It waits for approval already.'))
  const approvers = await access.approversOf(
    ctx.tx,
    head,
    rolesWith('cases.approve'),
    ctx.actor.accountId,
    today(ctx.now),
  )
  if (approvers.length === 0) throw unlawful(verb, await nobodyApproves(ctx, head))
  await approvals.insert(ctx.tx, head, {
    id: body.id,
    action: 'lift',
    request: ctx.vault.seal(
      matter.key,
      cell(head, 'approval', 'request', body.id),
      JSON.stringify({ keys: body.keys, note: body.reason }),
    ),
    headVersion: head.version + 1,
    scope: head.scope,
    can: 'cases.approve',
    approvers,
    by: ctx.actor.accountId,
    post: ctx.actor.postId,
    now: ctx.now,
  })
  await log(ctx, matter, 'ask', null, { action: 'lift', approval: body.id })
  if (!(await write.changeHead(ctx.tx, head, head.version, {}, ctx.now))) throw failCommon('http.stale')
  if (head.access > 0) await access.admit(ctx.tx, head, approvers)
  await write.tell(ctx.tx, approvers, {
    at: ctx.now,
    key: 'approvalAsked',
    home: head.home,
    caseId: head.id,
    vars: { number: head.number, by: ctx.actor.name },
  })
}

/**
 * Tells the nearest chair who is not shut out, so that nobody can hide a matter from all above her unseen; the owner, and whoever else it
 * concerns; never those shut out.
 */
export const tellApart = async (
  ctx: Ctx,
  head: heads.HeadRow,
  more: readonly string[],
  key: 'excluded' | 'lifted',
): Promise<void> => {
  const leaders = await access.approversOf(ctx.tx, head, ['leader'], ctx.actor.accountId, today(ctx.now))
  const to = new Set([...leaders, ...(head.owner_post ? [head.owner_post] : []), ...more])
  to.delete(ctx.actor.postId)
  await write.tell(ctx.tx, [...to], {
    at: ctx.now,
    key,
    home: head.home,
    caseId: head.id,
    vars: { number: head.number, by: `${ctx.actor.unitName} ${ctx.actor.name}` },
  })
}
