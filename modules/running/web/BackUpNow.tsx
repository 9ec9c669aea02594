import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { runningContract, type State } from '#modules/running/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { words } from './words.ts'

type Backup = State['backup']

/** Makes a backup now: how far it is, and how the last one pressed for here ended. */
export const BackUpNow = ({ backup }: { backup: Backup }): ReactNode => {
  const say = useSay()
  const queries = useQueryClient()
  const [pressed, setPressed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { folder, underway, made, failed } = backup
  // What ended after it was pressed for is its result.
  const before = (at: string | undefined): boolean => pressed === null || at === undefined || at < pressed
  const begin = (): void => {
    setError(null)
    setBusy(true)
    call(runningContract.backUp, { body: {} })
      .then(() => {
        setPressed(
          new Date(Math.max(...[made?.at, failed?.at].map((at) => (at ? Date.parse(at) + 1 : 0)))).toISOString(),
        )
        return queries.invalidateQueries({ queryKey: ['running'] })
      }, setError)
      .finally(() => setBusy(false))
  }
  return (
    <div className="stack">
      <div className="next-step-buttons">
        <Button disabled={folder === null || underway !== null} loading={busy} onClick={begin}>
          {say(words.now)}
        </Button>
        {folder === null && <Reason>{say(words.nowNoFolder)}</Reason>}
      </div>
      <ProblemAlert error={error} />
      <div role="status">
        {underway ? (
          <>
            <p>
              {say(words.nowUnderway, {
                done: underway.done.toLocaleString('en'),
                total: underway.total.toLocaleString('en'),
              })}
            </p>
            <progress
              className="progress"
              aria-label={say(words.now)}
              max={Math.max(1, underway.total)}
              value={underway.done}
            />
          </>
        ) : failed && !before(failed.at) ? (
          <p className="problem">{say(words.nowFailed, { why: say(failed.why) })}</p>
        ) : (
          made && !before(made.at) && <p className="done">{say(words.nowMade, { file: made.file })}</p>
        )}
      </div>
    </div>
  )
}
