import type { DataKey } from '#platform/crypto/envelope.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { NewCase, NewStep } from '../../contract.ts'
import type { CaseKind, Facts } from '../../define.ts'
import { whyNot } from '../../rules/actions.ts'
import { broughtBy, type Clock, holdingOf, nextDue } from '../../rules/clocks.ts'
import { contributions } from '../../rules/contributions.ts'
import { playStep } from '../../rules/play.ts'
import { type Engine, postingRows, today } from '../engine.ts'
import { cell, phases } from '../matter.ts'
import * as history from '../queries/history.ts'
import { insertSources } from '../queries/sources.ts'
import type { NewStepRow, PartyWrite } from '../queries/write.ts'
import { personTokens, textGrams } from '../tokens.ts'
import { checkInput } from './input.ts'
import { sealParties } from './people.ts'
import { inputMark } from './register.ts'
import { checkNeeds } from './needs.ts'
import { sealLine, type SourceLine } from '../source.ts'
import { pick, sealedOf, unlawful } from './steps.ts'

/** A matter of an old register: how it came in and every step taken since, oldest first. */
export type History = {
  readonly key: { readonly home: string; readonly id: string }
  readonly input: NewCase
  readonly steps: readonly Omit<NewStep, 'version'>[]
}

/** Where histories belong and which import brings them. */
export type HistoryOrigin = {
  readonly batchId: string
  /** The line of the register it comes from. */
  readonly source?: SourceLine
  readonly place: { readonly id: number; readonly scope: string; readonly home: string; readonly level: string }
}

/** A history checked and sealed, ready to be written with others; only its number is missing. */
export type HistoryPlan = {
  readonly year: number
  readonly head: Omit<history.PlayedHead, 'number'>
  readonly code: string
  readonly dataKey: Buffer
  readonly data: Buffer
  readonly parties: readonly PartyWrite[]
  readonly steps: readonly (NewStepRow & { readonly seq: number })[]
  readonly clocks: readonly Clock[]
  readonly people: readonly { readonly token: Buffer; readonly form: number }[]
  readonly grams: readonly number[] | null
  readonly postings: readonly Record<string, unknown>[]
  readonly source: Buffer | null
}

/** Whether a history can be written at once; what moves a matter, links it or counts places goes through single steps. */
export const historyFits = (kind: CaseKind, { input, steps }: Pick<History, 'input' | 'steps'>): boolean =>
  !kind.review &&
  !kind.once &&
  !input.repeatOf &&
  !input.ownerPost &&
  !input.notTo?.length &&
  !input.notToPosts?.length &&
  !input.draft &&
  steps.every(({ action, target }) => {
    const spec = kind.transitions[action]
    return !spec?.moves && !spec?.opens && !spec?.needs?.includes('quota') && target === undefined
  })

/** State of a matter while its history is played. */
type Played = {
  readonly status: string
  readonly result: string | null
  readonly decidedAt: Date | null
  readonly closedAt: Date | null
  readonly waiting: string | null
  readonly done: readonly string[]
  readonly clocks: readonly Clock[]
}

/**
 * Plays a history by the rules of registration and steps, in memory; throws their refusals. The steps are facts of the
 * register: nobody is asked to approve them and nothing leaves the house.
 */
export const planHistory = async (
  engine: Engine,
  ctx: Ctx,
  { key, input, steps }: History,
  { batchId, place, source }: HistoryOrigin,
): Promise<HistoryPlan> => {
  const kind = engine.kind(input.kind)
  const data = checkInput(engine, kind, input, ctx.now)
  const openedAt = input.openedAt ? new Date(input.openedAt) : ctx.now
  const category = input.category ?? null
  const flags = input.flags ?? []
  const restricted =
    input.restricted === true || kind.access !== 'open' || (kind.restricts?.({ category, flags, data }) ?? false)
  const factsAt = (now: Pick<Played, 'status' | 'result' | 'done'>): Facts => ({
    ...now,
    category,
    channel: input.channel ?? null,
    flags,
    notifyMode: input.notifyMode ?? null,
    persons: input.persons ?? 1,
    data,
    tracks: [],
    obligations: [],
    acts: [],
    files: [],
    parties: input.parties.map((party) => party.role),
    parts: [],
  })
  const begin = { status: kind.initial, result: null, done: [] }
  const record = await ctx.vault.newRecord(key.home, kind.domain)
  const by = {
    recordedAt: ctx.now,
    accountId: ctx.actor.accountId,
    postId: ctx.actor.postId,
    unitId: ctx.actor.unitId,
    leftHouse: false,
  }
  const rows: (NewStepRow & { seq: number })[] = [
    {
      ...by,
      seq: 1,
      occurredAt: openedAt,
      action: 'opened',
      from: null,
      to: kind.initial,
      note: null,
      payload: { channel: input.channel ?? null, input: inputMark(ctx, input) },
    },
  ]
  let now: Played = {
    ...begin,
    decidedAt: null,
    closedAt: null,
    waiting: null,
    done: ['opened'],
    clocks: playStep(
      kind,
      factsAt(begin),
      [],
      { action: 'opened', status: kind.initial, at: openedAt },
      engine.catalogue,
      engine.calendar(),
    ).clocks,
  }
  for (const step of steps) {
    const seq = rows.length + 1
    const { note, receiver } = sealedOf(ctx, record.key, key, seq, step)
    const played = play(engine, ctx, kind, key, openedAt, now, step, factsAt)
    rows.push({ ...by, ...played.row, payload: { ...played.row.payload, ...receiver }, seq, note })
    now = played.now
  }
  const due = nextDue(kind, now.clocks)
  const deeds = rows.slice(1).map((row, index) => ({
    action: row.action,
    at: row.occurredAt,
    from: row.from,
    to: row.to,
    result: steps[index]?.result ?? null,
  }))
  const subject = {
    category,
    channel: input.channel ?? null,
    level: place.level,
    openedAt,
    persons: input.persons ?? 1,
    void: false,
  }
  return {
    year: Number(today(openedAt).slice(0, 4)),
    code: kind.code,
    head: {
      ...key,
      kind: kind.key,
      kindVersion: kind.version,
      unitId: place.id,
      scope: place.scope,
      category,
      channel: input.channel ?? null,
      status: now.status,
      phase: phases[kind.states[now.status]?.phase ?? 'open'],
      title: input.title ?? null,
      openedAt,
      ...due,
      ownerPost: place.id === ctx.actor.unitId ? ctx.actor.postId : null,
      persons: input.persons ?? 1,
      flags,
      notifyMode: input.notifyMode ?? null,
      access: kind.access === 'closed' ? 2 : restricted ? 1 : 0,
      viewers: restricted ? [`u:${ctx.actor.accountId}`, `p:${ctx.actor.postId}`] : [],
      sourceRef: input.sourceRef ?? null,
      batchId,
      createdBy: ctx.actor.accountId,
      now: ctx.now,
      decidedAt: now.decidedAt,
      closedAt: now.closedAt,
      result: now.result,
      waiting: now.waiting,
      version: 1 + steps.length,
    },
    source: source ? sealLine(ctx, record.key, key, source) : null,
    ...sealed(ctx, record, key, data, input),
    steps: rows,
    clocks: now.clocks,
    people: personTokens(ctx.vault, key.home, input.parties, restricted, today(ctx.now)),
    grams: restricted ? null : textGrams(ctx.vault, place.scope, input.title ?? null, data),
    postings: postingRows(kind, contributions(kind, subject, deeds, now.clocks)),
  }
}

const sealed = (
  ctx: Ctx,
  record: { readonly wrapped: Buffer; readonly key: DataKey },
  key: History['key'],
  data: Record<string, unknown>,
  input: NewCase,
): Pick<HistoryPlan, 'dataKey' | 'data' | 'parties'> => ({
  dataKey: record.wrapped,
  data: ctx.vault.seal(record.key, cell(key, 'body', 'data'), JSON.stringify(data)),
  parties: sealParties(ctx, record.key, key, input.parties, input.openedAt ? new Date(input.openedAt) : ctx.now),
})

type Step = Omit<NewStep, 'version'>
type PlayedStep = {
  readonly now: Played
  readonly row: Pick<NewStepRow, 'occurredAt' | 'action' | 'from' | 'to' | 'payload'>
}

// The same rules as a step a person takes (service/steps.ts); a test compares what both leave behind.
const play = (
  engine: Engine,
  ctx: Ctx,
  kind: CaseKind,
  key: History['key'],
  openedAt: Date,
  now: Played,
  step: Step,
  factsAt: (now: Played) => Facts,
): PlayedStep => {
  const spec = kind.transitions[step.action]
  const situation = {
    facts: factsAt(now),
    permissions: ctx.actor.permissions,
    pending: [],
    holding: holdingOf(kind, now.clocks, ctx.now).filter(({ until }) => until !== null),
    mustSetNotify: false,
    panel: null,
    quotaLeft: null,
    past: true,
  }
  const why = whyNot(kind, step.action, situation)
  if (!spec || why)
    throw unlawful(
      spec?.label ?? label(step.action, step.action),
      why ?? label('没有这一步。', 'There is no such step.'),
    )
  const occurredAt = step.occurredAt ? new Date(step.occurredAt) : ctx.now
  checkNeeds(
    engine,
    spec,
    step,
    occurredAt,
    { kind, data: situation.facts.data, head: { home: key.home, id: key.id, opened_at: openedAt } },
    ctx.now,
    true,
  )
  const to = spec.to ?? now.status
  const { changed, clocks } = playStep(
    kind,
    { ...factsAt(now), result: step.result ?? now.result },
    now.clocks,
    { action: step.action, status: to, at: occurredAt, brought: broughtBy({ ...step, replay: true }) },
    engine.catalogue,
    engine.calendar(),
  )
  if (changed.length === 0 && Object.values(kind.clocks).some((clock) => clock.extension?.by === step.action))
    throw unlawful(spec.label, label('没有在走的期限可以延长。', 'No deadline is running that could be extended.'))
  const phase = kind.states[to]?.phase ?? 'open'
  const before = { result: now.result, decidedAt: now.decidedAt, closedAt: now.closedAt, waiting: now.waiting }
  return {
    now: {
      status: to,
      result: phase === 'open' ? null : (step.result ?? now.result),
      decidedAt: phase === 'open' ? null : (now.decidedAt ?? occurredAt),
      closedAt: phase === 'closed' ? occurredAt : null,
      waiting: spec.waits ?? null,
      done: [...now.done, step.action],
      clocks,
    },
    row: {
      occurredAt,
      action: step.action,
      from: now.status,
      to,
      payload: {
        id: step.id,
        ...pick(step),
        replay: true,
        before,
        clocks: changed.map((clock) => ({ key: clock.key, round: clock.round })),
      },
    },
  }
}

/** Writes planned histories of one home and kind, numbered in their order, in a handful of statements. */
export const writeHistories = async (
  ctx: Ctx,
  home: string,
  kind: string,
  plans: readonly HistoryPlan[],
): Promise<void> => {
  if (plans.length === 0) return
  const numbers = new Map<HistoryPlan, string>()
  for (const [year, ofYear] of Map.groupBy(plans, (plan) => plan.year)) {
    const last = await history.takeSerials(ctx.tx, home, kind, year, ofYear.length)
    for (const [index, plan] of ofYear.entries())
      numbers.set(plan, `${home}-${plan.code}-${year}-${String(last - ofYear.length + index + 1).padStart(5, '0')}`)
  }
  const ids = plans.map((plan) => plan.head.id)
  const each = <T>(rows: (plan: HistoryPlan) => readonly T[]): history.Of<T>[] =>
    plans.flatMap((plan, i) => rows(plan).map((row) => ({ ...row, i })))
  await history.insertHeads(
    ctx.tx,
    plans.map((plan) => ({ ...plan.head, number: numbers.get(plan) ?? '' })),
  )
  await history.saveMany(ctx.tx, home, ids, {
    bodies: each(({ dataKey, data }) => [{ dataKey, data }]),
    parties: each((plan) => plan.parties),
    steps: each((plan) => plan.steps),
    clocks: each((plan) => plan.clocks),
    persons: each((plan) => plan.people),
    texts: each((plan) => (plan.grams ? [{ openedAt: plan.head.openedAt, grams: plan.grams }] : [])),
  })
  await insertSources(
    ctx.tx,
    home,
    plans.flatMap(({ head, source }) => (source ? [{ id: head.id, sealed: source }] : [])),
  )
  await history.postMany(
    ctx.tx,
    home,
    ids,
    plans.map((plan) => plan.postings),
    ctx.now,
  )
  for (const plan of plans)
    ctx.audit({
      action: 'cases.register',
      kind,
      home,
      id: plan.head.id,
      detail: { batch: plan.head.batchId, steps: plan.steps.map((step) => step.action).slice(1) },
    })
}
