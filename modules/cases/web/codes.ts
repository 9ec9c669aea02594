import type { Label } from '#platform/text/label.ts'
import type { Code, Codes } from './data.ts'

/** The name of a code, of one out of use too; a code out of the list is shown as it is, three dots while the list is on its way. */
export const nameOf = (codes: Codes | undefined, code: string | null | undefined): Label => {
  if (!code) return { zh: '', en: '' }
  if (!codes) return { zh: '…', en: '…' }
  const row = rowOf(codes, code) ?? codes.past.find((one) => one.code === code)
  return row ? { zh: row.zh, en: row.en } : { zh: code, en: code }
}

export const rowOf = (codes: Codes | undefined, code: string | null | undefined): Code | undefined =>
  code ? codes?.rows.find((row) => row.code === code) : undefined

/** The rows whose names or other names occur in a note, the longest name first: proposals, never filled in. */
export const proposeCodes = (rows: readonly Code[], note: string, most = 3): readonly Code[] => {
  const text = note.replace(/\s+/g, '')
  const heads = new Set(rows.map((row) => row.parent))
  return rows
    .filter((row) => !heads.has(row.code) && row.zh !== '其他')
    .map((row) => ({
      row,
      length: Math.max(
        0,
        ...[...row.zh.split(/[(),、]/), ...row.synonyms]
          .filter((name) => name.length >= 2 && text.includes(name))
          .map((name) => name.length),
      ),
    }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length)
    .slice(0, most)
    .map(({ row }) => row)
}

/** Whether a choice means that nothing may leave before it is known how she may be told, by the flags its code carries. */
export const asksNotify = (row: Code | undefined): boolean =>
  row?.flags.some((flag) => flag === 'protect' || flag === 'child' || flag === 'notify') ?? false

/** Whether a choice makes the matter 限定知悉 from its registration. */
export const restricts = (row: Code | undefined): boolean => row?.flags.includes('restricted') ?? false
