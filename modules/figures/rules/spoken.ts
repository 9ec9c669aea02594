import { parsePeriod, shiftMonth } from '#platform/clock/time.ts'

/** A period as somebody names it beside other words, and what is left of them. */
export type Spoken = { readonly period: string; readonly rest: string }

const months = '一 二 三 四 五 六 七 八 九 十 十一 十二'.split(' ')

// Words without spaces, in lower case. Four digits of a telephone or of a number are no year.
const year = String.raw`(?<said>[今本去上前])年|(?<!\d)(?<digits>\d{4})(?!\d)(?<named>年)?|(?<!\d)(?<short>\d{2})年`
const part = [
  String.raw`(?<half>[上下])半年|h(?<halfAt>[12])(?!\d)`,
  String.raw`第?(?<quarter>[一二三四1-4])季度?|q(?<quarterAt>[1-4])(?!\d)`,
  String.raw`(?<!\d)(?<from>\d{1,2})月?[-—–~至到](?<to>\d{1,2})月份?|-(?<monthAt>\d{2})(?!\d)`,
  String.raw`(?<!\d)(?<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月份?`,
  String.raw`(?<near>本|这个?|上个?)(?<span>月|季度?)`,
  '全年|年度',
].join('|')
const pattern = new RegExp(`(?:${year})?(?:${part})?`, 'y')

/**
 * Finds a period in words: a year, half, quarter, month or run of months as people write them. What has no year is of this one.
 * `today`: `YYYY-MM-DD`, Asia/Shanghai.
 */
export const spokenPeriod = (words: string, today: string): Spoken | null => {
  for (let at = 0; at < words.length; at += 1) {
    pattern.lastIndex = at
    const found = pattern.exec(words)
    if (!found?.[0]) continue
    const period = periodOf(found.groups ?? {}, today)
    if (period !== null && parsePeriod(period).ok)
      return { period, rest: words.slice(0, at) + words.slice(at + found[0].length) }
  }
  return null
}

type Groups = Readonly<Record<string, string | undefined>>

const periodOf = (said: Groups, today: string): string | null => {
  const year = yearOf(said, Number(today.slice(0, 4)))
  if (year === null) return null
  const two = (month: number): string => String(month).padStart(2, '0')
  const { half, halfAt, quarter, quarterAt, from, to, month, monthAt, near, span } = said
  if (near) {
    const back = near.startsWith('上') ? 1 : 0
    const then = shiftMonth(today.slice(0, 7), -back * (span === '月' ? 1 : 3))
    return span === '月' ? then : `${then.slice(0, 4)}Q${Math.ceil(Number(then.slice(5)) / 3)}`
  }
  if (half) return `${year}H${half === '上' ? 1 : 2}`
  if (halfAt) return `${year}H${halfAt}`
  if (quarter) return `${year}Q${'一二三四'.indexOf(quarter) + 1 || quarter}`
  if (quarterAt) return `${year}Q${quarterAt}`
  if (from && to) return from === to ? null : `${year}-${two(Number(from))}..${year}-${two(Number(to))}`
  if (monthAt) return `${year}-${monthAt}`
  if (month) return `${year}-${two(months.indexOf(month) + 1 || Number(month))}`
  return `${year}`
}

// A year that is to come is one only where it is called so.
const yearOf = ({ said, digits, named, short }: Groups, thisYear: number): number | null => {
  if (digits) return Number(digits) > 1948 && (named || Number(digits) <= thisYear) ? Number(digits) : null
  if (short) return 2000 + Number(short) <= thisYear ? 2000 + Number(short) : null
  return thisYear - (said === '前' ? 2 : said === '去' || said === '上' ? 1 : 0)
}
