import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { call } from '#platform/http/client.ts'
import { usePreferences, useSay } from '../preferences.ts'
import { useMe } from '../session.tsx'
import { words } from '../words.ts'

/** The address that dials a number. */
export const dialled = (phone: string): string => `tel:${phone.replace(/[^0-9]/g, '')}`

/** Whom to ask one level up; undefined until known, null where nobody is. */
export const useAbove = () => {
  const me = useMe()
  const found = useQuery({
    queryKey: ['identity', 'above', me.post.id],
    queryFn: () => call(identityContract.above, {}),
    staleTime: 600_000,
  })
  return found.data?.person
}

/** The person one level up with the number of her desk, to be dialled. */
export const PersonAbove = (): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const person = useAbove()
  if (person === undefined) return null
  if (person === null) return <p className="quiet">{say(words.aboveNone)}</p>
  return (
    <p>
      <strong>{person.name}</strong>
      <br />
      <span className="quiet">{language === 'zh' ? person.titleZh : person.titleEn}</span>
      <br />
      {person.phone ? (
        <a className="dial" href={dialled(person.phone)}>
          {person.phone}
        </a>
      ) : (
        <span className="quiet">{say(words.aboveNoPhone)}</span>
      )}
    </p>
  )
}
