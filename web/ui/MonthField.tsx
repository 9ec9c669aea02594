import { type ReactNode, useId, useState } from 'react'
import type { LocalMonth } from '#platform/clock/time.ts'
import { useSay } from '../preferences.ts'
import { uiWords } from './words.ts'
import type { FieldProps } from './Combobox.tsx'
import { readMonth } from './dates.ts'
import { usePress } from './usePress.ts'

/** A month, always shown as 2026-11: typed as 2026-11, 202611, 2026/11 or 2026年11月. `onChange` hears months only. */
export const MonthField = ({
  value,
  onChange,
  ...field
}: FieldProps & { readonly value: LocalMonth; readonly onChange: (month: LocalMonth) => void }): ReactNode => {
  const say = useSay()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [left, setLeft] = useState('')
  const press = usePress()
  const read = left ? readMonth(left) : null
  const wrong = typed === null && !press.lasts && read && !read.ok ? say(read.why) : null
  const settle = (): void => {
    if (typed === null) return
    const result = readMonth(typed)
    setTyped(null)
    setLeft(result.ok ? '' : typed)
    if (result.ok) onChange(result.value)
  }
  return (
    <>
      <input
        {...field}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className="field"
        placeholder={say(uiWords.monthSample)}
        value={typed ?? (left || value)}
        aria-invalid={wrong !== null || Boolean(field['aria-invalid'])}
        aria-describedby={[wrong ? `${id}w` : '', field['aria-describedby'] ?? ''].join(' ').trim() || undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          press.leave()
          settle()
        }}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
      />
      {wrong && (
        <p id={`${id}w`} className="date-problem">
          {wrong}
        </p>
      )}
    </>
  )
}
