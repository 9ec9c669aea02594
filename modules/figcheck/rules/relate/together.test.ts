import { expect, test } from 'vitest'
import { saidOf } from './fixtures.ts'

test.each([
  ['收到评价180条,满意151条、基本满意9条,满意率88.9%。', '151+9+180=88.9'],
  ['审结1830件,其中判决640件,调解710件,撤诉400件,其他80件,调撤率为60.66%。', '710+400+1830=60.66'],
  ['发表稿件380篇,其中国家级24篇、省级93篇、市级263篇,省级以上占三成多。', '24+93+380=30'],
  [
    '5岁以下儿童死亡31例,比上年减少3例。死因:早产9例、先天异常7例、窒息6例、肺炎5例、其他4例,前三位占71.0%。',
    '9+7+6+31=71',
  ],
] as const)('a share of several together: %s', (text, line) => expect(saidOf(text)).toContain(line))

test('numbers that no word takes together are not', () => {
  expect(
    saidOf('发表稿件380篇,其中国家级24篇、省级93篇、市级263篇,女作者占30.8%。').filter((line) =>
      line.endsWith('=30.8'),
    ),
  ).toEqual([])
})
