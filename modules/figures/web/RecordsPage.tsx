import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { localDate, localDateTime } from '#platform/clock/time.ts'
import { call } from '#platform/http/client.ts'
import { toMatter } from '#web/paths.ts'
import { label } from '#platform/text/label.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { type FigureRecord, figuresContract } from '../contract.ts'
import { sentenceOf, whyNotLeave } from '../rules.ts'
import { FigureActions } from './FigureActions.tsx'
import { type RecordsQuery, useMeasures } from './data.ts'
import { toFigures } from './links.ts'
import { words } from './words.ts'
import './figures.css'

const cutKeys = ['category', 'classes', 'channel', 'result', 'level', 'own'] as const

/** 看明细: exactly the matters behind one figure, as far as the reader may see them. */
export const Component = (): ReactNode => {
  const say = useSay()
  const reads = useCan('cases.read')
  const { measure = '' } = useParams()
  const [params] = useSearchParams()
  const cut = Object.fromEntries(cutKeys.flatMap((key) => (params.has(key) ? [[key, params.get(key) ?? '']] : [])))
  const query = { unit: params.get('unit') ?? undefined, period: params.get('period') ?? '', ...cut } as RecordsQuery
  const found = useInfiniteQuery({
    queryKey: ['figures', 'records', measure, query],
    queryFn: ({ pageParam }) =>
      call(figuresContract.records, {
        params: { measure },
        query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const kind = useMeasures().data?.kinds.find(({ key }) => key === measure.split('.')[0])
  const first = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((page) => page.rows)
  const hidden = found.data?.pages.reduce((sum, page) => sum + (page.hidden?.records ?? 0), 0) ?? 0
  const crumbs = [
    {
      label: say(words.figures),
      to: toFigures({ kind: measure.split('.')[0], unit: first?.unit.code, period: first?.period.key }),
    },
  ]
  if (found.error && !first)
    return (
      <Page title={say(words.records)} crumbs={crumbs}>
        <ProblemAlert error={found.error} />
        <Button onClick={() => void found.refetch()}>{say(words.retry)}</Button>
      </Page>
    )
  if (!first)
    return (
      <Page title={say(words.records)} crumbs={crumbs}>
        <Skeleton active aria-label={say(words.loading)} />
      </Page>
    )
  const { total, unit, period } = first
  const caption = {
    place: unit.name,
    kind: kind ? say(kind.label) : '',
    period: say(period.label),
    time: localDateTime(new Date(total.asOf)),
  }
  // The sentence that is sent keeps a small sensitive number back; who reads its records sees how many there are.
  const said = whyNotLeave(total)
    ? sentenceOf({
        place: unit.name,
        period: period.label,
        kind: kind?.label ?? label('', ''),
        cut: total.cut,
        text: total.text,
        asOf: new Date(total.asOf),
      })
    : total.sentence
  return (
    <Page title={say(words.recordsOf, { name: say(total.label) })} crumbs={crumbs}>
      <Sheet>
        <p className="figures-said">{say(said)}</p>
        <FigureActions figure={total} caption={caption} />
      </Sheet>
      <Sheet>
        {hidden > 0 && <p role="status">{say(found.hasNextPage ? words.hiddenSoFar : words.hidden, { n: hidden })}</p>}
        {reads ? (
          <RowCards
            name="figures-records"
            label={say(words.records)}
            columns={columnsOf(say, rows ?? [])}
            rows={rows}
            rowKey={({ home, id }) => `${home}/${id}`}
            rowTo={toMatter}
            empty={<EmptyState title={say(words.noRecords)} hint={say(words.noRecordsHint)} />}
            onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
            loadingMore={found.isFetchingNextPage}
          />
        ) : (
          <EmptyState title={say(words.onlyCounts)} hint={say(words.onlyCountsHint)} />
        )}
      </Sheet>
    </Page>
  )
}

// What is the same for all records, or stands on none, takes no room.
const columnsOf = (say: ReturnType<typeof useSay>, rows: readonly FigureRecord[]): Column<FigureRecord>[] => [
  {
    key: 'number',
    title: say(words.number),
    primary: true,
    width: 240,
    cell: ({ number, openable }) => (
      <>
        {number} {!openable && <span className="tag">{say(words.restricted)}</span>}
      </>
    ),
  },
  {
    key: 'category',
    title: say(words.category),
    cell: ({ categoryLabel }) => (categoryLabel ? say(categoryLabel) : ''),
  },
  ...(rows.some(({ title }) => title !== null)
    ? [{ key: 'title', title: say(words.title), cell: ({ title }: FigureRecord) => title ?? '' }]
    : []),
  {
    key: 'opened',
    title: say(words.opened),
    width: 140,
    quiet: true,
    cell: ({ openedAt }) => localDate(new Date(openedAt)),
  },
  { key: 'unit', title: say(words.place), quiet: true, cell: ({ unit }) => unit },
  { key: 'status', title: say(words.status), cell: ({ statusLabel }) => say(statusLabel) },
  ...(rows.some(({ late }) => late !== null)
    ? [
        {
          key: 'late',
          title: say(words.late),
          quiet: true,
          cell: ({ late }: FigureRecord) =>
            late ? say(words.lateIn, { year: late.slice(0, 4), month: Number(late.slice(5)) }) : '',
        },
      ]
    : []),
  ...(rows.some(({ n }) => n !== 1)
    ? [{ key: 'n', title: say(words.counts), end: true, cell: ({ n }: FigureRecord) => String(n) }]
    : []),
]
