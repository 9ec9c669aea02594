import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { Link } from 'react-router'
import { call } from '#platform/http/client.ts'
import { toMatters } from '#web/paths.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { exchangeContract } from '../contract.ts'
import type { DeskView } from '../shapes.ts'
import { keys, moving as moves } from './data.ts'
import { Discard } from './Discard.tsx'
import { many, words } from './words.ts'

/** Sets a file going, follows it, stops it, or drops it. */
export const Run = ({ desk }: { desk: DeskView }): ReactNode => {
  const say = useSay()
  const id = useId()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const moving = moves(desk.status)
  const act = (work: () => Promise<unknown>): void => {
    setBusy(true)
    setError(null)
    work()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const send = (route: typeof exchangeContract.run | typeof exchangeContract.stop) => async (): Promise<void> => {
    client.setQueryData(keys.desk(desk.id), await call(route, { params: { id: desk.id } }))
  }
  // Nothing of this sheet is left; its file waits for the other sheets.
  const over = desk.status === 'done' && desk.faulty === 0
  const why =
    !desk.decided || desk.lacks.some(({ needed, said }) => needed && said === null)
      ? say(words.runUndecided)
      : desk.ready === 0
        ? say(desk.status === 'done' ? words.runLeft : words.runNothing)
        : desk.fresh === 0 && desk.status === 'open'
          ? say(words.runKnown)
          : ''
  return (
    <div className="stack">
      {desk.problem && <p role="alert">{say(desk.problem)}</p>}
      {desk.run && desk.status !== 'done' && <Bar run={desk.run} moving={moving} say={say} />}
      {desk.status === 'done' && (
        <p role="status" className="exchange-counts">
          {say(words.finished, { n: desk.run?.done ?? 0 })}
          {desk.faulty > 0 && ` · ${say(words.doneLeft, { n: desk.faulty })}`}{' '}
          {desk.run?.batch && (
            <Link to={toMatters({ tab: 'all', batch: desk.run.batch })}>{say(words.itsMatters)}</Link>
          )}
        </p>
      )}
      <ProblemAlert error={error} />
      {!moving && !over && why && <Reason id={`${id}why`}>{why}</Reason>}
      <div className="next-step-buttons">
        {!moving && !over && (
          <Button
            type="primary"
            loading={busy}
            disabled={why !== ''}
            aria-describedby={`${id}why`}
            onClick={() => act(send(exchangeContract.run))}
          >
            {desk.status === 'stopped'
              ? say(words.runOn)
              : desk.decided
                ? say(words.run, { n: many(desk.fresh) })
                : say(words.runLater)}
          </Button>
        )}
        {moving && (
          <Button disabled={desk.status === 'stopping'} onClick={() => act(send(exchangeContract.stop))}>
            {say(desk.status === 'stopping' ? words.stopping : words.stop)}
          </Button>
        )}
        {!moving && <Discard id={desk.id} />}
      </div>
      {moving && (
        <p className="exchange-quiet">
          {say(words.close)} {say(words.stopWhy)}
        </p>
      )}
    </div>
  )
}

const Bar = ({ run, moving, say }: { run: NonNullable<DeskView['run']>; moving: boolean; say: Say }): ReactNode => {
  const seconds = (Date.parse(run.now) - Date.parse(run.startedAt)) / 1000
  const written = run.done - run.from
  const rate = seconds > 1 ? written / seconds : 0
  const left = rate > 0 ? Math.ceil(run.left / rate) : null
  const wanted = run.done + run.left
  const percent = wanted > 0 ? Math.floor((100 * run.done) / wanted) : 0
  const parts = [
    say(words.progress, { done: many(run.done), left: many(run.left) }),
    ...(run.faulty > 0 ? [say(words.progressFaulty, { n: many(run.faulty) })] : []),
    ...(run.known > 0 ? [say(words.known, { n: many(run.known) })] : []),
    ...(moving && rate > 0 ? [say(words.rate, { n: Math.round(rate) })] : []),
    ...(moving && left !== null && left > 0
      ? [
          say(words.remaining, {
            time: left < 90 ? say(words.seconds, { n: left }) : say(words.minutes, { n: Math.ceil(left / 60) }),
          }),
        ]
      : []),
    ...(moving && run.batch === null ? [say(words.waiting)] : []),
  ]
  return (
    <div>
      <Progress percent={percent} aria-label={parts[0] ?? ''} />
      <p role="status">{parts.join(' · ')}</p>
    </div>
  )
}
