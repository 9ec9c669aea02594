import type { ReactNode } from 'react'
import { soonShare } from '#platform/clock/deadline.ts'
import type { Label } from '#platform/text/label.ts'
import { useSay } from '../preferences.ts'
import { uiWords } from './words.ts'

// Drawn: the fonts of an office have no sign for it.
const clock = (
  <svg viewBox="0 0 16 16" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.6">
    <circle cx="8" cy="8" r="6.5" />
    <path d="M8 4.5V8l2.5 1.5" />
  </svg>
)

/** How a clock stands, as the server words it: 「还剩 5 个工作日(11月28日)」; the colour never stands alone. */
export const DueText = ({
  due,
}: {
  due: { readonly text: Label; readonly overdue: boolean; readonly share: number; readonly provisional: boolean }
}): ReactNode => {
  const say = useSay()
  const tone = due.overdue ? 'due-over' : due.share >= soonShare ? 'due-soon' : ''
  return (
    <span className={`due ${tone}`}>
      {tone && (
        <span className="due-mark" aria-hidden="true">
          {due.overdue ? '!' : clock}
        </span>
      )}
      {say(due.text)}
      {!due.overdue && tone && <span className="only-heard"> {say(uiWords.dueSoon)}</span>}
      {due.provisional && <span className="due-note"> {say(uiWords.provisional)}</span>}
    </span>
  )
}
