import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { officeContract } from '#modules/office/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { dialled } from '#web/shell/PersonAbove.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { keys } from './data.ts'
import { words } from './words.ts'
import './office.css'

type Person = Answer<typeof officeContract.contacts>['below'][number]

/** So many stand open; the rest is one tap away. */
const openMost = 8

/** 通讯录: the people next below and above, each rung up by one tap. */
export const Contacts = (): ReactNode => {
  const say = useSay()
  const [all, setAll] = useState(false)
  const { data } = useQuery({
    queryKey: keys.contacts,
    queryFn: () => call(officeContract.contacts, {}),
    staleTime: 5 * 60_000,
  })
  if (!data) return null
  const people = [...data.above, ...data.below]
  const shown = all ? people : people.slice(0, openMost)
  return (
    <Sheet title={say(words.contacts)}>
      {people.length === 0 && <p>{say(words.contactsNone)}</p>}
      <ul className="contacts">
        {shown.map((one) => (
          <li key={one.id}>
            <One one={one} />
          </li>
        ))}
      </ul>
      {people.length > shown.length && (
        <Button type="link" onClick={() => setAll(true)}>
          {say(words.contactsAll, { n: people.length })}
        </Button>
      )}
      {data.empties > 0 && (
        <p className="quiet">
          {say(words.contactsEmpty, { names: data.empty.join(say(words.contactsComma)), n: data.empties })}
        </p>
      )}
    </Sheet>
  )
}

const One = ({ one }: { one: Person }): ReactNode => {
  const say = useSay()
  return (
    <>
      <span>
        <strong>{one.name}</strong> <span className="quiet">{placed(one.unit, say(one.title))}</span>
      </span>
      {one.phone ? (
        <a className="button-link" href={dialled(one.phone)} aria-label={say(words.contactCall, { name: one.name })}>
          {one.phone}
        </a>
      ) : (
        <span className="quiet">{say(words.contactNoPhone)}</span>
      )}
    </>
  )
}

// A title of her own may not say where she works.
const placed = (unit: string, title: string): string =>
  title.startsWith(unit) ? title : [unit, title].filter(Boolean).join(' · ')
