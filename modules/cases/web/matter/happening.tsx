import type { ReactNode } from 'react'
import type { Say } from '#web/preferences.ts'
import { Folded } from '#web/ui/Folded.tsx'
import { clockTime, type Happening } from '#web/ui/Timeline.tsx'
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
  paper?: (step: Step) => ReactNode,
): readonly Happening[] =>
  steps.map((step, place) => {
    const answer = steps.find((one) => one.answers === step.seq && !one.reversed)
    const asked = steps.find((one) => one.seq === step.answers)
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
      ...(step.note || step.remark || step.dueOn || answer || step.told.length > 0 || step.changes.length > 0
        ? {
            note: (
              <>
                {step.told.map((line) => (
                  <div key={line.zh}>{say(line)}</div>
                ))}
                {asked && (
                  <div>{say(words.answeredBy, { what: say(asked.label), day: clockTime(asked.at).slice(0, 10) })}</div>
                )}
                {step.note && told(step, 'note', step.note)}
                {step.paper && <div>{paper?.(step)}</div>}
                {step.dueOn && <div>{say(words.stepDueOn, { day: step.dueOn })}</div>}
                {answer && (
                  <div>
                    {say(words.wasAnswered, { day: clockTime(answer.at).slice(0, 10) })} {paper?.(answer)}
                  </div>
                )}
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
