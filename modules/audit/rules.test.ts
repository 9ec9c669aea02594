import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { elsewhereADay, findingsOf, type Look, revealsAnHour, soughtADay, watchedActions } from './rules.ts'

const at = (time: string, minutes = 0): Date =>
  new Date(new Date(`2025-03-03T${time}:00+08:00`).getTime() + minutes * 60_000)
const look = (over: Partial<Look> & { at: Date }): Look => ({
  action: 'cases.open',
  record: randomUUID(),
  purpose: null,
  elsewhere: false,
  foreign: false,
  worked: false,
  ...over,
})
const times = (n: number, make: (n: number) => Look): Look[] => Array.from({ length: n }, (_, index) => make(index))
const names = (looks: Look[]): string[] => findingsOf(looks).map(({ rule }) => rule)

test('opening one matter again and again is one matter', () => {
  const record = randomUUID()
  expect(names(times(100, () => look({ at: at('10:00'), record })))).toEqual([])
})

test('thirty fields uncovered in an hour are work, one more is a finding', () => {
  const reveals = (n: number) => times(n, () => look({ at: at('10:10'), action: 'cases.reveal', record: 'one' }))
  expect(names(reveals(revealsAnHour))).toEqual([])
  expect(names(reveals(revealsAnHour + 1))).toEqual(['reveals'])
})

test('a whole registration form counts as uncovering, a filled form and returned rows as exports', () => {
  const forms = times(revealsAnHour + 1, () => look({ at: at('10:10'), action: 'cases.formFull', record: 'one' }))
  expect(names(forms)).toEqual(['reveals'])
  const out = ['forms.fill', 'exchange.left', 'exchange.export'].map((action, n) =>
    look({ at: at('10:00', n), action, record: null }),
  )
  expect(names(out)).toEqual(['tables'])
  expect(names(out.slice(1))).toEqual([])
  expect(watchedActions).toEqual(expect.arrayContaining(['cases.formFull', 'forms.fill', 'exchange.left']))
})

test('a night is one night, before and after midnight', () => {
  const [late, early] = [look({ at: at('23:30') }), times(2, () => look({ at: at('23:30', 90) }))]
  expect(findingsOf([late, ...early])).toMatchObject([{ rule: 'night', bucket: '2025-03-03', n: 3 }])
  expect(names(times(3, () => look({ at: at('21:59') })))).toEqual([])
})

test('other units’ matters count when nothing was done on them', () => {
  const looks = times(elsewhereADay, (n) => look({ at: at('09:00', n * 10), elsewhere: true }))
  expect(names(looks)).toEqual(['elsewhere'])
  expect(names(looks.map((one, n) => ({ ...one, worked: n === 0 })))).toEqual([])
})

test('opened right after a person was searched for, somebody else’s, not worked on: three a day', () => {
  const pairs = (gap: number): Look[] =>
    Array.from({ length: soughtADay.persons }).flatMap((_, n) => [
      look({ at: at('09:00', n * 60), action: 'cases.search', record: null, purpose: 'name' }),
      look({ at: at('09:00', n * 60 + gap), foreign: true }),
    ])
  expect(names(pairs(soughtADay.withinMinutes))).toEqual(['sought'])
  expect(names(pairs(soughtADay.withinMinutes + 1))).toEqual([])
  expect(names(pairs(1).map((one) => ({ ...one, purpose: one.purpose && 'number' })))).toEqual([])
})
