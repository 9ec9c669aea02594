import type { ReactNode } from 'react'
import type { Say } from '#web/preferences.ts'
import { Folded } from '#web/ui/Folded.tsx'
import type { Happening } from '#web/ui/Timeline.tsx'
import type { Step } from '../data.ts'
import { words } from './words.ts'

/** Steps, oldest first, as the timeline shows them; the state stands beside a step only where the step changed it. */
export const happeningsOf = (
  steps: readonly Step[],
  say: Say,
  actions?: (step: Step) => ReactNode,
  changes?: (step: Step) => ReactNode,
  told: (step: Step, which: 'note' | 'remark', text: string) => ReactNode = (_step, _which, text) => (
    <Folded text={text} />
  ),
): readonly Happening[] =>
  steps.map((step, place) => {
    const before = steps[place - 1]?.to?.zh ?? null
    const acted = actions?.(step)
    return {
      key: String(step.seq),
      at: step.at,
      title:
        step.to && step.to.zh !== before
          ? say(words.stepTo, { what: say(step.label), state: say(step.to) })
          : say(step.label),
      by: step.by,
      unit: step.unit,
      ...(step.reversed ? { reversed: step.reversed } : {}),
      late: step.late,
      ...(step.note || step.remark || step.dueOn || step.told.length > 0 || step.changes.length > 0
        ? {
            note: (
              <>
                {step.told.map((line) => (
                  <div key={line.zh}>{say(line)}</div>
                ))}
                {step.note && told(step, 'note', step.note)}
                {step.dueOn && <div>{say(words.stepDueOn, { day: step.dueOn })}</div>}
                {step.remark && (
                  <div>
                    {say(words.stepRemark)}
                    {told(step, 'remark', step.remark)}
                  </div>
                )}
                {step.changes.length > 0 && changes?.(step)}
              </>
            ),
          }
        : {}),
      ...(acted ? { actions: acted } : {}),
    }
  })
