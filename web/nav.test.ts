import { expect, test } from 'vitest'
import type { Me } from '#modules/identity/contract.ts'
import { permissionsOf } from '#modules/identity/rules.ts'
import { label } from '#platform/text/label.ts'
import { barOf, entriesOf, homeOf, mayRegister } from './nav.ts'
import type { PageSpec } from './page.ts'

const help = [label('一', 'One'), label('二', 'Two'), label('三', 'Three')] as const
const lazy = async (): Promise<{ Component: () => null }> => ({ Component: () => null })
const pages: readonly PageSpec[] = [
  { path: '/', entry: 'today', can: 'signed-in', help, lazy },
  { path: '/matters/:home/:id', entry: 'matters', can: 'cases.read', help, lazy },
  { path: '/matters', entry: 'matters', can: 'cases.read', tab: label('在办', 'Open'), help, lazy },
  { path: '/approvals', entry: 'matters', can: 'cases.approve', tab: label('待批', 'Approvals'), help, lazy },
  { path: '/register', entry: 'matters', can: 'cases.register', help, lazy },
  { path: '/figures', entry: 'figures', can: 'figures.read', help, lazy },
  { path: '/me', entry: null, can: 'signed-in', help, lazy },
]
const post = (role: string): Me => ({ permissions: [...permissionsOf(role)] }) as unknown as Me
const seen = (role: string): readonly string[] => entriesOf(pages, post(role)).map((each) => each.entry)

test.each([
  ['rights', ['today', 'matters', 'figures']],
  ['stats', ['today', 'figures']],
  ['admin', ['today']],
  ['police', ['today']],
])('a %s post sees only the entries that hold something for it', (role, entries) => {
  expect(seen(role)).toEqual(entries)
})

test('the three offices begin at their own desk and have no 今天', () => {
  const desk: PageSpec = {
    path: '/audit',
    entry: 'today',
    can: 'audit.read',
    home: 'audit.read',
    tab: label('审计', 'Audit'),
    lazy,
  }
  const notices: PageSpec = {
    path: '/notices',
    entry: 'today',
    can: 'signed-in',
    tab: label('通知', 'Notices'),
    help,
    lazy,
  }
  const tabs = (role: string): readonly string[] =>
    entriesOf([...pages, notices, desk], post(role)).flatMap((each) => [each.to, ...each.tabs.map((tab) => tab.path)])
  expect(homeOf([...pages, desk], post('auditor'))?.path).toBe('/audit')
  expect(tabs('auditor')).toEqual(['/audit', '/audit', '/notices'])
  expect([homeOf([...pages, desk], post('rights')), tabs('rights')[0]]).toEqual([undefined, '/notices'])
})

test('an entry leads to its first tab, never to the page of one record', () => {
  const matters = entriesOf(pages, post('rights')).find((each) => each.entry === 'matters')
  expect(matters?.to).toBe('/matters')
})

test('a tab the post may not open is absent', () => {
  const tabs = (role: string): readonly string[] =>
    entriesOf(pages, post(role)).flatMap((each) => each.tabs.map((tab) => tab.path))
  expect(tabs('rights')).not.toContain('/approvals')
  expect(tabs('leader')).toContain('/approvals')
})

test('only a post that registers is offered 登记', () => {
  expect(mayRegister(pages, post('village'))).toBe(true)
  expect(mayRegister(pages, post('leader'))).toBe(false)
  expect(mayRegister([], post('village'))).toBe(false)
})

test('a phone’s bar has five places; what finds none stands under 〔我的〕, and nothing is lost', () => {
  const entries = (['today', 'matters', 'registers', 'figures', 'papers'] as const).map((entry) => ({
    entry,
    to: `/${entry}`,
    tabs: [],
  }))
  const names = (list: readonly { entry: string }[]): readonly string[] => list.map(({ entry }) => entry)
  const chair = barOf(entries, false)
  expect([names(chair.shown), names(chair.more)]).toEqual([['today', 'matters', 'registers', 'figures'], ['papers']])
  const town = barOf(entries, true)
  expect([names(town.shown), names(town.more)]).toEqual([
    ['today', 'matters', 'registers'],
    ['figures', 'papers'],
  ])
})
