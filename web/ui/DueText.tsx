import type { ReactNode } from 'react'
import { soonShare } from '#platform/clock/deadline.ts'
import type { Label } from '#platform/text/label.ts'
import { useSay } from '../preferences.ts'
import { uiWords } from './words.ts'

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
          {due.overdue ? '!' : '◷'}
        </span>
      )}
      {say(due.text)}
      {!due.overdue && tone && <span className="only-heard"> {say(uiWords.dueSoon)}</span>}
      {due.provisional && <span className="due-note"> {say(uiWords.provisional)}</span>}
    </span>
  )
}
