import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherGroups, groupOf, mendedBy } from './groups.ts'

const today = '2025-03-03'

test.each([
  ['firstDay', '1985.6', '1985-06-01'],
  ['firstDay', '1985年6月', '1985-06-01'],
  ['firstDay', '1985-12', '1985-12-01'],
  ['firstDay', '1985', '1985-01-01'],
  ['firstDay', '1985.13', null],
  ['firstDay', '1985.6.2', null],
  ['firstDay', '六月', null],
  ['eighteen', '430202850603012', '430202198506030128'],
  ['eighteen', '4302021985060301', null],
  ['empty', '不详', ''],
  ['empty', ' ', null],
] as const)('%s makes of %s %s', (way, text, put) => {
  expect(mendedBy(way, text, today)).toBe(put)
})

test('faults that differ only in numbers and quoted words are one group, in another field another', () => {
  const cells = [
    { field: 'petitioner.birth', text: '1985.6', reason: '日历上没有 1985-13-08 这一天。请核对后改正。' },
    { field: 'petitioner.birth', text: '1985.6', reason: '日历上没有 2023-02-30 这一天。请核对后改正。' },
    { field: 'openedOn', text: '1985.6', reason: '日历上没有 2023-02-30 这一天。请核对后改正。' },
    { field: 'channel', text: '飞鸽', reason: '代码表里没有“飞鸽”。可以填:来信。' },
    { field: 'channel', text: '鸽子', reason: '代码表里没有“鸽子”。可以填:来信。' },
  ]
  const gathered = gatherGroups(today)
  for (const cell of cells) gathered.add(cell)
  const groups = gathered.groups((field) => field === 'petitioner.birth')
  expect(groups.map(({ field, rows, texts, ways }) => ({ field, rows, texts, ways }))).toEqual([
    { field: 'petitioner.birth', rows: 2, texts: [{ text: '1985.6', rows: 2 }], ways: ['empty', 'firstDay'] },
    {
      field: 'channel',
      rows: 2,
      texts: [
        { text: '飞鸽', rows: 1 },
        { text: '鸽子', rows: 1 },
      ],
      ways: [],
    },
    { field: 'openedOn', rows: 1, texts: [{ text: '1985.6', rows: 1 }], ways: ['firstDay'] },
  ])
})

test('every cell is counted once, whatever is written in it', () => {
  const cell = fc.record({ field: fc.constantFrom('a', 'b'), text: fc.string(), reason: fc.string() })
  fc.assert(
    fc.property(fc.array(cell), (cells) => {
      const gathered = gatherGroups(today)
      for (const one of cells) gathered.add(one)
      const groups = gathered.groups(() => true)
      expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(cells.length)
      expect(new Set(groups.map(({ key }) => key))).toEqual(new Set(cells.map(groupOf)))
    }),
  )
})
