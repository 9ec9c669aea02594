import type { Label } from '#platform/text/label.ts'

type Row<C extends string> = {
  readonly code: C
  readonly zh: string
  readonly en: string
  /** Other names a person may type or an old ledger may hold: words out of use, dialect, parts of a joint name. */
  readonly synonyms?: readonly string[]
  /** First and last day of validity, `YYYY-MM-DD` in Asia/Shanghai, both included; absent is open. */
  readonly validFrom?: string
  readonly validTo?: string
  /** Marks that rules read, each explained by its list, e.g. `restricted`. */
  readonly flags?: readonly string[]
  /** Lower-case pinyin initials of the name and the synonyms, for search; see initials.ts. */
  readonly initials?: readonly string[]
}

/** One code: its names in both languages and what rules need to know of it. A parent is a code of the same list. */
export type CodeRow<C extends string = string> = Row<C> & { readonly parent?: NoInfer<C> }

/** A word that means several codes of a list together (家暴), each of them counted once. */
export type CodeSum<C extends string = string> = {
  readonly zh: string
  readonly en: string
  readonly synonyms: readonly string[]
  readonly codes: readonly NoInfer<C>[]
}

/** A dated code list; `source` is the rulebook file or the standard that its codes come from. */
export type CodeList<C extends string = string> = {
  readonly list: string
  readonly label: Label
  readonly source: string
  readonly rows: readonly CodeRow<C>[]
  readonly sums?: readonly CodeSum<C>[]
}

/** The codes of a list as a union of literals: `CodeOf<typeof sex>`. */
export type CodeOf<L extends CodeList> = L['rows'][number]['code']

/** Declares a code list and keeps its codes as literals; a parent that is not a code of the list does not compile. */
export const defineCodes = <const C extends string>(list: CodeList<C>): CodeList<C> => list

/** A first-level code followed by the codes below it. */
export const group = <const P extends string, const C extends string>(
  head: Row<P>,
  below: readonly Row<C>[],
): readonly CodeRow<P | C>[] => [head, ...below.map((row) => ({ ...row, parent: head.code }))]

const index = new WeakMap<CodeList, ReadonlyMap<string, CodeRow>>()

const byCode = (list: CodeList): ReadonlyMap<string, CodeRow> => {
  const known = index.get(list)
  if (known) return known
  const made = new Map(list.rows.map((row) => [row.code, row]))
  index.set(list, made)
  return made
}

/** The row of a code whatever its validity, because an old record keeps the code it was given. */
export const findCode = (list: CodeList, code: string): CodeRow | undefined => byCode(list).get(code)

/** The names of a code; a text that is not in the list is shown as it is, never hidden. */
export const codeLabel = (list: CodeList, code: string): Label => {
  const row = findCode(list, code)
  return row ? { zh: row.zh, en: row.en } : { zh: code, en: code }
}

/** Whether a code may be chosen on a day (`YYYY-MM-DD`, Asia/Shanghai). */
export const validOn = (row: CodeRow, date: string): boolean =>
  (row.validFrom === undefined || row.validFrom <= date) && (row.validTo === undefined || date <= row.validTo)

/** Whether a code of the list carries a flag; flags are not inherited from the parent. */
export const codeHas = (list: CodeList, code: string, flag: string): boolean =>
  findCode(list, code)?.flags?.includes(flag) ?? false
