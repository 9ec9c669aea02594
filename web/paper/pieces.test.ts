import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Piece, sheetsOf } from './pieces.ts'

type Spec = { readonly height: number; readonly keep?: boolean; readonly fresh?: boolean; readonly lead?: number }

/** Pieces one under the other. */
const strip = (specs: readonly Spec[]): readonly Piece[] => {
  let top = 0
  return specs.map(({ height, keep = false, fresh = false, lead = 0 }) => {
    const piece = { top, bottom: top + height, keep, fresh, lead, trail: 0 }
    top += height
    return piece
  })
}
const lines = (n: number, over: Partial<Spec> = {}): readonly Spec[] =>
  Array.from({ length: n }, () => ({ height: 10, ...over }))

test('a paper as long as its sheet is one sheet, one line more are two', () => {
  expect(sheetsOf(strip(lines(10)), 100)).toEqual([[0, 10]])
  expect(sheetsOf(strip(lines(11)), 100)).toEqual([
    [0, 10],
    [10, 11],
  ])
  expect(sheetsOf([], 100)).toEqual([])
})

test('a signature takes what it belongs to with it over the sheet', () => {
  const signed = [...lines(9), { height: 10, keep: true }, { height: 40, keep: true }]
  expect(sheetsOf(strip(signed), 100)).toEqual([
    [0, 8],
    [8, 11],
  ])
})

test('the head of a table is counted on each sheet it stands again on', () => {
  const rows = [{ height: 20 }, ...lines(20, { lead: 10 })]
  expect(sheetsOf(strip(rows), 100)).toEqual([
    [0, 9],
    [9, 18],
    [18, 21],
  ])
})

test('an annex begins a sheet of its own', () => {
  expect(sheetsOf(strip([...lines(2), { height: 10, fresh: true }, ...lines(2)]), 100)).toEqual([
    [0, 2],
    [2, 5],
  ])
})

test('whatever stands on a paper stands on its sheets once, in order, and no sheet is overfull but for one piece too large for any', () => {
  const spec = fc.record({
    height: fc.integer({ min: 1, max: 140 }),
    keep: fc.boolean(),
    fresh: fc.boolean(),
    lead: fc.integer({ min: 0, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(spec, { maxLength: 60 }), (specs) => {
      const pieces = strip(specs)
      const sheets = sheetsOf(pieces, 100)
      expect(sheets.flatMap(([from, to]) => pieces.slice(from, to))).toEqual(pieces)
      for (const [from, to] of sheets) {
        const [first, last] = [pieces[from]!, pieces[to - 1]!]
        expect(to - from === 1 || last.bottom - first.top + first.lead <= 100).toBe(true)
        expect(pieces.slice(from + 1, to).every(({ fresh }) => !fresh)).toBe(true)
      }
    }),
  )
})
