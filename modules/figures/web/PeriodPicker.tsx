import { type ReactNode, useId, useState } from 'react'
import { parsePeriod } from '#platform/clock/time.ts'
import { useSay } from '#web/preferences.ts'
import { MonthField } from '#web/ui/MonthField.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { words } from './words.ts'

const custom = 'custom'

/** Chooses a year, half, quarter, month, or a run of months; the value is the key of a period, `2025H1`. */
export const PeriodPicker = ({
  value,
  thisYear,
  onChange,
}: {
  value: string
  thisYear: number
  onChange: (period: string) => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const read = parsePeriod(value)
  const period = read.ok ? read.value : null
  const year = period ? Number(period.to.slice(0, 4)) : thisYear
  const rest = period && period.kind !== 'range' && period.kind !== 'workYear' ? period.key.slice(4) : custom
  const [open, setOpen] = useState(rest === custom)
  const [months, setMonths] = useState({
    from: period?.from.slice(0, 7) ?? `${thisYear}-01`,
    to: period?.to.slice(0, 7) ?? `${thisYear}-12`,
  })
  const wrong = months.from > months.to
  const setRange = (part: Partial<typeof months>): void => {
    const next = { ...months, ...part }
    setMonths(next)
    if (next.from <= next.to) onChange(`${next.from}..${next.to}`)
  }
  const years = Array.from({ length: 16 }, (_, back) => thisYear + 1 - back)
  return (
    <>
      <div className="figures-field">
        <label htmlFor={`${id}y`}>{say(words.year)}</label>
        <select
          id={`${id}y`}
          className="field"
          value={year}
          onChange={(event) => onChange(`${event.target.value}${rest === custom ? '' : rest}`)}
        >
          {(years.includes(year) ? years : [...years, year]).map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <div className="figures-field">
        <label htmlFor={`${id}s`}>{say(words.span)}</label>
        <select
          id={`${id}s`}
          className="field"
          value={open ? custom : rest}
          onChange={(event) => {
            setOpen(event.target.value === custom)
            if (event.target.value === custom) setRange({})
            else onChange(`${year}${event.target.value}`)
          }}
        >
          <option value="">{say(words.wholeYear)}</option>
          <option value="H1">{say(words.firstHalf)}</option>
          <option value="H2">{say(words.secondHalf)}</option>
          {[1, 2, 3, 4].map((n) => (
            <option key={n} value={`Q${n}`}>
              {say(words.quarter, { n })}
            </option>
          ))}
          {Array.from({ length: 12 }, (_, at) => at + 1).map((n) => (
            <option key={n} value={`-${String(n).padStart(2, '0')}`}>
              {say(words.month, { n })}
            </option>
          ))}
          <option value={custom}>{say(words.custom)}</option>
        </select>
      </div>
      {open && (
        <>
          <div className="figures-field">
            <label htmlFor={`${id}f`}>{say(words.fromMonth)}</label>
            <MonthField
              id={`${id}f`}
              value={months.from}
              aria-invalid={wrong}
              onChange={(from) => setRange({ from })}
            />
          </div>
          <div className="figures-field">
            <label htmlFor={`${id}t`}>{say(words.toMonth)}</label>
            <MonthField id={`${id}t`} value={months.to} aria-invalid={wrong} onChange={(to) => setRange({ to })} />
            {wrong && <Reason>{say(words.wrongMonths)}</Reason>}
          </div>
        </>
      )}
    </>
  )
}
