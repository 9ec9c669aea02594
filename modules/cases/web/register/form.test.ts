import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { newCase } from '#modules/cases/contract.ts'
import { findChips } from '#modules/people/rules/chips.ts'
import { checkDigit } from '#modules/people/rules/idnumber.ts'
import type { Field, Kind } from '../data.ts'
import { offersOf, take } from './chips.ts'
import {
  emptyForm,
  emptyPerson,
  flagsOf,
  type Form,
  formOf,
  instantOf,
  newCaseOf,
  noteField,
  problemsOf,
  stillOpen,
  touched,
} from './form.ts'

const today = '2026-03-03'
const wall = '2026-03-03T09:00'
const uuid = (n: number): string => `0190f000-0000-7000-8000-${String(n).padStart(12, '0')}`

const field = (key: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  key,
  label: { zh: key, en: key },
  type,
  codes: null,
  required: false,
  max: null,
  help: null,
  preset: null,
  ...more,
})

const desk: Kind = {
  key: 'visit',
  label: { zh: '来访', en: 'Visit' },
  access: 'open',
  categories: 'classes',
  channels: 'channels',
  version: 1,
  form: {
    first: ['purpose', 'facts'],
    groups: [{ label: { zh: '经过', en: 'Story' }, fields: ['on', 'amount', 'done'] }],
  },
  fields: [
    field('facts', 'long', { required: true, max: 50 }),
    field('purpose', 'code', { codes: 'purposes' }),
    field('on', 'date'),
    field('amount', 'number'),
    field('done', 'boolean'),
  ],
  parties: [
    { role: 'petitioner', label: { zh: '求助人', en: 'Petitioner' }, min: 0, max: 50 },
    { role: 'respondent', label: { zh: '对方', en: 'Other side' }, min: 0, max: 5 },
  ],
  states: [],
  results: null,
  canRegister: true,
  wants: { roles: ['petitioner'], person: ['contact', 'marital'], fields: [] },
  quick: null,
}
const village: Kind = { ...desk, key: 'quarrel', channels: null }

const blank = (kind = desk): Form => emptyForm(kind, uuid(1), uuid(2))
const filled = (part: Partial<Form> = {}): Form => ({
  ...blank(),
  category: '0113',
  channel: 'V',
  data: { facts: '丈夫不给生活费' },
  ...part,
})
const idOf = (body: string): string => body + checkDigit(body)
const her = idOf('43020219850302002')

test('the note goes to the first long field the kind asks, whatever stands before it', () => {
  expect(noteField(desk)?.key).toBe('facts')
})

test('what was typed arrives as the contract wants it, and what was not typed is not sent', () => {
  const person = { ...emptyPerson(uuid(2), 'petitioner'), name: ' 韩梅 ', idNumber: her, phone: '13800001234' }
  const form = filled({
    people: [person, emptyPerson(uuid(3), 'respondent')],
    data: { facts: '原话', amount: '300', on: '', done: false },
    openedAt: '2026-03-02T16:30',
  })
  const sent = newCaseOf(form, desk, today, uuid(9))
  expect(newCase.parse(sent)).toEqual(sent)
  expect(sent.parties).toEqual([
    {
      id: uuid(2),
      role: 'petitioner',
      name: '韩梅',
      sex: '2',
      birth: '1985-03-02',
      idType: '01',
      idNumber: her,
      phone: '13800001234',
    },
  ])
  expect(sent.data).toEqual({ facts: '原话', amount: 300, done: false })
  expect(sent.openedAt).toBe('2026-03-02T16:30:00+08:00')
  expect(sent.draft).toBe(uuid(9))
})

test('an untouched form leaves no draft and says only what is missing', () => {
  expect(touched(blank())).toBe(false)
  expect([...problemsOf(blank(), desk, today, wall).keys()].sort()).toEqual(['category', 'channel', 'data.facts'])
  expect([...problemsOf(blank(village), village, today, wall).keys()]).toEqual(['data.facts'])
})

test.each<[string, Partial<Form>, string]>([
  [
    'an ID number with a wrong check character',
    { people: [{ ...emptyPerson(uuid(2), 'petitioner'), name: '韩梅', idNumber: `${her.slice(0, 17)}9` }] },
    'parties.0.idNumber',
  ],
  [
    'a phone one digit short',
    { people: [{ ...emptyPerson(uuid(2), 'petitioner'), name: '韩梅', phone: '1380000123' }] },
    'parties.0.phone',
  ],
  [
    'a person without name or reason',
    { people: [{ ...emptyPerson(uuid(2), 'petitioner'), phone: '13800001234' }] },
    'parties.0.name',
  ],
  ['a time that has not come', { openedAt: '2026-03-03T09:01' }, 'openedAt'],
  ['no people', { persons: '0' }, 'persons'],
  ['words beyond the limit', { data: { facts: '字'.repeat(51) } }, 'data.facts'],
])('%s is told at its field', (_, part, path) => {
  expect([...problemsOf(filled(part), desk, today, wall).keys()]).toEqual([path])
})

test('an age typed before the ID number hides it holds nothing up', () => {
  const person = { ...emptyPerson(uuid(2), 'petitioner'), name: '韩梅', age: '200' }
  const wrong = (idNumber: string) => [
    ...problemsOf(filled({ people: [{ ...person, idNumber }] }), desk, today, wall).keys(),
  ]
  expect(wrong('')).toEqual(['parties.0.age'])
  expect(wrong(her)).toEqual([])
})

test('a group speaks through at most five: the sixth representative is refused, five are not', () => {
  const people = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ ...emptyPerson(uuid(10 + i), 'petitioner'), name: '韩梅' }))
  expect(problemsOf(filled({ persons: '8', people: people(5) }), desk, today, wall).size).toBe(0)
  expect([...problemsOf(filled({ persons: '8', people: people(6) }), desk, today, wall).keys()]).toEqual(['persons'])
  expect(flagsOf(filled({ persons: '8' }), desk)).toContain('GROUP')
  expect(flagsOf(filled({ persons: '4' }), desk)).not.toContain('GROUP')
})

test('no name given becomes a flag, because it lifts the duty to notify', () => {
  const person = { ...emptyPerson(uuid(2), 'petitioner'), anonymous: 'anonymous' as const }
  expect(newCaseOf(filled({ people: [person] }), desk, today, null).flags).toEqual(['ANONYMOUS'])
})

test('what the rules still want is listed, and nothing more is asked of someone without a name', () => {
  const person = { ...emptyPerson(uuid(2), 'petitioner'), name: '韩梅' }
  expect(stillOpen(blank(village), village)).toEqual(['party.petitioner', 'category'])
  expect(stillOpen({ ...blank(), people: [person] }, desk)).toEqual(['person.contact', 'person.marital'])
  expect(stillOpen({ ...blank(), people: [{ ...person, name: '', anonymous: 'unclear' }] }, desk)).toEqual([])
})

test('what must stand before anything is registered is never said to be for later', () => {
  const wants = { roles: ['petitioner', 'respondent'], person: [], fields: ['facts', 'amount'] }
  const parties = desk.parties.map((party) => (party.role === 'respondent' ? { ...party, min: 1 } : party))
  expect(stillOpen(blank(), { ...desk, wants, parties })).toEqual(['party.petitioner', 'data.amount'])
})

test('a draft comes back as it was, without what this page does not know', () => {
  const form = filled({ people: [{ ...emptyPerson(uuid(2), 'petitioner'), name: '韩梅' }], persons: '3' })
  const kept = JSON.parse(JSON.stringify({ ...form, data: { ...form.data, gone: 'x' }, strange: 1 })) as Record<
    string,
    unknown
  >
  expect(formOf(kept, desk, blank())).toEqual(form)
})

test('a chip fills nothing until pressed; then it goes where it said, the second number to the second person', () => {
  const note = `她叫韩梅,${her},13800001234,丈夫13900005678,2026年3月1日又来`
  const form = { ...blank(), people: [emptyPerson(uuid(2), 'petitioner'), emptyPerson(uuid(3), 'respondent')] }
  const offers = offersOf(
    findChips(note, today),
    form,
    desk.fields.filter((one) => one.type === 'date'),
    today,
  )
  expect(offers.map(({ chip, taken }) => [chip.kind, taken])).toEqual([
    ['idNumber', false],
    ['phone', false],
    ['phone', false],
    ['date', false],
  ])
  const after = offers.reduce((form, offer) => take(form, offer, offer.goals[0]), form)
  expect(after.people.map((person) => [person.idNumber, person.phone])).toEqual([
    [her, '13800001234'],
    ['', '13900005678'],
  ])
  expect(after.data['on']).toBe('2026-03-01')
  expect(offersOf(findChips(note, today), after, [field('on', 'date')], today).every((offer) => offer.taken)).toBe(true)
})

test.each([
  ['1986年3月5日出生,孩子上学', ['birth']],
  ['她生于1986年3月5日', ['birth']],
  ['2016年5月1日结婚,一直分居', []],
  ['2025年6月3日打的,脸上有伤', ['on']],
  ['发生在2019年6月3日,没有报案', ['on']],
  ['2019年6月3日他又来了', ['on', 'birth']],
])('「%s」 offers the day for %s', (note, goals) => {
  const dates = [{ ...field('on', 'date'), label: { zh: '发生日期', en: 'On' } }]
  const form = { ...blank(), people: [emptyPerson(uuid(2), 'petitioner')] }
  const [offer] = offersOf(findChips(note, today), form, dates, today)
  expect(offer?.goals.map((goal) => goal.field) ?? []).toEqual(goals)
  // Nothing is filled before it is pressed, and then only where it was pressed for.
  const pressed = offer ? take(form, offer, offer.goals[0]) : form
  expect([pressed.data['on'] !== undefined, pressed.people[0]!.birth !== '']).toEqual([
    goals[0] === 'on',
    goals[0] === 'birth',
  ])
})

test('whatever is typed, what passes the checks of the page is accepted by the contract', () => {
  const text = fc.oneof(fc.constant(''), fc.string({ maxLength: 60 }), fc.constant('韩梅·𠮷'))
  fc.assert(
    fc.property(
      fc.record({
        name: text,
        phone: text,
        idNumber: fc.oneof(fc.constant(her), text),
        age: text,
        address: text,
        facts: text,
        persons: fc.oneof(fc.nat(200_000).map(String), text),
      }),
      ({ facts, persons, ...rest }) => {
        const form = filled({
          persons,
          data: { facts },
          people: [{ ...emptyPerson(uuid(2), 'petitioner'), ...rest }],
        })
        if (problemsOf(form, desk, today, wall).size > 0) return
        expect(newCase.safeParse(newCaseOf(form, desk, today, null)).error?.issues).toBeUndefined()
      },
    ),
  )
})

test('a wall clock is an instant of Shanghai', () => {
  expect(new Date(instantOf('2026-03-02T00:30')).toISOString()).toBe('2026-03-01T16:30:00.000Z')
})
