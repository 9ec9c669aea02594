import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { usePreferences } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { retryLost } from './data.ts'
import { Field } from './Field.tsx'

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

/** Chooses people who must not know: the unit each works at, then her name. `code` is that of her post. */
export const PeopleApart = ({
  label: name,
  help,
  none,
  value,
  onChange,
}: {
  label: string
  help: string
  none: string
  value: readonly Apart[]
  onChange: (people: readonly Apart[]) => void
}): ReactNode => {
  const me = useMe()
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
    <Field label={name} help={help}>
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
          {found.data && others.length === 0 && <p className="case-help">{none}</p>}
        </>
      )}
    </Field>
  )
}

/** Chooses units that must not know of a matter; several, one after the other. */
export const UnitsApart = ({
  label: name,
  help,
  value,
  onChange,
}: {
  label: string
  help: string
  value: readonly Apart[]
  onChange: (units: readonly Apart[]) => void
}): ReactNode => {
  const add = (unit: Apart): void => {
    if (!value.some((one) => one.code === unit.code)) onChange([...value, unit])
  }
  return (
    <Field label={name} help={help}>
      {(bound) => (
        <>
          <Chosen those={value} onDrop={(gone) => onChange(value.filter((one) => one !== gone))} />
          <UnitPicker {...bound} value="" onUnit={(unit) => add({ code: unit.code, name: unit.name })} />
        </>
      )}
    </Field>
  )
}
