import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { Grid, type GridChange, type GridRow } from '#web/ui/Grid.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { exchangeContract } from '../contract.ts'
import type { DeskRow, DeskView } from '../shapes.ts'
import { keys } from './data.ts'
import { Groups } from './Groups.tsx'
import { words } from './words.ts'

type Page = Answer<typeof exchangeContract.rows>

const textOf = (fault: DeskRow['faults'][number], say: Say): string => `${say(fault.reason)}${say(fault.remedy)}`

const rowOf = (row: DeskRow, say: Say): GridRow => ({
  key: String(row.row),
  head: String(row.row),
  cells: row.cells,
  problems: Object.fromEntries(
    row.faults.flatMap((fault) => (fault.field ? [[fault.field, textOf(fault, say)] as const] : [])),
  ),
  about: row.faulty ? (
    <ul className="exchange-faults">
      {row.faults.map((fault) => (
        <li key={`${fault.field} ${fault.reason.en}`}>
          {fault.cell && <strong>{fault.cell} </strong>}
          {fault.column && `${fault.column}:`}
          {textOf(fault, say)}
        </li>
      ))}
    </ul>
  ) : (
    <span className="exchange-mended">{say(row.fate === 'known' ? words.stands : words.mended)}</span>
  ),
})

/** The faulty rows in a grid, corrected in place and checked at once; what is left is downloaded with its reasons. */
export const FaultGrid = ({
  desk,
  mends,
  onCheck,
}: {
  desk: DeskView
  mends: boolean
  onCheck: () => void
}): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const handOver = useHandOver()
  const [saving, setSaving] = useState(0)
  const [error, setError] = useState<unknown>(null)
  const found = useInfiniteQuery({
    queryKey: keys.rows(desk.id),
    queryFn: ({ pageParam }) => call(exchangeContract.rows, { params: { id: desk.id }, query: { after: pageParam } }),
    initialPageParam: 0,
    getNextPageParam: (page: Page) => page.next,
  })
  const pages = found.data?.pages ?? []
  const rows = pages.flatMap((page) => page.rows)
  const columns = pages.find((page) => page.columns.length > 0)?.columns ?? []
  const keep = (change: (row: DeskRow) => DeskRow): void => {
    client.setQueryData<typeof found.data>(
      keys.rows(desk.id),
      (before) =>
        before && { ...before, pages: before.pages.map((page) => ({ ...page, rows: page.rows.map(change) })) },
    )
  }
  const save = (changes: readonly GridChange[]): void => {
    keep((row) => {
      const own = changes.filter((change) => change.row === String(row.row))
      return own.length > 0
        ? { ...row, cells: { ...row.cells, ...Object.fromEntries(own.map(({ column, text }) => [column, text])) } }
        : row
    })
    setSaving((now) => now + 1)
    setError(null)
    call(exchangeContract.mend, {
      params: { id: desk.id },
      body: { cells: changes.map(({ row, column, text }) => ({ row: Number(row), field: column, text })) },
    })
      .then((answer) => {
        void client.invalidateQueries({ queryKey: keys.groups(desk.id) })
        const fresh = new Map(answer.rows.map((row) => [row.row, row]))
        keep((row) => fresh.get(row.row) ?? row)
        client.setQueryData<DeskView>(
          keys.desk(desk.id),
          (before) => before && { ...before, ready: answer.ready, fresh: answer.fresh, faulty: answer.faulty },
        )
        // How many of them are of closed months.
        void client.invalidateQueries({ queryKey: keys.desk(desk.id) })
      })
      .catch((problem: unknown) => {
        setError(problem)
        void client.invalidateQueries({ queryKey: keys.rows(desk.id) })
      })
      .finally(() => setSaving((now) => now - 1))
  }
  const download = (): void => {
    call(exchangeContract.left, { params: { id: desk.id } }).then(
      (blob) => handOver(blob, `${say(words.faults)}.xlsx`),
      setError,
    )
  }
  return (
    <Sheet
      title={say(words.faults)}
      extra={
        <div className="exchange-kind">
          {desk.beyond > 0 && mends && <Button onClick={onCheck}>{say(words.checkAgain)}</Button>}
          <Button onClick={download}>{say(words.download)}</Button>
        </div>
      }
    >
      {mends && <p className="exchange-quiet">{say(words.faultsLead)}</p>}
      {desk.beyond > 0 && <Reason>{say(words.beyond, { n: desk.beyond })}</Reason>}
      <DownloadNote />
      {mends && <Groups desk={desk} />}
      <ProblemAlert error={error ?? found.error} />
      {rows.length > 0 && (
        <Grid
          label={say(words.faults)}
          corner={say(words.row)}
          columns={columns.map(({ key, label, letters, heading }) => ({
            key,
            title: say(label),
            ...(letters ? { note: say(words.columnOf, { letters, heading }) } : {}),
          }))}
          rows={rows.map((row) => rowOf(row, say))}
          aboutTitle={say(words.why)}
          {...(mends ? { onChange: save } : {})}
        />
      )}
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say(words.moreRows)}
        </Button>
      )}
      <p role="status" className="exchange-quiet">
        {saving > 0 ? say(words.saving) : ''}
      </p>
    </Sheet>
  )
}
