import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { call } from '#platform/http/client.ts'
import { toMatters } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { exchangeContract } from '../contract.ts'
import { type Batch, keys } from './data.ts'
import { many, words } from './words.ts'

const columnsOf = (say: Say): Column<Batch>[] => [
  {
    key: 'file',
    title: say(words.file),
    primary: true,
    width: 280,
    cell: ({ name, unitName }) => name ?? say(words.fileOf, { unit: unitName }),
  },
  {
    key: 'state',
    title: say(words.state),
    width: 130,
    cell: ({ status, kept }) => (
      <>
        <span className="tag">{say(words[status])}</span>
        {kept.length > 0 && (
          <details>
            <summary>{say(words.keptSome, { n: kept.length })}</summary>
            <ul>
              {kept.map(({ number, reason }) => (
                <li key={number}>
                  {number} {say(reason)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </>
    ),
  },
  { key: 'rows', title: say(words.count), width: 140, cell: ({ written, rows }) => say(words.of, { written, rows }) },
  { key: 'who', title: say(words.who), width: 120, cell: ({ by }) => by },
  { key: 'when', title: say(words.when), quiet: true, cell: ({ createdAt }) => clockTime(createdAt) },
]

/** What was imported, by whom and when; a whole import is taken back for a reason, piece after piece until all of it is. */
export const Batches = ({ batches }: { batches: readonly Batch[] | undefined }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const [taking, setTaking] = useState<Batch | null>(null)
  const [voided, setVoided] = useState(0)
  const takeBack = async (batch: Batch, reason: string): Promise<void> => {
    setVoided(0)
    for (;;) {
      const answer = await call(exchangeContract.takeBack, { params: { id: batch.id }, body: { reason } })
      setVoided((before) => before + answer.voided)
      void client.invalidateQueries({ queryKey: keys.list })
      if (answer.status !== 'interrupted') return
    }
  }
  const actions = (batch: Batch): ReactNode =>
    batch.status !== 'takenBack' && (
      <span className="exchange-kind">
        {batch.written > 0 && (
          <Link
            className="button-link"
            to={toMatters({ tab: 'all', batch: batch.id })}
            aria-label={`${say(words.itsMatters)} ${batch.name ?? ''}`}
          >
            {say(words.itsMatters)}
          </Link>
        )}
        <Button size="small" onClick={() => setTaking(batch)} aria-label={`${say(words.takeBack)} ${batch.name ?? ''}`}>
          {say(words.takeBack)}
        </Button>
      </span>
    )
  return (
    <>
      <RowCards
        name="imports"
        label={say(words.batches)}
        columns={columnsOf(say)}
        rows={batches}
        rowKey={({ id }) => id}
        actions={actions}
        empty={<EmptyState title={say(words.batchesNone)} hint={say(words.batchesNoneHint)} />}
      />
      <ConfirmReason
        open={taking !== null}
        title={say(words.takeBackTitle)}
        verb={say(words.takeBack)}
        explain={say(words.takeBackExplain)}
        onConfirm={async (reason) => taking && (await takeBack(taking, reason))}
        onClose={() => setTaking(null)}
      >
        {taking && <Foreseen batch={taking.id} />}
        <p role="status">{voided > 0 ? say(words.takenSome, { n: voided }) : ''}</p>
      </ConfirmReason>
    </>
  )
}

/** What would be taken back and what stays, counted before anything is. */
const Foreseen = ({ batch }: { batch: string }): ReactNode => {
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: keys.foreseen(batch),
    queryFn: () => call(exchangeContract.foresee, { params: { id: batch } }),
    gcTime: 0,
  })
  if (error) return <ProblemAlert error={error} />
  if (!data) return <p role="status">{say(words.takeBackCounting)}</p>
  const { total, able, worked, stay, more } = data
  const counts = { total: many(total), able: many(able), stay: many(total - able) }
  return (
    <div role="status">
      <p>{say(able === total ? words.takeBackAll : words.takeBackSome, counts)}</p>
      {stay.length > 0 && (
        <ul className="exchange-stay">
          {stay.map(({ number, reason }) => (
            <li key={number}>
              {number} {say(reason)}
            </li>
          ))}
          {more > 0 && <li>{say(words.takeBackMore, { n: many(more) })}</li>}
        </ul>
      )}
      {worked > 0 && <p>{say(words.takeBackWorked, { n: many(worked) })}</p>}
    </div>
  )
}
