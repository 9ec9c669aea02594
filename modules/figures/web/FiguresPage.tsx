import { Button, Skeleton } from 'antd'
import { type ReactNode, useId, useMemo } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { localDateTime } from '#platform/clock/time.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { Chart, type ChartData } from '#web/ui/Chart.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { PrintedBy } from '#web/ui/PrintedBy.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { usePrintPage } from '#web/ui/usePrintPage.ts'
import type { FigureTable } from '../contract.ts'
import { type Cut, cuts } from '../define.ts'
import { comparedWith } from '../rules.ts'
import { CutTable } from './CutTable.tsx'
import { type KindMeasures, type TableQuery, useFigures, useMeasures } from './data.ts'
import { FigureCard } from './FigureCard.tsx'
import { toFigures, toRecords, type View } from './links.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { cutWords, words } from './words.ts'
import './figures.css'

/** 统计: the figures of a kind for a unit and a period, whole and broken down, each leading to its records. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  usePrintPage()
  const [params] = useSearchParams()
  const measures = useMeasures()
  const today = localDateTime(new Date(me.now)).slice(0, 10)
  const kind = measures.data?.kinds.find(({ key }) => key === params.get('kind')) ?? measures.data?.kinds[0]
  const view = {
    kind: kind?.key,
    unit: params.get('unit') ?? me.post.unit.code,
    period: params.get('period') ?? `${today.slice(0, 4)}H${today.slice(5, 7) <= '06' ? 1 : 2}`,
    by: cuts.find((one) => one === params.get('by')) ?? ('category1' as const),
    measure: params.get('measure') ?? undefined,
    category: params.get('category') ?? undefined,
  }
  const query: TableQuery | null = kind
    ? { kind: kind.key, unit: view.unit, period: view.period, by: view.by, compare: 'true', ...cutOfView(view) }
    : null
  const found = useFigures(query)
  const error = measures.error ?? found.error
  const stale = found.isPlaceholderData
  return (
    <Page title={say(words.figures)}>
      <Choices view={view} kinds={measures.data?.kinds ?? []} thisYear={Number(today.slice(0, 4))} />
      {error && (
        <Sheet>
          <ProblemAlert error={error} />
          <Button onClick={() => void found.refetch()}>{say(words.retry)}</Button>
        </Sheet>
      )}
      {!error && (!found.data || !kind || !query) && <Skeleton active aria-label={say(words.loading)} />}
      {!error && found.data && kind && query && (
        <div aria-busy={stale} className={stale ? 'figures-stale' : ''}>
          {isEmpty(found.data) && <EmptyState title={say(words.none)} hint={say(words.noneHint)} />}
          <Whole table={found.data} view={view} />
          {isCounted(found.data) && <Parts table={found.data} kind={kind} view={view} query={query} />}
        </div>
      )}
      <PrintedBy />
    </Page>
  )
}

const isCounted = ({ figures }: FigureTable): boolean => figures.some(({ n, over }) => n || over)

/** Whether there is nothing, said before a page of noughts; what is withheld is not nothing. */
const isEmpty = (table: FigureTable): boolean =>
  !isCounted(table) && table.figures.every(({ why }) => why === null || why === 'future' || why === 'uncut')

/** What of a running period is compared, and with what. */
const spanNote = (table: FigureTable, say: ReturnType<typeof useSay>): string => {
  const compared = comparedWith(table.figures[0]?.compared ?? [])
  const [first] = compared
  if (!first) return say(words.comparedNot)
  const names = compared.map(({ period }) => say(period.label)).join(say(words.comparedAnd))
  return say(words.comparedPart, { of: say(first.of.label), with: names })
}

/** How far deadlines are counted in a running period. */
const dueNote = (table: FigureTable, say: ReturnType<typeof useSay>): string => {
  const part = table.figures[0]?.compared[0]?.of
  return part ? say(words.duePart, { of: say(part.label) }) : say(words.dueNot)
}

/** The way to the last closed month, where figures are withheld until a month is closed. */
const Unclosed = ({ table }: { table: FigureTable }): ReactNode => {
  const say = useSay()
  const { closed, period } = table
  if (!table.figures.some(({ why }) => why === 'open')) return null
  const from = period.from.slice(0, 7)
  if (!closed || closed.month < from) return <p>{say(words.openMonths)}</p>
  return (
    <p>
      <Link
        to={toFigures({ kind: table.kind, unit: table.unit.code, period: closed.month, by: table.by ?? undefined })}
        replace
      >
        {say(words.untilClosed)}
      </Link>
    </p>
  )
}

/** What a page is narrowed to. */
const cutOfView = ({ category }: View): { category?: string } => (category === undefined ? {} : { category })

type Shown = View & { readonly unit: string; readonly period: string; readonly by: Cut }

const Choices = ({
  view,
  kinds,
  thisYear,
}: {
  view: Shown
  kinds: readonly KindMeasures[]
  thisYear: number
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const navigate = useNavigate()
  const id = useId()
  const set = (part: View): void => void navigate(toFigures({ ...view, ...part }), { replace: true })
  return (
    <div className="figures-choices">
      <div className="figures-field">
        <label htmlFor={`${id}k`}>{say(words.kind)}</label>
        <select
          id={`${id}k`}
          className="field"
          value={view.kind ?? ''}
          onChange={(event) => set({ kind: event.target.value, measure: undefined, category: undefined })}
        >
          {kinds.map((one) => (
            <option key={one.key} value={one.key}>
              {say(one.label)}
            </option>
          ))}
        </select>
      </div>
      <div className="figures-field figures-field-wide">
        <label htmlFor={`${id}u`}>{say(words.unit)}</label>
        <UnitPicker id={`${id}u`} value={view.unit} within={me.post.unit.code} onChange={(unit) => set({ unit })} />
      </div>
      <PeriodPicker value={view.period} thisYear={thisYear} onChange={(period) => set({ period })} />
    </div>
  )
}

const captionOf = (table: FigureTable, say: ReturnType<typeof useSay>) => ({
  place: table.unit.name,
  kind: say(table.kindLabel),
  period: say(table.period.label),
  time: localDateTime(new Date(table.asOf)),
})

const Whole = ({ table, view }: { table: FigureTable; view: Shown }): ReactNode => {
  const say = useSay()
  const at = { unit: table.unit.code, period: table.period.key }
  const time = localDateTime(new Date(table.asOf))
  const notes = [
    ...(table.closed ? [say(table.closed.text), say(words.withLate)] : []),
    ...(table.period.complete ? [] : [spanNote(table, say)]),
    ...(table.period.complete || !table.figures.some(({ type }) => type === 'due') ? [] : [dueNote(table, say)]),
  ]
  return (
    <Sheet
      title={`${table.unit.name} · ${say(table.kindLabel)} · ${say(table.period.label)}`}
      extra={<span className="quiet">{say(words.live, { time })}</span>}
    >
      {table.figures[0]?.cut && (
        <p>
          {say(words.only, { name: say(table.figures[0].cut) })}{' '}
          <Link to={toFigures({ ...view, category: undefined, by: 'category1' })}>{say(words.allClasses)}</Link>
        </p>
      )}
      {notes.length > 0 && <p className="quiet">{notes.join(' · ')}</p>}
      <Unclosed table={table} />
      <ul className="figures-cards">
        {table.figures.map((figure) => (
          <FigureCard
            key={figure.measure}
            figure={figure}
            caption={captionOf(table, say)}
            recordsTo={(measure) => toRecords(measure, at, cutOfView(view))}
          />
        ))}
      </ul>
    </Sheet>
  )
}

const Parts = ({
  table,
  kind,
  view,
  query,
}: {
  table: FigureTable
  kind: KindMeasures
  view: Shown
  query: TableQuery
}): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  const id = useId()
  const { language } = usePreferences()
  const dimensions = new Set(kind.measures.flatMap((measure) => measure.by as readonly string[]))
  const offered = cuts.filter((one) =>
    one === 'category1'
      ? dimensions.has('category')
      : one === 'unit'
        ? table.unit.level !== 'V'
        : one === 'month' || (one !== 'category' && dimensions.has(one)),
  )
  const by = table.by ?? 'category1'
  const chosen = table.figures.find(({ measure }) => measure === view.measure) ?? table.figures[0]
  const place = chosen ? table.figures.indexOf(chosen) : 0
  const data = useMemo(
    (): ChartData => ({
      kind: by === 'month' ? 'line' : 'bar',
      title: `${chosen?.label[language] ?? ''} · ${cutWords[by][language]}`,
      unit: chosen?.type === 'ratio' ? '%' : (chosen?.unit[language] ?? ''),
      categories: table.rows.map((row) => row.label[language]),
      series: [
        {
          name: chosen?.label[language] ?? '',
          values: table.rows.map(({ cells }) => {
            const cell = cells[place]
            if (!cell || cell.why === 'future' || cell.why === 'uncut') return 'missing'
            return cell.why === null ? (cell.value ?? 'missing') : 'hidden'
          }),
        },
      ],
    }),
    [table, by, chosen, place, language],
  )
  return (
    <Sheet className="figures-parts" title={say(words.by)}>
      <nav className="figures-tabs" aria-label={say(words.by)}>
        {offered.map((one) => (
          <Link key={one} to={toFigures({ ...view, by: one })} replace aria-current={one === by ? 'page' : undefined}>
            {say(cutWords[one])}
          </Link>
        ))}
      </nav>
      <div className="figures-field">
        <label htmlFor={`${id}m`}>{say(words.measure)}</label>
        <select
          id={`${id}m`}
          className="field"
          value={chosen?.measure ?? ''}
          onChange={(event) => void navigate(toFigures({ ...view, measure: event.target.value }), { replace: true })}
        >
          {table.figures.map((figure) => (
            <option key={figure.measure} value={figure.measure}>
              {say(figure.label)}
            </option>
          ))}
        </select>
      </div>
      {table.rows.length > 0 && <Chart data={data} />}
      <CutTable table={table} by={by} query={query} view={view} measure={chosen?.measure ?? ''} />
    </Sheet>
  )
}
