import { keptAs } from '../practice.ts'
import { Button, Skeleton } from 'antd'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { useSay } from '../preferences.ts'
import { useNarrow } from './useNarrow.ts'
import { uiWords } from './words.ts'

/** One column of a list; on a phone the `primary` one heads the card and `quiet` ones stand small beneath. */
export type Column<T> = {
  readonly key: string
  readonly title: string
  readonly cell: (row: T) => ReactNode
  /** Width in pixels until the reader drags it. */
  readonly width?: number
  readonly end?: boolean
  readonly primary?: boolean
  readonly quiet?: boolean
}

type Widths = Readonly<Record<string, number>>
const narrowest = 56
const place = (name: string): string => keptAs(`widths.${name}`)

const remembered = (name: string): Widths => {
  try {
    return JSON.parse(localStorage.getItem(place(name)) ?? '{}') as Widths
  } catch {
    return {}
  }
}

type Rows<T> = {
  /** Name under which this list's column widths are remembered. */
  readonly name: string
  /** What the list is, for ears. */
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[] | undefined
  readonly rowKey: (row: T) => string
  /** Where a row leads; its primary cell becomes the link. */
  readonly rowTo?: (row: T) => string | null
  /** Buttons of the row, last. */
  readonly actions?: (row: T) => ReactNode
  readonly empty: ReactNode
  /** Fetches the next page; absent when there is none. */
  readonly onMore?: (() => void) | undefined
  readonly loadingMore?: boolean
  /** Of rows that came all at once, how many are drawn at first: thousands would hold the page up. */
  readonly atOnce?: number
}

/** The same rows as a table at the desk and as cards on a phone. */
export const RowCards = <T,>(props: Rows<T>): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  const [drawn, setDrawn] = useState(props.atOnce)
  if (props.rows === undefined)
    return <Skeleton active paragraph={{ rows: 4 }} title={false} aria-label={say(uiWords.loading)} />
  if (props.rows.length === 0) return props.empty
  const rows = drawn === undefined ? props.rows : props.rows.slice(0, drawn)
  return (
    <>
      {narrow ? <Cards {...props} rows={rows} /> : <Table {...props} rows={rows} />}
      {drawn !== undefined && rows.length < props.rows.length && (
        <div className="rows-more">
          <Button onClick={() => setDrawn(drawn + (props.atOnce ?? 0))}>{say(uiWords.more)}</Button>
          <span className="quiet">{say(uiWords.drawn, { drawn: rows.length, n: props.rows.length })}</span>
        </div>
      )}
      {props.onMore && rows.length === props.rows.length && (
        <div className="rows-more">
          <Button onClick={props.onMore} loading={props.loadingMore ?? false}>
            {say(uiWords.more)}
          </Button>
        </div>
      )}
    </>
  )
}

type Given<T> = Rows<T> & { readonly rows: readonly T[] }

const linked = <T,>(column: Column<T>, row: T, rowTo: Rows<T>['rowTo']): ReactNode => {
  const to = column.primary ? rowTo?.(row) : null
  const cell = column.cell(row)
  return to ? (
    <Link className="row-link" to={to}>
      {cell}
    </Link>
  ) : (
    cell
  )
}

const Cards = <T,>({ columns, rows, rowKey, rowTo, actions, label }: Given<T>): ReactNode => (
  <ul className="cards" aria-label={label}>
    {rows.map((row) => (
      <li key={rowKey(row)} className="card">
        {columns.map((column) => {
          const cell = linked(column, row, rowTo)
          if (cell === null || cell === undefined || cell === '' || cell === false) return null
          if (column.primary) {
            return (
              <div key={column.key} className="card-primary">
                {cell}
              </div>
            )
          }
          return (
            <div key={column.key} className={column.quiet ? 'card-quiet' : 'card-cell'}>
              <span className="only-heard">{column.title} </span>
              {cell}
            </div>
          )
        })}
        {actions && <div className="card-actions">{actions(row)}</div>}
      </li>
    ))}
  </ul>
)

const Table = <T,>({ name, label, columns, rows, rowKey, rowTo, actions }: Given<T>): ReactNode => {
  const say = useSay()
  const [widths, setWidths] = useState<Widths>(() => remembered(name))
  const widthOf = (column: Column<T>): number | undefined => widths[column.key] ?? column.width
  const set = (column: Column<T>, width: number, keep: boolean): void => {
    const next = { ...widths, [column.key]: Math.max(narrowest, Math.round(width)) }
    setWidths(next)
    if (keep) localStorage.setItem(place(name), JSON.stringify(next))
  }
  const drag = (column: Column<T>, event: PointerEvent<HTMLElement>): void => {
    const handle = event.currentTarget
    const from = event.clientX
    const start = handle.closest('th')?.offsetWidth ?? narrowest
    handle.setPointerCapture(event.pointerId)
    handle.onpointermove = (moved) => set(column, start + moved.clientX - from, false)
    handle.onpointerup = (done) => {
      handle.onpointermove = null
      handle.onpointerup = null
      set(column, start + done.clientX - from, true)
    }
  }
  const nudge = (column: Column<T>, event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
    if (!step) return
    event.preventDefault()
    set(column, (event.currentTarget.closest('th')?.offsetWidth ?? narrowest) + step, true)
  }
  return (
    <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="table">
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={widthOf(column) ? { width: widthOf(column) } : {}} />
          ))}
          {actions && <col className="table-actions-col" />}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.end ? 'end' : ''}>
                {column.title}
                <span
                  role="separator"
                  tabIndex={0}
                  className="table-grip"
                  aria-orientation="vertical"
                  aria-label={say(uiWords.width, { column: column.title })}
                  aria-valuenow={widthOf(column) ?? 0}
                  aria-valuemin={narrowest}
                  onPointerDown={(event) => drag(column, event)}
                  onKeyDown={(event) => nudge(column, event)}
                />
              </th>
            ))}
            {actions && (
              <th scope="col" className="table-actions-cell">
                <span className="only-heard">{say(uiWords.nextStep)}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} className={`${column.end ? 'end' : ''} ${column.quiet ? 'quiet' : ''}`}>
                  {linked(column, row, rowTo)}
                </td>
              ))}
              {actions && <td className="end table-actions-cell">{actions(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
