import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitOn, limits } from './limits.ts'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test.each([
  ['P01', '2022-05-01', 15, 'CAL_DAY', '2022'],
  ['P01', '2022-04-30', 15, 'CAL_DAY', '2005'],
  ['P03', '2023-01-01', 5, 'WORK_DAY', '2022'],
  ['P05', '2014-03-01', 60, 'CAL_DAY', '2005'],
  ['P05', '2024-03-01', 60, 'CAL_DAY', '2022'],
  ['P06', '2014-03-01', 30, 'CAL_DAY', '2005'],
  ['P07', '2024-03-01', 30, 'CAL_DAY', '2022'],
  ['P08', '2024-03-01', 30, 'CAL_DAY', '2022'],
  ['P09', '2024-03-01', 30, 'CAL_DAY', '2022'],
  ['P10', '2024-03-01', 30, 'CAL_DAY', '2022'],
  ['V01', '2024-03-01', 72, 'HOUR', '反家庭暴力法'],
  ['V02', '2024-03-01', 24, 'HOUR', '反家庭暴力法'],
  ['V03', '2024-03-01', 6, 'MONTH', '反家庭暴力法'],
  ['V04', '2024-03-01', 5, 'CAL_DAY', '反家庭暴力法'],
  ['M01', '2024-03-01', 30, 'CAL_DAY', '人民调解'],
  ['M02', '2024-03-01', 15, 'CAL_DAY', ''],
  ['M03', '2024-03-01', 30, 'CAL_DAY', '民事诉讼法'],
  ['A01', '2024-03-01', 5, 'WORK_DAY', ''],
  ['S01', '2024-03-01', 5, 'WORK_DAY', ''],
] as const)('%s on %s is %i %s by %s', (id, date, n, unit, basis) => {
  const found = limitOn(id, date)
  expect(found?.length).toEqual({ n, unit })
  expect(found?.basis.zh).toContain(basis)
})

test('before a law was in force there is no limit of it', () => {
  expect(limitOn('V01', '2014-06-01')).toBeUndefined()
  expect(limitOn('P01', '2005-04-30')).toBeUndefined()
  expect(limitOn('P11-N', '2023-01-01')).toBeUndefined()
})

test('the pace of the national system adds up to the fifteen days of P01', () => {
  const pace = (['P11-N', 'P11-P', 'P11-C', 'P11-D'] as const).map((id) => limitOn(id, '2016-01-01')?.length?.n ?? 0)
  expect(pace.reduce((a, b) => a + b)).toBe(limitOn('P01', '2016-01-01')?.length?.n)
})

test('on any day at most one version of a limit holds', () => {
  fc.assert(
    fc.property(fc.constantFrom(...limits.map((one) => one.id)), day, (id, date) => {
      const holding = limits.filter(
        (one) => one.id === id && one.validFrom <= date && date <= (one.validTo ?? '9999-12-31'),
      )
      expect(holding.length).toBeLessThanOrEqual(1)
      expect(limitOn(id, date)).toEqual(holding[0])
    }),
  )
})

test('a change of law leaves no day without the limits that both laws know', () => {
  for (const id of ['P01', 'P02', 'P04', 'P05', 'P06', 'P07', 'P08', 'P09', 'P10'] as const) {
    expect(limits.filter((one) => one.id === id).map((one) => [one.validFrom, one.validTo])).toEqual([
      ['2022-05-01', undefined],
      ['2005-05-01', '2022-04-30'],
    ])
  }
})

test('hours run through rest days', () => {
  expect(limits.filter((one) => one.length?.unit === 'HOUR' && one.rollForward).map((one) => one.id)).toEqual([])
})
