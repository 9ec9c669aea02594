import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { type CaseRow, casesContract, printPurposes } from '#modules/cases/contract.ts'
import { isDate } from '#platform/clock/time.ts'
import { call } from '#platform/http/client.ts'
import { paths, toExport, toMatters, toRegister } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { PrintButton } from '#web/ui/PrintButton.tsx'
import { PrintedBy, PrintedCount } from '#web/ui/PrintedBy.tsx'
import { usePrintList } from '#web/ui/usePrintList.ts'
import { useWholeList } from '#web/ui/useWholeList.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { keys, type ListQuery, retryLost } from './data.ts'
import { Filters } from './Filters.tsx'
import { MatterRows } from './MatterRows.tsx'
import { words } from './words.ts'
import './cases.css'
import './lists.css'

const tabs = [
  ['open', words.tabOpen],
  ['mine', words.tabMine],
  ['due', words.tabDue],
  ['red', words.tabRed],
  ['overdue', words.overdue],
  ['soon', words.dueSoon],
  ['below', words.tabBelow],
  ['shared', words.tabShared],
  ['decided', words.tabDecided],
  ['closed', words.tabClosed],
  ['all', words.tabAll],
] as const
type Tab = (typeof tabs)[number][0]

/** Filters that stand in the address beside the tab. */
const filters = ['kind', 'category', 'channel', 'status', 'from', 'to', 'within', 'batch'] as const

const pageSize = 30

/** 事项: every matter in one's range, by tab and filter, newest first or by due date. */
export const Component = (): ReactNode => {
  const say = useSay()
  usePrintList()
  const registers = useCan('cases.register')
  const imports = useCan('exchange.import')
  const exports = useCan('exchange.export')
  const [params] = useSearchParams()
  const tab: Tab = tabs.find(([key]) => key === params.get('tab'))?.[0] ?? 'open'
  // 红灯 is for whoever answers for a range without working in it.
  const answers = useCan('cases.approve') && !registers
  const shownTabs = tabs.filter(([key]) => key !== 'red' || answers || tab === 'red')
  const chosen = Object.fromEntries(filters.flatMap((key) => (params.get(key) ? [[key, params.get(key) ?? '']] : [])))
  // A day that cannot be read stays in its field, which says why; the list does without it.
  const asked = Object.entries(chosen).filter(([key, value]) => (key !== 'from' && key !== 'to') || isDate(value))
  const query: ListQuery = { tab, ...Object.fromEntries(asked), limit: pageSize }
  const found = useInfiniteQuery({
    queryKey: keys.list(query),
    queryFn: ({ pageParam }) =>
      call(casesContract.list, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    retry: retryLost,
  })
  const { rows, more, fetchRest } = useWholeList(
    JSON.stringify(query),
    found.data?.pages.flatMap((page) => page.rows),
    found.data?.pages.at(-1)?.next,
    (cursor) => call(casesContract.list, { query: { ...query, limit: 100, cursor } }),
  )
  const filtered = Object.keys(chosen).length > 0
  const none = filtered ? (
    <EmptyState
      title={say(words.mattersNoneFound)}
      hint={say(words.mattersNoneFoundHint)}
      action={<Link to={toMatters({ tab })}>{say(words.clearFilters)}</Link>}
    />
  ) : tab === 'all' ? (
    <EmptyState
      title={say(words.mattersNone)}
      hint={say(words.mattersNoneHint)}
      action={
        <>
          {registers && (
            <Link className="button-link" to={toRegister()}>
              {say(words.register)}
            </Link>
          )}
          {imports && <Link to={paths.import}>{say(words.bringIn)}</Link>}
        </>
      }
    />
  ) : (
    <EmptyState title={say(words.mattersNoneHere)} hint={say(words.mattersNoneHereHint)} />
  )
  return (
    <Page
      title={say(words.matters)}
      actions={
        <>
          {exports && rows && rows.length > 0 && (
            <Link to={toExport({ tab, ...Object.fromEntries(asked) })}>{say(words.exportList)}</Link>
          )}
          <PrintButton
            purposes={printPurposes}
            disabled={!rows?.length}
            record={async (purpose) => {
              const printed = purpose ? await fetchRest() : (rows ?? [])
              await call(casesContract.printList, { body: { ...printedOf(printed), purpose } })
            }}
          />
        </>
      }
    >
      <PrintedCount
        n={rows?.length ?? 0}
        more={more}
        of={say(tabs.find(([key]) => key === tab)?.[1] ?? words.tabOpen)}
      />
      <nav className="case-tabs" aria-label={say(words.matters)}>
        {shownTabs.map(([key, name]) => (
          <Link key={key} to={toMatters({ ...chosen, tab: key })} aria-current={key === tab ? 'page' : undefined}>
            {say(name)}
          </Link>
        ))}
      </nav>
      <Filters chosen={chosen} to={(next) => toMatters({ tab, ...next })} />
      <Sheet>
        {found.error && !rows ? (
          <>
            <ProblemAlert error={found.error} />
            <Button onClick={() => void found.refetch()}>{say(words.retry)}</Button>
          </>
        ) : (
          <MatterRows
            name="matters"
            label={say(words.matters)}
            rows={rows}
            empty={none}
            steps={['open', 'mine', 'due', 'red', 'overdue', 'soon'].includes(tab)}
            onMore={more ? () => void found.fetchNextPage() : undefined}
            loadingMore={found.isFetchingNextPage}
          />
        )}
        {rows && rows.length > 0 && (
          <p className="case-help" role="status">
            {say(more ? words.shown : words.shownAll, { n: rows.length })}
          </p>
        )}
        <PrintedBy />
      </Sheet>
    </Page>
  )
}

/** What is kept of a list that is printed. */
const printedOf = (rows: readonly CaseRow[]) => ({
  list: 'matters' as const,
  rows: rows.length,
  matters: rows.map(({ home, id }) => ({ home, id })),
})
