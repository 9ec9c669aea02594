import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { type CaseRow, casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { words } from './words.ts'

/** 催办 in one tap; the button then says that it was done today. */
export const Urge = ({ row }: { row: CaseRow }): ReactNode => {
  const say = useSay()
  const may = useCan('cases.assign')
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open')
  const [error, setError] = useState<unknown>(null)
  if (!may) return null
  return (
    <>
      <Button
        loading={state === 'busy'}
        disabled={state === 'done'}
        aria-label={`${say(state === 'done' ? words.urged : words.urge)} ${row.number}`}
        onClick={() => {
          setState('busy')
          setError(null)
          call(casesContract.urge, { params: { home: row.home, id: row.id }, body: {} }).then(
            () => setState('done'),
            (problem: unknown) => {
              setState('open')
              setError(problem)
            },
          )
        }}
      >
        {say(state === 'done' ? words.urged : words.urge)}
      </Button>
      <ProblemAlert error={error} />
    </>
  )
}
