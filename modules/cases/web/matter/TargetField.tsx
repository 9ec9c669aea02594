import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type CaseRow, casesContract } from '#modules/cases/contract.ts'
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

/** Chooses another matter of the same kind by number or name, of those the reader may open. */
export const TargetField = ({
  value,
  of,
  problem,
  onChange,
}: {
  value: Target | null
  of: CaseRow
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
    (row) => row.id !== of.id && row.kind === of.kind && row.openable && row.status !== 'void',
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
