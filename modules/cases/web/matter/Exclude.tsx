import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { keyOf, keys, retryLost } from '../data.ts'
import { type Apart, ApartFields } from '../Apart.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

type Exclusion = Answer<typeof casesContract.exclusions>['exclusions'][number]
type Panel = { readonly view: CaseView; readonly onClose: () => void }

/** 不让知道: who is kept from the matter now, each with 〔解除〕, and one more. */
export const Exclude = ({ view, onClose }: Panel): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  const one = keyOf(view.head)
  const [people, setPeople] = useState<readonly Apart[]>([])
  const [units, setUnits] = useState<readonly Apart[]>([])
  const [lifting, setLifting] = useState<Exclusion | null>(null)
  const found = useQuery({
    queryKey: [...keys.matter(one), 'exclusions'],
    queryFn: () => call(casesContract.exclusions, { params: one }),
    staleTime: 0,
    retry: retryLost,
  })
  if (lifting) return <Lift view={view} exclusion={lifting} onClose={onClose} />
  return (
    <ConfirmReason
      open
      title={say(words.excludeTitle)}
      verb={say(words.exclude)}
      onClose={onClose}
      onConfirm={(reason) =>
        send.attempt((version) =>
          call(casesContract.exclude, {
            params: one,
            body: {
              version,
              units: units.map((unit) => unit.code),
              posts: people.map((person) => person.code),
              reason,
            },
          }),
        )
      }
    >
      <ProblemAlert error={found.error} />
      <ul className="case-plain">
        {found.data?.exclusions.map((each) => (
          <li key={each.key}>
            <p>
              <strong>{each.name}</strong>{' '}
              <Button size="small" disabled={found.data.waiting} onClick={() => setLifting(each)}>
                {say(words.lift)}
              </Button>
            </p>
            <p className="case-help">{say(words.excludedBy, { by: each.by, at: clockTime(each.since) })}</p>
          </li>
        ))}
      </ul>
      {found.data?.waiting && <p className="case-help">{say(words.liftWaits)}</p>}
      <ApartFields people={people} units={units} onPeople={setPeople} onUnits={setUnits} />
    </ConfirmReason>
  )
}

const Lift = ({ view, exclusion, onClose }: Panel & { exclusion: Exclusion }): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  const queries = useQueryClient()
  const [id] = useState(newId)
  const one = keyOf(view.head)
  return (
    <ConfirmReason
      open
      title={say(words.liftTitle, { name: exclusion.name })}
      verb={say(exclusion.alone ? words.lift : words.liftAsk)}
      explain={say(exclusion.alone ? words.liftAlone : words.liftWhy)}
      onClose={onClose}
      onConfirm={async (reason) => {
        await send.attempt((version) =>
          call(casesContract.lift, { params: one, body: { id, version, keys: [exclusion.key], reason } }),
        )
        await queries.invalidateQueries({ queryKey: [...keys.matter(one), 'exclusions'] })
      }}
    />
  )
}
