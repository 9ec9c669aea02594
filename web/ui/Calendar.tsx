import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { addDays, addMonths, dayOfWeek, type LocalDate } from '#platform/clock/time.ts'
import { usePreferences, useSay } from '../preferences.ts'
import type { Bounds } from './dates.ts'
import { uiWords } from './words.ts'

/** The six weeks, Monday first, in which a month lies. */
const weeksOf = (day: LocalDate): readonly (readonly LocalDate[])[] => {
  const first = `${day.slice(0, 7)}-01`
  const monday = addDays(first, -((dayOfWeek(first) + 6) % 7))
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => addDays(monday, week * 7 + weekday)),
  )
}

const moves: Readonly<Record<string, (day: LocalDate) => LocalDate>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => addDays(day, -((dayOfWeek(day) + 6) % 7)),
  End: (day) => addDays(day, (7 - dayOfWeek(day)) % 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
}

/** A month to pick a day from: a finger, a mouse, or arrows, Page up and down, Enter and Esc (ARIA date grid). */
export const Calendar = ({
  chosen,
  today,
  min,
  max,
  onPick,
  onShut,
}: Bounds & {
  readonly chosen: LocalDate | ''
  readonly today: LocalDate
  readonly onPick: (day: LocalDate) => void
  readonly onShut: () => void
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  // Keys carry the focus along with the day; the buttons of the months keep it.
  const [{ at, focus }, setAt] = useState({ at: chosen || (max && max < today ? max : today), focus: true })
  const days = useRef<HTMLTableSectionElement>(null)
  const month = at.slice(0, 7)
  const outside = (day: LocalDate): boolean => Boolean((min && day < min) || (max && day > max))
  const format = (day: LocalDate, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'UTC', ...options }).format(
      new Date(`${day}T00:00:00Z`),
    )
  useEffect(() => {
    if (focus) days.current?.querySelector<HTMLElement>(`[data-day="${at}"]`)?.focus()
  }, [at, focus])
  const press = (event: KeyboardEvent): void => {
    const move = moves[event.key]
    if (event.key === 'Escape') onShut()
    else if (move && event.target instanceof HTMLElement && days.current?.contains(event.target)) {
      setAt({ at: move(at), focus: true })
    } else return
    event.preventDefault()
    // The panel a form stands in would shut with it.
    event.stopPropagation()
  }
  const turn = (name: string, sign: string, months: number): ReactNode => (
    <button
      type="button"
      className="calendar-turn"
      aria-label={name}
      onClick={() => setAt({ at: addMonths(at, months), focus: false })}
    >
      {sign}
    </button>
  )
  return (
    <div className="calendar" role="dialog" aria-label={say(uiWords.calendar)} onKeyDown={press}>
      <div className="calendar-head">
        {turn(say(uiWords.yearBefore), '«', -12)}
        {turn(say(uiWords.monthBefore), '‹', -1)}
        <strong aria-live="polite">{format(at, { year: 'numeric', month: 'long' })}</strong>
        {turn(say(uiWords.monthAfter), '›', 1)}
        {turn(say(uiWords.yearAfter), '»', 12)}
      </div>
      <table role="grid" aria-label={format(at, { year: 'numeric', month: 'long' })}>
        <thead>
          <tr>
            {weeksOf(at)[0]?.map((day) => (
              <th key={day} scope="col" abbr={format(day, { weekday: 'long' })}>
                {format(day, { weekday: 'narrow' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={days}>
          {weeksOf(at).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} aria-selected={day === chosen}>
                  <button
                    type="button"
                    data-day={day}
                    tabIndex={day === at ? 0 : -1}
                    className={day.slice(0, 7) === month ? 'calendar-day' : 'calendar-day calendar-other'}
                    aria-label={format(day, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' })}
                    {...(day === today ? { 'aria-current': 'date' as const } : {})}
                    aria-disabled={outside(day)}
                    onClick={() => outside(day) || onPick(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!outside(today) && (
        <button type="button" className="calendar-today" onClick={() => onPick(today)}>
          {say(uiWords.today)}
        </button>
      )}
    </div>
  )
}
