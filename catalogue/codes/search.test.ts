import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CodeRow } from './define.ts'
import { withInitials } from './initials.ts'
import { petitionClasses } from './petition-classes.ts'
import { searchCodes } from './search.ts'

const on = '2024-05-01'
const rows = withInitials(petitionClasses.rows)
const first = (query: string): string | undefined => searchCodes(rows, query, { on })[0]?.row.code

test.each([
  ['0101', '0101'],
  ['包二奶', '0108'],
  ['打老婆', '0101'],
  ['家暴', '0101'],
  ['彩礼', '0111'],
  ['嫁妆', '0111'],
  ['网贷', '0309'],
  ['责任田', '0302'],
  ['妇代会', '0710'],
  ['拖欠工资', '0403'],
  ['虐待', '0106'],
  ['重婚', '0107'],
  ['出嫁女', '0302'],
  ['小额担保贷款', '0417'],
  ['贫困母亲', '0415'],
  ['计划生育后', '0707'],
  ['探望', '0119'],
  ['bigamy', '0107'],
  ['Custod', '0117'],
  ['jtbl', '0101'],
  ['ch', '0107'],
  ['0107', '0107'],
  [' 婆 媳 ', '0129'],
  ['老公天天打老婆怎么办', '0101'],
])('%s finds %s first', (query, code) => {
  expect(first(query)).toBe(code)
})

// What is said at the desk every day.
test.each([
  ['工资', '0403'],
  ['欠薪', '0403'],
  ['家暴', '0101'],
  ['打人', '0101'],
  ['打孩子', '0102'],
  ['离婚', '0112'],
  ['孩子', '0117'],
  ['抚养费', '0118'],
  ['生活费', '0118'],
  ['赡养', '0122'],
  ['老人', '0122'],
  ['养老', '0409'],
  ['彩礼', '0111'],
  ['出轨', '0128'],
  ['小三', '0128'],
  ['婆婆', '0129'],
  ['土地', '0302'],
  ['宅基地', '0303'],
  ['征地', '0305'],
  ['拆迁', '0307'],
  ['借钱', '0309'],
  ['欠债', '0115'],
  ['房子', '0114'],
  ['性骚扰', '0205'],
  ['拐卖', '0206'],
  ['辞退', '0416'],
  ['怀孕', '0402'],
  ['上学', '0602'],
  ['邻居', '0709'],
  ['律师', '0706'],
])('the everyday word %s finds %s first', (word, code) => {
  expect(first(word)).toBe(code)
})

test('of names that match at the same place the one of which most was typed comes first', () => {
  const row = (code: string, synonyms: readonly string[]): CodeRow => ({ code, zh: code, en: code, synonyms })
  const codes = ['工资不交家', '拖欠工资', '工资低', '同工不同工资'].map((name, place) => row(`${place}`, [name]))
  const found = searchCodes(codes, '工资', { on }).map((hit) => hit.matched)
  expect(found).toEqual(['工资低', '工资不交家', '拖欠工资', '同工不同工资'])
})

test('the old name that matched is told, so that the clerk sees why', () => {
  const hit = searchCodes(rows, '包二奶', { on })[0]
  expect(hit?.matched).toBe('包二奶')
  expect(hit?.row.zh).toBe('有配偶者与他人同居("包二奶")')
})

test('part of a code lists what stands below it', () => {
  const codes = searchCodes(rows, '05', { on }).map((hit) => hit.row.code)
  expect(codes).toEqual(['05', '0501', '0502', '0503', '0504', '0599'])
})

test('initials are optional: without them names still answer and letters do not', () => {
  expect(searchCodes(petitionClasses.rows, '家暴', { on })[0]?.row.code).toBe('0101')
  expect(searchCodes(petitionClasses.rows, 'jtbl', { on })).toEqual([])
})

test('rows out of validity are not offered', () => {
  const dated: readonly CodeRow[] = [{ code: 'a', zh: '旧类', en: 'Old', validTo: '2022-04-30' }]
  expect(searchCodes(dated, '旧', { on: '2022-04-30' })).toHaveLength(1)
  expect(searchCodes(dated, '旧', { on: '2022-05-01' })).toEqual([])
})

test('nothing typed, blanks and marks find nothing and break nothing', () => {
  for (const query of ['', '  ', '()', '、']) expect(searchCodes(rows, query, { on })).toEqual([])
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (query) => Array.isArray(searchCodes(rows, query, { on }))))
})

test('every class is found by each of its names', () => {
  for (const row of rows) {
    for (const name of [row.zh, ...(row.synonyms ?? [])]) {
      const codes = searchCodes(rows, name, { on, limit: 200 }).map((hit) => hit.row.code)
      expect({ name, found: codes.includes(row.code) }).toEqual({ name, found: true })
    }
  }
})

test('the best hit comes first and the list is bounded', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('妇', '家', '0', 'j', '孩子', '财产'),
      fc.integer({ min: 1, max: 30 }),
      (query, limit) => {
        const hits = searchCodes(rows, query, { on, limit })
        expect(hits.length).toBeLessThanOrEqual(limit)
        const ranks = hits.map((hit) => hit.rank)
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      },
    ),
  )
})
