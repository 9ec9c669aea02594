import { v7 } from 'uuid'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { newStep } from '../../contract.ts'
import { asksBelow } from '../../rules/clocks.ts'
import { type Engine, fail } from '../engine.ts'
import { cell, type Matter } from '../matter.ts'
import * as approvals from '../queries/approvals.ts'
import type { Key } from '../queries/children.ts'
import * as write from '../queries/write.ts'
import { log } from './edits.ts'
import { liftAgreed } from './exclusions.ts'
import { openLocked, takeStep, unlawful } from './steps.ts'

/** Requests of the engine itself; all others are steps of the kind. */
const ownRequests: Readonly<Record<string, (ctx: Ctx, matter: Matter, request: unknown) => Promise<void>>> = {
  lift: liftAgreed,
}

/** Agrees to a requested step, which is then carried out, or returns it with a remark (同意 / 退回). Never one's own request. */
export const decide = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  approvalId: string,
  body: { decision: 'agreed' | 'returned'; remark?: string | undefined },
): Promise<{ decision: string }> => {
  const matter = await openLocked(engine, ctx, key)
  const asked = matter.approvals.find((one) => one.id === approvalId)
  if (!asked) throw failCommon('http.notFound')
  if (asked.decision !== null) throw fail(asked.decision === 'withdrawn' ? 'cases.requestGone' : 'cases.decided')
  if (asked.requested_by === ctx.actor.accountId) throw fail('cases.ownRequest')
  if (!ctx.actor.permissions.has(asked.can as never)) throw failCommon('http.forbidden')
  if (body.decision === 'returned' && !body.remark)
    throw unlawful(
      label('退回', 'Return'),
      label('请写退回原因,好让承办人知道改什么。', 'Say why, so that she knows what to change.'),
    )
  const remark = body.remark
    ? ctx.vault.seal(matter.key, cell(key, 'approval', 'remark', approvalId), body.remark)
    : null
  if (
    !(await approvals.decide(ctx.tx, key, approvalId, {
      decision: body.decision,
      by: ctx.actor.accountId,
      post: ctx.actor.postId,
      now: ctx.now,
      remark,
    }))
  )
    throw fail('cases.decided')
  const own = Object.hasOwn(ownRequests, asked.action) ? ownRequests[asked.action] : undefined
  if (body.decision === 'agreed') {
    const request: unknown = JSON.parse(
      ctx.vault.open(matter.key, cell(key, 'approval', 'request', approvalId), asked.request),
    )
    if (own) await own(ctx, matter, request)
    // A new id: the request's own id stands for the asking.
    else
      await takeStep(
        engine,
        ctx,
        key,
        { ...newStep.parse(request), id: v7(), version: matter.head.version },
        { approval: approvalId },
      )
  } else {
    await log(ctx, matter, 'returned', body.remark ?? null, { approval: approvalId, action: asked.action })
    if (
      !(await write.changeHead(
        ctx.tx,
        key,
        matter.head.version,
        own ? {} : { waiting: asksBelow(matter.clocks, engine.catalogue) ? 'below' : null },
        ctx.now,
      ))
    )
      throw failCommon('http.stale')
  }
  await write.tell(ctx.tx, [asked.requested_post], {
    at: ctx.now,
    key: body.decision === 'agreed' ? 'approvalAgreed' : 'approvalReturned',
    home: key.home,
    caseId: key.id,
    vars: { number: matter.head.number, by: ctx.actor.name },
  })
  ctx.audit({
    action: 'cases.decide',
    kind: matter.kind.key,
    home: key.home,
    id: key.id,
    detail: { decision: body.decision, step: asked.action },
  })
  return { decision: body.decision }
}
