import { expect, test } from 'vitest'
import { check } from '../check.ts'
import { saidOf } from './fixtures.ts'

test.each([
  ['上年底为138个,今年新建45个,累计达183个。', '138+45=183'],
  ['新建服务站33个,年底总数达到158个(2023年底为125个)。', '125+33=158'],
  ['执委由45名增加到61名,增加的16名来自基层。', '45+16=61'],
  ['期初余额1850万元,本期发放612万元,本期收回538万元,期末余额1924万元。', '1850±612±538=1924'],
] as const)('what was there and what came makes what is there: %s', (text, line) =>
  expect(saidOf(text)).toContain(line),
)

const alarms = (text: string): string[] =>
  check(text)
    .findings.filter(({ verdict }) => verdict === 'mismatch')
    .map(({ relation, computed }) => `${relation.rule} ${computed}`)

test('a closing balance that its own movements do not make is told', () => {
  expect(alarms('期初余额1850万元,本期发放612万元,本期收回538万元,期末余额1942万元。')).toContain('stock 19240000')
})

test('movements that need not be all raise no alarm', () => {
  expect(alarms('上年底为138个,今年新建45个,累计达240个。')).toEqual([])
})
