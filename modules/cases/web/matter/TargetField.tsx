import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { Combobox } from '#web/ui/Combobox.tsx'
import { useRested } from '#web/ui/useRested.ts'
import { keys } from '../data.ts'
import { Field } from '../Field.tsx'
import { words } from './words.ts'

/** Another matter, chosen by its number. */
export type Target = { readonly home: string; readonly id: string; readonly number: string }

// Each search is written down as a read; it waits until typing rests.
const rest = 500

/** Chooses another matter by number or name, within the reader's own sight. */
export const TargetField = ({
  value,
  not,
  problem,
  onChange,
}: {
  value: Target | null
  not: string
  problem: string | undefined
  onChange: (target: Target | null) => void
}): ReactNode => {
  const say = useSay()
  const [query, setQuery] = useState('')
  const typed = useRested(query.trim(), rest)
  const found = useQuery({
    queryKey: keys.search(typed),
    queryFn: () => call(casesContract.search, { body: { q: typed } }),
    enabled: typed.length > 1,
    staleTime: 30_000,
  })
  const rows = (typed === query.trim() && typed.length > 1 ? (found.data?.rows ?? []) : []).filter(
    (row) => row.id !== not,
  )
  return (
    <Field label={say(words.target)} problem={problem}>
      {(bound) => (
        <Combobox
          {...bound}
          chosen={value?.number ?? ''}
          query={query}
          onQuery={setQuery}
          options={rows.map((row) => ({
            key: row.id,
            text: `${row.number} ${row.who ?? ''}`,
            note: [row.title, say(row.statusLabel)].filter(Boolean).join(' · '),
          }))}
          onPick={(id) => onChange(rows.find((row) => row.id === id) ?? null)}
          onClear={() => onChange(null)}
          placeholder={say(words.targetHint)}
          busy={found.isFetching || typed !== query.trim()}
          none={typed.length > 1 ? say(words.targetNone) : null}
        />
      )}
    </Field>
  )
}
