import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { CaseView } from '../../contract.ts'
import { whyNotWithdraw } from '../../rules/actions.ts'
import { type Clock, moveClocks, nextDue } from '../../rules/clocks.ts'
import type { Engine } from '../engine.ts'
import { cell, factsOf, type Matter, phases, standing } from '../matter.ts'
import { post } from '../post.ts'
import type * as children from '../queries/children.ts'
import * as heads from '../queries/heads.ts'
import * as write from '../queries/write.ts'
import { shownSteps } from '../shown.ts'
import { viewOf } from '../view.ts'
import { nextSeq, openLocked, unlawful } from './steps.ts'

/** Takes back one's own latest step within 24 hours while nothing has left the house (撤回). */
export const withdraw = async (
  engine: Engine,
  ctx: Ctx,
  key: children.Key,
  input: { version: number; seq: number; reason: string },
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { kind, head } = matter
  if (head.version !== input.version) throw failCommon('http.stale')
  const last = standing(matter.steps)
    .filter((one) => one.action in kind.transitions)
    .at(-1)
  const target = (await shownSteps(ctx, matter)).steps[input.seq - 1]
  const verb = label('撤回', 'Take back')
  if (!target || target !== last)
    throw unlawful(verb, label('只能撤回最后一步。', 'Only the latest step can be taken back.'))
  const why = whyNotWithdraw(
    {
      accountId: target.account_id,
      recordedAt: target.recorded_at,
      leftHouse: target.left_house,
      reversed: false,
      action: target.action,
    },
    ctx.actor.accountId,
    ctx.now,
  )
  if (why) throw unlawful(verb, why)
  const before = target.payload['before'] as {
    result: string | null
    decidedAt: string | null
    closedAt: string | null
    waiting: string | null
  }
  const status = target.from_status ?? kind.initial
  // Clocks are a function of the steps that stand, so they are played again without the one taken back.
  const clocks = replayClocks(engine, { ...matter, steps: matter.steps.filter((one) => one.seq !== target.seq) })
  await write.save(ctx.tx, key, {
    step: {
      occurredAt: ctx.now,
      recordedAt: ctx.now,
      accountId: ctx.actor.accountId,
      postId: ctx.actor.postId,
      unitId: ctx.actor.unitId,
      action: 'undo',
      from: head.status,
      to: status,
      note: ctx.vault.seal(matter.key, cell(head, 'step', 'note', String(nextSeq(matter))), input.reason),
      payload: {},
      leftHouse: false,
      reverses: target.seq,
    },
    clocks,
    dropClocks: true,
  })
  const due = nextDue(kind, clocks)
  const changed = await write.changeHead(
    ctx.tx,
    key,
    head.version,
    {
      status,
      phase: phases[kind.states[status]?.phase ?? 'open'],
      result: before.result,
      decided_at: before.decidedAt ? new Date(before.decidedAt) : null,
      closed_at: before.closedAt ? new Date(before.closedAt) : null,
      waiting: before.waiting,
      next_due_at: due?.dueAt ?? null,
      next_due_clock: due?.key ?? null,
    },
    ctx.now,
  )
  if (!changed) throw failCommon('http.stale')
  const settled = (await heads.findHead(ctx.tx, key.home, key.id))!
  await post(engine, ctx, settled)
  ctx.audit({
    action: 'cases.undo',
    kind: kind.key,
    home: key.home,
    id: key.id,
    detail: { seq: target.seq, step: target.action },
  })
  return viewOf(engine, ctx, settled)
}

/** The clocks a matter has by its standing steps alone; tracks keep theirs. */
export const replayClocks = (engine: Engine, matter: Matter): Clock[] => {
  const { kind, head } = matter
  const facts = factsOf(matter)
  let clocks: Clock[] = matter.clocks.filter((clock) => clock.trackId !== null)
  const apply = (event: string, status: string, at: Date): void => {
    const changed = moveClocks(
      kind,
      event,
      status,
      at,
      { ...facts, status },
      clocks,
      engine.catalogue,
      engine.calendar(),
    )
    clocks = [
      ...clocks.filter((clock) => !changed.some((c) => c.key === clock.key && c.round === clock.round)),
      ...changed,
    ]
  }
  apply('opened', kind.initial, head.opened_at)
  for (const one of standing(matter.steps))
    if (one.action in kind.transitions && one.track_id === null)
      apply(one.action, one.to_status ?? head.status, one.occurred_at)
  return clocks
}
