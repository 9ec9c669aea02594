import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { officeContract } from '#modules/office/contract.ts'
import { readDuty, type Shift } from '#modules/office/rules/duty.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { keptAs } from '#web/practice.ts'
import { useSay } from '#web/preferences.ts'
import { useCan, useMe } from '#web/session.tsx'
import { readKept, writeKept } from '#web/ui/draft-keeper.ts'
import { MonthField } from '#web/ui/MonthField.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { PrintedBy } from '#web/ui/PrintedBy.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { usePrintList } from '#web/ui/usePrintList.ts'
import { keys, type Roster, useRoster } from './data.ts'
import { dutyWords as words } from './duty-words.ts'
import { RosterGrid } from './RosterGrid.tsx'
import { RosterTable } from './RosterTable.tsx'
import './office.css'

const at = (day: string, shift: string): string => `${day} ${shift}`
const typedOf = ({ name, phone }: { name: string; phone: string | null }): string =>
  [name, phone].filter(Boolean).join(' ')

/** 值班表: a month of the unit, by day and shift; typed like a table, printed like one. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const [month, setMonth] = useState(today.slice(0, 7))
  const unit = useMe().post.unit.name
  usePrintList('list')
  return (
    <Page title={say(words.title)}>
      <p className="print-only">
        {unit} {month}
      </p>
      <Month key={month} month={month} onMonth={setMonth} />
      <PrintedBy />
    </Page>
  )
}

const monthBefore = (month: string): string => {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return of === 1 ? `${year - 1}-12` : `${year}-${String(of - 1).padStart(2, '0')}`
}

type Typed = Readonly<Record<string, string>>

// What was typed and not saved stays in this window, with the post it was typed in, while one looks elsewhere; signing out forgets it.
const useTyped = (month: string): readonly [Typed, (next: (before: Typed) => Typed) => void] => {
  const { account, post } = useMe()
  const place = keptAs(`draft.${account.id}.duty.${post.id}.${month}`)
  const [typed, setTyped] = useState<Typed>(() => (readKept(place)?.content ?? {}) as Typed)
  const change = (next: (before: Typed) => Typed): void =>
    setTyped((before) => {
      const after = next(before)
      const empty = Object.keys(after).length === 0
      writeKept(place, empty ? null : { id: place, content: after, savedAt: null, behind: true })
      return after
    })
  return [typed, change]
}

const Month = ({ month, onMonth }: { month: string; onMonth: (month: string) => void }): ReactNode => {
  const say = useSay()
  const id = useId()
  const client = useQueryClient()
  const edits = useCan('office.roster')
  const sheet = !useNarrow() && edits
  const found = useRoster(month)
  const [typed, setTyped] = useTyped(month)
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const roster = found.data
  const present = new Map(roster?.rows.map((row) => [at(row.day, row.shift), row]))
  const changed = Object.entries(typed).filter(([cell, text]) => {
    const row = present.get(cell)
    return text.trim() !== (row ? typedOf(row) : '')
  })
  const textAt = (day: string, shift: Shift): string => {
    const row = present.get(at(day, shift))
    return typed[at(day, shift)] ?? (row ? typedOf(row) : '')
  }
  const set = (cell: string, text: string): void => {
    setSaved(false)
    setTyped((before) => ({ ...before, [cell]: text }))
  }
  const save = (): void => {
    setBusy(true)
    setError(null)
    const cells = changed.map(([cell, text]) => {
      const [day = '', shift = ''] = cell.split(' ')
      const { name, phone } = readDuty(text)
      return { day, shift: shift as Shift, name, ...(phone ? { phone } : {}) }
    })
    call(officeContract.saveRoster, { body: { cells } })
      .then(() => client.invalidateQueries({ queryKey: ['office', 'duty'] }))
      .then(() => {
        setTyped(() => ({}))
        setSaved(true)
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  // It carries names and numbers out of the house: who printed which month is on record, or it is not printed.
  const print = (): void => {
    setError(null)
    call(officeContract.printRoster, { body: { month } }).then(() => window.print(), setError)
  }
  // By day of the month: whoever had the third has it again, until somebody changes it.
  const copy = (): void => {
    setError(null)
    client
      .fetchQuery({
        queryKey: keys.roster(monthBefore(month)),
        queryFn: () => call(officeContract.roster, { query: { month: monthBefore(month) } }),
      })
      .then((before: Roster) => {
        const days = new Set(roster?.days.map(({ day }) => day))
        for (const row of before.rows) {
          const day = `${month}${row.day.slice(7)}`
          if (days.has(day) && !present.has(at(day, row.shift))) set(at(day, row.shift), typedOf(row))
        }
      }, setError)
  }
  return (
    <Sheet>
      <div className="duty-tools">
        <label htmlFor={`${id}month`}>{say(words.month)}</label>
        <MonthField id={`${id}month`} value={month} onChange={onMonth} />
        {edits && <Button onClick={copy}>{say(words.copy)}</Button>}
        <Button onClick={print}>{say(words.print)}</Button>
        {edits && (
          <Button type="primary" disabled={changed.length === 0} loading={busy} onClick={save}>
            {say(words.save)}
          </Button>
        )}
      </div>
      {edits && changed.length === 0 && !saved && <Reason>{say(words.nothingChanged)}</Reason>}
      <p role="status" className={saved ? 'quiet' : 'only-heard'}>
        {saved && say(words.saved)}
      </p>
      <ProblemAlert error={found.error ?? error} />
      {roster?.rows.length === 0 && changed.length === 0 && <p>{say(edits ? words.none : words.noneHere)}</p>}
      {roster && sheet && (
        <RosterGrid
          roster={roster}
          textAt={textAt}
          onChange={(cells) => {
            for (const { day, shift, text } of cells) set(at(day, shift), text)
          }}
        />
      )}
      {roster && !sheet && (
        <RosterTable
          roster={roster}
          textAt={textAt}
          changed={(day, shift) => typed[at(day, shift)] !== undefined}
          {...(edits ? { onChange: (day, shift, text) => set(at(day, shift), text) } : {})}
        />
      )}
    </Sheet>
  )
}
