import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { useSay } from '#web/preferences.ts'
import { useNarrow } from '#web/ui/useNarrow.ts'
import type { Cell, FigureRow, FigureTable } from '../contract.ts'
import { type Cut, withheldLabels } from '../define.ts'
import { countText, percentText } from '../rules.ts'
import { type TableQuery, useFigures } from './data.ts'
import { cutOfRow, toFigures, toRecords, type View } from './links.ts'
import { cutWords, words } from './words.ts'

/** A table of figures by one dimension; every number leads to its records, classes open to their sub-classes. */
export const CutTable = ({
  table,
  by,
  query,
  view,
  measure,
}: {
  table: FigureTable
  by: Cut
  query: TableQuery
  view: View
  measure: string
}): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  // A phone has room for one measure; the chooser above says which.
  const columns = table.figures.flatMap((figure, place) =>
    narrow && figure.measure !== measure ? [] : [{ figure, place }],
  )
  const toggle = (key: string): void =>
    setOpen((before) =>
      before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key]),
    )
  return (
    <div className="table-scroll" role="region" aria-label={say(cutWords[by])} tabIndex={0}>
      <table className="table figures-table">
        <thead>
          <tr>
            <th scope="col">{say(cutWords[by])}</th>
            {columns.map(({ figure }) => (
              <th key={figure.measure} scope="col" className="end">
                {say(figure.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <Lines
              key={row.key}
              row={row}
              by={by}
              table={table}
              query={query}
              view={view}
              columns={columns.map(({ place }) => place)}
              open={open.has(row.key)}
              onToggle={by === 'category1' ? () => toggle(row.key) : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type LineProps = {
  row: FigureRow
  by: Cut
  table: FigureTable
  query: TableQuery
  view: View
  columns: readonly number[]
}

const Lines = ({
  open,
  onToggle,
  ...line
}: LineProps & { open: boolean; onToggle: (() => void) | null }): ReactNode => {
  const say = useSay()
  const { row } = line
  return (
    <>
      <Line {...line}>
        {onToggle ? (
          <button
            type="button"
            className="figures-open"
            aria-expanded={open}
            aria-label={say(open ? words.shut : words.open, { name: say(row.label) })}
            onClick={onToggle}
          >
            <span aria-hidden="true">{open ? '▾' : '▸'}</span> {say(row.label)}
          </button>
        ) : (
          <Name {...line} />
        )}
      </Line>
      {open && <SubClasses {...line} />}
    </>
  )
}

// A unit leads on to its own figures, narrowed as these are.
const Name = ({ row, by, view }: LineProps): ReactNode => {
  const say = useSay()
  const name = say(row.label)
  return by === 'unit' && row.key !== 'own' && !row.outside ? (
    <Link to={toFigures({ ...view, unit: row.key })}>{name}</Link>
  ) : (
    name
  )
}

const SubClasses = ({ row, query, table, view, columns }: LineProps): ReactNode => {
  const say = useSay()
  const inner = useFigures({ ...query, by: 'category', category: row.key })
  const rows = inner.data?.rows.filter(({ key, parent }) => parent === row.key || key === row.key) ?? []
  if (!inner.data)
    return (
      <tr>
        <td colSpan={columns.length + 1} className="quiet">
          {say(words.loading)}
        </td>
      </tr>
    )
  return (
    <>
      {table.unit.level !== 'V' && row.key !== '' && (
        <tr className="figures-inner">
          <td colSpan={columns.length + 1}>
            <Link to={toFigures({ ...view, category: row.key, by: 'unit' })}>
              {say(words.onlyThis, { name: say(row.label) })}
            </Link>
          </td>
        </tr>
      )}
      {rows.map((one) => (
        <Line key={one.key} row={one} by="category" table={table} query={query} view={view} columns={columns} inner>
          {say(one.label)}
        </Line>
      ))}
    </>
  )
}

const Line = ({
  row,
  by,
  table,
  view,
  columns,
  inner,
  children,
}: LineProps & { inner?: boolean; children: ReactNode }): ReactNode => {
  const say = useSay()
  const narrowed = view.category === undefined ? {} : { category: view.category }
  return (
    <tr className={inner ? 'figures-inner' : ''}>
      <th scope="row">
        {children}
        {row.outside && <span className="figures-note"> {say(words.outside)}</span>}
      </th>
      {columns.map((place) => {
        const [cell, figure] = [row.cells[place], table.figures[place]]
        if (!cell || !figure) return <td key={place} />
        const { at, cut } = cutOfRow(by, row.key, { unit: table.unit.code, period: row.period ?? table.period.key })
        return (
          <td key={place} className="end">
            <CellNumber cell={cell} to={row.outside ? null : toRecords(figure.measure, at, { ...narrowed, ...cut })} />
          </td>
        )
      })}
    </tr>
  )
}

/** A number of a table: a count with its share, a rate with its operands, or which kind of nothing it is. */
const CellNumber = ({ cell, to }: { cell: Cell; to: string | null }): ReactNode => {
  const say = useSay()
  if (cell.why !== null) return <span className="figure-none">{say(withheldLabels[cell.why])}</span>
  const ratio = cell.over !== null && cell.under !== null
  const text = ratio
    ? cell.value === null
      ? cell.under === 0
        ? '—'
        : `${cell.over}/${cell.under}`
      : percentText(cell.value)
    : countText(cell.n ?? 0)
  const note = ratio
    ? cell.value === null
      ? null
      : `${cell.over}/${cell.under}`
    : cell.share === null
      ? null
      : percentText(cell.share)
  const number = to === null || (ratio ? (cell.over ?? 0) : (cell.n ?? 0)) === 0 ? text : <Link to={to}>{text}</Link>
  return (
    <>
      {number}
      {note && <span className="figures-note"> {note}</span>}
    </>
  )
}
