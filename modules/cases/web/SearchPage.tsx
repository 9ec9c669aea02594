import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useContext, useId, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { Pages } from '#web/pages.ts'
import { useSay } from '#web/preferences.ts'
import { useFoundBeside } from '#web/shell/useFound.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { keys, retryLost } from './data.ts'
import { MatterRows } from './MatterRows.tsx'
import { howWords, words } from './words.ts'
import './cases.css'
import './lists.css'

/**
 * All that one search finds within one's own sight, matters and what the one box finds beside them; what one may not open is answered like what does not exist. The words stay
 * out of the address bar's history on a shared computer: they are held by the page unless a link brought them.
 */
export const Component = (): ReactNode => {
  const say = useSay()
  const id = useId()
  const [params] = useSearchParams()
  const brought = (useLocation().state as { readonly q?: string } | null)?.q
  const [typed, setTyped] = useState(brought ?? params.get('q') ?? '')
  const [q, setQ] = useState(typed.trim())
  const found = useQuery({
    queryKey: keys.search(q),
    queryFn: () => call(casesContract.search, { body: { q } }),
    enabled: q.length > 0,
    staleTime: 30_000,
    retry: retryLost,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setQ(typed.trim())
  }
  const rows = found.data?.rows
  const beside = useFoundBeside(q, useContext(Pages))
  const groups = [...new Set(beside.options.map(({ group }) => group))]
  const onlyBeside = rows?.length === 0 && (groups.length > 0 || beside.waiting)
  return (
    <Page title={say(words.search)}>
      <form className="case-search" onSubmit={submit}>
        <label htmlFor={id} className="only-heard">
          {say(words.search)}
        </label>
        <input
          id={id}
          className="field"
          autoFocus
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="primary" htmlType="submit" loading={found.isFetching}>
          {say(words.search)}
        </Button>
      </form>
      <p className="case-help">{say(words.searchLead)}</p>
      <ProblemAlert error={found.error} />
      {beside.unanswered && <p role="status">{beside.unanswered}</p>}
      {groups.map((group) => (
        <Sheet key={group} title={group}>
          <ul className="case-plain case-found">
            {beside.options
              .filter((one) => one.group === group)
              .map(({ key, text, note }) => (
                <li key={key}>
                  <Link to={key}>{text}</Link> {note && <span className="quiet">{note}</span>}
                </li>
              ))}
          </ul>
        </Sheet>
      ))}
      {q !== '' && !found.error && !onlyBeside && (
        <Sheet>
          {rows && rows.length > 0 && (
            <p role="status">
              {say(words.foundBy, { how: say(howWords[found.data?.how ?? 'none'] ?? words.search), n: rows.length })}
            </p>
          )}
          <MatterRows
            name="search"
            label={say(words.searchFor, { q })}
            rows={rows}
            empty={<EmptyState title={say(words.searchNone, { q })} hint={say(words.searchNoneHint)} />}
          />
        </Sheet>
      )}
    </Page>
  )
}
