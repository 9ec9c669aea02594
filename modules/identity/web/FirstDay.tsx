import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { call } from '#platform/http/client.ts'
import { PracticeWay } from '#modules/practice/web/index.tsx'
import { keptAs } from '#web/practice.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { identityContract } from '../contract.ts'
import { firstSteps, firstWords as words } from './first-words.ts'

/** The path of a first day: ticks itself from what was done, goes when all is done or when it is put away on this machine. */
export const FirstDay = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const place = keptAs(`first-day.${me.account.id}`)
  const [away, setAway] = useState(() => localStorage.getItem(place) !== null)
  const found = useQuery({
    queryKey: ['identity', 'first-day', me.post.id],
    queryFn: () => call(identityContract.firstDay, {}),
    enabled: !away,
    staleTime: 0,
  })
  // What stands in the session is done, whoever did it.
  const standing: Readonly<Record<string, boolean>> = {
    phone: me.post.phone !== null,
    factor: me.account.secondFactor,
  }
  const things = (found.data?.things ?? []).map(({ key, done }) => ({ key, done: done || standing[key] === true }))
  if (away || things.every(({ done }) => done)) return null
  return (
    <Sheet
      title={say(words.title)}
      className="first-day no-print"
      extra={
        <Button
          type="text"
          onClick={() => {
            localStorage.setItem(place, 'away')
            setAway(true)
          }}
        >
          {say(words.away)}
        </Button>
      }
    >
      <p className="quiet">{say(words.lead)}</p>
      <ol>
        {things.map(({ key, done }) => {
          const step = firstSteps[key as keyof typeof firstSteps]
          return (
            <li key={key} className={done ? 'first-done' : ''}>
              <span aria-hidden="true">{done ? '✓' : '○'}</span>
              <span id={`first-${key}`}>
                {say(step.what)} <span className="only-heard">{say(done ? words.done : words.open)}</span>
              </span>
              {!done && (
                <Link to={step.to} aria-describedby={`first-${key}`}>
                  {say(words.go)}
                </Link>
              )}
            </li>
          )
        })}
      </ol>
      <PracticeWay />
    </Sheet>
  )
}
