import { type ReactNode, useState } from 'react'
import { type Conflict, conflictsOf, dayTyped, readDuty, type Shift, shifts } from '#modules/office/rules/duty.ts'
import { dayOfWeek } from '#platform/clock/time.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { Grid, type GridChange, type GridRow } from '#web/ui/Grid.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import type { Roster } from './data.ts'
import { dutyWords as words } from './duty-words.ts'

const columns = Object.keys(shifts) as Shift[]
/** Reasons told above the grid at once. */
const told = 5

/** The month as a sheet: a month of WPS is pasted whole, at the date of its first day; what cannot be so is said at its cell. */
export const RosterGrid = ({
  roster,
  textAt,
  onChange,
}: {
  roster: Roster
  /** What stands in a cell now. */
  textAt: (day: string, shift: Shift) => string
  onChange: (changes: readonly { day: string; shift: Shift; text: string }[]) => void
}): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const [otherDays, setOtherDays] = useState<{ pasted: number; here: number } | null>(null)
  const reached = new Set(roster.colleagues.filter(({ phone }) => phone !== null).map(({ name }) => name))
  const typed = roster.days.flatMap(({ day }) => columns.map((shift) => ({ day, shift, text: textAt(day, shift) })))
  const conflicts = conflictsOf(typed, reached)
  const away = new Set(
    roster.rows
      .filter((row) => row.away && readDuty(textAt(row.day, row.shift)).name === row.name)
      .map((row) => `${row.day} ${row.shift}`),
  )
  const problemOf = (cell: string, text: string): string | null => {
    const { name } = readDuty(text)
    const conflict: Conflict | 'away' | undefined = conflicts.get(cell) ?? (away.has(cell) ? 'away' : undefined)
    return conflict ? say(words[conflict], { name }) : null
  }
  const rows = roster.days.map(({ day, off, name }): GridRow => {
    const found = columns.flatMap((shift) => {
      const problem = problemOf(`${day} ${shift}`, textAt(day, shift))
      return problem ? [[shift, problem] as const] : []
    })
    const rest = name ? say(name) : off ? say(words.off) : ''
    return {
      key: day,
      head: String(Number(day.slice(8))),
      cells: {
        date: [
          day === today ? say(words.thisDay) : '',
          day.slice(5),
          say(words.weekdays[dayOfWeek(day)] ?? words.day),
          rest,
        ]
          .filter(Boolean)
          .join(' '),
        ...Object.fromEntries(columns.map((shift) => [shift, textAt(day, shift)])),
      },
      problems: Object.fromEntries(found),
    }
  })
  const found = rows.flatMap(({ key, head, problems }) =>
    columns.flatMap((shift) => {
      const why = problems?.[shift]
      return why ? [{ key: `${key} ${shift}`, day: head, shift: say(shifts[shift].label), why }] : []
    }),
  )
  const change = (changes: readonly GridChange[]): void => {
    const wrong = changes
      .filter(({ column }) => column === 'date')
      .map(({ row, text }) => ({ pasted: dayTyped(text), here: Number(row.slice(8)) }))
      .find(({ pasted, here }) => pasted !== null && pasted !== here)
    setOtherDays(wrong ? { pasted: wrong.pasted ?? 0, here: wrong.here } : null)
    if (wrong) return
    onChange(
      changes.flatMap(({ row, column, text }) =>
        column === 'date' ? [] : [{ day: row, shift: column as Shift, text: text.replace(/\s+/g, ' ').slice(0, 70) }],
      ),
    )
  }
  return (
    <>
      <p className="quiet no-print">{say(words.lead)}</p>
      {roster.colleagues.length > 0 && (
        <p className="quiet no-print">
          {say(words.colleagues, { names: roster.colleagues.map(({ name }) => name).join(say(words.comma)) })}
        </p>
      )}
      <div role="status">
        {otherDays && <p className="problem">{say(words.otherDays, otherDays)}</p>}
        {found.length > 0 && (
          <div className="no-print">
            <Reason>{say(words.conflicts, { n: found.length })}</Reason>
            <ul className="quiet">
              {found.slice(0, told).map(({ key, ...one }) => (
                <li key={key}>{say(words.conflictAt, one)}</li>
              ))}
            </ul>
            {found.length > told && <p className="quiet">{say(words.conflictsMore, { n: found.length - told })}</p>}
          </div>
        )}
      </div>
      <Grid
        label={say(words.title)}
        corner={say(words.dayOf)}
        columns={[
          { key: 'date', title: say(words.day), width: 150 },
          ...columns.map((shift) => ({
            key: shift,
            title: say(shifts[shift].label),
            note: say(words.hours, { from: shifts[shift].from, to: shifts[shift].to }),
            width: 200,
          })),
        ]}
        rows={rows}
        onChange={change}
      />
    </>
  )
}
