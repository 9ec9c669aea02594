import { type ReactNode, useEffect, useId, useRef } from 'react'
import { type Shift, shifts } from '#modules/office/rules/duty.ts'
import { dayOfWeek } from '#platform/clock/time.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { Reason } from '#web/ui/Reason.tsx'
import type { Roster } from './data.ts'
import { dutyWords as words } from './duty-words.ts'

const columns = Object.keys(shifts) as Shift[]

/** The month to read, and on a phone to fill in field by field, with the colleagues offered. */
export const RosterTable = ({
  roster,
  textAt,
  changed,
  onChange,
}: {
  roster: Roster
  textAt: (day: string, shift: Shift) => string
  changed: (day: string, shift: Shift) => boolean
  onChange?: (day: string, shift: Shift, text: string) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const { today } = useNow()
  const here = useRef<HTMLTableRowElement>(null)
  // A month on a phone is some screens long: it opens at today.
  useEffect(() => here.current?.scrollIntoView({ block: 'center' }), [])
  const away = new Map(roster.rows.filter((row) => row.away).map((row) => [`${row.day} ${row.shift}`, row.name]))
  return (
    <>
      <datalist id={`${id}people`}>
        {roster.colleagues.map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
      <div className="duty-scroll">
        <table className="duty">
          <caption className="only-heard">{say(words.title)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(words.day)}</th>
              {columns.map((shift) => (
                <th key={shift} scope="col">
                  {say(shifts[shift].label)}
                  <span className="quiet"> {say(words.hours, { from: shifts[shift].from, to: shifts[shift].to })}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roster.days.map(({ day, off, name }) => (
              <tr
                key={day}
                ref={day === today ? here : undefined}
                className={[off && 'duty-off', day === today && 'duty-today'].filter(Boolean).join(' ')}
                aria-current={day === today ? 'date' : undefined}
              >
                <th scope="row">
                  {day === today && <span className="tag">{say(words.thisDay)}</span>}
                  {Number(day.slice(8))} {say(words.weekdays[dayOfWeek(day)] ?? words.day)}
                  {(off || name) && <span className="quiet"> {name ? say(name) : say(words.off)}</span>}
                </th>
                {columns.map((shift) => {
                  const shown = textAt(day, shift)
                  const gone = away.get(`${day} ${shift}`)
                  return (
                    <td key={shift}>
                      {onChange ? (
                        <input
                          className="field duty-cell"
                          aria-label={`${day} ${say(shifts[shift].label)}`}
                          list={`${id}people`}
                          placeholder={say(shifts[shift].label)}
                          maxLength={70}
                          value={shown}
                          onChange={(event) => onChange(day, shift, event.target.value)}
                        />
                      ) : (
                        shown
                      )}
                      {gone && !changed(day, shift) && <Reason>{say(words.away, { name: gone })}</Reason>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
