import { expect, test } from 'vitest'
import { changesOf, changesOfPeople, correctedData, correctedPeople } from './correction.ts'

const today = '2025-03-03'
const her = {
  id: 'a',
  role: 'petitioner',
  name: '岑小满',
  idNumber: '430202198503020020',
  sex: '2',
  birth: '1985-03-02',
} as const

test('sex and birth follow a corrected number, and go with it when it is emptied', () => {
  expect(correctedPeople([her], [{ id: 'a', idNumber: '430202198603020028' }], today)).toEqual([
    { ...her, idNumber: '430202198603020028', birth: '1986-03-02' },
  ])
  expect(correctedPeople([her], [{ id: 'a', idNumber: null }], today)).toEqual([
    { id: 'a', role: 'petitioner', name: '岑小满' },
  ])
  // What was said apart from the number stays what was said.
  expect(correctedPeople([her], [{ id: 'a', idNumber: null, sex: '2', birth: '1984-01-01' }], today)).toEqual([
    { id: 'a', role: 'petitioner', name: '岑小满', sex: '2', birth: '1984-01-01' },
  ])
})

test('an age that was stated gives way to the number, and who had no certificate has one now', () => {
  const { idNumber: _number, birth: _birth, ...plain } = her
  const [after] = correctedPeople([{ ...plain, age: 39, idType: '99' }], [{ id: 'a', idNumber: her.idNumber }], today)
  expect(after).toEqual({ ...her, idType: '01' })
})

test('an unknown id adds a person, remove takes one out, and the others stay as they are', () => {
  const other = { id: 'b', role: 'respondent', name: '厂方代表' }
  const after = correctedPeople(
    [her, other],
    [
      { id: 'b', remove: true },
      { id: 'c', role: 'respondent', name: '厂长', phone: '' },
      { id: 'd', remove: true },
    ],
    today,
  )
  expect(after).toEqual([her, { id: 'c', role: 'respondent', name: '厂长' }])
  expect(
    changesOfPeople([her, other], after).map(({ field, party, before, after: now }) => [party, field, before, now]),
  ).toEqual([
    ['b', 'role', 'respondent', null],
    ['b', 'name', '厂方代表', null],
    ['c', 'role', null, 'respondent'],
    ['c', 'name', null, '厂长'],
  ])
})

test('null empties a field; what is equal is no change', () => {
  const before = { facts: '她来过', request: '要求', flags: ['A'] }
  const after = correctedData(before, { request: null, flags: ['A'] })
  expect(after).toEqual({ facts: '她来过', flags: ['A'] })
  expect(changesOf(before, after, 'data.')).toEqual([
    { field: 'data.request', party: null, role: null, before: '要求', after: null },
  ])
})
