import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, printPurposes } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { Link } from 'react-router'
import { toMatter, toPrints } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { useCan, useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { PrintButton } from '#web/ui/PrintButton.tsx'
import { PrintedBy, PrintedCount } from '#web/ui/PrintedBy.tsx'
import { usePrintList } from '#web/ui/usePrintList.ts'
import { useWholeList } from '#web/ui/useWholeList.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { type Issued, papersContract } from '../contract.ts'
import { givenReasons, voidReasons } from '../rules.ts'
import { keys, registerPage, useRegister } from './data.ts'
import { words } from './words.ts'
import './papers.css'

/** 发文登记: every number the unit gave, the last first; searched by number, printed as it stands. */
export const Component = (): ReactNode => {
  const say = useSay()
  usePrintList()
  const me = useMe()
  const keeps = useCan('papers.keep')
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [voiding, setVoiding] = useState<Issued | null>(null)
  const found = useRegister(q)
  const { rows, more, fetchRest } = useWholeList(
    q,
    found.data?.pages.flatMap((page) => page.rows),
    found.data?.pages.at(-1)?.next,
    (cursor) => registerPage(q, cursor),
  )
  const voidButton = (row: Issued): ReactNode =>
    keeps && !row.voided && row.shown?.matter.openable ? (
      <Button size="small" onClick={() => setVoiding(row)} aria-label={say(words.voidTitle, { number: row.number })}>
        {say(words.void)}
      </Button>
    ) : null
  return (
    <Page
      title={say(words.printOf, { unit: me.post.unit.name })}
      actions={
        <PrintButton
          purposes={printPurposes}
          disabled={!rows?.length}
          record={async (purpose) => {
            const printed = purpose ? await fetchRest() : (rows ?? [])
            const matters = printed.flatMap(({ shown }) =>
              shown ? [{ home: shown.matter.home, id: shown.matter.id }] : [],
            )
            await call(casesContract.printList, { body: { list: 'issued', purpose, rows: printed.length, matters } })
          }}
        />
      }
    >
      <PrintedCount n={rows?.length ?? 0} more={more} />
      <Sheet>
        <form
          className="papers-search no-print"
          role="search"
          onSubmit={(event) => {
            event.preventDefault()
            setQ(typed.trim())
          }}
        >
          <Input
            aria-label={say(words.search)}
            placeholder={say(words.searchHint)}
            maxLength={40}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              if (event.target.value === '') setQ('')
            }}
          />
          <Button htmlType="submit">{say(words.find)}</Button>
        </form>
        <ProblemAlert error={found.error} />
        <RowCards
          name="issued"
          label={say(words.register)}
          columns={columnsOf(say)}
          rows={found.error && !found.data ? [] : rows}
          rowKey={({ home, id }) => home + id}
          rowTo={({ shown }) => shown && toMatter(shown.matter)}
          actions={voidButton}
          empty={
            found.error ? null : (
              <EmptyState
                title={say(q ? words.noneFound : words.none)}
                hint={say(q ? words.noneFoundHint : words.noneHint)}
              />
            )
          }
          onMore={more ? () => void found.fetchNextPage() : undefined}
          loadingMore={found.isFetchingNextPage}
        />
        <PrintedBy />
      </Sheet>
      <Void row={voiding} onClose={() => setVoiding(null)} />
    </Page>
  )
}

const columnsOf = (say: Say): Column<Issued>[] => [
  { key: 'number', title: say(words.number), primary: true, width: 220, cell: ({ number }) => number },
  {
    key: 'form',
    title: say(words.form),
    width: 150,
    cell: ({ shown }) => (shown ? say(shown.form) : <span className="quiet">{say(words.notListed)}</span>),
  },
  { key: 'matter', title: say(words.matter), cell: ({ shown }) => shown && <Matter matter={shown.matter} /> },
  { key: 'who', title: say(words.who), width: 90, cell: ({ shown }) => shown?.matter.who ?? null },
  {
    key: 'at',
    title: say(words.at),
    quiet: true,
    width: 160,
    cell: ({ shown }) => shown && `${clockTime(shown.at)} ${shown.by}`,
  },
  {
    key: 'status',
    title: say(words.status),
    width: 150,
    cell: (row) => (
      <>
        {!row.voided ? (
          say(words.standing)
        ) : (
          <span className="tag">
            {row.voided.reason ? say(words.voidedFor, { reason: say(row.voided.reason) }) : say(words.voided)}
          </span>
        )}
        <Corrected row={row} />
      </>
    ),
  },
]

const Matter = ({ matter }: { matter: NonNullable<Issued['shown']>['matter'] }): ReactNode => {
  const say = useSay()
  return (
    <>
      {matter.number}{' '}
      <span className="quiet">
        {[matter.restricted ? say(words.restricted) : null, matter.category && say(matter.category), matter.title]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}

/** That the letter went out again corrected: why, when, by whom, and what the first print said for who may open the matter. */
const Corrected = ({ row: { id, corrected, shown } }: { row: Issued }): ReactNode => {
  const say = useSay()
  const handles = useCan('cases.handle')
  if (!corrected) return null
  return (
    <>
      <br />
      <span className="tag">
        {corrected.reason ? say(words.correctedFor, { reason: say(corrected.reason) }) : say(words.corrected)}
      </span>{' '}
      <span className="quiet">{[clockTime(corrected.at), corrected.by].filter(Boolean).join(' ')}</span>{' '}
      {handles && shown?.matter.openable && (
        <Link className="no-print" to={toPrints(shown.matter, id)}>
          {say(words.firstPrint)}
        </Link>
      )}
    </>
  )
}

const Void = ({ row, onClose }: { row: Issued | null; onClose: () => void }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const [reason, setReason] = useState<(typeof givenReasons)[number] | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const close = (): void => {
    setReason(null)
    setError(null)
    onClose()
  }
  const send = (): void => {
    if (!row || !reason) return
    setBusy(true)
    setError(null)
    call(papersContract.void, { params: { home: row.home, id: row.id }, body: { reason } })
      .then(() => client.invalidateQueries({ queryKey: keys.register }))
      .then(close, setError)
      .finally(() => setBusy(false))
  }
  return (
    <Sidebar open={row !== null} title={say(words.voidTitle, { number: row?.number ?? '' })} onClose={close}>
      <div className="stack">
        <p>{say(words.voidLead)}</p>
        <fieldset className="papers-choice">
          <legend>{say(words.why)}</legend>
          {givenReasons.map((one) => (
            <label key={one} className="radio">
              <input type="radio" name="void-reason" checked={reason === one} onChange={() => setReason(one)} />
              {say(voidReasons[one])}
            </label>
          ))}
        </fieldset>
        <ProblemAlert error={error} />
        {!reason && <Reason>{say(words.voidNeeds)}</Reason>}
        <Button type="primary" disabled={!reason} loading={busy} onClick={send}>
          {say(words.void)}
        </Button>
      </div>
    </Sidebar>
  )
}
