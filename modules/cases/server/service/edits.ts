import type { Input } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { CaseView, casesContract } from '../../contract.ts'
import { clocksToWrite, nextDue, noDue } from '../../rules/clocks.ts'
import { codeProblem, type Engine, fail, refuseProblems, today } from '../engine.ts'
import { cell, type Matter, notVoided } from '../matter.ts'
import { missingIn } from '../missing.ts'
import { post } from '../post.ts'
import * as access from '../queries/access.ts'
import type { Key } from '../queries/children.ts'
import * as heads from '../queries/heads.ts'
import * as write from '../queries/write.ts'
import { renotified } from '../replay.ts'
import { personTokens, textGrams } from '../tokens.ts'
import { viewOf } from '../view.ts'
import { lapseRequests } from './lapse.ts'
import { openLocked, unlawful } from './steps.ts'

type Body<K extends keyof typeof casesContract> = Input<(typeof casesContract)[K]>['body']

/** Adds a fact to the timeline; it changes no state and cannot conflict. The same id twice is one note. */
export const note = async (engine: Engine, ctx: Ctx, key: Key, body: Body<'note'>): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const occurredAt = body.occurredAt ? new Date(body.occurredAt) : ctx.now
  if (occurredAt.getTime() > ctx.now.getTime() + 60_000)
    refuseProblems([{ path: 'occurredAt', zh: '时间在将来,请核对。', en: 'The time is in the future.' }])
  if (!matter.steps.some((step) => step.payload['id'] === body.id)) {
    await log(ctx, matter, 'note', body.note, { id: body.id }, occurredAt)
    ctx.audit({ action: 'cases.note', kind: matter.kind.key, home: key.home, id: key.id })
  }
  return viewOf(engine, ctx, (await heads.findHead(ctx.tx, key.home, key.id))!)
}

/** Voids a mis-registration (作废): it counts for nothing and stays readable with its reason. */
export const cancel = async (engine: Engine, ctx: Ctx, key: Key, body: Body<'cancel'>): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { head } = matter
  if (head.version !== body.version) throw failCommon('http.stale')
  const why = notVoided(matter)
  if (why) throw unlawful(label('作废', 'Void'), why)
  await log(ctx, matter, 'void', body.reason, {}, ctx.now, 'void')
  const clocks = matter.clocks
    .filter((clock) => clock.stoppedAt === null)
    .map((clock) => ({ ...clock, stoppedAt: ctx.now, outcome: 'void' as const }))
  await write.save(ctx.tx, key, { clocks })
  // Whom or what it claimed may be registered again.
  await access.unclaim(ctx.tx, key, null)
  if (
    !(await write.changeHead(
      ctx.tx,
      key,
      head.version,
      {
        status: 'void',
        phase: 2,
        decided_at: head.decided_at ?? ctx.now,
        closed_at: ctx.now,
        ...noDue,
        waiting: null,
      },
      ctx.now,
    ))
  )
    throw failCommon('http.stale')
  await lapseRequests(ctx, matter, 'void')
  return settle(engine, ctx, key, 'cases.void', {})
}

/** Gives the matter to a post of the unit or below. */
export const assign = async (engine: Engine, ctx: Ctx, key: Key, body: Body<'assign'>): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  if (matter.head.version !== body.version) throw failCommon('http.stale')
  if (!(await access.assign(ctx.tx, key, body.postId))) throw fail('cases.post')
  await log(ctx, matter, 'owner', null, { post: body.postId })
  if (!(await write.changeHead(ctx.tx, key, body.version, {}, ctx.now))) throw failCommon('http.stale')
  if (body.postId !== ctx.actor.postId)
    await write.tell(ctx.tx, [body.postId], {
      at: ctx.now,
      key: 'assigned',
      home: key.home,
      caseId: key.id,
      vars: { number: matter.head.number, by: ctx.actor.name },
    })
  return settle(engine, ctx, key, 'cases.assign', { post: body.postId })
}

/** Sets how she may be told (告知方式); whom the law exempts from being told is owed no notice. */
export const setNotify = async (engine: Engine, ctx: Ctx, key: Key, body: Body<'notify'>): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  refuseProblems(codeProblem(engine, 'notify-modes', body.mode, today(ctx.now), 'mode'))
  const from = matter.head.notify_mode
  await log(ctx, matter, 'notify', null, { mode: body.mode, from })
  const after: Matter = { ...matter, head: { ...matter.head, notify_mode: body.mode } }
  const lacks = matter.head.lacks === 0 ? 0 : missingIn(matter.kind, after).length
  const clocks = matter.head.status === 'void' ? null : renotified(engine, matter, from, body.mode)
  if (clocks) await write.save(ctx.tx, key, clocksToWrite(matter.clocks, clocks))
  const change = { notify_mode: body.mode, lacks, ...(clocks ? nextDue(matter.kind, clocks) : {}) }
  if (!(await write.changeHead(ctx.tx, key, body.version, change, ctx.now))) throw failCommon('http.stale')
  return settle(engine, ctx, key, 'cases.notify', { mode: body.mode })
}

const levels = { open: 0, restricted: 1, closed: 2 } as const

/** Sets how far the matter is known. Words lose their search tokens when it is restricted. */
export const restrict = async (engine: Engine, ctx: Ctx, key: Key, body: Body<'restrict'>): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { head, kind } = matter
  if (head.version !== body.version) throw failCommon('http.stale')
  const must =
    kind.access !== 'open' ||
    (kind.restricts?.({ category: head.category, flags: head.flags, data: matter.data }) ?? false)
  if (body.access === 'open' && must)
    throw unlawful(
      label('放开知悉范围', 'Open'),
      label('这类事项按规定限定知悉。', 'Matters of this kind are restricted.'),
    )
  if (!(await access.restrict(ctx.tx, key, levels[body.access]))) throw failCommon('http.notFound')
  const restricted = body.access !== 'open'
  await write.save(ctx.tx, key, {
    tokens: {
      persons: personTokens(ctx.vault, key.home, matter.parties, restricted, today(ctx.now)),
      text: restricted
        ? null
        : { openedAt: head.opened_at, grams: textGrams(ctx.vault, head.scope, head.title, matter.data) },
      replace: true,
    },
  })
  await log(ctx, matter, 'access', body.reason, { access: body.access })
  if (!(await write.changeHead(ctx.tx, key, body.version, {}, ctx.now))) throw failCommon('http.stale')
  return settle(engine, ctx, key, 'cases.restrict', { access: body.access })
}

/** Writes an engine step; words are sealed with the record's key. */
export const log = async (
  ctx: Ctx,
  matter: Matter,
  action: string,
  words: string | null,
  payload: Record<string, unknown>,
  occurredAt = ctx.now,
  to: string = matter.head.status,
): Promise<void> => {
  const seq = Math.max(0, ...matter.steps.map((step) => step.seq)) + 1
  await write.save(ctx.tx, matter.head, {
    step: {
      occurredAt,
      recordedAt: ctx.now,
      accountId: ctx.actor.accountId,
      postId: ctx.actor.postId,
      unitId: ctx.actor.unitId,
      action,
      from: matter.head.status,
      to,
      note: words ? ctx.vault.seal(matter.key, cell(matter.head, 'step', 'note', String(seq)), words) : null,
      payload,
      leftHouse: false,
    },
  })
}

/** Posts figures, writes the audit row and answers the matter as it now stands. */
export const settle = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  action: string,
  detail: Record<string, unknown>,
): Promise<CaseView> => {
  const head = await heads.findHead(ctx.tx, key.home, key.id)
  if (!head) throw failCommon('http.notFound')
  if (head.openable) await post(engine, ctx, head)
  ctx.audit({ action, kind: head.kind, home: key.home, id: key.id, detail })
  return viewOf(engine, ctx, head)
}
