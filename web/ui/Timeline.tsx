import type { ReactNode } from 'react'
import { useSay } from '../preferences.ts'
import { uiWords } from './words.ts'

/** One thing that happened. `at` is an instant; it is shown in Asia/Shanghai. */
export type Happening = {
  readonly key: string
  readonly at: string
  readonly title: ReactNode
  readonly by?: string
  readonly unit?: string
  readonly note?: ReactNode
  readonly reversed?: 'undo' | 'correct'
  readonly late?: boolean
  /** Plain buttons, such as 〔撤回〕 with its reason. */
  readonly actions?: ReactNode
}

const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** An instant as `2026-11-21 14:05` in Asia/Shanghai. */
export const clockTime = (instant: string | Date): string =>
  format.format(typeof instant === 'string' ? new Date(instant) : instant)

/** An instant as `clockTime`, a day that was noted without its hour as the day: it stands at midnight sharp. */
export const dayOrTime = (instant: string): string =>
  (Date.parse(instant) + 8 * 3_600_000) % 86_400_000 === 0 ? clockTime(instant).slice(0, 10) : clockTime(instant)

/** What happened, newest where the caller puts it; what was taken back stays and says so. */
export const Timeline = ({ items }: { items: readonly Happening[] }): ReactNode => {
  const say = useSay()
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.key} className={item.reversed ? 'timeline-undone' : ''}>
          <div className="timeline-head">
            <span className="timeline-title">{item.title}</span>
            {item.reversed && <span className="tag">{say(uiWords[item.reversed])}</span>}
            {item.late && <span className="tag">{say(uiWords.late)}</span>}
          </div>
          <div className="timeline-meta">
            <time dateTime={item.at}>{dayOrTime(item.at)}</time>
            {item.by && <span>{item.unit ? say(uiWords.byUnit, { by: item.by, unit: item.unit }) : item.by}</span>}
          </div>
          {item.note && <div className="timeline-note">{item.note}</div>}
          {item.actions && <div className="timeline-actions">{item.actions}</div>}
        </li>
      ))}
    </ol>
  )
}
