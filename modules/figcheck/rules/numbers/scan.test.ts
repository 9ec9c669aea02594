import { expect, test } from 'vitest'
import { chinese } from './numeral.ts'
import { roleRules } from './roles.ts'
import { scan } from './scan.ts'

test.each(roleRules.flatMap(({ role, examples }) => examples.map((example) => [role, example] as const)))(
  'a number that is a %s: %s',
  (role, example) => {
    const from = example.indexOf('［')
    const found = scan(example.replace(/[［］]/g, '')).find(({ digits }) => digits[0] === from)
    expect(found?.role).toBe(role)
  },
)

test.each([
  ['收到信件1,340件', 1340, '件', null, 1340, 1340],
  ['9000多人次', 9000, '人次', 'over', 9000, 10000],
  ['2万多份', 2, '份', 'over', 20000, 30000],
  ['20余万元', 20, '元', 'over', 200000, 300000],
  ['近50个社区', 50, '个', 'under', 40, 50],
  ['约有6万人次', 6, '人次', null, 60000, 60000],
  ['4.75万人', 4.75, '人', null, 47500, 47500],
  ['百分之十五', 15, '%', null, 15, 15],
  ['三成五', 35, '%', 'about', 30, 40],
  ['三分之一', 100 / 3, '%', 'about', 28.3333333333, 38.3333333333],
  ['不到三分之一', 100 / 3, '%', 'under', 23.3333333333, 33.3333333333],
  ['过半', 50, '%', 'over', 50, 67],
  ['近一半', 50, '%', 'under', 33, 50],
  ['超过半数', 50, '%', 'over', 50, 67],
  ['翻了两番', 4, '倍', 'about', 3.5, 4.5],
  ['一百余人次', 100, '人次', 'over', 100, 200],
  ['十余名', 10, '名', 'over', 10, 20],
  ['3个百分点', 3, '个百分点', null, 3, 3],
  ['30人左右', 30, '人', 'about', 25, 35],
  ['1000名以上', 1000, '名', 'atLeast', 1000, Number.POSITIVE_INFINITY],
  ['上百户', 100, '户', 'about', 50, 150],
] as const)('%s', (text, value, unit, hedge, low, high) => {
  const [first] = scan(text)
  expect(first).toMatchObject({ unit, hedge, role: 'figure' })
  expect(first?.value).toBeCloseTo(value)
  expect([first?.low, first?.high].map((n) => Number(n?.toFixed(4)))).toEqual(
    [low, high].map((n) => Number(n.toFixed(4))),
  )
})

test.each([
  ['十二', 12],
  ['三千五', 3500],
  ['两万三', 23_000],
  ['一百零五', 105],
  ['十五万三千', 153_000],
  ['二〇一四', 2014],
  ['万', null],
  ['三四百', null],
])('%s in Chinese numerals', (printed, value) => expect(chinese(printed)).toBe(value))
