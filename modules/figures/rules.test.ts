import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { label } from '#platform/text/label.ts'
import {
  cellText,
  changeOf,
  comparedWith,
  countCell,
  figureText,
  mayBeSaid,
  percentOf,
  ratioCell,
  readCursor,
  shareOf,
  stageOf,
  whyNotLeave,
  writeCursor,
} from './rules.ts'
import { withheldReasons } from './define.ts'

const items = label('件', 'items')
const known = (n: number) => countCell('m', n, null)
const rate = (over: number, under: number) => ratioCell('r', known(over), [known(under)])

test.each([
  [58, 60, 96.67],
  [218, 287, 75.96],
  [26, 60, 43.33],
  [13, 60, 21.67],
  [1, 800, 0.13],
  [1, 8, 12.5],
  [-1, 800, -0.13],
  [0, 5, 0],
  [5, 0, null],
  [2_000_000_000_000, 3, 66_666_666_666_666.67],
])('%i of %i is %s percent, half up', (over, under, expected) => {
  expect(percentOf(over, under)).toBe(expected)
})

test('a percentage is never further than half a hundredth from the fraction, and halves go up', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (over, under) => {
      const hundredths = BigInt(Math.round((percentOf(over, under) as number) * 100))
      const error = 2n * (hundredths * BigInt(under) - BigInt(over) * 10_000n)
      expect(error > -BigInt(under) && error <= BigInt(under)).toBe(true)
    }),
  )
})

test.each([
  ['a rate with its operands', rate(58, 60), '办结率 96.67%(58/60 件)'],
  ['no percentage below a base of ten', rate(5, 8), '办结率 5/8 件(基数不足10,不算百分比)'],
  ['a dash where nothing was due, never 0 or 100', rate(0, 0), '办结率 —(0/0 件)'],
  ['exactly ten is enough', rate(3, 10), '办结率 30.00%(3/10 件)'],
  ['hidden stays hidden', ratioCell('r', countCell('m', null, 'small'), [known(60)]), '办结率 <5(已隐去)'],
])('%s', (_, cell, expected) => {
  expect(figureText(label('办结率', 'Closure rate'), cell, items).zh).toBe(expected)
})

test('a reported zero is a zero; a period not begun is none', () => {
  expect(cellText(known(0), items).zh).toBe('0 件')
  expect(cellText(countCell('m', 0, 'future'), items).zh).toBe('—(还没有到)')
  expect(cellText(known(1_234_567), items).en).toBe('1,234,567 items')
})

test.each([
  ['growth of counts in percent', known(60), known(48), 25, '增长 25.00%'],
  ['a fall', known(48), known(60), -20, '下降 20.00%'],
  ['base nought', known(7), known(0), null, '基期为0'],
  ['a base below ten gives the count only', known(7), known(9), null, '少 2'],
  ['rates differ in points, never in percent', rate(58, 60), rate(19, 20), 1.67, '上升 1.67 个百分点'],
  ['a rate without a percentage has no change', rate(58, 60), rate(1, 2), null, '—'],
  ['nothing is compared with what is hidden', known(60), countCell('m', null, 'small'), null, '—'],
])('%s', (_, now, base, change, text) => {
  const found = changeOf(now, base)
  expect(found.change).toBe(change)
  expect(found.text.zh).toBe(text)
})

test('the change between two rates is what a reader gets who subtracts the printed rates', () => {
  const pair = fc.record({ over: fc.nat(5000), under: fc.integer({ min: 10, max: 5000 }) })
  fc.assert(
    fc.property(pair, pair, (a, b) => {
      const [now, base] = [rate(a.over, a.under), rate(b.over, b.under)]
      expect(changeOf(now, base).change?.toFixed(2)).toBe(
        ((now.value as number) - (base.value as number)).toFixed(2).replace(/^-0\.00$/, '0.00'),
      )
    }),
  )
})

test('shares of the Hongjiang half-year', () => {
  expect([26, 10, 6, 5, 0, 13].map((part) => shareOf(known(part), known(60)))).toEqual([
    43.33, 16.67, 10, 8.33, 0, 21.67,
  ])
  expect(shareOf(known(3), known(9))).toBeNull()
})

test('a period is future, running or complete by the day', () => {
  const half = { from: '2025-01-01', to: '2025-06-30' }
  expect(['2024-12-31', '2025-01-01', '2025-06-30', '2025-07-01'].map((day) => stageOf(half, day))).toEqual([
    'future',
    'running',
    'running',
    'complete',
  ])
})

test('small counts of sensitive measures are never made into a picture', () => {
  const of = (n: number | null, sensitive: boolean, why: 'small' | null = null) =>
    whyNotLeave({ n, over: null, sensitive, why })
  expect(of(3, true)?.zh).toContain('不能')
  expect(of(null, true, 'small')).not.toBeNull()
  expect([of(3, false), of(12, true), of(0, true)]).toEqual([null, null, null])
})

test('cursors come back as they were written; anything else is refused', () => {
  const key = { home: '430202', id: '0190a1b2-0000-7000-8000-000000000001' }
  expect(readCursor(writeCursor(key))).toEqual(key)
  expect(readCursor("430202.'; drop")).toBeNull()
})

test('a figure that is not released offers no sentence; a small one says that it is hidden', () => {
  const said = withheldReasons.filter((why) => mayBeSaid({ why }))
  expect(said).toEqual(['small', 'covered'])
  expect(mayBeSaid({ why: null })).toBe(true)
})

test('the period before a year is last year and named once; of a half-year both are named', () => {
  const of = (previous: string, lastYear: string) =>
    comparedWith([
      { against: 'previous', period: { key: previous } },
      { against: 'lastYear', period: { key: lastYear } },
    ]).map(({ period }) => period.key)
  expect(of('2025', '2025')).toEqual(['2025'])
  expect(of('2025H2', '2025H1')).toEqual(['2025H2', '2025H1'])
})
