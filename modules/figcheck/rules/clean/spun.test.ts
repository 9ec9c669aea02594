import { expect, test } from 'vitest'
import { clean } from './index.ts'
import { spun } from './spun.ts'

test.each([
  ['设立妇女效劳中心12个', '设立妇女服务中心12个'],
  ['开展志愿效劳300人次', '开展志愿服务300人次'],
  ['贯彻妇女开展纲要', '贯彻妇女发展纲要'],
  ['促进经济社会可持续开展。', '促进经济社会可持续发展。'],
  ['广阔妇女用心参与', '广大妇女积极参与'],
  ['评选五好礼貌家庭50户', '评选五好文明家庭50户'],
  ['打下了良好的根底', '打下了良好的基础'],
  ['在此根底上', '在此基础上'],
  ['制定假设干意见', '制定若干意见'],
  ['为妇女带给法律援助35件', '为妇女提供法律援助35件'],
  ['帮忙困难妇女47户', '帮助困难妇女47户'],
])('%s was %s', (text, meant) => {
  const { layer, changes } = clean(text)
  expect(layer.text).toBe(meant)
  expect(new Set(changes.map(({ why }) => why))).toEqual(new Set(['spun']))
  for (const { start, end, was } of changes) expect(text.slice(start, end)).toBe(was)
})

test.each([
  '组织妇女开展活动12场',
  '深入开展了普法',
  '科学开展的活动有12场',
  '待人礼貌',
  '她很用心',
  '发展潜力很大',
  '请邻居帮忙照看',
  '视野更广阔',
])('%s stays as it is', (text) => expect(spun(text)).toEqual([]))
