import type { CodeShape } from '#modules/cases/define.ts'
import { parseCode, parseDate, tidy } from '../tabular/values.ts'
import type { Column } from './columns.ts'

/** Different values of a column of the file, and how many rows fill it. */
export type Sample = { readonly values: string[]; filled: number }

/** Share of the values that are such values. */
const share = (values: readonly string[], fits: (text: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(fits).length / values.length

const mobile = /(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/
const isId = (text: string): boolean => /^\d{17}[\dXx]$/.test(text)
const isCode =
  (rows: readonly CodeShape[]) =>
  (text: string): boolean =>
    parseCode(
      rows.map((row) => ({ code: row.code, label: row, synonyms: row.synonyms ?? [] })),
      text,
      '',
    ).ok

/** Words that say how far a matter is: 办结, 已办完, 正在办理, 未结案. */
const farWords =
  /^(?:(?:已经?|未|尚未|没有?|正在?|在|待)?(?:全部)?(?:办结|办完|办毕|办理|处理|结案|完结|完成|解决|归档|结|办)(?:完毕|完成|完|毕|中|了)?)$/

/** Whether a column only says how far its matters are, which no field keeps: the days do. */
export const isStatus = ({ values }: Sample): boolean =>
  values.length > 0 && values.length <= 8 && share(values, (text) => farWords.test(text)) >= 0.75

/** Share of the values that are codes of a column; 0 for a column without a list. */
export const codesIn = ({ values }: Sample, { codes }: Column): number => (codes ? share(values, isCode(codes)) : 0)

/** Signs two words share, as a share of the shorter one. */
const alike = (a: string, b: string): number => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0) return 0
  return [...new Set(short)].filter((sign) => long.includes(sign)).length / new Set(short).size
}

const likeHeading = (heading: string, column: Column): number =>
  Math.max(0, ...column.headings.map((name) => alike(heading, name)))

// Who of the office received, handled or wrote it down is nobody of the matter, though the words look like one of its people.
const officer = /承办|经办|主办|协办|接待|接访|接谈|办理|受理|登记|记录|填表|填报|责任|包案|带班|值班|回访|领导/
const couldBe = (heading: string, columns: readonly Column[]): readonly Column[] =>
  officer.test(heading) ? columns.filter(({ key }) => !/^(?!data\.)\w+\./.test(key)) : columns

/**
 * The field a column surely is by its values, though its heading is of the register's own making: identity numbers, mobile numbers, words of
 * one code list and of no other that is still free.
 */
export const byContent = (
  heading: string,
  sample: Sample,
  columns: readonly Column[],
  taken: ReadonlyMap<string, number>,
): Column | null => {
  const { values } = sample
  if (values.length === 0) return null
  const free = couldBe(heading, columns).filter((column) => !taken.has(column.key))
  const first = (type: Column['type']): Column | null => free.find((column) => column.type === type) ?? null
  if (share(values, isId) > 0.8) return first('idNumber')
  if (share(values, (text) => mobile.test(text)) > 0.8) {
    // Name and telephone in one cell are the name; it is taken apart when the row is read.
    const together = share(values, (text) => /\p{Script=Han}{2}/u.test(text)) > 0.8
    return together ? first('name') : first('phone')
  }
  const coded = free
    .filter((column) => column.type === 'code' && column.codes !== undefined)
    .map((column) => ({ column, fit: codesIn(sample, column), like: likeHeading(heading, column) }))
    .filter(({ fit, like }) => fit >= 0.75 || (fit >= 0.3 && like >= 0.3 && values.length >= 2))
    .sort((a, b) => b.like - a.like || Number(b.column.required) - Number(a.column.required) || b.fit - a.fit)
  const [best, next] = coded
  if (!best) return null
  const alone = !next || next.fit < best.fit / 2
  return best.like >= 0.3 || best.column.required || (alone && values.length >= 3) ? best.column : null
}

/** What a column may be, to be proposed when it is asked: by words of its heading and the look of its values. */
export const byWords = (
  heading: string,
  sample: Sample,
  columns: readonly Column[],
  taken: ReadonlyMap<string, number>,
): Column | null => {
  const { values, filled } = sample
  if (isStatus(sample)) return null
  const free = couldBe(heading, columns).filter((column) => !taken.has(column.key) && column.rare !== true)
  const dates = share(values, (text) => parseDate(text, '').ok) > 0.5
  const typed = free.filter((column) => (column.type === 'date') === dates)
  const near = typed
    .map((column) => ({ column, like: likeHeading(tidy(heading), column) }))
    .filter(({ like }) => like >= 0.6)
    .sort((a, b) => b.like - a.like)[0]
  if (near) return near.column
  // Long accounts that differ from row to row are what the matter is about.
  const long = values.length > 0 && values.reduce((sum, text) => sum + text.length, 0) / values.length >= 8
  const facts = free.find((column) => column.required && column.type === 'text')
  return long && filled > 0 && facts ? facts : null
}

const bare = (text: string): string => tidy(text).replace(/[\s\p{P}]/gu, '')

/**
 * The one code whose whole name or old name stands in a word (婆媳 in 婆媳不和) and makes up a good part of it; null when there are several,
 * or the word is but a part of a name: 老人 stands in 虐待老人 and is none.
 */
export const sureCode = (text: string, rows: readonly CodeShape[]): string | null => {
  const word = bare(text)
  const found = rows.flatMap(({ code, zh, synonyms = [] }) =>
    [zh, ...synonyms]
      .map(bare)
      .filter((name) => name.length >= 2 && word.includes(name))
      .map((name) => ({ code, name })),
  )
  const longest = found.reduce((best, { name }) => (name.length > best.length ? name : best), '')
  if (longest.length * 3 < word.length) return null
  // 离婚 within 离婚财产分割 is no second meaning.
  const codes = new Set(found.filter(({ name }) => name === longest || !longest.includes(name)).map(({ code }) => code))
  const [only] = codes
  return codes.size === 1 && only !== undefined ? only : null
}

/** Up to three codes a word may stand for, best first: those whose names or old names share most of its signs in order. */
export const proposeCodes = (text: string, rows: readonly CodeShape[]): readonly string[] => {
  const wanted = bare(text)
  if (wanted === '') return []
  const pairs = (word: string): readonly string[] => [...word].slice(1).map((sign, at) => `${[...word][at]}${sign}`)
  const own = pairs(wanted)
  const score = (word: string): number => {
    const name = bare(word)
    const both = pairs(name)
    const shared = own.filter((pair) => both.includes(pair)).length
    if (shared > 0)
      return (2 * shared) / (own.length + both.length) + (wanted.includes(name) || name.includes(wanted) ? 1 : 0)
    return 0
  }
  return rows
    .map((row) => ({ code: row.code, score: Math.max(0, ...[row.zh, ...(row.synonyms ?? [])].map(score)) }))
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ code }) => code)
}
