import type { PhrasePlace } from '#modules/office/define.ts'
import type { Permission } from '#platform/contract/route.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { CaseKind, Facts, PaperSpec, TransitionSpec } from '../define.ts'

/** One step a matter could take now, and why not where it may not. */
export type Action = {
  readonly key: string
  readonly label: Label
  /** Null when lawful; otherwise the sentence shown under the disabled button. */
  readonly blocked: Label | null
  readonly needs: readonly string[]
  /** Fields asked with it. */
  readonly asks: readonly string[]
  readonly results: string | null
  readonly reasons: string | null
  /** The step is asked for and another person agrees. */
  readonly asksApproval: boolean
  readonly moves: 'down' | 'up' | null
  readonly leaves: boolean
  /** Asks, without requiring it, whether she was told with it. */
  readonly tells: boolean
  readonly paper: string | null
  /** The phrases beside its words. */
  readonly phrases: PhrasePlace
}

/** What decides about steps besides the facts. */
export type Situation = {
  readonly facts: Facts
  readonly permissions: ReadonlySet<Permission>
  /** Actions that wait for an approver. */
  readonly pending: readonly string[]
  /** Clocks that hold transitions back: those that have not run out, with the day they end, and those that ask for something first. */
  readonly holding: readonly {
    readonly transitions: readonly string[]
    readonly label: Label
    readonly until: string | null
  }[]
  /** True when the kind demands 告知方式 before anything leaves. */
  readonly mustSetNotify: boolean
  readonly panel: { readonly votes: number; readonly needed: number } | null
  readonly quotaLeft: number | null
  /** Who is missing where nobody here or above can approve a step, by the permission it asks for. */
  readonly unapproved?: ReadonlyMap<Permission, Label>
  /** Opened by a grant: read, not acted on. */
  readonly readOnly?: boolean
  /** An old register is played. */
  readonly past?: boolean
}

/** All steps that start in the present state, the most natural first. */
export const actionsOf = (kind: CaseKind, situation: Situation, dueClock: string | null): Action[] =>
  stepsFrom(kind, situation.facts.status, dueClock).map(([key, step]) => ({
    key,
    label: step.label,
    blocked: blockedBy(kind, key, step, situation),
    needs: step.needs ?? [],
    asks: step.asks ?? [],
    results: step.results ?? null,
    reasons: step.reasons ?? null,
    asksApproval: step.approver !== undefined,
    moves: step.moves ?? null,
    leaves: step.leaves ?? false,
    tells: step.tells ?? false,
    paper: step.paper ?? null,
    phrases: step.phrases ?? 'handling',
  }))

/** Why a step is not lawful now; null when it is. The server decides by it and the web shows it. */
export const whyNot = (kind: CaseKind, key: string, situation: Situation): Label | null => {
  const step = Object.hasOwn(kind.transitions, key) ? kind.transitions[key] : undefined
  if (!step) return label('没有这一步。', 'There is no such step.')
  if (!startsIn(kind, step, situation.facts.status))
    return label(
      `现在是「${kind.states[situation.facts.status]?.label.zh}」,不能${step.label.zh}。`,
      `Not possible while ${kind.states[situation.facts.status]?.label.en}.`,
    )
  return blockedBy(kind, key, step, situation)
}

/** The letters that fit where the matter stands: their step was taken, or can be taken from here. No other is printed by mistake. */
export const papersOf = (kind: CaseKind, { done, status }: Pick<Facts, 'done' | 'status'>): [string, PaperSpec][] =>
  Object.entries(kind.papers ?? {}).filter(([, { after }]) => {
    const step = kind.transitions[after]
    return done.includes(after) || (step !== undefined && startsIn(kind, step, status))
  })

/**
 * The steps that start in a state, the most natural first: what ends the deadline due next without leaving the state (a visit before the
 * file is closed), then by `first`.
 */
export const stepsFrom = (
  kind: CaseKind,
  status: string,
  dueClock: string | null,
): [string, TransitionSpec<string>][] => {
  const due = dueClock ? kind.clocks[dueClock] : undefined
  const starting = Object.entries(kind.transitions).filter(([, step]) => !step.past && startsIn(kind, step, status))
  const byItself = ([, step]: [string, TransitionSpec<string>]): number => step.first ?? 50
  // Where the next step can tell her as well, no step of its own is led to.
  const tellsAnyway = [...starting].sort((a, b) => byItself(a) - byItself(b))[0]?.[1].tells === true
  const rank = ([key, step]: [string, TransitionSpec<string>]): number =>
    step.to === null && (due?.stops.includes(key) || (due?.told && step.needs?.includes('proof') && !tellsAnyway))
      ? 0
      : byItself([key, step])
  return starting.sort((a, b) => rank(a) - rank(b))
}

/** Whether a step starts in a state. */
export const startsIn = (kind: CaseKind, step: TransitionSpec<string>, status: string): boolean =>
  step.from === '*'
    ? kind.states[status]?.phase === 'open'
    : typeof step.from === 'string'
      ? step.from === status
      : step.from.includes(status)

const blockedBy = (kind: CaseKind, key: string, step: TransitionSpec<string>, situation: Situation): Label | null => {
  const verb = step.label
  if (situation.readOnly) return label('您凭理由查看,只能看,不能办。', 'Opened by a stated reason: read only.')
  if (step.past && !situation.past)
    return label(
      '这一步只随旧台账导入。请按实际情况办结或归档。',
      'This step comes with an old register only. Conclude or file the matter as it is.',
    )
  if (!situation.permissions.has(step.can))
    return label(`当前岗位不办「${verb.zh}」。`, `This post does not do “${verb.en}”.`)
  const nobody = step.approver ? situation.unapproved?.get(step.approver) : undefined
  if (nobody) return nobody
  if (situation.pending.includes(key))
    return label(`「${verb.zh}」已送审,等批。`, `“${verb.en}” is waiting for approval.`)
  const held = situation.holding.find((clock) => clock.transitions.includes(key))
  if (held && held.until === null)
    return label(
      `还欠「${held.label.zh}」,记上了再${verb.zh}。`,
      `“${held.label.en}” is still owed: note it, then ${verb.en.toLowerCase()}.`,
    )
  if (held)
    return label(
      `${held.label.zh}到 ${held.until} 才满,之后可以${verb.zh}。`,
      `${held.label.en} ends on ${held.until}; possible after that.`,
    )
  // Passing up stays within the house: who is in danger is not kept waiting for an answer she may not be able to give.
  if (step.leaves && step.moves !== 'up' && situation.mustSetNotify && !situation.facts.notifyMode)
    return label('还没有设「告知方式」。先问清怎样联系她才安全。', 'Set how she may be told first: ask what is safe.')
  if (step.needs?.includes('panel') && situation.panel && situation.panel.votes < situation.panel.needed)
    return label(
      `评审还差 ${situation.panel.needed - situation.panel.votes} 票。`,
      `${situation.panel.needed - situation.panel.votes} panel vote(s) missing.`,
    )
  if (step.needs?.includes('quota') && situation.quotaLeft !== null && situation.quotaLeft <= 0)
    return label('本单位名额已用完。', 'The unit has no places left.')
  const missing = missingParties(kind, situation.facts)
  if (step.to !== null && kind.states[step.to]?.phase !== 'open' && missing) return missing
  return step.guard?.(situation.facts) ?? null
}

const missingParties = (kind: CaseKind, facts: Facts): Label | null => {
  for (const [role, spec] of Object.entries(kind.parties)) {
    const present = facts.parties.filter((party) => party === role).length
    if (present < (spec.min ?? 0)) return label(`还缺${spec.label.zh}。`, `${spec.label.en} is missing.`)
  }
  return null
}
