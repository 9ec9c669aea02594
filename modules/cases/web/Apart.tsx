import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { retryLost } from './data.ts'
import { Field } from './Field.tsx'
import { words } from './words.ts'

/** A unit or a person that must not know. */
export type Apart = { readonly code: string; readonly name: string }

/** Those chosen, each taken out again by a press. */
const Chosen = ({ those, onDrop }: { those: readonly Apart[]; onDrop: (one: Apart) => void }): ReactNode =>
  those.length > 0 && (
    <div className="case-pills">
      {those.map((one) => (
        <button key={one.code} type="button" className="case-pill case-pill-on" onClick={() => onDrop(one)}>
          {one.name} ×
        </button>
      ))}
    </div>
  )

type Part = {
  readonly value: readonly Apart[]
  readonly problem: string | undefined
  readonly onChange: (those: readonly Apart[]) => void
}

// The unit each works at, then her name. `code` is that of her post.
const People = ({ value, problem, onChange }: Part): ReactNode => {
  const me = useMe()
  const say = useSay()
  const { language } = usePreferences()
  const [unit, setUnit] = useState<string | undefined>(me.post.unit.code)
  const chosen = value.map(({ code }) => ({ id: code }))
  const found = useQuery({
    queryKey: ['posts', unit],
    queryFn: () => call(identityContract.posts, { query: { unit: unit ?? '' } }),
    enabled: unit !== undefined,
    retry: retryLost,
  })
  const others = (found.data?.posts ?? []).filter((post) => ![...me.posts, ...chosen].some(({ id }) => id === post.id))
  return (
    <Field label={say(words.notToPosts)} help={say(words.notToPostsHelp)} problem={problem}>
      {(bound) => (
        <>
          <Chosen those={value} onDrop={(gone) => onChange(value.filter((one) => one !== gone))} />
          <UnitPicker {...bound} value={unit} onChange={setUnit} />
          <div className="case-pills">
            {others.map((post) => (
              <button
                key={post.id}
                type="button"
                className="case-pill"
                onClick={() => onChange([...value, { code: post.id, name: post.accountName }])}
              >
                {post.accountName} · {language === 'zh' ? post.titleZh : post.titleEn}
              </button>
            ))}
          </div>
          {found.data && others.length === 0 && <p className="case-help">{say(words.notToNobody)}</p>}
        </>
      )}
    </Field>
  )
}

const Units = ({ value, problem, onChange }: Part): ReactNode => {
  const say = useSay()
  const add = (unit: Apart): void => {
    if (!value.some((one) => one.code === unit.code)) onChange([...value, unit])
  }
  return (
    <Field label={say(words.notTo)} help={say(words.notToHelp)} problem={problem}>
      {(bound) => (
        <>
          <Chosen those={value} onDrop={(gone) => onChange(value.filter((one) => one !== gone))} />
          <UnitPicker {...bound} value="" onUnit={(unit) => add({ code: unit.code, name: unit.name })} />
        </>
      )}
    </Field>
  )
}

/** Chooses the people and the units that must not know of a matter; several, one after the other. */
export const ApartFields = ({
  people,
  units,
  problems,
  onPeople,
  onUnits,
}: {
  people: readonly Apart[]
  units: readonly Apart[]
  problems?: { readonly people: string | undefined; readonly units: string | undefined }
  onPeople: (people: readonly Apart[]) => void
  onUnits: (units: readonly Apart[]) => void
}): ReactNode => (
  <>
    <People value={people} problem={problems?.people} onChange={onPeople} />
    <Units value={units} problem={problems?.units} onChange={onUnits} />
  </>
)
