import type { NewStep } from '#modules/cases/contract.ts'
import type { CaseKind, CodeShape } from '#modules/cases/define.ts'
import { addDays, localDate, startOfDay } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { HandlingStep, ImportSpec } from '../define.ts'
import type { Value } from './read.ts'

/** A transition a row stands for, ready but for its identity. `target` is a source number. */
export type PlayedStep = Omit<NewStep, 'id' | 'version' | 'target' | 'unit'> & {
  readonly unit?: string
  readonly target?: string
  /** Column whose date it has, so that a refusal can name a cell. */
  readonly dated: string
}

export type Handling = {
  readonly steps: readonly PlayedStep[]
  readonly faults: readonly { readonly key: string; readonly reason: Label }[]
  /** Filled columns that are not imported, and why; said to the importer, never dropped in silence. */
  readonly remarks: readonly { readonly key: string; readonly reason: Label }[]
}

/** Key of the answer whether old rows that stand open are done, and its codes. */
export const finishedKey = 'finished'
export const finishedCodes: readonly CodeShape[] = [
  { code: 'yes', zh: '都已办完(结果未记)', en: 'All are done (the result is not recorded)' },
  { code: 'no', zh: '还在办,期限照走', en: 'Still in hand, under their deadlines' },
]

/** What stands under the step of a row that was said to be done. */
export const finishedNote = '据原台账补录:导入时说明已办完,台账里没有记结果和日期。'

/**
 * The step a row takes that stands open for longer than its kind gives, counted from the last day the row tells: a matter received long ago
 * and accepted lately is in hand. Its day is that last one, since no other is known.
 * Null for a row that is recent, or whose state nobody waits in.
 */
export const finishOf = (
  kind: CaseKind,
  spec: ImportSpec | undefined,
  steps: readonly PlayedStep[],
  openedOn: string,
  today: string,
): PlayedStep | null => {
  const last = steps.at(-1)
  const lastOn = last?.occurredAt ? localDate(new Date(last.occurredAt)) : openedOn.slice(0, 10)
  if (!spec?.finished || lastOn >= addDays(today, -spec.finished.after)) return null
  const status = steps.reduce((now, { action }) => kind.transitions[action]?.to ?? now, kind.initial)
  const action = spec.finished.steps[status]
  if (!action) return null
  return {
    action,
    dated: last?.dated ?? 'openedOn',
    occurredAt: last?.occurredAt ?? instantOf(openedOn),
    note: finishedNote,
  }
}

/** What is written under a replayed step whose row has no remark. */
export const ledgerNote = '据原台账补录。'

/**
 * Reads off a row which transitions happened and when; a date without a time is the first instant of its day in Asia/Shanghai.
 * @param told how she was told, in words; null where the register does not say.
 */
export const handlingOf = (
  kind: CaseKind,
  spec: ImportSpec,
  values: ReadonlyMap<string, Value>,
  names: (key: string) => Label,
  told: string | null,
): Handling => {
  const outcome = values.get(spec.outcome)
  const path = outcome === undefined ? spec.otherwise : spec.paths[String(outcome)]
  if (!path)
    return {
      steps: [],
      faults: [
        {
          key: spec.outcome,
          reason: label(
            `「${names(spec.outcome).zh}」是这一项的不能导入。请登记后在系统里办。`,
            'This way of handling cannot be imported. Register the matter and handle it in the system.',
          ),
        },
      ],
      remarks: [],
    }
  const used = new Set<string>([spec.outcome, ...(spec.remark ? [spec.remark] : [])])
  const faults: { key: string; reason: Label }[] = []
  const steps: PlayedStep[] = []
  const remarks: { key: string; reason: Label }[] = []
  const received = String(values.get('openedOn') ?? '').slice(0, 10)
  let last = { key: 'openedOn', at: String(values.get('openedOn') ?? '') }
  let ended = false
  const ordered = byDay(kind, path, values)
  for (const { key, by } of ordered.idle) {
    used.add(key)
    remarks.push({ key, reason: toldBy(names(by)) })
  }
  for (const step of ordered.steps) {
    const filled = step.on.filter((key) => values.has(key))
    const dated = filled[0]
    const verb = kind.transitions[step.action]?.label ?? label(step.action, step.action)
    if (dated === undefined) {
      ended = ended || step.optional !== true
      continue
    }
    for (const key of filled) used.add(key)
    if (ended) {
      faults.push({
        key: dated,
        reason: label(
          `填了「${names(dated).zh}」,但前一步的日期没有填。请补上,或删去这一格。`,
          `“${names(dated).en}” is filled but the step before it has no date. Add that date or clear this cell.`,
        ),
      })
      break
    }
    const day = String(values.get(dated))
    const before = steps.at(-1)?.action
    // Passed on after she was told where to: the telling is noted then, with its own day.
    const passed = before !== undefined && kind.transitions[before]?.moves !== undefined
    const noted = tells(step) && passed && day < last.at && day.slice(0, 10) >= received
    const at = noted ? last.at : day
    if (at.slice(0, 10) < last.at.slice(0, 10))
      faults.push({
        key: dated,
        reason: label(
          `早于「${names(last.key).zh}」(${last.at.slice(0, 10)})。请核对日期。`,
          `Before “${names(last.key).en}” (${last.at.slice(0, 10)}). Check the dates.`,
        ),
      })
    last = { key: dated, at }
    const asked = needsOf(step, values, used)
    for (const key of asked.missing)
      faults.push({
        key,
        reason: label(
          `「${verb.zh}」要填「${names(key).zh}」。请补上。`,
          `“${verb.en}” needs “${names(key).en}”. Add it.`,
        ),
      })
    steps.push({
      action: step.action,
      dated,
      occurredAt: instantOf(at),
      note: ledgerNote,
      ...asked.given,
      ...(step.proof ? { proof: { on: day.slice(0, 10), mode: deliveredBy[told ?? ''] ?? 'notStated' } } : {}),
    })
  }
  const remark = spec.remark ? values.get(spec.remark) : undefined
  const final = steps.at(-1)
  if (final && remark !== undefined) steps[steps.length - 1] = { ...final, note: String(remark) }
  const unused =
    outcome === undefined ? [] : spec.columns.map(({ key }) => key).filter((key) => values.has(key) && !used.has(key))
  remarks.push(...unused.map((key) => ({ key, reason: unusedColumn })))
  if (outcome === undefined) {
    const stray = spec.columns.map(({ key }) => key).find((key) => values.has(key) && !used.has(key))
    if (stray)
      faults.push({
        key: spec.outcome,
        reason: label(
          `填了「${names(stray).zh}」,但没有填「${names(spec.outcome).zh}」。请补上。`,
          `“${names(stray).en}” is filled but “${names(spec.outcome).en}” is not. Add it.`,
        ),
      })
  }
  return { steps, faults, remarks: faults.length > 0 ? [] : remarks }
}

const tells = (step: HandlingStep): boolean => step.optional === true && step.proof === true

/**
 * The steps in the order their days say: a telling comes after later steps of earlier days, as far as the kind lets it be noted there.
 * `idle` are tellings that come too late for that, and the column of the step that told her before.
 */
const byDay = (
  kind: CaseKind,
  path: readonly HandlingStep[],
  values: ReadonlyMap<string, Value>,
): { steps: readonly HandlingStep[]; idle: readonly { key: string; by: string }[] } => {
  const steps = [...path]
  const idle: { key: string; by: string }[] = []
  const dated = (step: HandlingStep | undefined): { key: string; day: string } | null => {
    const key = step?.on.find((one) => values.has(one))
    return key === undefined ? null : { key, day: String(values.get(key)).slice(0, 10) }
  }
  for (const telling of path.filter(tells)) {
    const told = dated(telling)
    if (!told) continue
    for (let at = steps.indexOf(telling); ; at++) {
      const next = steps[at + 1]
      const then = dated(next)
      if (!next || !then || then.day >= told.day) break
      const from = kind.transitions[telling.action]?.from ?? []
      if ([from].flat().includes(kind.transitions[next.action]?.to ?? '')) steps.splice(at, 2, next, telling)
      else {
        steps.splice(at, 1)
        idle.push({ key: told.key, by: then.key })
        break
      }
    }
  }
  return { steps, idle }
}

const toldBy = (by: Label): Label =>
  label(
    `晚于「${by.zh}」,那时已经告诉本人或者已经归档,没有另记。如有需要,请导入后在系统里补记。`,
    `Later than “${by.en}”, when she had been told or the file was put away: not noted apart. Note it in the system if needed.`,
  )
const unusedColumn = label(
  '这种处理方式用不到这一格,没有导入。如有需要,请导入后在系统里补记。',
  'This way of handling has no use for this cell; it was not imported. Note it in the system if needed.',
)

const needsOf = (
  step: HandlingStep,
  values: ReadonlyMap<string, Value>,
  used: Set<string>,
): { given: Partial<Pick<PlayedStep, 'result' | 'reason' | 'unit' | 'target'>>; missing: string[] } => {
  const given: Record<string, string> = {}
  const missing: string[] = []
  for (const need of ['result', 'reason', 'unit', 'target'] as const) {
    const key = step[need]
    if (key === undefined) continue
    used.add(key)
    const value = values.get(key)
    if (value === undefined) missing.push(key)
    else given[need] = String(value)
  }
  return { given, missing }
}

/** `2014-03-08` or `2014-03-08 14:30` (Asia/Shanghai) as an instant; a day without a time is its first instant. */
export const instantOf = (text: string): string => {
  const [date = '', time = ''] = text.split(' ')
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return new Date(startOfDay(date).getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000).toISOString()
}

// The way of telling as old registers state it, in the codes of delivery.
const deliveredBy: Readonly<Record<string, string>> = { F: 'hand', C: 'phone', H: 'kept' }
