import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { findChips } from './chips.ts'

const today = '2025-11-28'
const found = (note: string): string[] =>
  findChips(note, today).map(({ kind, value, text }) => `${kind} ${value} ${text}`)

test('a note of a reception gives its numbers, in order, where they stand', () => {
  const note =
    '求助人1949年12月31日生,今年75岁,身份证11010519491231002x,电话138 0000 1234或0731-88880000,11月20日晚被推搡。'
  const chips = findChips(note, today)
  expect(chips.map(({ kind, value }) => [kind, value])).toEqual([
    ['date', '1949-12-31'],
    ['age', 75],
    ['idNumber', '11010519491231002X'],
    ['phone', '13800001234'],
    ['phone', '0731-88880000'],
    ['date', '2025-11-20'],
  ])
  for (const { start, end, text } of chips) expect(note.slice(start, end)).toBe(text)
})

test.each([
  ['2024-03-05发生', 'date 2024-03-05 2024-03-05'],
  ['于2024.3.5.', 'date 2024-03-05 2024.3.5'],
  ['2024年3月5号', 'date 2024-03-05 2024年3月5号'],
  ['二〇二四年三月十五日', 'date 2024-03-15 二〇二四年三月十五日'],
  ['去年3月5日', 'date 2024-03-05 去年3月5日'],
  ['24年3月5日', 'date 2024-03-05 24年3月5日'],
  ['88年3月5日出生', 'date 1988-03-05 88年3月5日'],
  ['12月5日打人', 'date 2024-12-05 12月5日'],
  ['昨天晚上', 'date 2025-11-27 昨天'],
  ['大前天', 'date 2025-11-25 大前天'],
  ['女,三十二岁', 'age 32 三十二岁'],
  ['年龄:8', 'age 8 8'],
  ['一百零二岁', 'age 102 一百零二岁'],
  ['十八周岁', 'age 18 十八周岁'],
  ['3岁半', 'age 3 3岁'],
  ['电话(0731)88880000', 'phone 0731-88880000 (0731)88880000'],
  ['手机１３８００００１２３４', 'phone 13800001234 １３８００００１２３４'],
  ['电话幺三八零零零零幺二三四', 'phone 13800001234 幺三八零零零零幺二三四'],
  ['打一三八 零零零零 一二三四', 'phone 13800001234 一三八 零零零零 一二三四'],
  ['座机零七三一八八八八零零零零', 'phone 0731-88880000 零七三一八八八八零零零零'],
  ['138零零零零一二三四', 'phone 13800001234 138零零零零一二三四'],
  ['证号一一零一零五一九四九一二三一零零二X', 'idNumber 11010519491231002X 一一零一零五一九四九一二三一零零二X'],
  ['昨晚又打她', 'date 2025-11-27 昨晚'],
  ['昨夜', 'date 2025-11-27 昨夜'],
  ['前晚骂了人', 'date 2025-11-26 前晚'],
  ['今晚', 'date 2025-11-28 今晚'],
  ['昨儿', 'date 2025-11-27 昨儿'],
  ['上个月20号', 'date 2025-10-20 上个月20号'],
  ['上月底又来闹', 'date 2025-10-31 上月底'],
  ['上上个月底', 'date 2025-09-30 上上个月底'],
  ['上个月月末', 'date 2025-10-31 上个月月末'],
  ['上个月十五号', 'date 2025-10-15 上个月十五号'],
  ['上月5日', 'date 2025-10-05 上月5日'],
  ['这个月三号', 'date 2025-11-03 这个月三号'],
  ['上周三晚上', 'date 2025-11-19 上周三'],
  ['上个星期天', 'date 2025-11-23 上个星期天'],
  ['这周一', 'date 2025-11-24 这周一'],
  ['前天夜里', 'date 2025-11-26 前天'],
  ['旧证110105491231002。', 'idNumber 11010519491231002X 110105491231002'],
])('%s offers %s', (note, chip) => {
  expect(found(note)).toEqual([chip])
})

test.each([
  ['三十多岁'],
  ['几岁的孩子'],
  ['今天上午来访'],
  ['今天来信说丈夫不管家'],
  ['今天上午本人来的'],
  ['11月3日来电'],
  ['昨天收到'],
  ['十几岁'],
  ['孩子8岁看到'],
  ['丈夫今年45岁,女儿刚满 3 岁'],
  ['二三十岁'],
  ['3-5岁'],
  ['2023年2月30日'],
  ['每年3月5日'],
  ['农历八月十五日'],
  ['拨打12338或110'],
  ['银行卡6222020000000000000'],
  ['票号2013800001234999'],
  ['赔偿12000元,共3次'],
  ['版本1.2024.3.5.1'],
  ['上上个月三十一号'],
  ['这个月三十号'],
  ['这周日'],
  ['从一二三四五六七八九起'],
  ['999岁'],
  [''],
])('%s offers nothing', (note) => {
  expect(found(note)).toEqual([])
})

test('a wrong ID number is offered with what is wrong, a year left out is marked as assumed', () => {
  expect(findChips('证号110105194912310021', today)).toMatchObject([
    {
      kind: 'idNumber',
      value: '110105194912310021',
      problem: { zh: '身份证号第 18 位应为 X。请核对原件;没有证件就空着。' },
    },
  ])
  expect(findChips('11月20日', today)).toMatchObject([{ assumed: true }])
  expect(findChips('2025年11月20日', today)).toMatchObject([{ assumed: false }])
  // 月底 is some day about the last one: the day is a guess as well.
  expect(findChips('上月底', '2024-03-05')).toMatchObject([{ value: '2024-02-29', assumed: true }])
})

test('whatever the note, chips stand in order, do not overlap and quote it exactly', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      '11010519491231002X',
      '13800001234',
      '2024-03-05',
      '3月5日',
      '75岁',
      '年龄',
      '昨天',
      '去年',
      '０７３１',
      '-',
      ' ',
      '𠮷',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const note = pieces.join('')
      let last = 0
      for (const { start, end, text } of findChips(note, today)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(note.slice(start, end)).toBe(text)
        last = end
      }
    }),
    { numRuns: 300 },
  )
})
