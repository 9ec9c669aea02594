import { expect, test } from 'vitest'
import { groupOf } from './group.ts'

test.each([
  ['月塘街道第一社区3组', '3组'],
  ['某镇某村第三村民小组', '三组'],
  ['某村12小组 4号', '12组'],
  ['某村3组', '3组'],
  ['某乡某村大屋组', '大屋组'],
  ['三组', '三组'],
  ['荷塘区文化路 8 号', undefined],
  ['组织部宿舍', undefined],
  ['', undefined],
])('%s names the group %s', (address, group) => {
  expect(groupOf(address)).toBe(group)
})
