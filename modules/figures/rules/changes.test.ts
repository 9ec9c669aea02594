import { expect, test } from 'vitest'
import { label } from '#platform/text/label.ts'
import type { FigureRow } from '../contract.ts'
import { countCell } from '../rules.ts'
import { classChanges } from './changes.ts'

const row = (key: string, n: number | null): FigureRow => ({
  key,
  label: label(key, key),
  parent: null,
  cells: [countCell('petition.received', n, n === null ? 'small' : null)],
  period: null,
  outside: false,
})
const changed = (now: readonly FigureRow[], base: readonly FigureRow[]) => {
  const { changes, kept } = classChanges(now, base)
  return [...changes.map((one) => `${one.key} ${one.text.zh}${one.toExplain ? ' 待分析' : ''}`), `隐 ${kept}`]
}

test.each([
  ['equal classes are no change', [row('01', 5)], [row('01', 5)], ['隐 0']],
  [
    'the greatest difference first, up or down',
    [row('01', 12), row('02', 3)],
    [row('01', 10), row('02', 15)],
    ['02 下降 80.00%', '01 增长 20.00%', '隐 0'],
  ],
  [
    'half of twenty is to be explained and stands before a greater difference of more',
    [row('01', 100), row('02', 30), row('03', 29)],
    [row('01', 80), row('02', 20), row('03', 20)],
    ['02 增长 50.00% 待分析', '01 增长 25.00%', '03 增长 45.00%', '隐 0'],
  ],
  ['of less than twenty nothing is to be explained', [row('01', 0)], [row('01', 19)], ['01 下降 100.00%', '隐 0']],
  ['a class there was none of', [row('01', 4)], [], ['01 基期为0', '隐 0']],
  [
    'of a number kept back on either side nothing is told',
    [row('01', null), row('02', 9), row('03', 2)],
    [row('01', 30), row('02', null), row('03', 1)],
    ['03 多 1', '隐 2'],
  ],
])('%s', (_, now, base, expected) => {
  expect(changed(now, base)).toEqual(expected)
})
