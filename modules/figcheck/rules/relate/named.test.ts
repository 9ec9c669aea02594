import { expect, test } from 'vitest'
import { saidOf } from './fixtures.ts'

test.each([
  [
    '发放贷款210笔1600万元,其中果园90笔700万元、茶园70笔480万元、养殖50笔420万元。果园贷款笔数占42.9%,金额占43.8%。',
    ['90/210=42.9', '700/1600=43.8'],
  ],
  [
    '甲镇51.4万人　乙镇24.8万人\n丙镇18.3万人　丁镇33.9万人\n全县128.4万人\n从人数看,甲镇最高,占40.0%。',
    ['51.4/128.4=40'],
  ],
  ['播出节目50期,其中维权19期、创业21期、家教10期,创业最受欢迎,占四成。', ['21/50=40']],
  ['财政拨付412万元,其中中央309万元、市县103万元,中央承担75%。', ['309/412=75']],
] as const)('a share calls its part by its name: %s', (text, lines) => {
  expect(saidOf(text)).toEqual(expect.arrayContaining([...lines]))
})

test.each(['果园90笔、茶园70笔、养殖50笔,蜂箱占42.9%。', '共210笔,其中果园90笔。果园占37.1%。'])(
  'what no name and no whole give is not told: %s',
  (text) => expect(saidOf(text).filter((line) => /=(?:42.9|37.1)$/.test(line))).toEqual([]),
)
