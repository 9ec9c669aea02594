import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import type { Code, Kind } from '../data.ts'
import { bodyOf, chipsOf, classesOf, emptyNote, kindOf, type Note, problemsOf, proposalsOf } from './note.ts'

// The kinds as the screens get them, as far as the quick note asks.
const kinds = Object.values(catalogue.kinds).map(
  (kind): Kind =>
    ({
      ...kind,
      parties: [],
      fields: [],
      quick: kind.quick
        ? {
            chips: kind.quick.chips.map((chip) => ({
              label: chip.label,
              category: chip.category ?? null,
              words: [...(chip.words ?? [])],
            })),
            without: [...(kind.quick.without ?? [])],
            outcomes: Object.entries(kind.quick.outcomes).map(([key, { label }]) => ({ key, label, moves: null })),
          }
        : null,
    }) as unknown as Kind,
)
const rows = new Map(
  Object.entries(catalogue.codes).map(([list, { rows: all }]) => [
    list,
    all.map((row): Code => ({
      ...row,
      parent: row.parent ?? null,
      synonyms: [...(row.synonyms ?? [])],
      initials: [],
      flags: [...(row.flags ?? [])],
    })),
  ]),
)
const chips = chipsOf(kinds, 'safe')
const classes = classesOf(kinds, rows)
const proposed = (line: string): string[] => proposalsOf(chips, classes, line).map(({ label }) => label.zh)

test('five chips, and protection first where she may be in danger', () => {
  expect(chips).toHaveLength(5)
  const first = (safe: Note['safe']): string | undefined => chipsOf(kinds, safe)[0]?.label.zh
  expect([first('danger'), first('unclear')]).toEqual(['家里动手、恐吓', '家里动手、恐吓'])
  expect(first('safe')).not.toBe('家里动手、恐吓')
})

test('what is violence at home is offered as a case of its own, never as a class of a petition', () => {
  const offered = classes.map(({ code }) => code)
  expect(offered).toContain('petition 0118')
  expect(offered.filter((code) => /^petition 010[1-6]$/.test(code) || code.startsWith('violence'))).toEqual([])
})

test.each([
  ['昨晚又被丈夫打了,躲在邻居家。', ['家里动手、恐吓']],
  ['婆媳为带孩子吵架。', ['家里吵架']],
  ['跟邻居为滴水吵。', ['邻里争吵']],
  ['孩子爸一直不给抚养费。', ['抚养费']],
  ['来坐坐,没说什么。', []],
])('%s proposes %j', (line, most) => {
  expect(proposed(line).slice(0, 1)).toEqual(most)
})

const note = (part: Partial<Note> = {}): Note => ({ ...emptyNote('a', 'b'), ...part })

test('each of the five is asked for once, and a name is not asked of who gives none', () => {
  const today = '2025-03-03'
  expect([...problemsOf(note(), today).keys()]).toEqual(['safe', 'name', 'line', 'what'])
  const whole = note({ safe: 'safe', line: '吵了几句', what: 'dispute 02', outcome: 'waiting' })
  const quiet = { ...whole, people: [{ ...whole.people[0], anonymous: true }] } as Note
  expect([...problemsOf(quiet, today).keys()]).toEqual([])
  expect(bodyOf(quiet, kindOf(kinds, quiet)!, null)).toMatchObject({
    category: '02',
    person: { id: 'b', anonymous: 'anonymous' },
  })
  expect([...problemsOf({ ...quiet, outcome: '' }, today).keys()]).toEqual(['outcome'])
})
