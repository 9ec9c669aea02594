import { expect, test } from 'vitest'
import {
  columnOf,
  isDeputy,
  isSum,
  nearest,
  roleNamed,
  rolesLike,
  splitPlace,
  userNameFrom,
  whyNotPhone,
} from './list.ts'

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
  ['街道妇联主席', 'T', 'town'],
  ['月塘街道妇联主席', null, 'town'],
  ['镇妇联主席', 'T', 'town'],
  ['社区妇联主席', 'V', 'village'],
  ['村妇联主席', null, 'village'],
  ['东湖社区妇联执委主席', 'V', 'village'],
  ['区妇联主席', 'D', 'leader'],
  ['街道妇联主席', 'V', 'town'],
  ['街道妇联副主席', 'T', null],
])('the role %s at level %s', (text, level, role) => expect(roleNamed(text, level)).toBe(role))

test('a unit is named alone or below another', () => {
  expect(splitPlace('月塘街道 东湖社区')).toEqual({ above: '月塘街道', name: '东湖社区' })
  expect(splitPlace('荷塘区/月塘街道/东湖社区')).toEqual({ above: '月塘街道', name: '东湖社区' })
  expect(splitPlace(' 东湖社区 ')).toEqual({ above: null, name: '东湖社区' })
  expect(splitPlace('月塘街道文化路社区')).toEqual({ above: '月塘街道', name: '文化路社区' })
  expect(splitPlace('株洲市荷塘区')).toEqual({ above: '株洲市', name: '荷塘区' })
  expect(splitPlace('东湖社区居委会')).toEqual({ above: null, name: '东湖社区居委会' })
})

test('a role that is none is told the ones called alike', () => {
  expect(rolesLike('权益工作人员')).toEqual(['rights'])
  expect(rolesLike('会计')).toEqual([])
})

test('a deputy is told from a chair and from an officer', () => {
  expect(['副主席', '月塘街道妇联副主席(挂职)', '妇联副 主任'].map(isDeputy)).toEqual([true, true, true])
  expect(['主席', '权益干部', '副高级职称'].map(isDeputy)).toEqual([false, false, false])
})

test('user names of namesakes differ, and short ones are long enough', () => {
  const taken = new Set(['wangfang', 'wangfang2'])
  expect(userNameFrom('wangfang', (name) => taken.has(name))).toBe('wangfang3')
  expect(userNameFrom('e', () => false)).toBe('euser')
  expect(userNameFrom('', () => false)).toBe('user')
})

test.each([
  ['1387331111', true],
  ['138733111112', true],
  ['请打办公室', true],
  ['13800001111', false],
  ['0731-22880011', false],
  ['2288 0011', false],
  ['8012', false],
])('the telephone %s is told: %s', (text, told) => expect(whyNotPhone(text) !== null).toBe(told))

test.each([
  [['合 计', '', '6人'], true],
  [['', '合计:', '6人'], true],
  [['7', '总计', '6人'], true],
  [['3', '计小满', '东山村'], false],
])('the row %j adds up: %s', (cells, sum) => expect(isSum(cells)).toBe(sum))

test('the nearest units are those that share most of what tells them apart, below the named one first', () => {
  const unit = (name: string, above: string) => ({ name, above })
  const units = [
    unit('文化路社区居委会', '月塘街道'),
    unit('文化路社区居委会', '桂花街道'),
    unit('东湖社区居委会', '月塘街道'),
  ]
  expect(nearest('桂花街道文化社区', units).map(({ above }) => above)).toEqual(['桂花街道', '月塘街道'])
  expect(nearest('天上村', units)).toEqual([])
  const others = [
    unit('卦石村', '白关镇'),
    unit('石湾村', '仙庾镇'),
    unit('石峰区', '株洲市'),
    unit('月塘街道', '荷塘区'),
  ]
  expect(nearest('钻石街道', others)).toEqual([])
  expect(nearest('月糖街道', others).map(({ name }) => name)).toEqual(['月塘街道'])
})
