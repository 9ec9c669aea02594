import type { ReactNode } from 'react'
import { useSay } from '#web/preferences.ts'
import type { DeskView } from '../shapes.ts'
import { words } from './words.ts'

/** Chooses what a column of the file is: a field, or nothing. */
export const FieldSelect = ({
  id,
  label,
  fields,
  value,
  disabled = false,
  onChange,
}: {
  id?: string
  label?: string
  fields: DeskView['fields']
  value: string
  disabled?: boolean
  onChange: (target: string) => void
}): ReactNode => {
  const say = useSay()
  return (
    <select
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      className="field"
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{say(words.notImported)}</option>
      {fields.map((field) => (
        <option key={field.key} value={field.key}>
          {say(field.label)}
          {field.required ? ' *' : ''}
        </option>
      ))}
    </select>
  )
}
