import type { CaseKind } from '../define.ts'

type Step = {
  readonly seq: number
  readonly action: string
  readonly track_id: string | null
  readonly unit_id: number | null
  readonly payload: Readonly<Record<string, unknown>>
}

/** Places of the steps by which a unit sent something to another body and has noted no answer; `steps` are those that stand. What goes to her is not among them: its delivery is proved. */
export const awaiting = (kind: CaseKind, steps: readonly Step[], unitId: number): ReadonlySet<number> => {
  const answered = new Set(steps.flatMap(({ action, payload }) => (action === 'answered' ? [payload['answers']] : [])))
  const sent = steps.filter(({ action, track_id, unit_id, seq }) => {
    const spec = track_id === null ? kind.transitions[action] : undefined
    const goesOut = spec && (spec.leaves || spec.waits) && !spec.needs?.includes('proof')
    return goesOut && unit_id === unitId && !answered.has(seq)
  })
  return new Set(sent.map(({ seq }) => seq))
}
