import { type ReactNode, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { PageSpec } from '../page.ts'
import { paths } from '../paths.ts'
import { useSay } from '../preferences.ts'
import { useCan } from '../session.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { useShortcut } from '../ui/shortcuts.ts'
import { useNarrow } from '../ui/useNarrow.ts'
import { words } from '../words.ts'
import { icons } from './icons.tsx'
import { useFound } from './useFound.ts'

/** One box for numbers, people, figures, units and pages; what the reader may not open is answered like what does not exist. */
export const SearchBox = ({ pages }: { pages: readonly PageSpec[] }): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  const mayRead = useCan('cases.read')
  const counts = useCan('figures.read')
  const navigate = useNavigate()
  const box = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  useShortcut('/', () => box.current?.querySelector('input')?.focus())
  const { options, waiting, unanswered } = useFound(query, pages)
  return (
    <div className="search" ref={box} role="search">
      <span className="search-icon">{icons.search}</span>
      <Combobox
        aria-label={say(words.search)}
        chosen=""
        query={query}
        onQuery={setQuery}
        options={options}
        // What was typed goes along beside the address, not in it: a shared computer keeps addresses.
        onPick={(to) => void navigate(to, to === paths.search ? { state: { q: query.trim() } } : {})}
        placeholder={say(
          mayRead
            ? narrow
              ? words.searchHintShort
              : words.searchHint
            : counts
              ? words.searchFigures
              : words.searchPages,
        )}
        busy={waiting}
        none={unanswered ?? (query.trim().length > 1 && mayRead ? say(words.searchNone) : null)}
        className="search-box"
      />
    </div>
  )
}
