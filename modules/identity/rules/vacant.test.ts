import { expect, test } from 'vitest'
import { type Held, vacant } from './vacant.ts'

const city = '/43/02/'
const county = '/43/02/02/'
const town = '/43/02/02/001/'
const at: Readonly<Record<string, readonly [string, string]>> = {
  [city]: ['C', '株洲市'],
  [county]: ['D', '荷塘区'],
  [town]: ['T', '月塘街道'],
}
const post = (role: string, scope: string, account = `${role} ${scope}`): Held => ({
  account,
  role,
  scope,
  level: at[scope]![0],
  unit: at[scope]![1],
})
const offices = [post('admin', city), post('security', city), post('auditor', city)]
const whole = [...offices, post('leader', city), post('rights', county), post('leader', county), post('town', town)]

test.each([
  ['all is held', whole, []],
  ['the auditor has left', whole.filter(({ role }) => role !== 'auditor'), ['auditor null']],
  [
    'the chair of the county has left: the city approves',
    whole.filter((one) => !(one.role === 'leader' && one.scope === county)),
    ['chair 荷塘区'],
  ],
  [
    'no chair anywhere: neither the officer nor the town chair, who agrees to nothing of her own, is approved',
    whole.filter(({ role }) => role !== 'leader'),
    ['approver 荷塘区', 'approver 月塘街道'],
  ],
  [
    'a second town chair agrees to what the first one asks',
    [...offices, post('town', town), post('town', town, 'second')],
    [],
  ],
  ['only administrators yet', offices, []],
])('%s', (_, held, found) => {
  expect(vacant(held, city).map(({ what, unit }) => `${what} ${unit}`)).toEqual(found)
})

test('a chair above the range approves, and what other ranges lack is not told', () => {
  const held = [...whole.filter(({ scope, role }) => !(scope === county && role === 'leader')), post('admin', county)]
  expect(vacant(held, town)).toEqual([])
})
