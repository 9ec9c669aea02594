import type { ReactNode } from 'react'
import { UnitPicker } from '#modules/org/web/index.tsx'
import { Field } from './Field.tsx'

/** A unit that must not know. */
export type Apart = { readonly code: string; readonly name: string }

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
          {value.length > 0 && (
            <div className="case-pills">
              {value.map((unit) => (
                <button
                  key={unit.code}
                  type="button"
                  className="case-pill case-pill-on"
                  onClick={() => onChange(value.filter((one) => one.code !== unit.code))}
                >
                  {unit.name} ×
                </button>
              ))}
            </div>
          )}
          <UnitPicker {...bound} value="" onUnit={(unit) => add({ code: unit.code, name: unit.name })} />
        </>
      )}
    </Field>
  )
}
