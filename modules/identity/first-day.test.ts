import { expect, test } from 'vitest'
import { firstDay, firstThings, pathOf } from './first-day.ts'
import { permissionsOf, type Role } from './rules.ts'

test.each(Object.entries(firstDay))('the first day of %s has three to five things', (role, things) => {
  expect(things.length).toBeGreaterThanOrEqual(3)
  expect(things.length).toBeLessThanOrEqual(5)
  expect(pathOf(role, []).map(({ done }) => done)).toEqual(things.map(() => false))
})

test('a thing is done once its deed is known, whatever else was done', () => {
  expect(pathOf('village', ['cases.register', 'cases.open'])).toEqual([
    { key: 'phone', done: false },
    { key: 'note', done: true },
    { key: 'search', done: false },
  ])
  expect(pathOf('police', ['cases.register'])).toEqual([])
})

// What needs a permission is asked only of roles that hold it.
const needs = {
  note: 'cases.register',
  register: 'cases.register',
  accept: 'cases.handle',
  paper: 'cases.handle',
  search: 'cases.read',
  approve: 'cases.approve',
  records: 'figures.read',
  report: 'reports.write',
  account: 'identity.accounts',
  calendar: 'settings.change',
  post: 'identity.posts',
  chain: 'audit.read',
  record: 'audit.read',
} as const

test('nobody is asked for what her role does not do', () => {
  const asked = Object.entries(firstDay).flatMap(([role, things]) =>
    things
      .filter((thing) => thing in needs && !permissionsOf(role as Role).has(needs[thing as keyof typeof needs]))
      .map((thing) => `${role} ${thing}`),
  )
  expect(asked).toEqual([])
  expect(Object.keys(firstThings).filter((thing) => !(thing in needs))).toEqual(['phone', 'factor'])
})
