import { parsePeriod, shiftMonth } from '#platform/clock/time.ts'
import type { Label } from '#platform/text/label.ts'

/** A name a thing goes by, with its other names. */
export type Named = {
  readonly key: string
  readonly label: Label
  readonly synonyms?: readonly string[] | undefined
  readonly initials?: readonly string[] | undefined
}

/** A kind with what can be asked of it; `first` is the measure meant where only a class or the kind itself is named. */
export type Askable = Named & {
  readonly first: string
  readonly measures: readonly (Named & { readonly by: readonly string[] })[]
  readonly classes: readonly Named[]
  readonly channels: readonly Named[]
}

/** A figure that may be meant. */
export type Asked = {
  readonly kind: string
  readonly measure: string
  readonly cut: { readonly category?: string; readonly channel?: string }
  readonly period: string
}

/**
 * The figures somebody may mean by words in the one box: 「家暴」, 「去年离婚办结」, 「上半年办结率」. Best first; none where a
 * word fits nothing. Without a period it is the year of `today` (`YYYY-MM-DD`, Asia/Shanghai).
 */
export const askedFigures = (words: string, kinds: readonly Askable[], today: string, limit = 4): readonly Asked[] => {
  const { period, rest } = periodIn(normal(words), today)
  if (rest === '') return []
  return kinds
    .flatMap((kind) => meant(kind, rest).map((one) => ({ ...one, period })))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ kind, measure, cut, period: of }) => ({ kind, measure, cut, period: of }))
}

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,。、;:??()"'“”·]+|多少件?|有几件|几件|的/g, '')

type Meant = Omit<Asked, 'period'> & { readonly rank: number }

// The name of the kind and of a measure are taken out of the words; what is left must name a class or a channel.
const meant = (kind: Askable, words: string): Meant[] => {
  const ownName = normal(kind.label.zh)
  const named = words.includes(ownName)
  const left = named && words !== ownName ? words.replace(ownName, '') : words
  const whole = bestOf([kind], left)
  const measure = longestIn(kind.measures, left)
  const rest = measure ? left.replace(measure.word, '') : left
  const key = measure?.key ?? kind.first
  if (measure && rest === '') return [{ kind: kind.key, measure: key, cut: {}, rank: measure.exact ? 0 : 1 }]
  const by = kind.measures.find((one) => one.key === key)?.by ?? []
  const category = by.includes('category') ? bestOf(kind.classes, rest) : null
  const channel = by.includes('channel') ? bestOf(kind.channels, rest) : null
  return [
    ...(whole ? [{ kind: kind.key, measure: kind.first, cut: {}, rank: whole.rank }] : []),
    ...(category ? [{ kind: kind.key, measure: key, cut: { category: category.key }, rank: category.rank }] : []),
    ...(channel ? [{ kind: kind.key, measure: key, cut: { channel: channel.key }, rank: channel.rank + 0.5 }] : []),
  ]
}

const namesOf = ({ label, synonyms = [] }: Named): string[] => [label.zh, label.en, ...synonyms].map(normal)

// A measure whose name stands in the words, the longest one; or whose name the words begin.
const longestIn = (measures: readonly Named[], words: string) => {
  const inside = measures
    .flatMap((one) => namesOf(one).map((word) => ({ key: one.key, word, exact: true })))
    .filter(({ word }) => words.includes(word))
    .sort((a, b) => b.word.length - a.word.length)[0]
  if (inside) return inside
  const begun = measures.find((one) => words.length > 1 && namesOf(one).some((name) => name.startsWith(words)))
  return begun && { key: begun.key, word: words, exact: false }
}

// 0 the name itself, 1 another name, 2 initials, 3 how a name begins, 4 what stands in it.
const bestOf = (list: readonly Named[], words: string): { key: string; rank: number } | null => {
  let found: { key: string; rank: number } | null = null
  for (const one of list) {
    const rank = rankOf(one, words)
    if (rank !== null && (found === null || rank < found.rank)) found = { key: one.key, rank }
  }
  return found
}

const rankOf = (one: Named, words: string): number | null => {
  const names = namesOf(one)
  const at = names.indexOf(words)
  if (at >= 0) return at === 0 ? 0 : 1
  if (words.length < 2) return null
  if (one.initials?.includes(words)) return 2
  if (names.some((name) => name.startsWith(words))) return 3
  return names.some((name) => name.includes(words)) ? 4 : null
}

const written = /(?:(今|本|去|上)年|(\d{4})年?)?(?:(上半年|下半年)|第?([一二三四1-4])季度?|(\d{1,2})月|(本月|上个?月))?/

// A period is what people write in a sentence; months and quarters without a year are of this one.
const periodIn = (words: string, today: string): { period: string; rest: string } => {
  const thisYear = Number(today.slice(0, 4))
  for (let at = 0; at < words.length; at += 1) {
    const found = written.exec(words.slice(at))
    const [text = '', said, digits, half, quarter, month, near] = found?.index === 0 ? found : []
    if (text === '') continue
    const year = digits ? Number(digits) : thisYear - (said === '去' || said === '上' ? 1 : 0)
    const period = near
      ? shiftMonth(today.slice(0, 7), near === '本月' ? 0 : -1)
      : half
        ? `${year}${half === '上半年' ? 'H1' : 'H2'}`
        : quarter
          ? `${year}Q${'一二三四'.indexOf(quarter) + 1 || quarter}`
          : month
            ? `${year}-${month.padStart(2, '0')}`
            : said || digits
              ? `${year}`
              : null
    // Four digits of a telephone are no year.
    if (period && year > 1948 && year <= thisYear && parsePeriod(period).ok)
      return { period, rest: words.slice(0, at) + words.slice(at + text.length) }
  }
  return { period: `${thisYear}`, rest: words }
}
