import { expect, test } from 'vitest'
import { saidOf } from './fixtures.ts'

test.each([
  ['选出执委3540名,全县295个村已全部换届,平均每村(居)12名。', '3540/295=12'],
  ['抽取24个镇、72个村,平均每个镇(街道)抽取3个村。', '72/24=3'],
] as const)('an average goes on behind a bracket: %s', (text, line) => expect(saidOf(text)).toContain(line))

test.each([
  ['1—8月累计接听960件,月均120件。', '960=120'],
  ['全年编发简报48期,平均每月4期。', '48=4'],
  ['上半年接待来访90件,月均15件。', '90=15'],
] as const)('an average by the month goes by the months that are named: %s', (text, line) =>
  expect(saidOf(text)).toContain(line),
)

test('what each is given makes the whole', () => {
  expect(saidOf('为7名患者各发放救助金2万元,共14万元。')).toContain('7×2=14')
})
