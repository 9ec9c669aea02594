import type { CodeRow } from './define.ts'
import { validOn } from './define.ts'

/** A row found, the name that matched (shown when it is an old or a spoken one) and how well: 0 is best. */
export type CodeHit<C extends string = string> = {
  readonly row: CodeRow<C>
  readonly matched: string
  readonly rank: number
}

type Term = { readonly shown: string; readonly key: string }
type Prepared = {
  readonly row: CodeRow
  readonly names: readonly Term[]
  readonly en: readonly Term[]
  readonly initials: readonly Term[]
}

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,。、;:()/"'“”‘’·-]+/g, '')

const prepared = new WeakMap<readonly CodeRow[], readonly Prepared[]>()

const prepare = (rows: readonly CodeRow[]): readonly Prepared[] => {
  const known = prepared.get(rows)
  if (known) return known
  const made = rows.map((row) => {
    const names = [row.zh, ...(row.synonyms ?? [])].map((shown) => ({ shown, key: normal(shown) }))
    return {
      row,
      names,
      en: [row.en, ...row.en.split(/[\s,/()]+/)].map((word) => ({ shown: row.en, key: normal(word) })),
      initials: (row.initials ?? []).map((key, place) => ({ shown: names[place]?.shown ?? row.zh, key })),
    }
  })
  prepared.set(rows, made)
  return made
}

/**
 * Finds the codes a person may mean by what is typed so far: code, name, synonym (old names too), English, pinyin initials
 * where the rows carry them, or a whole sentence in which a name occurs. Only rows valid on `on` (`YYYY-MM-DD`); best first
 * by where the words match and how much of the name they are, then second level before its heading, then the order of the list. Keep the array of rows: it is prepared once.
 */
export const searchCodes = <C extends string>(
  rows: readonly CodeRow<C>[],
  query: string,
  { on, limit = 20 }: { readonly on: string; readonly limit?: number },
): readonly CodeHit<C>[] => {
  const typed = normal(query)
  if (typed === '') return []
  const hits: CodeHit[] = []
  for (const entry of prepare(rows)) {
    if (!validOn(entry.row, on)) continue
    const hit = best(entry, typed)
    if (hit) hits.push({ row: entry.row, ...hit })
  }
  const found = hits.sort((a, b) => a.rank - b.rank || (b.row.parent ? 1 : 0) - (a.row.parent ? 1 : 0)).slice(0, limit)
  return found as CodeHit<C>[]
}

type Match = { readonly matched: string; readonly rank: number }

// Ranks: code 0–1, name exact 2, synonym exact 3, beginnings 4–5, initials 6–8, inside 9–10, English 11–12, sentence 13.x. Within
// beginnings and insides the fraction is how much of the name was not typed.
const best = ({ row, names, en, initials }: Prepared, typed: string): Match | undefined => {
  const code = row.code.toLowerCase()
  if (code === typed) return { matched: row.zh, rank: 0 }
  if (code.startsWith(typed)) return { matched: row.zh, rank: 1 }
  let found: Match | undefined
  const keep = (matched: string, rank: number): void => {
    if (!found || rank < found.rank) found = { matched, rank }
  }
  names.forEach(({ shown, key }, place) => {
    const old = place === 0 ? 0 : 1
    const untyped = 1 - typed.length / key.length
    if (key === typed) keep(shown, 2 + old)
    else if (key.startsWith(typed)) keep(shown, 4 + old + untyped)
    else if (key.includes(typed)) keep(shown, 9 + old + untyped)
    else if (key.length >= 2 && typed.length >= 4 && typed.includes(key)) keep(shown, 13 + 1 / key.length)
  })
  for (const { shown, key } of initials) {
    if (key === typed) keep(shown, 6)
    else if (key.startsWith(typed)) keep(shown, 7)
    else if (typed.length >= 2 && key.includes(typed)) keep(shown, 8)
  }
  for (const { shown, key } of en) {
    if (key.startsWith(typed)) keep(shown, 11)
    else if (typed.length >= 3 && key.includes(typed)) keep(shown, 12)
  }
  return found
}
