import { expect, test } from 'vitest'
import type { Permission } from '#platform/contract/route.ts'
import { limitsOf, stateOf, whyNotAccept, whyNotDeputy } from './deputies.ts'

const post = (
  account: string,
  scope: string,
  permissions: readonly Permission[] = ['cases.read'],
  home = '430202',
) => ({
  account,
  scope,
  home,
  permissions: new Set(permissions),
})
const county = '/43/02/02/'

test.each([
  ['a colleague of the same unit', post('b', county), true],
  ['the town below', post('b', `${county}001/`), true],
  ['herself in another post', post('a', county), false],
  ['a town of the neighbour', post('b', '/43/02/03/001/', ['cases.read'], '430203'), false],
  ['the city next above, also from another house of records', post('b', '/43/02/', ['cases.read'], '430200'), true],
  ['the province, two steps above', post('b', '/43/', ['cases.read'], '430000'), false],
  ['another city', post('b', '/43/03/', ['cases.read'], '430300'), false],
  ['statistics', post('b', county, ['figures.read']), false],
])('%s can be the B角 of a county post: %s', (_, by, can) => {
  expect(whyNotDeputy(post('a', county), by) === null).toBe(can)
})

test('a post without matters needs nobody to stand in', () => {
  expect(whyNotDeputy(post('a', county, ['figures.read']), post('b', county))?.zh).toContain('不用代班')
})

test.each([
  ['an officer for a chair', ['cases.handle', 'cases.assign'], false],
  ['another chair for a chair', ['cases.approve', 'cases.assign'], true],
] as const)('%s: %s', (_, can, may) => {
  const chair = post('a', county, ['cases.read', 'cases.approve', 'cases.assign'])
  expect(whyNotDeputy(chair, post('b', county, ['cases.read', ...can])) === null).toBe(may)
})

test.each([
  ['the chair of a town below', `${county}001/`, '下级不替上级批件'],
  ['the chair of the city', '/43/02/', undefined],
])('a county chair is stood in for by %s', (_, scope, why) => {
  const chair = post('a', county, ['cases.read', 'cases.approve', 'cases.assign'])
  const by = post('b', scope, ['cases.read', 'cases.approve', 'cases.handle'])
  expect(whyNotDeputy(chair, by)?.zh.split('。')[0]).toBe(why)
})

test.each([
  ['a hotline operator of the city', '/43/02/', ['cases.register', 'cases.transfer'], false],
  ['the chair of the city', '/43/02/', ['cases.approve', 'cases.assign'], false],
  ['a colleague', county, ['cases.handle'], true],
  ['an officer of the city', '/43/02/', ['cases.handle'], true],
  ['her own chair, who gives her matters out', county, ['cases.approve', 'cases.assign'], true],
] as const)('who works on matters is stood in for by %s: %s', (_, scope, can, may) => {
  const officer = post('a', county, ['cases.read', 'cases.handle', 'cases.assign'])
  expect(whyNotDeputy(officer, post('b', scope, ['cases.read', ...can])) === null).toBe(may)
})

test('a town chair approves and works: an officer keeps her work going, and what she cannot do is told', () => {
  const town = post('a', `${county}001/`, ['cases.read', 'cases.approve', 'cases.handle'])
  const officer = post('b', county, ['cases.read', 'cases.handle'])
  expect(whyNotDeputy(town, officer)).toBeNull()
  expect(limitsOf(town.permissions, officer.permissions)?.zh).toContain('不批件')
})

test('what her own role does not do is named before she is asked', () => {
  const chair = new Set<Permission>(['cases.read', 'cases.approve', 'cases.assign'])
  const officer = new Set<Permission>(['cases.read', 'cases.handle', 'cases.assign'])
  expect(limitsOf(chair, officer)?.zh).toBe('她自己的岗位不批件,代班时也不能。')
  expect(limitsOf(officer, officer)).toBeNull()
})

const d = { from_day: '2025-03-03', to_day: '2025-03-07', accepted_by: 'c', ended_at: null }
test.each([
  [{ ...d, accepted_by: null }, '2025-03-04', 'waiting'],
  [d, '2025-03-02', 'coming'],
  [d, '2025-03-03', 'running'],
  [d, '2025-03-07', 'running'],
  [d, '2025-03-08', 'ended'],
  [{ ...d, to_day: null }, '2030-01-01', 'running'],
  [{ ...d, ended_at: new Date(0) }, '2025-03-04', 'ended'],
  [{ ...d, accepted_by: null }, '2025-03-08', 'ended'],
])('%j is on %s %s', (one, today, state) => {
  expect(stateOf(one, today)).toBe(state)
})

test.each([
  ['who named it', 'named', true, false],
  ['who would stand in', 'deputy', true, false],
  ['a chair of the range', 'chair', true, true],
  ['somebody without the range', 'other', false, false],
])('%s accepts it: %s', (_, account, presides, may) => {
  expect(whyNotAccept({ named_by: 'named', deputy_account: 'deputy', presides }, account) === null).toBe(may)
})
