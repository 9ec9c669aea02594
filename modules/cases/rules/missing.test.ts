import { expect, test } from 'vitest'
import { missingOf, type Noted } from './missing.ts'

const wants = {
  roles: ['one', 'other'],
  person: ['sex', 'age', 'contact', 'marital'],
  fields: ['wish', 'routes'],
} as const
const whole: Noted = {
  category: '01',
  notifyMode: 'F',
  mustSetNotify: true,
  parties: [
    { role: 'one', name: '安小荷', idNumber: '430202198503020020', phone: '13800001234', marital: '20' },
    { role: 'other', name: '田有余' },
  ],
  data: { wish: '分地', routes: ['none'] },
}

test.each<[string, Partial<Noted>, readonly string[]]>([
  ['nothing', {}, []],
  ['the class', { category: '' }, ['category']],
  ['the other side', { parties: whole.parties.slice(0, 1) }, ['party.other']],
  ['everybody', { parties: [] }, ['party.one', 'party.other']],
  [
    'facts of her',
    { parties: [{ role: 'one', name: '安小荷', age: 40 }, whole.parties[1]!] },
    ['person.sex', 'person.contact', 'person.marital'],
  ],
  ['nothing of who gives no name', { parties: [{ role: 'one', anonymous: 'anonymous' }, whole.parties[1]!] }, []],
  ['fields that are empty', { data: { wish: '', routes: [] } }, ['data.wish', 'data.routes']],
  ['how to tell her', { notifyMode: null }, ['notifyMode']],
  ['nothing of telling where it needs no care', { notifyMode: null, mustSetNotify: false }, []],
])('missing is %s', (_, part, missing) => {
  expect(missingOf(wants, { ...whole, ...part })).toEqual(missing)
})

test('a kind that wants nothing still wants its class', () => {
  expect(missingOf(null, { ...whole, category: null, parties: [] })).toEqual(['category'])
})
