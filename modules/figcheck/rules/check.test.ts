import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from './check.ts'
import { linesOf } from '../lines.ts'

const verdicts = (text: string): readonly string[] =>
  linesOf(text, check(text)).map(({ kind, verdict, computed }) => `${kind} ${verdict} ${computed}`)

const report =
  '上半年,全县妇联系统共接待来信来访240件,办结228件,办结率95%。其中婚姻家庭132件,占55%;人身权益48件,占20%;劳动权益36件,占15%;其他24件,占10%。全县受理量比上年同期的200件增长20%。'

test.each([
  ['共接待来访80件,办结76件,办结率95%。', 'ratio match 95'],
  ['共接待来访80件,办结76件,办结率93%。', 'ratio mismatch 95'],
  ['共有会员306人,其中甲组156人,乙组36人,丙组114人。', 'sum match 306'],
  ['共有会员306人,其中甲组156人,乙组36人,丙组144人。', 'sum mismatch 336'],
  ['参加检查3200人,其中查出患者83人,占2.59%。', 'ratio match 2.59'],
  ['今年举办培训班36期,比上年的30期增长20%。', 'growth match 20'],
  ['今年举办培训班36期,比上年的30期增长25%。', 'growth mismatch 20'],
  ['在校女生47人,同比增长11%。', 'growth unattainable 42.34'],
  ['为56户家庭每户发放800元,共发放44800元。', 'sum match 44800'],
  ['接待来访63件,办结61件,办结率达%。', 'missing-value lost 96.83'],
])('%s: %s', (text, line) => expect(verdicts(text)).toContain(line))

test.each([
  '力争全年办结率达到95%,培训妇女3000人次。',
  '开通12338热线,3月8日开展“三八”活动,地址人民路110号。',
  '共发放资料2000余份,其中手册900多份、折页1200余份。',
  '培训党员46人、35岁以下的71人、大专以上的88人。',
])('nothing is alarmed in: %s', (text) => {
  expect(verdicts(text).filter((line) => /mismatch|unattainable|lost/.test(line))).toEqual([])
})

test('a sound report raises no alarm, and one altered digit is told at what depends on it', () => {
  const alarms = (text: string): readonly string[] =>
    verdicts(text).filter((line) => /mismatch|unattainable/.test(line))
  expect(alarms(report)).toEqual([])
  expect(alarms(report.replace('36件', '39件'))).toEqual(['sum mismatch 243', 'ratio mismatch 16.25'])
})

const glossed = (text: string, at: readonly number[]): string =>
  [...text]
    .map((character, index) =>
      at.includes(index) && /[\u4e00-\u9fff]/.test(character) ? `${character}(jiā)` : character,
    )
    .join('')

test('pinyin that a converter left behind characters changes no verdict', () => {
  const known = verdicts(report)
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(report.length), { maxLength: 20 }), (at) => {
      expect(verdicts(glossed(report, at))).toEqual(known)
    }),
  )
})

test('places are those of the original', () => {
  const [line] = linesOf(glossed(report, [3, 4, 5]), check(glossed(report, [3, 4, 5])))
  expect(glossed(report, [3, 4, 5]).slice(line?.start, line?.end)).toBe(line?.quote)
})
