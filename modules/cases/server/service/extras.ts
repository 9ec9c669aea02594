import { v7 } from 'uuid'
import type { Input } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { FieldProblem } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { invalid, reading } from '#platform/http/problem.ts'
import { label } from '#platform/text/label.ts'
import type { ActInput, CaseView, casesContract } from '../../contract.ts'
import type { CaseKind } from '../../define.ts'
import { nextDue, startClock, stop } from '../../rules/clocks.ts'
import { codeProblem, type Engine, refuseProblems, today } from '../engine.ts'
import { cell, type Matter, phases, situationOf } from '../matter.ts'
import * as approvals from '../queries/approvals.ts'
import type { Key } from '../queries/children.ts'
import * as write from '../queries/write.ts'
import { trackActions } from '../tracks.ts'
import { log, settle } from './edits.ts'
import { fieldProblems } from './input.ts'
import { openLocked, unlawful } from './steps.ts'

type C = typeof casesContract

/** A step of a proceeding beside the matter: its state, its clocks, and the paper of the body that decided. */
export const trackStep = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  trackId: string,
  input: Input<C['openTrackStep']>['body'],
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { kind, head } = matter
  const track = matter.tracks.find((one) => one.id === trackId)
  const spec = track ? kind.tracks?.[track.key] : undefined
  const move = spec?.transitions[input.action]
  if (!track || !spec) throw failCommon('http.notFound')
  if (matter.steps.some((one) => one.payload['id'] === input.id))
    return settle(engine, ctx, key, 'cases.trackStep', { repeated: true })
  if (head.version !== input.version) throw failCommon('http.stale')
  const blocked = trackActions(kind, track, await situationOf(matter, ctx.actor, ctx)).find(
    (one) => one.key === input.action,
  )
  if (!move || !blocked || blocked.blocked)
    throw unlawful(
      move?.label ?? label(input.action, input.action),
      blocked?.blocked ?? label('现在的程序状态不能办这一步。', 'The proceeding is not in a state for this.'),
    )
  const at = input.occurredAt ? new Date(input.occurredAt) : ctx.now
  refuseProblems(trackProblems(engine, matter, move.act, input, at, ctx.now))
  const clocks = Object.entries(spec.clocks ?? {}).flatMap(([clockKey, clock]) => {
    const mine = matter.clocks.filter((one) => one.trackId === trackId && one.key === clockKey)
    const running = mine.find((one) => one.stoppedAt === null)
    const rounds = matter.clocks.filter((one) => one.key === clockKey).length
    if (running && (clock.stops.includes(move.to) || clock.stops.includes(input.action))) return [stop(running, at)]
    const begun =
      !running && clock.starts.includes(input.action)
        ? startClock(clockKey, clock, at, rounds + 1, trackId, engine.catalogue, engine.calendar())
        : null
    return begun ? [begun] : []
  })
  const phase = spec.states[move.to]?.phase ?? 'open'
  await approvals.changeTrack(ctx.tx, key, trackId, move.to, phases[phase], phase === 'closed' ? at : null)
  const act = move.act && input.act ? v7() : null
  if (act && move.act && input.act)
    await approvals.insertAct(ctx.tx, key, {
      id: act,
      key: move.act,
      trackId,
      issuer: input.act.issuer,
      number: input.act.number,
      issuedOn: input.act.issuedOn,
      validUntil: input.act.validUntil ?? null,
      servedOn: input.act.servedOn ?? null,
      codes: input.act.codes,
    })
  const due = nextDue(kind, [
    ...matter.clocks.filter((one) => !clocks.some((c) => c.key === one.key && c.round === one.round)),
    ...clocks,
  ])
  const seq = Math.max(0, ...matter.steps.map((one) => one.seq)) + 1
  await write.save(ctx.tx, key, {
    clocks,
    step: {
      occurredAt: at,
      recordedAt: ctx.now,
      accountId: ctx.actor.accountId,
      postId: ctx.actor.postId,
      unitId: ctx.actor.unitId,
      action: input.action,
      trackId,
      from: track.status,
      to: move.to,
      note: input.note ? ctx.vault.seal(matter.key, cell(head, 'step', 'note', String(seq)), input.note) : null,
      payload: {
        id: input.id,
        before: { closedAt: track.closed_at },
        clocks: clocks.map((clock) => ({ key: clock.key, round: clock.round })),
        ...(act ? { act } : {}),
      },
      leftHouse: false,
    },
  })
  if (!(await write.changeHead(ctx.tx, key, head.version, due, ctx.now))) throw failCommon('http.stale')
  return settle(engine, ctx, key, 'cases.trackStep', { track: track.key, step: input.action, to: move.to })
}

const trackProblems = (
  engine: Engine,
  matter: Matter,
  act: string | undefined,
  input: Input<C['openTrackStep']>['body'],
  at: Date,
  now: Date,
): FieldProblem[] => {
  const problems: FieldProblem[] = []
  if (at.getTime() > now.getTime() + 60_000)
    problems.push({ path: 'occurredAt', zh: '时间在将来,请核对。', en: 'The time is in the future.' })
  if (act && !input.act)
    problems.push({ path: 'act', zh: '请填文书:机关、文号、日期。', en: 'Give the paper: issuer, number, date.' })
  if (act && input.act) problems.push(...actProblems(engine, matter.kind, act, input.act, today(now), 'act.'))
  return problems
}

const actProblems = (
  engine: Engine,
  kind: CaseKind,
  key: string,
  act: ActInput,
  day: string,
  prefix = '',
): FieldProblem[] => {
  const problems: FieldProblem[] = []
  if (act.issuedOn > day)
    problems.push({
      path: `${prefix}issuedOn`,
      zh: '文书日期在将来,请核对。',
      en: 'The date of the paper is in the future.',
    })
  if (act.validUntil && act.validUntil < act.issuedOn)
    problems.push({
      path: `${prefix}validUntil`,
      zh: '有效期早于作出日期,请核对。',
      en: 'It ends before it was issued: check the dates.',
    })
  problems.push(...servedProblems(act.servedOn, act.issuedOn, day, prefix))
  const codes = kind.acts?.[key]?.codes
  if (codes)
    for (const code of act.codes) problems.push(...codeProblem(engine, codes, code, act.issuedOn, `${prefix}codes`))
  return problems
}

const servedProblems = (servedOn: string | undefined, issuedOn: string, day: string, prefix = ''): FieldProblem[] => {
  const path = `${prefix}servedOn`
  if (servedOn && servedOn > day)
    return [{ path, zh: '送达日期在将来,请核对。', en: 'The date of service is in the future.' }]
  return servedOn && servedOn < issuedOn
    ? [{ path, zh: '送达早于作出日期,请核对。', en: 'It was served before it was issued: check the dates.' }]
    : []
}

// What was taken back stays noted: a late second click does not bring it again.
const isNoted = (matter: Matter, what: string, id: string): boolean =>
  matter.steps.some((step) => step.payload[what] === id)

/** Records a paper another body issued (order, ruling, warning letter); a federation never issues one. The same id twice is one. */
export const addAct = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  id: string,
  { key: what, ...act }: Input<C['addAct']>['body'],
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  if (!Object.hasOwn(matter.kind.acts ?? {}, what))
    refuseProblems([{ path: 'key', zh: `没有这种文书:${what}。`, en: `There is no paper ${what}.` }])
  refuseProblems(actProblems(engine, matter.kind, what, act, today(ctx.now)))
  if (!isNoted(matter, 'act', id)) {
    await approvals.insertAct(ctx.tx, key, {
      ...act,
      id,
      key: what,
      trackId: null,
      validUntil: act.validUntil ?? null,
      servedOn: act.servedOn ?? null,
    })
    await log(ctx, matter, 'act', null, { act: id, key: what, issuedOn: act.issuedOn })
  }
  return settle(engine, ctx, key, 'cases.addAct', { key: what })
}

/** Notes the day a paper was served. */
export const serveAct = async (engine: Engine, ctx: Ctx, key: Key, id: string, servedOn: string): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const act = matter.acts.find((one) => one.id === id)
  if (!act) throw failCommon('http.notFound')
  refuseProblems(servedProblems(servedOn, act.issued_on, today(ctx.now)))
  await approvals.serveAct(ctx.tx, key, id, servedOn)
  await log(ctx, matter, 'served', null, { act: id, key: act.key, servedOn, before: { servedOn: act.served_on } })
  return settle(engine, ctx, key, 'cases.serveAct', { key: act.key })
}

/** Adds a repeating row (incident, session, clause), sealed. */
export const addPart = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  id: string,
  body: Input<C['addPart']>['body'],
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { parts } = matter.kind
  const spec = parts && Object.hasOwn(parts, body.key) ? parts[body.key] : undefined
  if (!spec)
    throw failCommon('http.invalid', { count: 1 }, [
      { path: 'key', zh: `没有这种补充:${body.key}。`, en: `There is no part ${body.key}.` },
    ])
  const parsed = spec.fields.safeParse(body.data, reading)
  if (!parsed.success) throw invalid(parsed.error, 'data')
  refuseProblems(fieldProblems(engine, spec.labels, parsed.data, today(ctx.now)))
  if (!isNoted(matter, 'part', id)) {
    await approvals.insertPart(ctx.tx, key, {
      id,
      key: body.key,
      sealed: ctx.vault.seal(matter.key, cell(matter.head, 'part', 'sealed', id), JSON.stringify(parsed.data)),
      now: ctx.now,
    })
    await log(ctx, matter, 'part', null, { part: id, key: body.key })
  }
  return settle(engine, ctx, key, 'cases.addPart', { key: body.key })
}

/** Adds something promised by a day. */
export const addObligation = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  id: string,
  body: Input<C['addObligation']>['body'],
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const { obligations } = matter.kind
  const spec = obligations && Object.hasOwn(obligations, body.key) ? obligations[body.key] : undefined
  const problems: FieldProblem[] = []
  if (!spec) problems.push({ path: 'key', zh: `没有这种约定:${body.key}。`, en: `There is no obligation ${body.key}.` })
  if (spec?.money && body.amountFen === undefined)
    problems.push({ path: 'amountFen', zh: '请填金额。', en: 'Give the amount.' })
  if (body.byParty && !matter.parties.some((party) => party.id === body.byParty))
    problems.push({ path: 'byParty', zh: '请从当事人中选谁来做。', en: 'Choose one of the parties.' })
  refuseProblems(problems)
  if (!isNoted(matter, 'obligation', id)) {
    await approvals.insertObligation(ctx.tx, key, {
      id,
      key: body.key,
      sealed: ctx.vault.seal(matter.key, cell(matter.head, 'obligation', 'sealed', id), body.what),
      amountFen: body.amountFen ?? null,
      dueOn: body.dueOn,
      byParty: body.byParty ?? null,
      unitId: ctx.actor.unitId,
    })
    await approvals.noteNextPromise(ctx.tx, key)
    await log(ctx, matter, 'obligation', null, { obligation: id, key: body.key, dueOn: body.dueOn })
  }
  return settle(engine, ctx, key, 'cases.addObligation', { key: body.key })
}

/** Marks something promised as done. */
export const meetObligation = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  id: string,
  body: Input<C['meetObligation']>['body'],
): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  if (body.doneOn > today(ctx.now))
    refuseProblems([{ path: 'doneOn', zh: '履行日期在将来,请核对。', en: 'The date is in the future.' }])
  const promised = matter.obligations.find((one) => one.id === id)
  if (!promised) throw failCommon('http.notFound')
  await approvals.meetObligation(ctx.tx, key, id, body.doneOn, body.outcome)
  await approvals.noteNextPromise(ctx.tx, key)
  await log(ctx, matter, 'performed', null, {
    obligation: id,
    key: promised.key,
    doneOn: body.doneOn,
    outcome: body.outcome,
    before: { doneOn: promised.done_on, outcome: promised.outcome },
  })
  return settle(engine, ctx, key, 'cases.meetObligation', { outcome: body.outcome })
}

/** Casts one vote of a panel; a member votes once. */
export const vote = async (engine: Engine, ctx: Ctx, key: Key, score: number): Promise<CaseView> => {
  const matter = await openLocked(engine, ctx, key)
  const verb = label('评审打分', 'Vote')
  if (!matter.kind.review) throw unlawful(verb, label('这类事项没有评审。', 'This kind has no panel.'))
  // One person, one score: she votes in her own post only.
  if (ctx.actor.standsFor)
    throw unlawful(
      verb,
      label('评审打分不能代。请在自己的岗位上打自己的分。', 'Nobody votes for somebody else: vote in your own post.'),
    )
  if (!(await approvals.vote(ctx.tx, key, ctx.actor.postId, score, ctx.now)))
    throw unlawful(verb, label('您已经打过分。', 'You have already voted.'))
  return settle(engine, ctx, key, 'cases.vote', {})
}
