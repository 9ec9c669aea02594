import { v7 } from 'uuid'
import type { Ctx } from '#platform/http/context.ts'
import { rolesWith } from '#modules/identity/define.ts'
import { unitByCode } from '#modules/org/server/index.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { NewStep } from '../../contract.ts'
import type { TransitionSpec } from '../../define.ts'
import { whyNot } from '../../rules/actions.ts'
import { asksBelow, broughtBy, isUrgent, nextDue } from '../../rules/clocks.ts'
import { playStep } from '../../rules/play.ts'
import { approversFor, nobodyApproves } from '../approvers.ts'
import { type Engine, fail, refuseProblems, today } from '../engine.ts'
import { cell, factsOf, matterOf, type Matter, phases, situationOf, stepBy } from '../matter.ts'
import { post } from '../post.ts'
import * as access from '../queries/access.ts'
import * as approvals from '../queries/approvals.ts'
import * as children from '../queries/children.ts'
import * as heads from '../queries/heads.ts'
import * as write from '../queries/write.ts'
import { textGrams } from '../tokens.ts'
import { lapseRequests } from './lapse.ts'
import { checkNeeds, deliveryProblems, orderProblems, targetProblems } from './needs.ts'

/** How a step came about, when not by its author's click. */
export type Manner = {
  /** The approval by which it is done: needs were checked when it was asked for. */
  readonly approval?: string
  /** Replayed from an old register: no approval is asked, nothing leaves the house now. */
  readonly replay?: boolean
}

/** A matter the actor may open, locked for change; 404 when out of sight, 403 when only its head is, or when it may only be read. */
export const openLocked = async (
  engine: Engine,
  ctx: Ctx,
  key: children.Key,
  to: 'work' | 'read' = 'work',
): Promise<Matter> => {
  const { head, children: all } = await children.openCase(ctx.tx, key, 'whole', true)
  if (!head) throw failCommon('http.notFound')
  if (!head.openable || !all) throw fail('cases.restricted')
  if (to === 'work' && !head.workable) throw fail('cases.readOnly')
  return matterOf(engine, ctx, head, all)
}

/** Takes one step, or asks for approval where another person must agree. The same step id twice is one step. */
export const takeStep = async (
  engine: Engine,
  ctx: Ctx,
  key: children.Key,
  input: NewStep,
  manner: Manner = {},
): Promise<heads.HeadRow> => (await perform(engine, ctx, key, input, manner)).head

/** The same, with the matter as it then stands where nothing else moved it. */
export const perform = async (
  engine: Engine,
  ctx: Ctx,
  key: children.Key,
  input: NewStep,
  manner: Manner,
): Promise<{ head: heads.HeadRow; matter?: Matter }> => {
  const matter = await openLocked(engine, ctx, key)
  const { kind, head } = matter
  if (
    matter.steps.some((step) => step.payload['id'] === input.id) ||
    matter.approvals.some((one) => one.id === input.id)
  )
    return { head, matter }
  if (head.version !== input.version) throw failCommon('http.stale')
  const spec = Object.hasOwn(kind.transitions, input.action) ? kind.transitions[input.action] : undefined
  const situation = await situationOf(matter, ctx.actor, ctx)
  const permissions = manner.approval && spec ? new Set([...situation.permissions, spec.can]) : situation.permissions
  const pending = manner.approval ? situation.pending.filter((action) => action !== input.action) : situation.pending
  // 告知方式 is asked before something leaves; in a replay nothing does.
  const mustSetNotify = situation.mustSetNotify && manner.replay !== true
  // What an old register does not tell holds nothing back.
  const holding = situation.holding.filter(({ until }) => until !== null || manner.replay !== true)
  const past = manner.replay === true
  const why = whyNot(kind, input.action, { ...situation, permissions, pending, holding, mustSetNotify, past })
  if (!spec || why)
    throw unlawful(
      spec?.label ?? label(input.action, input.action),
      why ?? label('没有这一步。', 'There is no such step.'),
    )
  const occurredAt = input.occurredAt ? new Date(input.occurredAt) : ctx.now
  checkNeeds(engine, spec, input, occurredAt, matter, ctx.now, manner.replay)
  if (input.occurredAt && !manner.approval && !manner.replay) refuseProblems(orderProblems(matter, occurredAt))
  if (input.proof && mustSetNotify) refuseProblems(deliveryProblems(engine, head.notify_mode, input.proof.mode))
  if (input.target)
    refuseProblems(targetProblems(spec, head, await heads.findHead(ctx.tx, input.target.home, input.target.id)))
  if (spec.approver && !manner.approval && !manner.replay) return { head: await ask(ctx, matter, spec, input) }

  const to = spec.to ?? head.status
  const { changed: clocks, clocks: after } = playStep(
    kind,
    { ...factsOf(matter), result: input.result ?? head.result },
    matter.clocks,
    { action: input.action, status: to, at: occurredAt, brought: broughtBy({ ...input, replay: manner.replay }) },
    engine.catalogue,
    engine.calendar(),
  )
  if (clocks.length === 0 && Object.values(kind.clocks).some((clock) => clock.extension?.by === input.action))
    throw unlawful(spec.label, label('没有在走的期限可以延长。', 'No deadline is running that could be extended.'))
  const phase = kind.states[to]?.phase ?? 'open'
  // What leaves the matter where it stands ends no waiting but for the approval it was done by.
  const stillWaits = spec.to !== null || (manner.approval && head.waiting === 'approval') ? null : head.waiting
  const { note, receiver } = sealedOf(ctx, matter.key, key, nextSeq(matter), input)
  const track = spec.opens ? v7() : null
  const done: write.NewStepRow = {
    occurredAt,
    recordedAt: ctx.now,
    accountId: ctx.actor.accountId,
    postId: ctx.actor.postId,
    unitId: ctx.actor.unitId,
    action: input.action,
    from: head.status,
    to,
    note,
    payload: {
      id: input.id,
      ...pick(input),
      ...receiver,
      ...(manner.replay ? { replay: true } : {}),
      ...(manner.approval ? { approval: manner.approval } : {}),
      before: { result: head.result, decidedAt: head.decided_at, closedAt: head.closed_at, waiting: head.waiting },
      clocks: clocks.map((clock) => ({ key: clock.key, round: clock.round })),
      ...(track ? { track } : {}),
    },
    leftHouse: (spec.leaves === true || input.proof !== undefined) && manner.replay !== true,
  }
  const seq = await write.save(ctx.tx, key, { step: done, clocks })
  const changed = await write.changeHead(
    ctx.tx,
    key,
    head.version,
    {
      status: to,
      phase: phases[phase],
      decided_at: phase === 'open' ? null : (head.decided_at ?? occurredAt),
      closed_at: phase === 'closed' ? occurredAt : null,
      result: phase === 'open' ? null : (input.result ?? head.result),
      ...nextDue(kind, after),
      waiting: spec.waits ?? stillWaits ?? (asksBelow(after, engine.catalogue) ? 'below' : null),
    },
    ctx.now,
  )
  if (!changed) throw failCommon('http.stale')
  const lapsed = await lapseRequests(ctx, matter, to)
  if (spec.opens && track) await openTrack(ctx, matter, track, spec.opens, occurredAt)
  if (spec.needs?.includes('quota') && kind.review) await takePlace(ctx, matter, spec, kind.review.campaign)
  // Who first works on what was handed to her unit has taken it.
  const takes = !manner.approval && !manner.replay && !spec.moves && ctx.actor.permissions.has('cases.handle')
  if (takes && !head.owner_post && head.unit_id === ctx.actor.unitId) await access.assign(ctx.tx, key, ctx.actor.postId)
  if (input.target) await access.link(ctx.tx, key, 'merged-into', input.target, ctx.actor.accountId, ctx.now)
  const settled = (await heads.findHead(ctx.tx, key.home, key.id))!
  const now: Matter = {
    ...matter,
    head: settled,
    steps: [...matter.steps, stepBy(ctx, seq, done)],
    clocks: [...after].sort((a, b) => Number(a.stoppedAt !== null) - Number(b.stoppedAt !== null)),
  }
  await post(engine, ctx, settled, now)
  ctx.audit({
    action: `cases.${input.action}`,
    kind: kind.key,
    home: key.home,
    id: key.id,
    detail: { from: head.status, to },
  })
  if (!spec.moves) return spec.opens || input.target || lapsed > 0 ? { head: settled } : { head: settled, matter: now }
  await move(ctx, matter, spec, input)
  return { head: (await heads.findHead(ctx.tx, key.home, key.id)) ?? { ...settled, openable: false, access: 1 } }
}

// Of two who take the last place at once the second is told.
const takePlace = async (ctx: Ctx, { kind, head, data }: Matter, spec: TransitionSpec<string>, field: string) => {
  const campaign = String(data[field] ?? '')
  const beyond = Object.keys(kind.states).filter((state) => state !== kind.initial)
  const left = await children.quotaLeft(ctx.tx, campaign, kind.key, head.scope, beyond, true)
  if (left !== null && left <= 0)
    throw unlawful(spec.label, label('本单位名额已用完。', 'The unit has no places left.'))
  await access.claim(ctx.tx, head, `quota:${campaign}`, Buffer.from(head.id))
}

/** Place of the next step in the timeline; the head is locked, so nobody else takes it. */
export const nextSeq = (matter: Matter): number => Math.max(0, ...matter.steps.map((step) => step.seq)) + 1

/** What of a step is kept sealed: its words, and the body it went to. */
export const sealedOf = (
  ctx: Ctx,
  dataKey: Matter['key'],
  head: children.Key,
  seq: number,
  { note, receiver }: Pick<NewStep, 'note' | 'receiver'>,
): { readonly note: Buffer | null; readonly receiver: { readonly receiver?: string } } => {
  const seal = (column: string, text: string) => ctx.vault.seal(dataKey, cell(head, 'step', column, String(seq)), text)
  return {
    note: note ? seal('note', note) : null,
    receiver: receiver ? { receiver: seal('receiver', receiver).toString('base64') } : {},
  }
}

/** What of a step is kept in the open: codes, ids and dates. */
export const pick = (input: Omit<NewStep, 'version'>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({
      result: input.result,
      reason: input.reason,
      unit: input.unit,
      proof: input.proof,
      target: input.target,
      dueOn: input.dueOn,
    }).filter(([, value]) => value !== undefined),
  )

/** The error of a step that is not lawful now. */
export const unlawful = (step: Label, reason: Label) => fail('cases.unlawful', { step, reason })

// A step another person must agree to waits as a sealed request; it is carried out when agreed.
const ask = async (ctx: Ctx, matter: Matter, spec: TransitionSpec<string>, input: NewStep): Promise<heads.HeadRow> => {
  const { head } = matter
  const approvers = await approversFor(ctx, head, spec.approver ?? 'cases.approve')
  if (approvers.length === 0) throw unlawful(spec.label, await nobodyApproves(ctx, head))
  await approvals.insert(ctx.tx, head, {
    id: input.id,
    action: input.action,
    request: ctx.vault.seal(matter.key, cell(head, 'approval', 'request', input.id), JSON.stringify(input)),
    headVersion: head.version + 1,
    scope: head.scope,
    can: spec.approver ?? '',
    approvers,
    by: ctx.actor.accountId,
    post: ctx.actor.postId,
    now: ctx.now,
  })
  await write.save(ctx.tx, head, {
    step: {
      occurredAt: ctx.now,
      recordedAt: ctx.now,
      accountId: ctx.actor.accountId,
      postId: ctx.actor.postId,
      unitId: ctx.actor.unitId,
      action: 'ask',
      from: head.status,
      to: head.status,
      note: null,
      payload: { action: input.action, approval: input.id },
      leftHouse: false,
    },
  })
  if (!(await write.changeHead(ctx.tx, head, head.version, { waiting: 'approval' }, ctx.now)))
    throw failCommon('http.stale')
  if (head.access > 0) await access.admit(ctx.tx, head, approvers)
  await write.tell(ctx.tx, approvers, {
    at: ctx.now,
    key: 'approvalAsked',
    home: head.home,
    caseId: head.id,
    vars: { number: head.number, by: ctx.actor.name },
  })
  ctx.audit({
    action: 'cases.ask',
    kind: matter.kind.key,
    home: head.home,
    id: head.id,
    detail: { step: input.action },
  })
  return (await heads.findHead(ctx.tx, head.home, head.id))!
}

const move = async (ctx: Ctx, matter: Matter, spec: TransitionSpec<string>, input: NewStep): Promise<void> => {
  const { head } = matter
  const target = await (spec.moves === 'down' ? downTo(ctx, head, input) : upFrom(ctx, head))
  if (head.access === 0)
    await write.save(ctx.tx, head, {
      tokens: {
        persons: [],
        text: { openedAt: head.opened_at, grams: textGrams(ctx.vault, target.scope, head.title, matter.data) },
        replace: false,
      },
    })
  if (!(await access.transfer(ctx.tx, head, target.id, spec.moves === 'down' || head.access === 0)))
    throw fail('cases.unit', {
      reason: label(
        '对方单位已被要求回避,或不在上下级关系内。请换一个单位。',
        'it has been excluded, or is neither above nor below. Choose another unit.',
      ),
    })
  await access.repost(ctx.tx, head, ctx.now)
  await write.tell(ctx.tx, await access.postsAt(ctx.tx, target.id, rolesWith('cases.handle'), today(ctx.now)), {
    at: ctx.now,
    key: isUrgent(matter.kind, head.next_due_clock) ? 'transferredUrgent' : 'transferred',
    home: head.home,
    caseId: head.id,
    vars: { number: head.number, by: ctx.actor.unitName },
  })
}

const downTo = async (ctx: Ctx, head: heads.HeadRow, input: NewStep): Promise<{ id: number; scope: string }> => {
  const unit = await unitByCode(ctx.tx, input.unit ?? '', today(ctx.now))
  if (!unit.scope.startsWith(head.scope) || unit.scope === head.scope)
    throw fail('cases.unit', {
      reason: label('只能转给本单位的下级。请选下级单位。', 'it is not below your unit. Choose one that is.'),
    })
  return unit
}

const upFrom = async (ctx: Ctx, head: heads.HeadRow): Promise<{ id: number; scope: string }> => {
  const parent = await heads.unitAbove(ctx.tx, head.scope)
  if (!parent) throw fail('cases.unit', { reason: label('本单位没有上级单位。', 'there is no unit above yours.') })
  return parent
}

const openTrack = async (ctx: Ctx, matter: Matter, id: string, key: string, at: Date): Promise<void> => {
  const track = matter.kind.tracks?.[key]
  if (!track) return
  await approvals.insertTrack(ctx.tx, matter.head, {
    id,
    key,
    status: track.initial,
    phase: phases[track.states[track.initial]?.phase ?? 'open'],
    openedAt: at,
  })
}
