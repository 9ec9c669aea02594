import { Input } from 'antd'
import type { ReactNode } from 'react'
import { sixDigits } from './digits.ts'

/** Six digits, typed on the number keys of a phone and not shown. */
export const PinField = ({
  id,
  value = '',
  onChange,
  fresh = false,
  autoFocus = false,
}: {
  id?: string
  value?: string
  onChange?: (value: string) => void
  fresh?: boolean
  autoFocus?: boolean
}): ReactNode => (
  <Input.Password
    {...(id ? { id } : {})}
    className="pin"
    inputMode="numeric"
    autoComplete={fresh ? 'new-password' : 'off'}
    autoFocus={autoFocus}
    value={value}
    onChange={(event) => onChange?.(sixDigits(event.target.value))}
  />
)
