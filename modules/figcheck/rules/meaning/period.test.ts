import { expect, test } from 'vitest'
import { parsePeriod } from '#platform/clock/time.ts'
import { openingPeriod, periodOf, yearOf } from './period.ts'

test.each([
  ['', '2014'],
  ['今年', '2014'],
  ['全年', '2014'],
  ['去年', '2013'],
  ['上年度', '2013'],
  ['2012年', '2012'],
  ['2012年度', '2012'],
  ['上半年', '2014H1'],
  ['2013年下半年', '2013H2'],
  ['去年上半年', '2013H1'],
  ['三季度', '2014Q3'],
  ['2011年第2季度', '2011Q2'],
  ['9月', '2014-09'],
  ['2013年1—10月', '2013-01..2013-10'],
  ['1-6月份', '2014-01..2014-06'],
  ['2013年底', '2013-12'],
  ['同期', null],
  ['近三年来', null],
  ['十二五期间', null],
  ['13月', null],
])('%s in a report of 2014 is %s', (said, period) => expect(periodOf(said, 2014)).toBe(period))

test('a period reads as the house reads it', () => {
  for (const said of ['', '去年', '上半年', '三季度', '9月', '1—10月', '年底'])
    expect(parsePeriod(periodOf(said, 2014) ?? '')).toMatchObject({ ok: true })
})

test('without a year of its own only what names one has a period', () => {
  expect(periodOf('上半年', null)).toBeNull()
  expect(periodOf('', null)).toBeNull()
  expect(periodOf('2012年', null)).toBe('2012')
})

test('the year of a report is the first its opening names', () => {
  expect(yearOf('某区妇联2014年上半年工作总结\n2013年…')).toBe(2014)
  expect(yearOf('工作总结')).toBeNull()
  expect(openingPeriod('某区妇联2014年上半年工作总结\n2013年…')).toBe('2014年上半年')
  expect(openingPeriod('某区妇联2014年1-10月情况')).toBe('2014年1-10月')
})
