import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counted, coveredIn } from './covered.ts'

type Cell = Counted & { readonly name: string }
const all = 'abcxyz'
// Classes x and y are sensitive.
const sensitive = (classes: ReadonlySet<string>): boolean => [...classes].every((code) => 'xy'.includes(code))
const cell = (name: string, size: number, more: Partial<Counted> = {}): Cell => ({
  name,
  size,
  classes: new Set(name.replace(/^.*:/, '').split('')),
  channel: null,
  hidden: false,
  ...more,
})
const hidden = (name: string, size: number): Cell => cell(name, size, { hidden: true })
const covered = (...cells: Cell[]): string[] => [...coveredIn(cells, sensitive)].map(({ name }) => name)

test.each<readonly [why: string, cells: readonly Cell[], kept: readonly string[]]>([
  ['the whole alone tells nothing', [cell(all, 20), hidden('x', 2)], []],
  ['every other part: the smallest of them', [cell('abx', 20), cell('a', 12), cell('b', 6), hidden('x', 2)], ['b']],
  ['no other part counts anything: the whole', [cell('abx', 2), cell('a', 0), cell('b', 0), hidden('x', 2)], ['abx']],
  ['a part that was not asked for still hides it', [cell('abx', 20), cell('a', 12), hidden('x', 2)], []],
  ['a sum less one of its classes, the sensitive one not in the form', [cell('ax', 14), cell('a', 12)], ['a']],
  ['a sum less one of its classes, an ordinary one', [cell('ab', 14), cell('a', 12)], []],
  ['what is left is no small number', [cell('ax', 18), cell('a', 12)], []],
  ['what is left is of other classes too', [cell('abx', 14), cell('a', 12)], []],
  ['sums that overlap', [cell('abx', 14), cell('a', 6), cell('b', 6), cell('ab', 12), hidden('x', 2)], ['a', 'ab']],
  ['equal cells are covered together', [cell('1:ax', 14), cell('2:a', 12), cell('3:a', 12)], ['2:a', '3:a']],
  [
    'a channel of it',
    [cell('x', 9), cell('1:x', 7, { channel: 'V' }), cell('2:x', 2, { channel: 'L', hidden: true })],
    ['1:x'],
  ],
])('%s', (_, cells, kept) => {
  expect(covered(...cells)).toEqual(kept)
})

test('whatever stands in a form, no two cells that are left tell a small sensitive number', () => {
  const codes = fc.subarray(all.split(''), { minLength: 1 })
  const sizes = fc.array(fc.nat(6), { minLength: all.length, maxLength: all.length })
  fc.assert(
    fc.property(fc.array(codes, { maxLength: 8 }), sizes, (cuts, counts) => {
      const sizeOf = (classes: readonly string[]): number =>
        classes.reduce((sum, code) => sum + (counts[all.indexOf(code)] ?? 0), 0)
      const cells = cuts.map((classes) => {
        const size = sizeOf(classes)
        return cell(classes.join(''), size, { hidden: sensitive(new Set(classes)) && size > 0 && size < 5 })
      })
      const kept = coveredIn(cells, sensitive)
      const open = cells.filter((one) => !one.hidden && !kept.has(one))
      for (const whole of open)
        for (const part of open) {
          if (![...part.classes].every((code) => whole.classes.has(code))) continue
          const left = [...whole.classes].filter((code) => !part.classes.has(code))
          const rest = whole.size - part.size
          expect(left.length > 0 && sensitive(new Set(left)) && rest > 0 && rest < 5).toBe(false)
        }
    }),
  )
})
