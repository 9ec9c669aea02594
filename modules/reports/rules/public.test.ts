import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { label } from '#platform/text/label.ts'
import type { ClassForm, FormLine, FormSection } from '../define.ts'
import { hideForPublic } from './public.ts'

type Cells = readonly { readonly sensitive: boolean; readonly n: number }[]

const make = (sections: readonly Cells[]): { form: ClassForm; count: (line: FormLine) => number } => {
  const numbers = new Map<string, number>()
  const form: ClassForm = {
    key: 'test',
    label: label('', ''),
    sections: sections.map((cells, s): FormSection => {
      const lines = cells.map(({ sensitive, n }, l): FormLine => {
        numbers.set(`${s}.${l}`, n)
        return { key: `${s}.${l}`, label: label('', ''), codes: [], sensitive }
      })
      numbers.set(
        `${s}`,
        cells.reduce((sum, { n }) => sum + n, 0),
      )
      return {
        key: `${s}`,
        label: label('', ''),
        codes: [],
        sensitive: cells.length > 0 && cells.every(({ sensitive }) => sensitive),
        lines,
      }
    }),
  }
  return { form, count: ({ key }) => numbers.get(key) ?? 0 }
}

/** Every way the hidden cells can stand, for a reader who knows what is shown, the grand total, and that `<5` means 0 to 4. */
const possible = (
  form: ClassForm,
  count: (line: FormLine) => number,
  why: (line: FormLine) => string | null,
): Map<string, Set<number>> => {
  const total = form.sections.reduce((sum, section) => sum + count(section), 0)
  const hidden = form.sections.flatMap(({ lines }) => lines).filter((line) => why(line) !== null)
  const seen = new Map(hidden.map(({ key }) => [key, new Set<number>()]))
  const guess = new Map<string, number>()
  const value = (line: FormLine): number => guess.get(line.key) ?? count(line)
  const fits = (): boolean => {
    let all = 0
    for (const section of form.sections) {
      const sum = section.lines.reduce((now, line) => now + value(line), 0)
      if (why(section) === null && sum !== count(section)) return false
      if (why(section) === 'small' && sum > 4) return false
      all += sum
    }
    return all === total
  }
  const walk = (place: number): void => {
    const line = hidden[place]
    if (!line) {
      if (fits()) for (const [key, n] of guess) seen.get(key)?.add(n)
      return
    }
    for (let n = 0; n <= (why(line) === 'small' ? 4 : total); n += 1) {
      guess.set(line.key, n)
      walk(place + 1)
    }
    guess.delete(line.key)
  }
  walk(0)
  return seen
}

const cell = fc.record({ sensitive: fc.boolean(), n: fc.integer({ min: 0, max: 6 }) })
const sections = fc.array(fc.array(cell, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })

test('no small number of a sensitive class can be worked out from what is shown beside it', () => {
  fc.assert(
    fc.property(sections, (given) => {
      const { form, count } = make(given)
      const hidden = hideForPublic(form, count)
      if (hidden.all) return
      const ways = possible(form, count, hidden.why)
      for (const section of form.sections)
        for (const line of section.lines) {
          // An ordinary section with nothing in it may show its nought, which tells those below it.
          if (!line.sensitive || count(line) > 4 || (!section.sensitive && count(section) === 0)) continue
          expect(hidden.why(line)).not.toBeNull()
          expect(ways.get(line.key)?.size ?? 0).toBeGreaterThan(1)
        }
    }),
    { numRuns: 400 },
  )
})

test.each<[string, readonly Cells[], Record<string, string>]>([
  [
    'a lone small cell takes the smallest other with it',
    [
      [
        { sensitive: true, n: 1 },
        { sensitive: false, n: 3 },
        { sensitive: false, n: 9 },
      ],
    ],
    { '0.0': 'small', '0.1': 'covered' },
  ],
  [
    'two small cells cover each other',
    [
      [
        { sensitive: true, n: 1 },
        { sensitive: true, n: 2 },
        { sensitive: false, n: 9 },
      ],
    ],
    { '0.0': 'small', '0.1': 'small' },
  ],
  [
    'five is shown',
    [
      [
        { sensitive: true, n: 5 },
        { sensitive: false, n: 1 },
      ],
    ],
    {},
  ],
  [
    'nothing sensitive, nothing hidden',
    [
      [
        { sensitive: false, n: 1 },
        { sensitive: false, n: 0 },
      ],
    ],
    {},
  ],
])('%s', (_, given, expected) => {
  const { form, count } = make(given)
  const { why } = hideForPublic(form, count)
  const lines = [...form.sections, ...form.sections.flatMap(({ lines: own }) => own)]
  expect(Object.fromEntries(lines.flatMap((line) => (why(line) ? [[line.key, why(line)]] : [])))).toEqual(expected)
})

test('where no section is left to cover a small one, no class is published', () => {
  const { form, count } = make([[{ sensitive: true, n: 2 }], [{ sensitive: false, n: 0 }]])
  expect(hideForPublic(form, count).all).toBe(true)
})
