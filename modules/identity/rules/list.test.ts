import { expect, test } from 'vitest'
import { columnOf, roleNamed, splitPlace, userNameFrom } from './list.ts'

test.each([
  ['姓 名', 'name'],
  ['单位名称', 'unit'],
  ['村（社区）', 'unit'],
  ['职务*', 'role'],
  ['联系电话', 'phone'],
  ['User name', 'username'],
  ['备注', null],
])('the heading %s', (heading, column) => expect(columnOf(heading)).toBe(column))

test.each([
  ['村(社区)妇联主席', 'V', 'village'],
  ['主席', 'V', 'village'],
  ['妇联主席', 'T', 'town'],
  ['主席', 'D', 'leader'],
  ['leader 主席', 'D', 'leader'],
  ['权益干部', 'D', 'rights'],
  ['系统管理员', 'D', null],
  ['会计', 'V', null],
])('the role %s at level %s', (text, level, role) => expect(roleNamed(text, level)).toBe(role))

test('a unit is named alone or below another', () => {
  expect(splitPlace('月塘街道 东湖社区')).toEqual({ above: '月塘街道', name: '东湖社区' })
  expect(splitPlace('荷塘区/月塘街道/东湖社区')).toEqual({ above: '月塘街道', name: '东湖社区' })
  expect(splitPlace(' 东湖社区 ')).toEqual({ above: null, name: '东湖社区' })
})

test('user names of namesakes differ, and short ones are long enough', () => {
  const taken = new Set(['wangfang', 'wangfang2'])
  expect(userNameFrom('wangfang', (name) => taken.has(name))).toBe('wangfang3')
  expect(userNameFrom('e', () => false)).toBe('euser')
  expect(userNameFrom('', () => false)).toBe('user')
})
