import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import { call, type CallError } from '#platform/http/client.ts'
import { paths, toMatters } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { exchangeContract } from '../contract.ts'
import type { DeskAnswers, DeskView } from '../shapes.ts'
import { Columns } from './Columns.tsx'
import { Check } from './Check.tsx'
import { keys, moving, useDesk, useImports } from './data.ts'
import { Discard } from './Discard.tsx'
import { FaultGrid } from './FaultGrid.tsx'
import { Questions, Said } from './Questions.tsx'
import { Run } from './Run.tsx'
import { Sheets } from './Sheets.tsx'
import { many, words } from './words.ts'
import './exchange.css'

/** One file that is being brought in: what is asked of it, its faulty rows, its run. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { id = '' } = useParams()
  const found = useDesk(id)
  const crumbs = [{ label: say(words.import), to: paths.import }]
  // While it runs the file ends by itself; the last that was seen of it says how it went.
  if (found.error?.status === 404)
    return (
      <Page title={say(words.import)} crumbs={crumbs}>
        <Gone last={found.data} />
      </Page>
    )
  if (!found.data)
    return (
      <Page title={say(words.import)} crumbs={crumbs}>
        <ProblemAlert error={found.error} />
      </Page>
    )
  return (
    <Page title={found.data.name} crumbs={crumbs}>
      <File key={id} desk={found.data} lost={found.error} />
    </Page>
  )
}

const Gone = ({ last }: { last: DeskView | undefined }): ReactNode => {
  const say = useSay()
  const { data } = useImports()
  // A short file is gone before it was seen with its batch.
  const batch =
    last?.run?.batch ??
    data?.batches.find(
      ({ kind, name, createdAt }) =>
        kind === last?.kind && name?.startsWith(last.name) === true && createdAt >= last.createdAt,
    )?.id
  const done = last?.run ? last.run.done + last.run.left : null
  return (
    <EmptyState
      title={done === null ? say(words.finishedGone) : say(words.finished, { n: done })}
      hint={say(words.finishedHint)}
      action={
        <div className="next-step-buttons">
          <Link className="button-link" to={toMatters({ tab: 'all', batch })}>
            {say(words.toMatters)}
          </Link>
          <Link to={paths.import}>{say(words.toImports)}</Link>
        </div>
      }
    />
  )
}

/** Rows that stand already, by their numbers: nothing of a file is left out unnamed. */
const Known = ({ desk: { known, same } }: { desk: DeskView }): ReactNode => {
  const say = useSay()
  return (
    <details>
      <summary>{say(words.known, { n: many(known) })}</summary>
      <p className="exchange-quiet">{say(words.knownWhy)}</p>
      <p>
        {same
          .slice(0, 200)
          .map(({ from, to }) => say(from === to ? words.knownRow : words.knownRows, { from, to }))
          .join('、')}
        {same.length > 200 && say(words.andMoreRanges, { n: same.length - 200 })}
      </p>
    </details>
  )
}

const countsOf = ({ rows, ready, faulty }: DeskView, say: Say): string =>
  faulty === 0
    ? say(words.countsFine, { rows: many(rows) })
    : say(words.counts, { rows: many(rows), ready: many(ready), faulty: many(faulty) })

const monthOf = (text: string, say: Say): string => {
  const [year = '', month = ''] = text.split('-')
  return say(words.month, { year, month: Number(month) })
}

const File = ({ desk, lost }: { desk: DeskView; lost: CallError | null }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // Nothing but its check is told of a file that is not checked as it stands.
  const unchecked = desk.status === 'checking' || !desk.checked
  const still = !unchecked && (desk.status === 'open' || desk.status === 'stopped' || desk.status === 'done')
  // What a new check found takes the place of the rows of the one before.
  useEffect(() => {
    if (!unchecked) void client.invalidateQueries({ queryKey: keys.rows(desk.id) })
  }, [client, desk.id, unchecked])
  const answer = (body: DeskAnswers): void => {
    setBusy(true)
    setError(null)
    call(exchangeContract.answer, { params: { id: desk.id }, body })
      .then((view) => {
        client.setQueryData(keys.desk(desk.id), view)
        void client.invalidateQueries({ queryKey: keys.memory })
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <p className="exchange-quiet">
        {say(desk.kindLabel)} · {desk.unitName}
        {desk.sheet && ` · ${desk.sheet}`}
      </p>
      {desk.unread && (
        <Sheet>
          <p role="alert">{say(desk.unread)}</p>
          <div className="next-step-buttons">
            <Link to={paths.import}>{say(words.toImports)}</Link>
            <Discard id={desk.id} />
          </div>
        </Sheet>
      )}
      {unchecked && <Check desk={desk} onCheck={() => answer({})} />}
      {still && <Sheets desk={desk} busy={busy} onTurn={(sheet) => answer({ sheet })} />}
      {!desk.unread && still && <Questions desk={desk} busy={busy} onAnswer={answer} />}
      <ProblemAlert error={error ?? lost} />
      {!desk.unread && !unchecked && (
        <Sheet>
          {desk.decided && desk.status !== 'done' && (
            <p className="exchange-counts" role="status">
              {countsOf(desk, say)}
            </p>
          )}
          {desk.decided && desk.late && desk.fresh > 0 && desk.status !== 'done' && (
            <p className="exchange-quiet">
              {say(words.late, { n: many(desk.late.rows), month: monthOf(desk.late.month, say) })}
            </p>
          )}
          {desk.decided && desk.known > 0 && <Known desk={desk} />}
          {desk.decided && still && <Said desk={desk} busy={busy} onAnswer={answer} />}
          {desk.decided && desk.notices > 0 && (
            <p className="exchange-quiet">{say(words.notices, { n: desk.notices })}</p>
          )}
          <Run desk={desk} />
        </Sheet>
      )}
      {desk.decided && desk.kept > 0 && !moving(desk.status) && (
        <FaultGrid desk={desk} mends={still} onCheck={() => answer({})} />
      )}
      {desk.places.length > 0 && still && <Columns desk={desk} busy={busy} onAnswer={answer} />}
      {desk.skipped.length > 0 && !unchecked && (
        <details className="sheet">
          <summary>{say(words.skipped, { n: desk.skipped.length })}</summary>
          <ul>
            {desk.skipped.slice(0, 200).map(({ row, text }) => (
              <li key={row}>{say(words.skippedRow, { row, text })}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
