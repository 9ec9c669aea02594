import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { officeContract } from '#modules/office/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { type Deputy, useDeputies } from './data.ts'
import { NameDeputy } from './NameDeputy.tsx'
import { words } from './words.ts'
import './office.css'

/** AB角: who stands in for whom, from when to when; naming, accepting and ending it. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const client = useQueryClient()
  const found = useDeputies()
  const [naming, setNaming] = useState(false)
  const [asked, setAsked] = useState(false)
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['office'] })
  return (
    <Page title={say(words.deputies)}>
      <ProblemAlert error={found.error} />
      <p role="status" className={asked ? 'quiet' : 'only-heard'}>
        {asked && say(words.deputyAsked)}
      </p>
      <Sheet
        extra={
          me.standsFor === null ? (
            <Button type="primary" onClick={() => setNaming(true)}>
              {say(words.nameDeputy)}
            </Button>
          ) : (
            <Reason>{say(words.standingBackFirst)}</Reason>
          )
        }
      >
        {found.data?.length === 0 && <EmptyState title={say(words.deputiesNone)} hint={say(words.deputiesNoneHint)} />}
        <ul className="deputies">
          {found.data?.map((one) => (
            <Line key={one.id} one={one} onDone={refresh} />
          ))}
        </ul>
      </Sheet>
      {naming && (
        <NameDeputy
          onDone={() => {
            setAsked(true)
            return refresh()
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </Page>
  )
}

const Line = ({ one, onDone }: { one: Deputy; onDone: () => Promise<void> }): ReactNode => {
  const say = useSay()
  const { standsFor } = useMe()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const line = say(words.deputyLine, { deputy: one.deputy.name, post: one.post.name })
  const send = (route: typeof officeContract.acceptDeputy | typeof officeContract.endDeputy): void => {
    setBusy(true)
    setError(null)
    call(route, { params: { id: one.id } })
      .then(onDone)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <li className={one.state === 'ended' ? 'deputy quiet' : 'deputy'}>
      <p>
        <strong>{line}</strong> <span className="tag">{say(words[`state_${one.state}`])}</span>{' '}
        {one.restricted && <span className="tag">{say(words.restrictedToo)}</span>}
      </p>
      <p className="quiet">
        {say(one.deputy.title)} → {say(one.post.title)}
      </p>
      <p>
        {say(one.to ? words.fromTo : words.fromOn, { from: one.from, to: one.to ?? '' })} ·{' '}
        {say(words.namedBy, { name: one.namedBy })}
        {one.acceptedBy && ` · ${say(words.acceptedBy, { name: one.acceptedBy })}`}
      </p>
      {one.limits && one.state !== 'ended' && <p className="quiet">{say(one.limits)}</p>}
      {one.whyNotAccept && <Reason>{say(one.whyNotAccept)}</Reason>}
      <ProblemAlert error={error} />
      {standsFor === null && (one.mayAccept || one.mayEnd) && (
        <div className="next-step-buttons">
          {one.mayAccept && (
            <Button
              type="primary"
              loading={busy}
              aria-label={`${say(words.accept)} ${line}`}
              onClick={() => send(officeContract.acceptDeputy)}
            >
              {say(words.accept)}
            </Button>
          )}
          {one.mayEnd && (
            <Button
              loading={busy}
              aria-label={`${say(one.state === 'waiting' ? words.refuse : words.end)} ${line}`}
              onClick={() => send(officeContract.endDeputy)}
            >
              {say(one.state === 'waiting' ? words.refuse : words.end)}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
