import type { Mention } from '../numbers/scan.ts'
import type { Figure } from '../meaning/figures.ts'
import { roundness } from '../numbers/scan.ts'
import type { Reading, Relation } from './relation.ts'
import { rateBetween } from './rate.ts'

type Gap = { readonly start: number; readonly end: number }

// Places where a number must stand and does not; each with the words that show it.
const gaps: readonly RegExp[] = [
  /(?<=(?:率|占|比例|下降|上升|增长|提高|减少)(?:了|为|达)?)(?=[%‰](?!\d))/g,
  /(?<=[类项等款中业]|[\u3400-\u9fff](?:笔|户|件|起|个))(?=(?:件次|人次|万元|亿元)[,;。、])/g,
  /(?<![\d.,])20[12]\d(?=0[1-9](?:名|人|户|件|起|个|所|家|场|元))/g,
  /(?<=(?:率|比例|比重|占比|覆盖面)(?:已|均|都)?(?:达到了?|达|为|是|高达|提高到))(?=[%‰,。;、)]|个百分点)/g,
  /(?:[xX×＊*]{1,4}|[○〇]{2,4}|_{2,})(?=(?:多|余)?(?:万|亿)?(?:元|人次?|名|户|件|起|个|份|条|场|次|家|期|年|%))/g,
  /(?:19|20)[xX×*]{1,2}(?=年)|(?:19|20)\d[xX×*](?=年)/g,
  /(?<=[共达为有约])(?=(?:余|多)?(?:人次|万元|名妇女|户家庭))/g,
  /(?<=每(?:个|所|名|户|家|场|期|班|村|校|人)?[\u3400-\u9fff]{0,4})(?<![一二两三四五六七八九十百千万余多几数半])(?=(?:人|名|元|户|件)[,;。、])(?<=[,;](?:平均)?每[^,;。\d]{1,5})/g,
  /(?<=[,;。])(?=(?:万元|元|人次|亿元)[,;。])/g,
  /(?<=\d(?:笔|户|件|起|个|名|人))(?=(?:万元|亿元)[,;。])/g,
  /(?<=占[^,;。]{2,24}的)(?=%)/g,
  /(?<=%)\d{2}(?=个月|年|人|名|户|件|起)/g,
  /(?<=[^\u3400-\u9fff])[?？](?=\d+(?:余|多)?[\u3400-\u9fff])|(?<=\d)[?？](?=\d)|[?？](?=00)/g,
]

/** Values that are lost (办结率达%, XX万元, 20x年, ?00余人次); where the counts of a rate stand, with what they make it. */
export const lost = (reading: Reading): Relation[] => {
  const found: Gap[] = gaps.flatMap((pattern) =>
    [...reading.text.matchAll(pattern)].map(({ 0: printed, index }) => ({ start: index, end: index + printed.length })),
  )
  const apart = found
    .slice()
    .sort((one, other) => one.start - other.start)
    .filter((gap, index, all) => index === 0 || gap.start > (all[index - 1]?.end ?? -1))
  return [...apart.map((gap) => atGap(reading, gap)), ...overwritten(reading)]
}

const atGap = (reading: Reading, gap: Gap): Relation => {
  const counts = rateBetween(reading, gap.start)
  return {
    kind: 'missing-value',
    formula: 'share',
    operands: counts ?? [],
    stated: null,
    rule: 'lost',
    sure: 0.9,
    gap: [gap.start, gap.end],
  }
}

// 2023多户, 2022余人: nobody writes a hedge behind a number that is not round, and a year is what overwrote it.
const overwritten = ({ figures }: Reading): Relation[] =>
  figures
    .filter(
      (one) =>
        yearLike(one) &&
        ((one.hedge === 'over' && roundness(one.value, one.decimals) === 1) || (one.scale > 1 && one.value >= 2001)),
    )
    .map((one: Figure) => ({
      kind: 'missing-value',
      formula: 'sum',
      operands: [one],
      stated: null,
      rule: 'overwritten',
      sure: 0.7,
      gap: [one.start, one.end],
    }))

const yearLike = ({ value, decimals }: Mention): boolean => decimals === 0 && value >= 1990 && value <= 2035
