import { type ReactNode, useState } from 'react'
import { identityContract } from '#modules/identity/contract.ts'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { call } from '#platform/http/client.ts'
import { type Label, label } from '#platform/text/label.ts'
import { useSay } from '#web/preferences.ts'
import { Field } from './Field.tsx'

/** A unit that must not know: its key in the house and its name. */
export type Apart = { readonly id: number; readonly name: string }

const sentences = {
  nobody: label(
    '「{name}」现在没有人使用本系统,无人能看到;等那里开通账号后再设。',
    'Nobody at “{name}” uses the house now, so nobody there can see it; set this once an account is opened there.',
  ),
  failed: label('暂时查不到这个单位,请再选一次。', 'The unit cannot be looked up now; choose it again.'),
} as const satisfies Record<string, Label>

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
  const say = useSay()
  const [problem, setProblem] = useState('')
  // A unit is kept apart by its key; the posts of a unit tell it.
  const add = async (code: string, unitName: string): Promise<void> => {
    setProblem('')
    const found = await call(identityContract.posts, { query: { unit: code } }).catch(() => null)
    const unit = found?.posts[0]?.unit
    if (!found) setProblem(say(sentences.failed))
    else if (!unit) setProblem(say(sentences.nobody, { name: unitName }))
    else if (!value.some((one) => one.id === unit.id)) onChange([...value, { id: unit.id, name: unit.name }])
  }
  return (
    <Field label={name} help={help} problem={problem || undefined}>
      {(bound) => (
        <>
          {value.length > 0 && (
            <div className="case-pills">
              {value.map((unit) => (
                <button
                  key={unit.id}
                  type="button"
                  className="case-pill case-pill-on"
                  onClick={() => onChange(value.filter((one) => one.id !== unit.id))}
                >
                  {unit.name} ×
                </button>
              ))}
            </div>
          )}
          <UnitPicker {...bound} value="" onUnit={(unit) => void add(unit.code, unit.name)} />
        </>
      )}
    </Field>
  )
}
