const parts = /^(?:((?:19|20)\d\d)年度?|([去上]年度?)|[今本当全]年度?)?(.*)$/
const quarters = '一二三四'

/**
 * The period a figure is of as the rest of the house writes it (design/interface.md): 2014, 2014H1, 2014Q3, 2014-09, 2014-01..2014-10.
 * `said` is what the sentence names, `own` the year of the report; null where the words name no period that begins and ends, as 近年来.
 */
export const periodOf = (said: string, own: number | null): string | null => {
  const [, named, back, rest = ''] = parts.exec(said) ?? []
  const base = named ? Number(named) : own === null ? null : back ? own - 1 : own
  if (base === null) return null
  if (rest === '' || rest === '全年') return String(base)
  if (/^年?[底末]$/.test(rest)) return `${base}-12`
  if (rest === '上半年' || rest === '下半年') return `${base}H${rest === '上半年' ? 1 : 2}`
  const quarter = /^第?([一二三四1-4])季度$/.exec(rest)?.[1]
  if (quarter) return `${base}Q${quarters.includes(quarter) ? quarters.indexOf(quarter) + 1 : quarter}`
  const [, from, to] = /^(\d{1,2}|一)(?:[—–-]?(?:至|到)?(\d{1,2}))?月份?$/.exec(rest) ?? []
  const [first, last] = [from, to].map((one) => monthOf(base, one === '一' ? 1 : Number(one)))
  if (from === undefined || !first) return null
  return to === undefined ? first : last && first < last ? `${first}..${last}` : null
}

const monthOf = (base: number, month: number): string | null =>
  month >= 1 && month <= 12 ? `${base}-${String(month).padStart(2, '0')}` : null

const opening = /((?:19|20)\d\d)年(?:度|[上下]半年|第?[一二三四1-4]季度|(?:\d{1,2}|一)[—–-]?(?:至|到)?\d{1,2}月份?)?/

/** The period a report is of, as printed: the first its opening names (2014年上半年); empty where it names none. */
export const openingPeriod = (text: string): string => opening.exec(text.slice(0, 300))?.[0] ?? ''

/** The year a report is of. */
export const yearOf = (text: string): number | null => Number(openingPeriod(text).slice(0, 4)) || null
