import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import { officeWords as words } from './office-words.ts'

/** A field that finds people in a list already here, and the rows that have all its words. */
export const useFound = <T,>(
  rows: readonly T[] | undefined,
  textOf: (row: T) => string,
): { readonly box: ReactNode; readonly found: readonly T[] | undefined; readonly looking: boolean } => {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return {
    box: (
      <Input
        type="search"
        className="find-people"
        aria-label={say(words.find)}
        placeholder={say(words.find)}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    ),
    found: rows?.filter((row) => {
      const text = textOf(row).toLowerCase()
      return parts.every((part) => text.includes(part))
    }),
    looking: parts.length > 0,
  }
}
