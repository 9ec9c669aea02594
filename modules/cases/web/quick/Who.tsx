import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { useRested } from '#web/ui/useRested.ts'
import { retryLost } from '../data.ts'
import { Field } from '../Field.tsx'
import { Known as KnownBy } from '../MatterRows.tsx'
import { personWords } from '../register/words.ts'
import type { Known, Note, NotePerson } from './note.ts'
import { words } from './words.ts'

// Each look is written down as a read; it waits until typing rests.
const rest = 400

/** Who it is: a name, somebody of the village who came before, or no name at all. */
export const Who = ({
  note,
  problems,
  onPerson,
  onKnown,
}: {
  readonly note: Note
  readonly problems: Readonly<Record<'name' | 'phone' | 'idNumber', string | undefined>>
  readonly onPerson: (part: Partial<NotePerson>) => void
  readonly onKnown: (known: Known | null) => void
}): ReactNode => {
  const say = useSay()
  const village = useMe().post.unit.level === 'V'
  const [person] = note.people
  const q = useRested(person.name.trim(), rest)
  const found = useQuery({
    queryKey: ['cases', 'known', q],
    queryFn: () => call(casesContract.knownPeople, { body: { q } }),
    enabled: village && note.known === null && [...q].length > 1 && [...q].length <= 20,
    gcTime: 0,
    staleTime: 30_000,
    retry: retryLost,
  })
  const people = note.known === null && q === person.name.trim() ? (found.data?.people ?? []) : []
  // Who is offered must not lie under the bar that stays at the foot of a phone.
  const offered = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (people.length > 0) offered.current?.scrollIntoView({ block: 'nearest' })
  }, [people.length])
  if (note.known)
    return (
      <div className="case-field">
        <p className="quick-known">
          <span className="case-help">{say(words.who)}</span> <strong>{note.known.name}</strong>{' '}
          <KnownBy known={note.known} />
          <Button onClick={() => onKnown(null)}>{say(words.someoneElse)}</Button>
        </p>
      </div>
    )
  return (
    <>
      {!person.anonymous && (
        <Field
          label={say(words.who)}
          problem={problems.name}
          path="name"
          {...(village ? { help: say(words.whoHelp) } : {})}
        >
          {(bound) => (
            <Input
              {...bound}
              autoComplete="off"
              maxLength={50}
              value={person.name}
              onChange={(event) => onPerson({ name: event.target.value })}
            />
          )}
        </Field>
      )}
      {people.length > 0 && (
        <div ref={offered} className="case-offers quick-offered" role="group" aria-label={say(words.knownBefore)}>
          <span className="case-offers-title">{say(words.knownBefore)}</span>
          {people.map((one) => (
            <Button key={`${one.id}${one.party}`} onClick={() => onKnown(one)}>
              {one.name} <KnownBy known={one} />
            </Button>
          ))}
        </div>
      )}
      <div className="case-row quick-none">
        <Button
          aria-pressed={person.anonymous}
          type={person.anonymous ? 'primary' : 'default'}
          onClick={() => onPerson({ anonymous: !person.anonymous, name: '', idNumber: '' })}
        >
          {say(words.noName)}
        </Button>
      </div>
      {(['phone', 'idNumber', 'age'] as const).map(
        (field) =>
          person[field] !== '' && (
            <Field
              key={field}
              label={say(personWords[field])}
              problem={field === 'age' ? undefined : problems[field]}
              path={field}
              className="case-short"
            >
              {(bound) => (
                <Input
                  {...bound}
                  autoComplete="off"
                  maxLength={30}
                  value={person[field]}
                  onChange={(event) => onPerson({ [field]: event.target.value })}
                />
              )}
            </Field>
          ),
      )}
    </>
  )
}
