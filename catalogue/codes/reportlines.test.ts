import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PetitionClass } from './petition-classes.ts'
import { petitionClasses } from './petition-classes.ts'
import { fillReport } from './fixtures.ts'
import { hongjiangHalfYear, lineOf } from './reportlines.ts'

const form = hongjiangHalfYear
const classes = petitionClasses.rows.map((row) => row.code).filter((code) => code.length === 4)

test('the return is printed in the order of the text', () => {
  expect(
    fillReport(form, new Map())
      .map(({ row }) => row.label.zh)
      .join(' '),
  ).toBe(
    '婚姻家庭类 财产纠纷 父母干涉婚姻 重婚/包二奶/同居 离婚的财产分割 住房判决 其他 家庭暴力夫妻间 致伤致残 ' +
      '劳动权益类 劳动纠纷 社会保障生活困难的医疗费问题 工作待遇 人身权益类 拐卖妇女 强奸 奸淫幼女 其他 ' +
      '财产权益类 出嫁女责任田/宅基地 其他 文化教育类 综合类 违法违纪打击报复 司法不公 计划生育后遗症 判决不服 交通事故 法律援助 其他',
  )
})

test.each([
  ['0107', '重婚/包二奶/同居'],
  ['0108', '重婚/包二奶/同居'],
  ['0109', '重婚/包二奶/同居'],
  ['0302', '出嫁女责任田/宅基地'],
  ['0303', '出嫁女责任田/宅基地'],
  ['0128', '其他'],
  ['0409', '原表未列'],
  ['0501', '其他'],
] as const)('%s is counted on the line %s', (code, zh) => {
  expect(lineOf(form, code)?.label.zh).toBe(zh)
})

test('no class is named on two lines', () => {
  const named = form.lines.flatMap((line) => line.codes)
  expect(new Set(named).size).toBe(named.length)
})

test('whatever is counted, sections add up to the total and lines to their section', () => {
  const counts = fc.uniqueArray(fc.tuple(fc.constantFrom(...classes), fc.nat(50)), { selector: ([code]) => code })
  fc.assert(
    fc.property(counts, (list) => {
      const rows = fillReport(form, new Map<PetitionClass, number>(list))
      const total = list.reduce((sum, [, n]) => sum + n, 0)
      expect(rows.filter(({ row }) => !('line' in row)).reduce((sum, { n }) => sum + n, 0)).toBe(total)
      for (const section of new Set(form.lines.map((line) => line.section))) {
        const sum = rows.find(({ row }) => !('line' in row) && row.section === section)?.n
        const lines = rows.filter(({ row }) => 'line' in row && row.section === section)
        expect(lines.reduce((all, { n }) => all + n, 0)).toBe(sum)
      }
    }),
  )
})
