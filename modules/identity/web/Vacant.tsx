import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import { accountsContract } from '../accounts-contract.ts'
import { vacancies } from '../rules/vacant.ts'
import { deskWords as words } from './desk-words.ts'

/** Offices nobody holds and units where nobody approves; absent where all are held. */
export const Vacant = (): ReactNode => {
  const say = useSay()
  const { data } = useQuery({
    queryKey: ['accounts', 'vacant'],
    queryFn: () => call(accountsContract.vacant, {}),
  })
  if (!data || data.n === 0) return null
  return (
    <Sheet title={say(words.vacant)}>
      <ul className="plain">
        {data.vacant.map(({ what, unit }) => (
          <li key={`${what} ${unit}`}>
            {unit ? say(words.vacantAt, { unit, what: say(vacancies[what]) }) : say(vacancies[what])}
          </li>
        ))}
      </ul>
      {data.n > data.vacant.length && <p>{say(words.vacantMore, { n: data.n })}</p>}
      <p className="quiet">{say(words.vacantWhy)}</p>
    </Sheet>
  )
}
