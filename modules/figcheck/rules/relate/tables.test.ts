import { expect, test } from 'vitest'
import { linesOf } from '../../lines.ts'
import { check } from '../check.ts'

const sums = (text: string): readonly string[] =>
  linesOf(text, check(text))
    .filter(({ kind, verdict }) => kind === 'sum' && verdict !== 'match')
    .map(({ note }) => note ?? '')

const table = `依次为旧存、新收、合计、审结、未结
甲区法院　86　742　828　771　57
乙市法院　71　655　726　690　36
丙市法院　64　598　662　618　44
丁县法院　39　402　441　425　16
合　　计　260　2,397　2,657　2,504　153`

test('a table whose rows and columns add up has nothing to look at', () => {
  expect(sums(table)).toEqual([])
  const found = linesOf(table, check(table)).filter(({ kind, verdict }) => kind === 'sum' && verdict === 'match')
  // Five rows with two sums, five columns.
  expect(found.length).toBeGreaterThanOrEqual(15)
})

test('one altered cell misses its row and its column', () =>
  expect(sums(table.replace('598', '589'))).toEqual(['742+655+589+402=2388,原文 2397。', '64+589=653,原文 662。']))

test('numbers in lines that no column makes are left alone', () =>
  expect(sums('甲区 12 30 45\n乙区 13 31 40\n丙区 9 22 37\n合计 34 83 122')).toEqual([]))

test('a column of shares without a unit is of two others, and one with two digits swapped is told', () => {
  const rates =
    '区县  村数  成员  女性  占比(%)\n甲区  253  886  236  26.6\n乙县  150  524  139  26.5\n丙县  114  399  98  24.6\n丁县  175  612  143  24.3'
  const told = linesOf(rates, check(rates)).filter(({ kind }) => kind === 'ratio')
  expect(told.filter(({ verdict }) => verdict === 'match')).toHaveLength(3)
  expect(told.filter(({ verdict }) => verdict !== 'match').map(({ note }) => note)).toEqual([
    '143÷612×100=23.37,原文 24.3。',
  ])
})
