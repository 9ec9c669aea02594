import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { keys, retryLost } from './data.ts'
import { MatterRows } from './MatterRows.tsx'
import { howWords, words } from './words.ts'
import './cases.css'
import './lists.css'

/**
 * All that one search finds within one's own sight; what one may not open is answered like what does not exist. The words stay
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
      {q !== '' && !found.error && (
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
