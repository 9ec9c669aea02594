import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { titleProblem } from './titlecheck.ts'

const names = ['罗小满', '阿依古丽·买买提', 'Anna Li', '鲁岚', '花']

test.each([
  ['丈夫多次推搡,要求调解'],
  ['2024年3月起拖欠抚养费12000元'],
  ['邻居反映两名儿童无人照看(2013—2014年)'],
  ['花生地纠纷'],
  ['字'.repeat(60)],
  ['𠮷'.repeat(60)],
])('%s may stand', (title) => {
  expect(titleProblem(title, names)).toBeUndefined()
})

test.each([
  ['', '没有填'],
  ['   ', '没有填'],
  ['字'.repeat(61), '现在是 61 个'],
  ['罗小满反映被打', '姓名'],
  ['罗 小 满反映被打', '姓名'],
  ['鲁岚求助', '姓名'],
  ['阿依古丽•买买提求助', '姓名'],
  ['阿依古丽买买提求助', '姓名'],
  ['anna li 求助', '姓名'],
  ['证号11010519491231002X', '证件号'],
  ['证号 110105 19491231 002X', '证件号'],
  ['证号１１０１０５１９４９１２３１００２Ｘ', '证件号'],
  ['旧证110105491231002', '证件号'],
  ['卡6222020000000000', '卡号'],
  ['电话13800001234', '电话'],
  ['电话138-0000-1234', '电话'],
  ['电话+8613800001234', '电话'],
  ['电话(0731)88880000', '电话'],
  ['打１３８ ００００ １２３４', '电话'],
])('%s is refused: %s', (title, reason) => {
  expect(titleProblem(title, names)?.zh).toContain(reason)
})

test('a known name or a mobile number is refused wherever it stands', () => {
  const words = fc.string({ unit: fc.constantFrom(...'反映丈夫推搡要求调解,。 '), maxLength: 20 })
  fc.assert(
    fc.property(
      words,
      words,
      fc.constantFrom('罗小满', '13800001234', '11010519491231002X'),
      (before, after, secret) => {
        expect(titleProblem(before + secret + after, names)).toBeDefined()
      },
    ),
  )
})
