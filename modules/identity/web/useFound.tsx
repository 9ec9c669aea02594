import { Input } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useSay } from '#web/preferences.ts'
import { usePages } from '#web/usePages.ts'
import { officeWords as words } from './office-words.ts'

/** What was typed once she pauses: one question to the server for a word, not one for each letter. */
const useSettled = (typed: string): string => {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(typed.trim()), 300)
    return () => window.clearTimeout(timer)
  }, [typed])
  return settled
}

/**
 * A list of people by pages with a field that finds in it: among the rows here while these are all, by any of their words; else on
 * the server, by what a name, a user name or the code of a unit begins with.
 */
export const useFound = <T,>(
  key: readonly unknown[],
  load: (query: {
    cursor?: string
    q?: string
  }) => Promise<{ readonly rows: readonly T[]; readonly next: string | null }>,
  textOf: (row: T) => string,
) => {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const sought = useSettled(typed)
  const all = usePages(key, (cursor) => load(cursor ? { cursor } : {}))
  const asks = all.more !== undefined && sought !== ''
  const asked = usePages([...key, sought], (cursor) => load({ q: sought, ...(cursor ? { cursor } : {}) }), asks)
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const here = all.rows?.filter((row) => {
    const text = textOf(row).toLowerCase()
    return parts.every((part) => text.includes(part))
  })
  const box: ReactNode = (
    <Input
      type="search"
      className="find-people"
      aria-label={say(words.find)}
      placeholder={say(words.find)}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
  const shown = asks ? asked : { ...all, rows: here }
  return {
    box,
    rows: all.rows,
    found: shown.rows,
    error: shown.error,
    looking: parts.length > 0,
    more: shown.more,
    loadingMore: shown.loadingMore,
  }
}
