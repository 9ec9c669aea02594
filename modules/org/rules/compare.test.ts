import { expect, test } from 'vitest'
import { compareDivisions, type Division } from './compare.ts'

const of = (level: Division['level'], code: string, name: string, parent: string | null): Division => ({
  level,
  code,
  name,
  parent,
})
const tree: readonly Division[] = [
  of('C', '430200', '株洲市', null),
  of('D', '430202', '荷塘区', '430200'),
  of('D', '430221', '株洲县', '430200'),
  of('T', '430202001', '月塘街道', '430202'),
  of('T', '430202100', '仙庾镇', '430202'),
  of('T', '430221101', '渌口镇', '430221'),
  of('V', '430202001001', '文化路社区居委会', '430202001'),
  of('V', '430202001002', '东湖社区居委会', '430202001'),
  of('V', '430221101201', '湾塘村委会', '430221101'),
]
const said = (list: readonly Division[]): string[] =>
  compareDivisions(tree, list).map(({ what, code, to, name, newCode }) =>
    [what, code, to, name, newCode].join(' ').trim().replaceAll(/ +/g, ' '),
  )
const but = (change: (unit: Division) => Division | null, more: readonly Division[] = []): Division[] => [
  ...tree.flatMap((unit) => change(unit) ?? []),
  ...more,
]

test('the same list proposes nothing', () => {
  expect(said(tree)).toEqual([])
})

test('a new name is a rename; a new code under the same parent and name is one too, and what is below follows', () => {
  expect(said(but((unit) => (unit.code === '430202100' ? { ...unit, name: '仙庾新镇' } : unit)))).toEqual([
    'rename 430202100 仙庾新镇',
  ])
  const recode = (code: string): string => code.replace(/^430221/, '430212')
  const recoded = but((unit) => ({ ...unit, code: recode(unit.code), parent: unit.parent && recode(unit.parent) }))
  expect(said(recoded)).toEqual(['rename 430221 430212'])
})

test('a unit that vanished here and appeared there is moved; a common name is not guessed', () => {
  const there = of('T', '430221102', '仙庾镇', '430221')
  expect(said(but((unit) => (unit.code === '430202100' ? null : unit), [there]))).toEqual([
    'move 430202100 430221 430221102',
  ])
  const twice = [there, of('T', '430221103', '仙庾镇', '430221')]
  expect(said(but((unit) => (unit.code === '430202100' ? null : unit), twice))).toEqual([
    'new 430221102 430221 仙庾镇',
    'new 430221103 430221 仙庾镇',
    'abolish 430202100',
  ])
})

test('what the list no longer has ends, the lowest first; what is new comes after its parent', () => {
  const gone = but((unit) => (unit.code.startsWith('430221') ? null : unit))
  expect(said(gone)).toEqual(['abolish 430221101201', 'abolish 430221101', 'abolish 430221'])
  const added = [of('T', '430202101', '新荷街道', '430202'), of('V', '430202101001', '新荷社区居委会', '430202101')]
  expect(said([...tree, ...added])).toEqual([
    'new 430202101 430202 新荷街道',
    'new 430202101001 430202101 新荷社区居委会',
  ])
})
