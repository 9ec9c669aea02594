import { checkIdNumber } from '#modules/people/rules/idnumber.ts'
import { type Actor, ownName } from '#platform/access/actor.ts'
import { localDate } from '#platform/clock/time.ts'
import type { DataKey } from '#platform/crypto/envelope.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Label } from '#platform/text/label.ts'
import type { PartyInput } from '../contract.ts'
import type { CaseKind, Facts } from '../define.ts'
import type { Situation } from '../rules/actions.ts'
import { type Clock, holdingOf } from '../rules/clocks.ts'
import { whyNotVoid } from '../rules/void.ts'
import { leftBy, untoldIn } from '../rules/withdraw.ts'
import * as children from './queries/children.ts'
import type { HeadRow } from './queries/heads.ts'
import type { NewStepRow } from './queries/write.ts'
import type { Engine } from './engine.ts'

/** Phases of a state as a head keeps them. */
export const phases = { open: 0, decided: 1, closed: 2 } as const

/** A party as opened: what was noted. */
export type Party = Omit<PartyInput, 'id' | 'role'> & { readonly id: string; readonly role: string }

/** A whole matter in memory for one request. */
export type Matter = {
  readonly kind: CaseKind
  readonly head: HeadRow
  readonly key: DataKey
  readonly data: Record<string, unknown>
  /** Why the stored fields no longer fit their kind; shown, never fatal. */
  readonly damaged: string | null
  readonly parties: readonly Party[]
  readonly steps: readonly children.StepRow[]
  readonly clocks: readonly Clock[]
  readonly tracks: readonly children.TrackRow[]
  readonly parts: readonly children.PartRow[]
  readonly obligations: readonly children.ObligationRow[]
  readonly acts: readonly children.ActRow[]
  readonly links: readonly children.LinkRow[]
  readonly files: readonly children.FileRow[]
  readonly approvals: readonly children.ApprovalRow[]
}

/** Seals or opens a cell of a matter; the table and column bind it to its place. */
export const cell = (head: { home: string; id: string }, table: string, column: string, row = head.id) => ({
  table: `cases.${table}`,
  column,
  home: head.home,
  id: `${head.id}/${row}`,
})

/** Loads a matter the actor may open; the caller has checked `openable`. */
export const loadMatter = async (engine: Engine, ctx: Ctx, head: HeadRow): Promise<Matter> => {
  const { children: all } = await children.openCase(ctx.tx, head, 'whole')
  if (!all) throw new Error('the matter is out of sight')
  return matterOf(engine, ctx, head, all)
}

/** A matter from its rows: sealed cells opened, fields upcast. */
export const matterOf = async (engine: Engine, ctx: Ctx, head: HeadRow, all: children.Children): Promise<Matter> => {
  const kind = engine.kind(head.kind)
  const key = await ctx.vault.openRecord(head.home, kind.domain, all.body.data_key)
  const { data, damaged } = readData(kind, head.kind_version, () =>
    ctx.vault.open(key, cell(head, 'body', 'data'), all.body.data),
  )
  const parties = all.parties.map((row) => ({
    ...(JSON.parse(ctx.vault.open(key, cell(head, 'party', 'sealed', row.id), row.sealed)) as Party),
    id: row.id,
    role: row.role,
  }))
  return { ...all, kind, head, key, data, damaged, parties, clocks: all.clocks.map(clockOf) }
}

/** Stored fields upcast to the present version; what does not fit is shown as damaged with its reason, never hidden. */
const readData = (
  kind: CaseKind,
  version: number,
  open: () => string,
): { data: Record<string, unknown>; damaged: string | null } => {
  try {
    let data = JSON.parse(open()) as Record<string, unknown>
    for (let v = version; v < kind.version; v++) data = kind.upcast?.[v]?.(data) ?? data
    const parsed = kind.fields.safeParse(data)
    return parsed.success
      ? { data: parsed.data, damaged: null }
      : { data, damaged: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') }
  } catch (error) {
    return { data: {}, damaged: error instanceof Error ? error.name : 'unreadable' }
  }
}

/** A step as it stands in the timeline right after the actor of this request wrote it. */
export const stepBy = (ctx: Ctx, seq: number, s: NewStepRow): children.StepRow => ({
  seq,
  occurred_at: s.occurredAt,
  recorded_at: s.recordedAt,
  account_id: s.accountId,
  post_id: s.postId,
  unit_id: s.unitId,
  action: s.action,
  track_id: s.trackId ?? null,
  from_status: s.from,
  to_status: s.to,
  note: s.note,
  replaced: s.replaced ?? null,
  // As jsonb gives it back: dates are text.
  payload: JSON.parse(JSON.stringify(s.payload)) as Record<string, unknown>,
  left_house: s.leftHouse,
  reverses: s.reverses ?? null,
  by_name: ownName(ctx.actor),
  unit_name: ctx.actor.unitName,
})

export const clockOf = (row: children.ClockRow): Clock => ({
  key: row.key,
  round: row.round,
  trackId: row.track_id,
  rule: row.rule,
  ruleFrom: row.rule_from,
  basis: { zh: row.basis_zh, en: row.basis_en },
  startedAt: row.started_at,
  dueAt: row.due_at,
  firstDueAt: row.first_due_at,
  provisional: row.provisional,
  stoppedAt: row.stopped_at,
  outcome: row.outcome,
})

/** Steps that count: those taken back, and the taking back itself, are left out; a step whose telling was struck out told nobody. */
export const standing = (steps: readonly children.StepRow[]): readonly children.StepRow[] => {
  const reversed = new Set(steps.flatMap((step) => (step.reverses === null ? [] : [step.reverses])))
  const untold = untoldIn(steps)
  return steps
    .filter((step) => step.reverses === null && !reversed.has(step.seq))
    .map((step) => (untold.has(step.seq) ? { ...step, payload: silent(step.payload) } : step))
}

// Neither the proof nor the clocks it ended: what else the step did to them follows from its rules.
const silent = ({ proof: _proof, clocks: _clocks, ...payload }: children.StepRow['payload']): Record<string, unknown> =>
  payload

/** The result each standing step named, by its place: a correction names the step and what its result is. */
export const resultsOf = (steps: readonly children.StepRow[]): ReadonlyMap<number, string> => {
  const results = new Map<number, string>()
  for (const { seq, payload } of standing(steps)) {
    const { result, resultOf = seq } = payload
    if (typeof result === 'string' && (resultOf === seq || results.has(Number(resultOf))))
      results.set(Number(resultOf), result)
  }
  return results
}

/** Why it cannot be voided now; null when it can. */
export const notVoided = ({ kind, steps, head }: Pick<Matter, 'kind' | 'steps' | 'head'>): Label | null =>
  whyNotVoid({
    done: standing(steps).map((step) => step.action),
    leftHouse: leftBy(kind, steps).some(({ seq }) => standing(steps).some((step) => step.seq === seq)),
    closed: head.phase === 2,
    brought: false,
  })

/** What guards may look at. */
export const factsOf = (matter: Matter): Facts => ({
  status: matter.head.status,
  category: matter.head.category,
  channel: matter.head.channel,
  flags: matter.head.flags,
  notifyMode: matter.head.notify_mode,
  result: matter.head.result,
  persons: matter.head.persons,
  data: matter.data,
  done: standing(matter.steps).map((step) => step.action),
  tracks: matter.tracks.map(({ key, status }) => ({ key, status })),
  obligations: matter.obligations.map((o) => ({
    key: o.key,
    dueOn: o.due_on,
    doneOn: o.done_on,
    outcome: o.outcome,
  })),
  acts: matter.acts.map((act) => act.key),
  files: matter.files.map((file) => file.purpose),
  parties: matter.parties.map((party) => party.role),
  parts: matter.parts.map((part) => part.key),
})

/** Whether nothing may leave before 告知方式 is set. */
export const mustSetNotify = (kind: CaseKind, facts: Pick<Facts, 'category' | 'flags' | 'data'>): boolean =>
  kind.protects?.(facts) ?? false

/** Everything that decides about steps. */
export const situationOf = async (matter: Matter, actor: Actor, ctx: Ctx): Promise<Situation> => {
  const facts = factsOf(matter)
  const review = matter.kind.review
  const campaign = review ? String(matter.data[review.campaign] ?? '') : ''
  const panel = review ? { votes: (await children.votesOf(ctx.tx, matter.head)).votes, needed: review.panel } : null
  const beyond = Object.keys(matter.kind.states).filter((state) => state !== matter.kind.initial)
  return {
    facts,
    readOnly: !matter.head.workable,
    permissions: actor.permissions,
    pending: matter.approvals.filter((approval) => approval.decision === null).map((approval) => approval.action),
    holding: holdingOf(matter.kind, matter.clocks, ctx.now),
    mustSetNotify: mustSetNotify(matter.kind, facts),
    panel,
    quotaLeft: review ? await children.quotaLeft(ctx.tx, campaign, matter.kind.key, matter.head.scope, beyond) : null,
  }
}

/** Sex and birth year from the ID number where there is one, else as stated. */
export const derivedOf = (party: PartyInput, now: Date): { sex: string | null; birthYear: number | null } => {
  const today = localDate(now)
  const checked = party.idNumber && (party.idType ?? '01') === '01' ? checkIdNumber(party.idNumber, today) : null
  if (checked?.ok) return { sex: checked.value.sex, birthYear: Number(checked.value.birth.slice(0, 4)) }
  const birthYear = party.birth
    ? Number(party.birth.slice(0, 4))
    : party.age !== undefined
      ? Number(today.slice(0, 4)) - party.age
      : null
  return { sex: party.sex ?? null, birthYear }
}
