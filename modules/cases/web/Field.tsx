import { type ReactNode, useId } from 'react'
import type { FieldProps } from '#web/ui/Combobox.tsx'

/** What a control is given so that its label, its help and its fault belong to it. */
export type Bound = Required<Pick<FieldProps, 'id' | 'aria-describedby' | 'aria-invalid'>>

type Shared = {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly problem?: string | undefined
  readonly className?: string
}

/** A control under its label, with its help and, when something is wrong, where, why and what to do. `path` is the server's name for it. */
export const Field = ({
  label,
  help,
  problem,
  path,
  className = '',
  children,
}: Shared & { readonly path?: string; readonly children: (bound: Bound) => ReactNode }): ReactNode => {
  const id = useId()
  return (
    <div className={`case-field ${className}`} {...(path ? { 'data-path': path } : {})}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}n`, 'aria-invalid': Boolean(problem) })}
      <div id={`${id}n`} className="case-field-note">
        {problem ? <p className="case-problem">{problem}</p> : help ? <p className="case-help">{help}</p> : null}
      </div>
    </div>
  )
}

/** One thing to choose. */
export type Choice = { readonly value: string; readonly label: string }

/** A few choices side by side, one tap each; `many` lets several stand. Pressing the chosen one again takes it back. */
export const Choices = ({
  label,
  help,
  problem,
  path,
  className = '',
  choices,
  chosen,
  many = false,
  onChange,
}: Shared & {
  readonly path?: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly many?: boolean
  readonly onChange: (chosen: readonly string[]) => void
}): ReactNode => {
  const id = useId()
  const press = (value: string, on: boolean): void =>
    onChange(many ? (on ? chosen.filter((one) => one !== value) : [...chosen, value]) : on ? [] : [value])
  return (
    <fieldset
      className={`case-field case-choices ${className}`}
      aria-describedby={`${id}n`}
      {...(path ? { 'data-path': path } : {})}
    >
      <legend>{label}</legend>
      <div className="case-pills">
        {choices.map(({ value, label: name }) => {
          const on = chosen.includes(value)
          return (
            <label key={value} className={on ? 'case-pill case-pill-on' : 'case-pill'}>
              {many ? (
                <input type="checkbox" checked={on} onChange={() => press(value, on)} />
              ) : (
                <input
                  type="radio"
                  name={id}
                  checked={on}
                  onChange={() => press(value, on)}
                  onClick={() => on && press(value, on)}
                />
              )}
              <span>{name}</span>
            </label>
          )
        })}
      </div>
      <div id={`${id}n`} className="case-field-note">
        {problem ? <p className="case-problem">{problem}</p> : help ? <p className="case-help">{help}</p> : null}
      </div>
    </fieldset>
  )
}
