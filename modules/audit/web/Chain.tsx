import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { auditContract } from '#modules/audit/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useNow } from '#web/now.ts'
import { useSay } from '#web/preferences.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { RowCards } from '#web/ui/RowCards.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { words } from './words.ts'

type Found = Answer<typeof auditContract.chain>
const atFirst = 7

/** 链条校验: the days sealed, the last checks, and one more at the press of a button. */
export const Chain = ({ onChange }: { onChange: () => void }): ReactNode => {
  const say = useSay()
  const { today } = useNow()
  const [error, setError] = useState<unknown>(null)
  const [all, setAll] = useState(false)
  const found = useQuery({
    queryKey: ['audit', 'chain'],
    queryFn: () => call(auditContract.chain, {}),
    // While a check runs its count is asked for.
    refetchInterval: (query) => (query.state.data?.running ? 1_000 : false),
  })
  const begin = (day: string): void => {
    setError(null)
    call(auditContract.checkChain, { body: { day } }).then(onChange).catch(setError)
  }
  const { running = null, brokeOff = null, checks = [], days } = found.data ?? {}
  const actions = (row: Found['days'][number]): ReactNode =>
    row.day < today && (
      <Button size="small" disabled={running !== null} onClick={() => begin(row.day)}>
        {say(words.check)}
      </Button>
    )
  return (
    <Sheet title={say(words.chain)}>
      <ProblemAlert error={found.error ?? error} />
      {running && <p role="status">{say(words.checking, running)}</p>}
      {brokeOff && (
        <p className="problem" role="alert">
          {say(words.checkBroken, { day: brokeOff })}
        </p>
      )}
      {!running && found.data && <Last check={checks[0]} />}
      <RowCards
        name="audit-chain"
        label={say(words.chain)}
        columns={[
          { key: 'day', title: say(words.day), primary: true, width: 140, cell: (row) => row.day },
          { key: 'sealed', title: say(words.chain), cell: (row) => say(words.sealed, row) },
        ]}
        rows={found.isError ? [] : all ? days : days?.slice(0, atFirst)}
        onMore={!all && days && days.length > atFirst ? () => setAll(true) : undefined}
        rowKey={(row) => row.day}
        actions={actions}
        empty={<EmptyState title={say(words.chainNone)} hint={say(words.chainHint)} />}
      />
    </Sheet>
  )
}

const Last = ({ check }: { check: Found['checks'][number] | undefined }): ReactNode => {
  const say = useSay()
  if (!check) return <p className="quiet">{say(words.checksNone)}</p>
  return (
    <p>{say(check.faults === 0 ? words.checkedSound : words.checkedFaulty, { ...check, at: clockTime(check.at) })}</p>
  )
}
