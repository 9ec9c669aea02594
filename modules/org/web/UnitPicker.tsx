import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { orgContract, type UnitFound } from '#modules/org/contract.ts'
import type { Level } from '#modules/org/define.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { Combobox, type FieldProps, type Option } from '#web/ui/Combobox.tsx'
import { useRested } from '#web/ui/useRested.ts'
import { orgWords } from './words.ts'

const minute = 60_000

/** Chooses a unit by name, pinyin initials or code. `value` is its code; `onUnit` tells the whole unit. */
export const UnitPicker = ({
  value,
  onChange,
  onUnit,
  within,
  below,
  level,
  placeholder,
  ...field
}: FieldProps & {
  readonly value?: string | undefined
  readonly onChange?: (code: string | undefined) => void
  readonly onUnit?: (unit: UnitFound) => void
  /** Only this unit and those below it. */
  readonly within?: string
  /** Only those below this unit. */
  readonly below?: string
  readonly level?: Level
  readonly placeholder?: string
}): ReactNode => {
  const say = useSay()
  const [query, setQuery] = useState('')
  // Before anyone is signed in a unit is told in the list only.
  const [picked, setPicked] = useState<UnitFound>()
  const typed = useRested(query.trim(), 250)
  const range = below ?? within
  const found = useQuery({
    queryKey: ['units', typed, range, level],
    queryFn: () =>
      call(orgContract.findUnits, {
        query: {
          ...(typed ? { q: typed } : {}),
          ...(range ? { within: range } : {}),
          ...(level ? { level } : {}),
          limit: 20,
        },
      }),
    enabled: typed.length !== 1,
    staleTime: 10 * minute,
    placeholderData: (before) => before,
  })
  const one = useQuery({
    queryKey: ['unit', value],
    queryFn: () => call(orgContract.unit, { params: { code: value ?? '' } }),
    enabled: Boolean(value) && picked?.code !== value,
    staleTime: 10 * minute,
  })
  const units = (found.data?.units ?? []).filter((unit) => unit.code !== below)
  const options = units.map((unit): Option => {
    const notes = [
      unit.above.map((up) => up.name).join(' › '),
      unit.formerly ? say(orgWords.formerly, { name: unit.formerly }) : '',
      unit.validTo ? say(orgWords.gone) : '',
      unit.code,
    ]
    return { key: unit.code, text: unit.name, note: notes.filter(Boolean).join(' · ') }
  })
  const chosen = [picked, one.data].find((unit) => unit?.code === value)?.name ?? value ?? ''
  return (
    <Combobox
      {...field}
      chosen={chosen}
      query={query}
      onQuery={setQuery}
      options={typed.length === 1 ? [] : options}
      busy={found.isFetching}
      onPick={(code) => {
        const unit = units.find((each) => each.code === code)
        setPicked(unit)
        onChange?.(code)
        if (unit) onUnit?.(unit)
      }}
      onClear={() => onChange?.(undefined)}
      placeholder={placeholder ?? say(orgWords.pick)}
      none={query.trim().length === 1 ? say(orgWords.typeMore) : query.trim() ? say(orgWords.none, { query }) : null}
    />
  )
}
