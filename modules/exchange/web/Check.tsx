import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { type ReactNode, useState } from 'react'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { exchangeContract } from '../contract.ts'
import type { DeskView } from '../shapes.ts'
import { keys } from './data.ts'
import { Discard } from './Discard.tsx'
import { many, words } from './words.ts'

/** The check of a file: how far it is, or, where it was stopped, the way on. */
export const Check = ({ desk, onCheck }: { desk: DeskView; onCheck: () => void }): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const stop = (): void => {
    setError(null)
    call(exchangeContract.stop, { params: { id: desk.id } }).then(
      (view) => client.setQueryData(keys.desk(desk.id), view),
      setError,
    )
  }
  if (!desk.check)
    return (
      <Sheet>
        <div className="stack">
          <p role="status">{say(desk.problem ?? words.unchecked)}</p>
          <div className="next-step-buttons">
            <Button type="primary" onClick={onCheck}>
              {say(words.checkOn)}
            </Button>
            <Discard id={desk.id} />
          </div>
        </div>
      </Sheet>
    )
  const { done, total } = desk.check
  const far = total === 0 ? say(words.reading) : say(words.checking, { done: many(done), total: many(total) })
  return (
    <Sheet>
      <div className="stack">
        <div>
          <Progress percent={total === 0 ? 0 : Math.floor((100 * done) / total)} aria-label={far} />
          <p role="status">{far}</p>
        </div>
        <ProblemAlert error={error} />
        <div className="next-step-buttons">
          <Button onClick={stop}>{say(words.stop)}</Button>
        </div>
        <p className="exchange-quiet">{say(words.checkClose)}</p>
      </div>
    </Sheet>
  )
}
