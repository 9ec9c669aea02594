import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { calendarContract } from '#modules/cases/calendar-contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { calendarWords as words } from './calendar-words.ts'

type Day = Answer<typeof calendarContract.calendarYear>['days'][number]

/** 放假安排: the days off and make-up days deadlines count by, and loading those of a new notice. */
export const Component = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const client = useQueryClient()
  const { today } = useNow()
  const now = Number(today.slice(0, 4))
  const [year, setYear] = useState(String(now))
  const [csv, setCsv] = useState('')
  const [done, setDone] = useState<Answer<typeof calendarContract.loadCalendar> | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const found = useQuery({
    queryKey: ['calendar', year],
    queryFn: () => call(calendarContract.calendarYear, { params: { year } }),
  })
  // A notice loaded just now may be of any year.
  const years = [...new Set([now + 1, now, now - 1].map(String).concat(year))].sort().reverse()
  const load = (): void => {
    setBusy(true)
    setError(null)
    setDone(null)
    call(calendarContract.loadCalendar, { body: { csv } })
      .then(async (loaded) => {
        setDone(loaded)
        setCsv('')
        setYear(loaded.years.at(-1) ?? year)
        await client.invalidateQueries({ queryKey: ['calendar'] })
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const columns: readonly Column<Day>[] = [
    { key: 'date', title: say(words.date), primary: true, width: 140, cell: (day) => day.date },
    { key: 'kind', title: say(words.kind), width: 140, cell: (day) => say(words[day.kind]) },
    { key: 'name', title: say(words.name), cell: (day) => say(day.name) },
    { key: 'source', title: say(words.source), quiet: true, cell: (day) => day.source },
  ]
  return (
    <Page title={say(words.title)}>
      <Sheet title={say(words.load)}>
        <div className="stack">
          <label htmlFor={`${id}csv`}>{say(words.lines)}</label>
          <Input.TextArea
            id={`${id}csv`}
            rows={5}
            maxLength={200_000}
            placeholder={say(words.sample)}
            value={csv}
            onChange={(event) => setCsv(event.target.value)}
          />
          <ProblemAlert error={error} />
          {done && (
            <p role="status" className="done">
              {say(words.done, { days: done.days, years: done.years.join(say(words.comma)) })}
            </p>
          )}
          <div>
            <Button type="primary" loading={busy} disabled={csv.trim() === ''} onClick={load}>
              {say(words.load)}
            </Button>
          </div>
        </div>
      </Sheet>
      <Sheet>
        <div className="stack narrow-form">
          <label htmlFor={`${id}year`}>{say(words.year)}</label>
          <select id={`${id}year`} className="field" value={year} onChange={(event) => setYear(event.target.value)}>
            {years.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </div>
        <ProblemAlert error={found.error} />
        {found.data?.published === false && <p role="status">{say(words.unpublished, { year })}</p>}
        {!found.isError && (
          <RowCards
            name="calendar"
            label={say(words.title)}
            columns={columns}
            rows={found.data?.days}
            rowKey={(day) => day.date}
            empty={<EmptyState title={say(words.none)} hint={say(words.noneHint)} />}
          />
        )}
      </Sheet>
    </Page>
  )
}
