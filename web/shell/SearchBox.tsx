import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { mayOpen } from '../nav.ts'
import type { PageSpec } from '../page.ts'
import { toMatter } from '../paths.ts'
import { useSay } from '../preferences.ts'
import { useCan, useMe } from '../session.tsx'
import { Combobox, type Option } from '../ui/Combobox.tsx'
import { useShortcut } from '../ui/shortcuts.ts'
import { useNarrow } from '../ui/useNarrow.ts'
import { useRested } from '../ui/useRested.ts'
import { entryWords, words } from '../words.ts'
import { icons } from './icons.tsx'

// Each search is written down as a read; it waits until typing rests.
const rest = 400

/** One box for numbers, people and pages; what the reader may not open is answered like what does not exist. */
export const SearchBox = ({ pages }: { pages: readonly PageSpec[] }): ReactNode => {
  const say = useSay()
  const me = useMe()
  const narrow = useNarrow()
  const mayRead = useCan('cases.read')
  const navigate = useNavigate()
  const box = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const q = useRested(query.trim(), rest)
  useShortcut('/', () => box.current?.querySelector('input')?.focus())
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: () => call(casesContract.search, { body: { q } }),
    enabled: mayRead && q.length > 1,
    staleTime: 30_000,
  })
  const typed = query.trim().toLowerCase()
  const pageOptions = pages
    .filter((page) => page.tab && !page.path.includes(':') && mayOpen(page, me))
    .map((page): Option => {
      const entry = page.entry ? say(entryWords[page.entry]) : ''
      const tab = page.tab ? say(page.tab) : ''
      return { key: page.path, text: tab === entry ? tab : `${entry} ${tab}`, group: say(words.pages) }
    })
    .filter((option) => typed !== '' && option.text.toLowerCase().includes(typed))
  const rows = q === query.trim() && q.length > 1 ? (found.data?.rows ?? []) : []
  const options = [
    ...rows.map((row): Option => {
      const about = row.restricted ? say(words.restricted) : (row.title ?? '')
      const note = [row.number, say(row.statusLabel), row.unit.name].filter(Boolean).join(' · ')
      return {
        key: toMatter(row),
        text: [row.who, about].filter(Boolean).join(' ') || row.number,
        note,
        group: say(words.matters),
      }
    }),
    ...pageOptions,
  ]
  const waiting = query.trim() !== q || found.isFetching
  return (
    <div className="search" ref={box} role="search">
      <span className="search-icon">{icons.search}</span>
      <Combobox
        aria-label={say(words.search)}
        chosen=""
        query={query}
        onQuery={setQuery}
        options={options}
        onPick={(to) => void navigate(to)}
        placeholder={say(!mayRead ? words.searchPages : narrow ? words.searchHintShort : words.searchHint)}
        busy={waiting}
        none={typed.length > 1 && mayRead ? say(words.searchNone) : null}
        className="search-box"
      />
    </div>
  )
}
