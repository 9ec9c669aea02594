import { expect, test } from 'vitest'
import { linesOf } from '../lines.ts'
import { check } from './check.ts'

const against = (now: string, before: string): readonly string[] =>
  linesOf(now, check(now), check(before))
    .filter(({ operands }) => operands.some(({ earlier }) => earlier))
    .map(({ note, verdict }) => `${verdict} ${note}`)

const last = '2013年工作总结\n全年受理来信来访580件,办结率94.2%。举办家政培训班24期。发展巾帼志愿者1200人。'

test.each([
  ['2014年总结\n全年受理来信来访612件,比上年增长5.5%。', ['match 对照上一份报告:612÷580−1=5.52%,与这里的 5.5% 相符。']],
  ['2014年总结\n全年受理来信来访612件,比上年增长9.3%。', ['mismatch 对照上一份报告:612÷580−1=5.52%,这里写 9.3%。']],
  ['2014年总结\n全年受理来信来访612件,比上年增加52件。', ['mismatch 对照上一份报告:612−580=32,这里写 52件。']],
  ['2014年总结\n全年受理来信来访540件,比上年减少40件。', ['match 对照上一份报告:580−540=40,与这里的 40件 相符。']],
  ['2014年总结\n全年受理来信来访612件,比上年的560件增加52件。', ['mismatch 对照上一份报告:580件,这里写 560件。']],
  [
    '2014年总结\n全年受理来信来访612件,办结率96.2%,比上年提高2个百分点。',
    ['match 对照上一份报告:96.2−94.2=2,与这里的 2个百分点 相符。'],
  ],
])('%s', (now, told) => expect(against(now, last)).toEqual(told))

test.each([
  ['another thing', '2014年总结\n调解婚姻纠纷612件,比上年增长9.3%。', last],
  ['another year', '2014年总结\n全年受理来信来访612件,比2010年增长9.3%。', last],
  ['a report of two years before', '2015年总结\n全年受理来信来访612件,比上年增长9.3%。', last],
  ['half a year', '2014年上半年总结\n上半年受理来信来访312件,比去年同期增长9.3%。', last],
  ['the month before', '2014年总结\n12月受理来信来访61件,环比增长9.3%。', last],
  ['called so twice', '2014年总结\n全年受理来信来访612件,比上年增长9.3%。', `${last}\n受理来信来访97件。`],
  ['a later report', last, '2014年总结\n全年受理来信来访612件,比上年增长9.3%。'],
])('%s is not compared', (_, now, before) => expect(against(now, before)).toEqual([]))
