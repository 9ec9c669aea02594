import { array, assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { did, filledDown, moved, noDeeds, pasted, readClip, redo, undo, writeClip } from './grid-model.ts'

const area = (row: number, column: number, toRow = row, toColumn = column) => ({
  from: { row, column },
  to: { row: toRow, column: toColumn },
})

test('what a sheet puts on the clipboard is read cell by cell, quotes and line ends inside cells included', () => {
  expect(readClip('甲\t乙\r\n丙\t丁\r\n')).toEqual([
    ['甲', '乙'],
    ['丙', '丁'],
  ])
  expect(readClip('"第一行\n第二行"\t"说""好"""')).toEqual([['第一行\n第二行', '说"好"']])
  expect(readClip('甲\t\t丙')).toEqual([['甲', '', '丙']])
  expect(readClip('')).toEqual([['']])
})

test('what is copied can be pasted back unchanged', () => {
  assert(
    property(array(array(string({ minLength: 1 }), { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const plain = rows.map((row) => row.map((text) => text.replace(/\r/g, '')))
      expect(readClip(writeClip(plain))).toEqual(plain)
    }),
  )
})

test('one value fills what is marked, a block goes down and right and never beyond the grid', () => {
  expect(pasted(area(0, 0, 1, 1), [['来访']], { rows: 3, columns: 3 })).toHaveLength(4)
  expect(
    pasted(
      area(2, 1),
      [
        ['甲', '乙', '丙'],
        ['丁', '戊', '己'],
      ],
      { rows: 3, columns: 3 },
    ),
  ).toEqual([
    { row: 2, column: 1, text: '甲' },
    { row: 2, column: 2, text: '乙' },
  ])
})

test('fill-down takes the first marked row, or the row above one row alone', () => {
  const textAt = ({ row }: { row: number }): string => `第${row}行`
  expect(filledDown(area(1, 0, 3, 0), textAt).map(({ row, text }) => [row, text])).toEqual([
    [2, '第1行'],
    [3, '第1行'],
  ])
  expect(filledDown(area(2, 0), textAt)).toEqual([{ row: 2, column: 0, text: '第1行' }])
  expect(filledDown(area(0, 0), textAt)).toEqual([])
})

test('arrows stay inside, with Ctrl they go to the edge', () => {
  const size = { rows: 5, columns: 4 }
  expect(moved('ArrowUp', { row: 0, column: 2 }, size, false)).toEqual({ row: 0, column: 2 })
  expect(moved('ArrowDown', { row: 1, column: 2 }, size, true)).toEqual({ row: 4, column: 2 })
  expect(moved('End', { row: 1, column: 0 }, size, false)).toEqual({ row: 1, column: 3 })
  expect(moved('a', { row: 1, column: 0 }, size, false)).toBeNull()
})

test('what is undone can be done again until something else is done', () => {
  const first = did<string>(noDeeds, [{ cell: 'A1', before: '', after: '甲' }])
  const back = undo(first)
  expect(back?.deed[0]?.before).toBe('')
  expect(redo(back?.deeds ?? noDeeds)?.deed[0]?.after).toBe('甲')
  expect(redo(did(back?.deeds ?? noDeeds, [{ cell: 'B1', before: '', after: '乙' }]))).toBeNull()
  expect(undo(noDeeds)).toBeNull()
})
