import type { ReactNode } from 'react'
import type { Say } from '#web/preferences.ts'
import type { Happening } from '#web/ui/Timeline.tsx'
import type { Step } from '../data.ts'
import { words } from './words.ts'

/** A step as the timeline shows it. */
export const happeningOf = (step: Step, say: Say, actions?: ReactNode): Happening => ({
  key: String(step.seq),
  at: step.at,
  title:
    step.to && step.action !== 'note'
      ? say(words.stepTo, { what: say(step.label), state: say(step.to) })
      : say(step.label),
  by: step.by,
  unit: step.unit,
  reversed: step.reversed,
  late: step.late,
  ...(step.note ? { note: step.note } : {}),
  ...(actions ? { actions } : {}),
})
