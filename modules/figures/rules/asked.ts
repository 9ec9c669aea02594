import { label, type Label } from '#platform/text/label.ts'
import { spokenPeriod } from './spoken.ts'

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
  /** Words that mean several classes together. */
  readonly sums: readonly (Named & { readonly classes: readonly string[] })[]
  readonly channels: readonly Named[]
}

/** A figure that may be meant. */
export type Asked = {
  readonly kind: string
  readonly measure: string
  readonly cut: { readonly category?: string; readonly classes?: string; readonly channel?: string }
  readonly period: string
}

/** As many figures as are answered: a sum with all its parts, and what else is called so. */
export const askedMost = 8

/**
 * The figures somebody may mean by words in the one box: 「家暴」, 「去年离婚办结」, 「上半年办结率」. Best first; none where a
 * word fits nothing. Without a period it is the year of `today` (`YYYY-MM-DD`, Asia/Shanghai).
 */
export const askedFigures = (
  words: string,
  kinds: readonly Askable[],
  today: string,
  limit = askedMost,
): readonly Asked[] => {
  const { period, rest } = readWords(words, today)
  if (rest === '') return []
  return kinds
    .flatMap((kind) => meant(kind, rest).map((one) => ({ ...one, period })))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ kind, measure, cut, period: of }) => ({ kind, measure, cut, period: of }))
}

/** What is said where words ask for a figure, by a period or by the name of a measure, and there is none; null where they ask for none. */
export const whyNoFigure = (words: string, kinds: readonly Askable[], today: string): Label | null => {
  const { said, rest } = readWords(words, today)
  // Numbers are looked for elsewhere.
  if (rest === '' || /\d/.test(rest) || askedFigures(words, kinds, today).length > 0) return null
  if (!said && !kinds.some(({ measures }) => longestIn(measures, rest)?.exact)) return null
  return label(
    `没有「${rest}」这个数。可以问类别、渠道或指标的名称,例如「家暴 去年上半年」。`,
    `There is no figure “${rest}”: ask for the name of a class, a channel or a measure.`,
  )
}

const readWords = (words: string, today: string) => {
  const text = normal(words)
  const spoken = spokenPeriod(text, today)
  return { period: spoken?.period ?? today.slice(0, 4), rest: spoken?.rest ?? text, said: spoken !== null }
}

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,。、;:??()"'“”·]+|同期|多少件?|有几件|几件|的/g, '')

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
  const classes = by.includes('category') ? classCuts(kind, rest) : []
  const channel = by.includes('channel') ? bestOf(kind.channels, rest) : null
  return [
    ...(whole ? [{ kind: kind.key, measure: kind.first, cut: {}, rank: whole.rank }] : []),
    ...classes.map((one) => ({ kind: kind.key, measure: key, ...one })),
    ...(channel ? [{ kind: kind.key, measure: key, cut: { channel: channel.key }, rank: channel.rank + 0.5 }] : []),
  ]
}

// Where a word means several classes together their sum comes first, then each of them, whatever it is called itself.
const classCuts = ({ classes, sums }: Askable, words: string): Pick<Meant, 'cut' | 'rank'>[] => {
  const added = hitsIn(sums, words).flatMap(({ key, rank }) => {
    const parts = sums.find((one) => one.key === key)?.classes ?? []
    return [{ cut: { classes: parts.join(',') }, rank }, ...parts.map((category) => ({ cut: { category }, rank }))]
  })
  const parts = new Set(added.flatMap(({ cut }) => ('category' in cut ? [cut.category] : [])))
  const others = hitsIn(classes, words).filter(({ key }) => !parts.has(key))
  return [...added, ...others.map(({ key, rank }) => ({ cut: { category: key }, rank }))]
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

// A word may stand in several classes: each is offered, the one that is called so first.
const hitsIn = (list: readonly Named[], words: string): { key: string; rank: number }[] =>
  list.flatMap((one) => {
    const rank = rankOf(one, words)
    return rank === null ? [] : [{ key: one.key, rank }]
  })

const bestOf = (list: readonly Named[], words: string): { key: string; rank: number } | null =>
  hitsIn(list, words).sort((a, b) => a.rank - b.rank)[0] ?? null

// 0 the name itself, 1 another name, 2 initials, 3 how the name begins, 4 what stands in it, 5 and 6 the same of other names.
const rankOf = (one: Named, words: string): number | null => {
  const names = namesOf(one)
  const at = names.indexOf(words)
  if (at >= 0) return at === 0 ? 0 : 1
  // The last digits of a telephone are no beginning of 12345.
  if (words.length < 2 || /^\d+$/.test(words)) return null
  if (one.initials?.includes(words)) return 2
  const own = [normal(one.label.zh), normal(one.label.en)]
  if (own.some((name) => name.startsWith(words))) return 3
  if (own.some((name) => name.includes(words))) return 4
  if (names.some((name) => name.startsWith(words))) return 5
  return names.some((name) => name.includes(words)) ? 6 : null
}
