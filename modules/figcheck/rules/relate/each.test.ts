import { expect, test } from 'vitest'
import { saidOf } from './fixtures.ts'

test.each([
  ['选出执委3540名,全县295个村已全部换届,平均每村(居)12名。', '3540/295=12'],
  ['抽取24个镇、72个村,平均每个镇(街道)抽取3个村。', '72/24=3'],
] as const)('an average goes on behind a bracket: %s', (text, line) => expect(saidOf(text)).toContain(line))
