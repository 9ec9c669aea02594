import { type ReactNode, useMemo, useState } from 'react'
import type { CodeRow } from '#catalogue/codes/define.ts'
import { searchCodes } from '#catalogue/codes/search.ts'
import type { Language } from '#platform/text/label.ts'
import { usePreferences, useSay } from '../preferences.ts'
import { Combobox, type FieldProps, type Option } from './Combobox.tsx'
import { uiWords } from './words.ts'

/** A row of a code list as the server sends it (`casesContract.codes`), valid on the day it was asked for. */
export type PickRow = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly parent: string | null
  readonly synonyms: readonly string[]
  readonly initials: readonly string[]
  /** The code as people know it, where `code` says more. */
  readonly note?: string
}

// The rows are already those of the day; any later day leaves them all in.
const anyDay = '9999-12-31'

const toCodeRow = ({ parent, note, ...row }: PickRow): CodeRow => ({
  ...row,
  ...(parent === null ? {} : { parent }),
  // Typed as people know it, it is found as well.
  ...(note === undefined ? {} : { synonyms: [...row.synonyms, note] }),
})

const browse = (rows: readonly PickRow[], language: Language): readonly Option[] => {
  const names = new Map(rows.map((row) => [row.code, row[language]]))
  const parents = new Set(rows.map((row) => row.parent))
  const inOrder = [...rows]
    .map((row, place) => ({ row, head: row.parent ?? row.code, place }))
    .sort((a, b) => {
      const first = rows.findIndex((row) => row.code === a.head) - rows.findIndex((row) => row.code === b.head)
      return first || a.place - b.place
    })
  return inOrder.map(({ row, head }) => {
    const second = row.parent !== null
    const option = { key: row.code, text: row[language], note: row.note ?? row.code }
    const inGroup = second || parents.has(row.code)
    return inGroup ? { ...option, group: names.get(head) ?? head, level: second ? 2 : 1 } : option
  })
}

/** Chooses a code: open it to see both levels, or type a name, an old name, initials or the code itself. `value` is the code. */
export const CodePicker = ({
  rows,
  value,
  onChange,
  leaves = false,
  placeholder,
  ...field
}: FieldProps & {
  readonly rows: readonly PickRow[]
  readonly value?: string | undefined
  readonly onChange?: (code: string | undefined) => void
  /** Only codes without codes below them may be chosen. */
  readonly leaves?: boolean
  readonly placeholder?: string
}): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const [query, setQuery] = useState('')
  const codes = useMemo(() => rows.map(toCodeRow), [rows])
  const parents = useMemo(() => new Set(rows.map((row) => row.parent)), [rows])
  const names = useMemo(() => new Map(rows.map((row) => [row.code, row[language]])), [rows, language])
  const notes = useMemo(() => new Map(rows.map((row) => [row.code, row.note])), [rows])
  const all = useMemo(() => browse(rows, language), [rows, language])
  const options = useMemo((): readonly Option[] => {
    const wanted = (code: string): boolean => !leaves || !parents.has(code)
    if (query.trim() === '') return all.filter((option) => wanted(option.key))
    return searchCodes(codes, query, { on: anyDay, limit: 30 })
      .filter((hit) => wanted(hit.row.code))
      .map(({ row, matched }) => {
        const above = row.parent === undefined ? '' : `${names.get(row.parent) ?? row.parent} · `
        const code = notes.get(row.code) ?? row.code
        const other = [row.zh, row.en, code].includes(matched) ? '' : `${say(uiWords.also, { name: matched })} · `
        return { key: row.code, text: row[language], note: `${above}${other}${code}` }
      })
  }, [query, all, codes, leaves, parents, names, notes, language, say])
  const chosen = value === undefined || value === '' ? '' : (names.get(value) ?? value)
  return (
    <Combobox
      {...field}
      chosen={chosen}
      query={query}
      onQuery={setQuery}
      options={options}
      onPick={(code) => onChange?.(code)}
      onClear={() => onChange?.(undefined)}
      none={say(uiWords.noMatch, { query })}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  )
}
