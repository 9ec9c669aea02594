import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { parsePeriod } from '#platform/clock/time.ts'
import { askableKinds } from '../server/asked.ts'
import { askedFigures, whyNoFigure } from './asked.ts'

const kinds = askableKinds(catalogue)
const said = (words: string): string[] =>
  askedFigures(words, kinds, '2026-11-21').map(({ kind, measure, cut, period }) =>
    [kind, measure, cut.category ?? cut.classes ?? cut.channel, period].filter(Boolean).join(' '),
  )

test.each([
  ['家暴', 'petition received 0101,0102,0103,0104,0105 2026'],
  ['办结率', 'petition closureRate 2026'],
  ['家暴办结', 'petition concluded 0101,0102,0103,0104,0105 2026'],
  ['去年 家庭暴力 办结', 'petition concluded 0101,0102,0103,0104,0105 2025'],
  ['2025年上半年来信来访', 'petition received 2025H1'],
  ['上个月受理', 'petition accepted 2026-10'],
  ['三季度重婚', 'petition received 0107 2026Q3'],
  ['婚姻家庭权益有几件?', 'petition received 01 2026'],
  ['来信来访婚姻家庭的收到', 'petition received 01 2026'],
  ['9月来访', 'petition received V 2026-09'],
  ['村级纠纷邻里', 'dispute received 02 2026'],
  ['调解成功率', 'dispute successRate 2026'],
  ['最美家庭推选', 'nomination nominated 2026'],
  ['拖欠', 'petition received 0403 2026'],
  ['拖欠工资 去年', 'petition received 0403 2025'],
  ['离婚 2025年', 'petition received 0112 2025'],
  ['离婚财产分割 2025年上半年', 'petition received 0113 2025H1'],
  ['上半年 欠薪', 'petition received 0403 2026H1'],
  ['2025年第三季度家暴', 'petition received 0101,0102,0103,0104,0105 2025Q3'],
  ['家暴 2025年3月份', 'petition received 0101,0102,0103,0104,0105 2025-03'],
  ['家暴 1-10月', 'petition received 0101,0102,0103,0104,0105 2026-01..2026-10'],
  ['去年3到5月家暴', 'petition received 0101,0102,0103,0104,0105 2025-03..2025-05'],
  ['前年家暴', 'petition received 0101,0102,0103,0104,0105 2024'],
  ['上季度家暴', 'petition received 0101,0102,0103,0104,0105 2026Q3'],
  ['这个月家暴', 'petition received 0101,0102,0103,0104,0105 2026-11'],
  ['家暴 十一月', 'petition received 0101,0102,0103,0104,0105 2026-11'],
  ['家暴 25年', 'petition received 0101,0102,0103,0104,0105 2025'],
  ['家暴 2025Q2', 'petition received 0101,0102,0103,0104,0105 2025Q2'],
  ['家暴 2025-03', 'petition received 0101,0102,0103,0104,0105 2025-03'],
  ['2027年家暴', 'petition received 0101,0102,0103,0104,0105 2027'],
])('「%s」 asks first for %s', (words, first) => {
  expect(said(words)[0]).toBe(first)
})

test.each(['家暴', '家庭暴力', 'jb', '家庭暴'])(
  '「%s」 is told as the sum of its classes, one cut, and then by each of them, none missing',
  (words) => {
    expect(said(words).slice(0, 6)).toEqual([
      'petition received 0101,0102,0103,0104,0105 2026',
      ...['0101', '0102', '0103', '0104', '0105'].map((code) => `petition received ${code} 2026`),
    ])
  },
)

test('a class of its own name is asked for alone', () => {
  expect(said('家庭暴力(夫妻间)')[0]).toBe('petition received 0101 2026')
  expect(said('致伤致残')[0]).toBe('petition received 0104 2026')
})

test('a case of violence is counted among petitions and among the cases of violence: both are offered', () => {
  expect(said('家暴')).toEqual(expect.arrayContaining(['petition received 0101 2026', 'violence received 2026']))
})

test('a word that stands in the names of several classes offers each, the one that is called so first', () => {
  const classes = said('离婚 2025年').filter((one) => one.startsWith('petition'))
  expect(classes.slice(0, 3)).toEqual([
    'petition received 0112 2025',
    'petition received 0113 2025',
    'petition received 0114 2025',
  ])
})

test.each([
  ['火灾 2025年', '「火灾」'],
  ['去年 火灾 办结', '「火灾办结」'],
  ['火灾办结率', '「火灾办结率」'],
])('「%s」 asks for a figure there is not, and is told so', (words, named) => {
  expect(whyNoFigure(words, kinds, '2026-11-21')?.zh).toContain(named)
})

test.each(['家暴 2025年', '田晓禾', '13800002025', '430202-XF-2026-00012', '2025年', '火灾'])(
  'nothing is said of 「%s」: it is answered, or asks for no figure',
  (words) => {
    expect(whyNoFigure(words, kinds, '2026-11-21')).toBeNull()
  },
)

test.each(['', '2026', '田晓禾', '13800001234', '去年', '430202-XF-2026-00012', '我'])(
  '「%s」 asks for no figure',
  (words) => {
    expect(said(words)).toEqual([])
  },
)

test('whatever is typed, what is asked for exists and its period can be read', () => {
  const parts = fc.constantFrom(
    '家暴',
    '去年',
    '办结',
    '率',
    '2025年',
    '3月',
    '第四季度',
    '来信',
    '的',
    '子',
    '1',
    'x',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts, { maxLength: 6 }).map((all) => all.join('')),
      ),
      (words) => {
        for (const one of askedFigures(words, kinds, '2026-11-21')) {
          const kind = kinds.find(({ key }) => key === one.kind)
          expect(kind?.measures.map(({ key }) => key)).toContain(one.measure)
          expect(parsePeriod(one.period).ok).toBe(true)
        }
      },
    ),
  )
})
