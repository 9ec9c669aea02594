import { label, type Label } from '#platform/text/label.ts'
import type { CaseKind } from '../define.ts'

/** A step of the timeline as far as taking it back goes. */
type Step = {
  readonly seq: number
  readonly action: string
  readonly account_id: string | null
  readonly recorded_at: Date
  readonly left_house: boolean
  readonly reverses: number | null
  readonly track_id: string | null
  readonly to_status: string | null
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * How a step can be made undone now, or why it cannot; the reason is told only where a reader would expect the button. `untell`: the step
 * stands, that she was told with it does not.
 */
export type TakingBack = { readonly how: 'undo' | 'correct' | 'untell' | null; readonly why: Label | null }

/** The steps whose proof that she was told was struck out, by their place. */
export const untoldIn = (steps: readonly Pick<Step, 'payload'>[]): ReadonlySet<unknown> =>
  new Set(steps.flatMap(({ payload }) => (payload['untold'] === undefined ? [] : [payload['untold']])))

/** The steps by which something has left the house: word of mouth that was struck out never did. */
export const leftBy = <S extends Pick<Step, 'seq' | 'action' | 'left_house' | 'payload'>>(
  kind: CaseKind,
  steps: readonly S[],
): readonly S[] => {
  const untold = untoldIn(steps)
  return steps.filter(
    ({ seq, action, left_house }) => left_house && !(untold.has(seq) && kind.transitions[action]?.leaves !== true),
  )
}

/** Whether a step is nothing but the note that she was told. */
export const onlyTells = (kind: CaseKind, { action }: Pick<Step, 'action'>): boolean => {
  const spec = Object.hasOwn(kind.transitions, action) ? kind.transitions[action] : undefined
  return spec?.to === null && spec.needs?.includes('proof') === true
}

// What a step cannot do without is no tick beside it: a reply stands with its delivery.
const tellsBeside = (kind: CaseKind, step: Step): boolean =>
  step.payload['proof'] !== undefined && (onlyTells(kind, step) || kind.transitions[step.action]?.tells === true)

const no = (why: Label | null): TakingBack => ({ how: null, why })

/** Whether a step moved the matter itself, not a row or a proceeding beside it. */
export const movedMatter = (kind: CaseKind, step: Pick<Step, 'action' | 'track_id'>): boolean =>
  step.track_id === null && Object.hasOwn(kind.transitions, step.action)

// Ids of what a step added or changed beside the matter; one of the matter's own steps is about the matter as well, a note about itself.
const subjectsOf = (kind: CaseKind, step: Step): readonly unknown[] => {
  const { part, obligation, act, track, file, approval } = step.payload
  return [
    movedMatter(kind, step) && 'matter',
    (step.action === 'note' || step.action === 'answered') && step,
    step.track_id,
    part,
    obligation,
    act,
    track,
    file,
    approval,
  ].filter(Boolean)
}

/**
 * Taking back (撤回): one's own step, within 24 hours, while nothing has left the house and nothing was built on it. A wrong note, part,
 * promise, paper, attachment, request or entry of a proceeding is struck out by a visible correction (更正) after that; a step of the matter is
 * not, but that she was told with it is, until the file is put away.
 */
export const takingBackOf = (
  kind: CaseKind,
  steps: readonly Step[],
  step: Step,
  accountId: string,
  now: Date,
): TakingBack => {
  const reversed = new Set(steps.map((one) => one.reverses))
  const after = steps.filter((one) => one.seq > step.seq && one.reverses === null && !reversed.has(one.seq))
  const subjects = subjectsOf(kind, step)
  const builtOn = after.some((one) => subjectsOf(kind, one).some((subject) => subjects.includes(subject)))
  // What an approver said stands, and a request of the engine itself has a way of its own.
  const asked = step.action !== 'ask' || Object.hasOwn(kind.transitions, String(step.payload['action']))
  if (step.action === 'returned' || step.action === 'lapsed' || !asked) return no(null)
  if (step.reverses !== null || reversed.has(step.seq) || subjects.length === 0) return no(null)
  if (after.some((one) => one.action === 'void')) return no(null)
  const stands = [...after].reverse().find((one) => movedMatter(kind, one)) ?? step
  const filed = kind.states[stands.to_status ?? '']?.phase === 'closed'
  if (tellsBeside(kind, step) && movedMatter(kind, step) && !untoldIn(steps).has(step.seq) && !filed)
    return { how: 'untell', why: null }
  if (builtOn) return no(null)
  const why =
    step.account_id !== accountId
      ? label('只能撤回自己办的一步。', 'You can only take back your own step.')
      : leftBy(kind, steps).some((one) => one === step || after.includes(one))
        ? label(
            '已经有文书或转送发出,不能撤回。内容写错的用〔更正〕;办错的,接着办对的一步,说明里写清。',
            'Something has left the house. Correct what was written wrongly; after a wrong step take the right one and say so.',
          )
        : now.getTime() - step.recorded_at.getTime() > 24 * 3_600_000
          ? label(
              '已超过 24 小时,不能撤回。内容写错的用〔更正〕;办错的,接着办对的一步,说明里写清。',
              'More than 24 hours ago. Correct what was written wrongly; after a wrong step take the right one and say so.',
            )
          : null
  if (!why) return { how: 'undo', why: null }
  return movedMatter(kind, step) ? no(why) : { how: 'correct', why: null }
}
