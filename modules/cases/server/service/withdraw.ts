import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { CaseView } from '../../contract.ts'
import { asksBelow, type Clock, clocksToWrite, nextDue } from '../../rules/clocks.ts'
import { movedMatter, onlyTells, takingBackOf } from '../../rules/withdraw.ts'
import type { Engine } from '../engine.ts'
import { cell, type Matter, phases, resultsOf, stepBy } from '../matter.ts'
import * as access from '../queries/access.ts'
import * as approvals from '../queries/approvals.ts'
import type * as children from '../queries/children.ts'
import * as papers from '../queries/papers.ts'
import * as write from '../queries/write.ts'
import { replayClocks } from '../replay.ts'
import { shownSteps } from '../shown.ts'
import { settle } from './edits.ts'
import { lapseRequests, withdrawRequest } from './lapse.ts'
import { nextSeq, openLocked, unlawful } from './steps.ts'

/**
 * Takes back one's own step (撤回), or strikes out a wrong note, part, promise, paper, attachment or entry of a proceeding by a correction
 * (更正). What was written stays in the timeline, with the reason.
 */
export const withdraw = async (
  engine: Engine,
  ctx: Ctx,
  key: children.Key,
  input: { version: number; seq: number; reason: string },
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { kind, head } = matter
  if (head.version !== input.version) throw failCommon('http.stale')
  const target = (await shownSteps(ctx, matter)).steps[input.seq - 1]
  const { how, why } = target
    ? takingBackOf(kind, matter.steps, target, ctx.actor.accountId, ctx.now)
    : { how: null, why: null }
  if (!target || !how)
    throw unlawful(
      label('撤回', 'Take back'),
      why ?? label('之后又办了别的,先撤回后面的。', 'More was done after it: take that back first.'),
    )
  if (how === 'untell') return untell(engine, ctx, matter, target, input.reason)
  const moved = movedMatter(kind, target)
  const back = moved
    ? matterBefore(engine, matter, target)
    : target.action === 'answered'
      ? answerBefore(engine, matter, target)
      : entryBefore(matter, target)
  await undoBeside(ctx, matter, target)
  await papers.voidNumbers(ctx.tx, key, target.seq, ctx.now)
  await approvals.noteNextPromise(ctx.tx, key)
  await write.save(ctx.tx, key, {
    step: {
      occurredAt: ctx.now,
      recordedAt: ctx.now,
      accountId: ctx.actor.accountId,
      postId: ctx.actor.postId,
      unitId: ctx.actor.unitId,
      action: how,
      trackId: target.track_id,
      from: target.track_id ? target.to_status : head.status,
      to: target.track_id || moved ? target.from_status : head.status,
      note: ctx.vault.seal(matter.key, cell(head, 'step', 'note', String(nextSeq(matter))), input.reason),
      payload: {},
      leftHouse: false,
      reverses: target.seq,
    },
    ...clocksToWrite(matter.clocks, back.clocks),
  })
  const due = nextDue(kind, back.clocks)
  const waiting = { waiting: asksBelow(matter.clocks, engine.catalogue) ? 'below' : null }
  const change = { ...back.head, ...due, ...(target.action === 'ask' ? waiting : {}) }
  const changed = await write.changeHead(ctx.tx, key, head.version, change, ctx.now)
  if (!changed) throw failCommon('http.stale')
  if (moved) await lapseRequests(ctx, matter, target.from_status ?? kind.initial)
  return settle(engine, ctx, key, `cases.${how}`, { seq: target.seq, step: target.action })
}

// That she was told is struck out (更正): the step stands, and the deadlines it had ended run as if nobody had told her. A step that is
// nothing else goes with it.
const untell = async (
  engine: Engine,
  ctx: Ctx,
  matter: Matter,
  target: children.StepRow,
  reason: string,
): Promise<CaseView> => {
  const { kind, head } = matter
  const seq = nextSeq(matter)
  const whole = onlyTells(kind, target)
  const step: write.NewStepRow = {
    occurredAt: ctx.now,
    recordedAt: ctx.now,
    accountId: ctx.actor.accountId,
    postId: ctx.actor.postId,
    unitId: ctx.actor.unitId,
    action: 'correct',
    from: head.status,
    to: head.status,
    note: ctx.vault.seal(matter.key, cell(head, 'step', 'note', String(seq)), reason),
    payload: { untold: target.seq },
    leftHouse: false,
    ...(whole ? { reverses: target.seq } : {}),
  }
  const clocks = replayClocks(engine, { ...matter, steps: [...matter.steps, stepBy(ctx, seq, step)] })
  await write.save(ctx.tx, head, { step, ...clocksToWrite(matter.clocks, clocks) })
  if (!(await write.changeHead(ctx.tx, head, head.version, nextDue(kind, clocks), ctx.now)))
    throw failCommon('http.stale')
  return settle(engine, ctx, head, 'cases.correct', { seq: target.seq, step: target.action, fields: ['proof'] })
}

/** What of the head was otherwise, and all clocks as they are without it. */
type Before = {
  readonly head: write.HeadChange
  readonly clocks: readonly Clock[]
}

// Clocks are a function of the steps that stand, so they are played again without the one taken back.
const clocksWithout = (engine: Engine, matter: Matter, target: children.StepRow): Clock[] =>
  replayClocks(engine, { ...matter, steps: matter.steps.filter((one) => one.seq !== target.seq) })

const matterBefore = (engine: Engine, matter: Matter, target: children.StepRow): Before => {
  const { kind } = matter
  const steps = matter.steps.filter((one) => one.seq !== target.seq)
  const before = target.payload['before'] as {
    result: string | null
    decidedAt: string | null
    closedAt: string | null
    waiting: string | null
  }
  const status = target.from_status ?? kind.initial
  return {
    head: {
      status,
      phase: phases[kind.states[status]?.phase ?? 'open'],
      // A correction since then holds on.
      result: before.result && ([...resultsOf(steps).values()].at(-1) ?? before.result),
      decided_at: before.decidedAt ? new Date(before.decidedAt) : null,
      closed_at: before.closedAt ? new Date(before.closedAt) : null,
      waiting: before.waiting,
    },
    clocks: clocksWithout(engine, matter, target),
  }
}

// An answer noted by mistake: what it had ended runs again, unless the matter has gone on and ended it otherwise.
const answerBefore = (engine: Engine, matter: Matter, target: children.StepRow): Before => {
  if (!target.payload['clocks']) return { head: {}, clocks: matter.clocks }
  const clocks = clocksWithout(engine, matter, target)
  const waits = matter.head.waiting === null && asksBelow(clocks, engine.catalogue)
  return { head: waits ? { waiting: 'below' } : {}, clocks }
}

// An entry of a proceeding, the last one there, began the clocks it touched that still run and stopped the others.
const entryBefore = ({ clocks }: Matter, { payload }: children.StepRow): Before => {
  const named = (payload['clocks'] ?? []) as readonly Pick<Clock, 'key' | 'round'>[]
  const touched = clocks.filter((clock) => named.some((one) => one.key === clock.key && one.round === clock.round))
  const stopped = touched.filter((clock) => clock.stoppedAt !== null)
  return {
    head: {},
    clocks: [
      ...clocks.filter((clock) => !touched.includes(clock)),
      ...stopped.map((clock) => ({ ...clock, stoppedAt: null, outcome: null })),
    ],
  }
}

// Takes out what a step added beside the matter; what it only changed is as it was before.
const undoBeside = async (ctx: Ctx, matter: Matter, target: children.StepRow): Promise<void> => {
  const { tx, now } = ctx
  const { kind, head, tracks } = matter
  const { action, payload } = target
  if (action === 'ask') return withdrawRequest(ctx, head, String(payload['approval']))
  const before = (payload['before'] ?? {}) as Readonly<Record<string, string | null | undefined>>
  if (action === 'performed')
    return void (await approvals.meetObligation(
      tx,
      head,
      String(payload['obligation']),
      before['doneOn'] ?? null,
      before['outcome'] ?? null,
    ))
  if (action === 'served')
    return void (await approvals.serveAct(tx, head, String(payload['act']), before['servedOn'] ?? null))
  for (const what of ['part', 'obligation', 'act', 'track', 'file'] as const)
    if (typeof payload[what] === 'string') await approvals.remove(tx, head, what, payload[what], now)
  const into = payload['target'] as children.Key | undefined
  if (into) await access.unlink(tx, head, 'merged-into', into)
  const track = tracks.find((one) => one.id === target.track_id)
  if (!track) return
  const status = target.from_status ?? track.status
  const phase = phases[kind.tracks?.[track.key]?.states[status]?.phase ?? 'open']
  await approvals.changeTrack(
    tx,
    head,
    track.id,
    status,
    phase,
    before['closedAt'] ? new Date(before['closedAt']) : null,
  )
}
