import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCode, parseDate, parseInteger, splitNamePhone, tidy } from './values.ts'
import { label } from '#platform/text/label.ts'
import type { Parsed } from './values.ts'

const reason = (parsed: Parsed<unknown>): string => (parsed.ok ? '' : parsed.problem.reason.zh)

test.each([
  ['2014-03-08', '2014-03-08', null],
  ['2014/3/8', '2014-03-08', null],
  ['2014.3.8', '2014-03-08', null],
  ['2014年3月8日', '2014-03-08', null],
  ['2014 年 3 月 8 号', '2014-03-08', null],
  ['20140308', '2014-03-08', null],
  ['2014-3-8', '2014-03-08', null],
  ['41706', '2014-03-08', null],
  ['41706.6041666667', '2014-03-08', '14:30'],
  ['2014-03-08 14:30', '2014-03-08', '14:30'],
  ['2014-03-08T14:30:05', '2014-03-08', '14:30:05'],
  ['2014-03-08 00:00:00', '2014-03-08', '00:00'],
  ['2014年3月8日 下午2时5分', '2014-03-08', '14:05'],
  ['2014/3/8 中午12:10', '2014-03-08', '12:10'],
])('%s is a date', (text, date, time) => {
  expect(parseDate(text, 'C12')).toEqual({ ok: true, value: { date, time } })
})

test.each([
  ['8/3/2014', '分不清'],
  ['25/3/2014', '分不清'],
  ['08-03-2014', '分不清'],
  ['14.3.8', '四位'],
  ['14年3月8日', '四位'],
  ['2014', '缺少日'],
  ['2014年3月', '缺少日'],
  ['2014-03', '缺少日'],
  ['2014-02-30', '2014-02-30'],
  ['20141301', '2014-13-01'],
  ['2014-03-08 25:00', '时间'],
  ['去年春天', '不是日期'],
  ['2014-3/8', '不是日期'],
  ['', '没有填写'],
])('%s is refused with a remedy', (text, word) => {
  const parsed = parseDate(text, 'C12')
  expect(reason(parsed)).toContain(word)
  expect(reason(parsed)).toMatch(/请.*。$/)
  expect(parsed).toMatchObject({ problem: { path: 'C12' } })
})

test('bounds of a date are inclusive', () => {
  const bounds = { notBefore: '2014-01-01', notAfter: '2014-03-08' }
  expect([parseDate('2014-3-8', '', bounds).ok, parseDate('2014-1-1', '', bounds).ok]).toEqual([true, true])
  expect(reason(parseDate('2014-3-9', '', bounds))).toContain('晚于 2014-03-08')
  expect(reason(parseDate('2013-12-31', '', bounds))).toContain('早于 2014-01-01')
})

test('every day is read the same in every spelling, and no year before month is ever swapped', () => {
  const days = fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2199-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, (day) => {
      const date = day.toISOString().slice(0, 10)
      const [year = '', month = '', number = ''] = date.split('-')
      const short = [year, String(Number(month)), String(Number(number))]
      const wide = date.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
      const spellings = [
        date,
        short.join('/'),
        short.join('.'),
        `${short[0]}年${short[1]}月${short[2]}日`,
        date.replaceAll('-', ''),
        wide,
        ` ${date} `,
      ]
      for (const text of spellings) expect(parseDate(text, 'A1')).toEqual({ ok: true, value: { date, time: null } })
    }),
  )
})

test.each([
  ['12', 12],
  ['\uFF11\uFF12', 12],
  [' 1,234 ', 1234],
  ['12.0', 12],
  ['12人', 12],
  ['12 户', 12],
  ['-3', -3],
  ['0', 0],
  ['-0', 0],
  ['007', 7],
])('%j is the number %i', (text, value) => {
  expect(parseInteger(text, 'A1', { units: ['人', '户'] })).toEqual({ ok: true, value })
})

test.each([
  ['1.2万', '不是整数'],
  ['十二', '不是整数'],
  ['12.5', '小数'],
  ['1,23', '不是整数'],
  ['1e5', '不是整数'],
  ['12元', '不是整数'],
  ['99999999999999999', '不是整数'],
  ['', '没有填写'],
])('%j is no whole number here', (text, word) => {
  expect(reason(parseInteger(text, 'A1', { units: ['人'] }))).toContain(word)
})

test('bounds of a number are inclusive and named', () => {
  expect(parseInteger('150', 'A1', { min: 0, max: 150 }).ok).toBe(true)
  expect(reason(parseInteger('151', 'A1', { min: 0, max: 150 }))).toContain('0 至 150')
  expect(reason(parseInteger('-1', 'A1', { min: 0 }))).toContain('0 至 不限')
})

const rows = [
  { code: '01', label: label('家庭暴力', 'Domestic violence'), synonyms: ['家暴', '暴力'] },
  { code: '02', label: label('婚姻家庭', 'Marriage and family'), synonyms: ['婚姻'] },
  { code: '03', label: label('校园暴力', 'School violence'), synonyms: ['暴力'] },
]

test.each([
  ['01', '01'],
  ['\uFF10\uFF11', '01'],
  ['家庭暴力', '01'],
  [' 家庭 暴力 ', '01'],
  ['domestic VIOLENCE', '01'],
  ['家暴', '01'],
  ['01 家庭暴力', '01'],
  ['家庭暴力\uFF0801\uFF09', '01'],
  ['婚姻', '02'],
])('%j is the code %s', (text, code) => {
  expect(parseCode(rows, text, 'B2')).toEqual({ ok: true, value: code })
})

test('what is not in the list is answered with what is near; what fits twice is not guessed', () => {
  expect(reason(parseCode(rows, '家庭矛盾', 'B2'))).toBe('代码表里没有“家庭矛盾”。可以填:01 家庭暴力、02 婚姻家庭。')
  expect(reason(parseCode(rows, '暴力', 'B2'))).toContain('01 家庭暴力、03 校园暴力')
  expect(reason(parseCode(rows, ' ', 'B2'))).toContain('没有填写')
})

test.each([
  ['张某/13800000000', '张某', '13800000000'],
  ['张某 138 0000 0000', '张某', '13800000000'],
  ['13800000000张某', '张某', '13800000000'],
  ['张某\uFF080731\uFF0D1234567\uFF09', '张某', '0731-1234567'],
  ['联系电话:13800000000', null, '13800000000'],
  ['张某\uFF0C+86 138-0000-0000', '张某', '13800000000'],
  ['阿依古丽·某某', '阿依古丽·某某', null],
])('%j splits', (text, name, phone) => {
  expect(splitNamePhone(text, 'D3')).toEqual({ ok: true, value: { name, phone } })
})

test.each([
  ['张某/1380000000', '位数'],
  ['张某/138000000001', '位数'],
  ['张某 13800000000 13900000000', '只留一个'],
])('%j is not split by guess', (text, word) => {
  expect(reason(splitNamePhone(text, 'D3'))).toContain(word)
})

test('tidying keeps every character of a name and is stable', () => {
  expect(tidy('\u3000𠮷\u3000\uFF21BC\uFF081\uFF09\u00A0')).toBe('𠮷 ABC(1)')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(tidy(tidy(text))).toBe(tidy(text))
    }),
  )
})
