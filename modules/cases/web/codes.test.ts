import { expect, test } from 'vitest'
import { petitionClasses } from '#catalogue/codes/petition-classes.ts'
import { petitionFlags, purposes } from '#catalogue/codes/petition.ts'
import type { CodeList } from '#catalogue/codes/define.ts'
import { asksNotify, nameOf, proposeCodes, restricts, rowOf } from './codes.ts'
import type { Codes } from './data.ts'

// As GET /api/v1/codes answers them.
const codesOf = ({ list, label, rows }: CodeList): Codes => ({
  list,
  label,
  past: [],
  rows: rows.map((row) => ({
    code: row.code,
    zh: row.zh,
    en: row.en,
    parent: row.parent ?? null,
    synonyms: [...(row.synonyms ?? [])],
    initials: [],
    flags: [...(row.flags ?? [])],
  })),
})
const classes = codesOf(petitionClasses)

test.each([
  ['老公打人,孩子也怕', '0101'],
  ['村里不给出嫁女分征地款', '0302'],
  ['今天天气好', null],
])('「%s」 proposes %s first', (note, code) => {
  expect(proposeCodes(classes.rows, note)[0]?.code ?? null).toBe(code)
})

test('at most three are proposed, never a heading and never 其他', () => {
  const note = classes.rows.map((row) => row.zh).join(',')
  const proposed = proposeCodes(classes.rows, note)
  expect(proposed).toHaveLength(3)
  expect(proposed.every((row) => row.parent !== null && row.zh !== '其他')).toBe(true)
})

test('classes of violence, child cases, anonymous ones and accusations ask how she may be told; a property matter does not', () => {
  expect(['0101', '0104', '0106', '0201', '0204'].every((code) => asksNotify(rowOf(classes, code)))).toBe(true)
  expect(asksNotify(rowOf(classes, '0302'))).toBe(false)
  const flags = codesOf(petitionFlags)
  expect(['CHILD', 'DV', 'ANONYMOUS'].every((code) => asksNotify(rowOf(flags, code)))).toBe(true)
  expect(asksNotify(rowOf(flags, 'ELDERLY'))).toBe(false)
  expect(restricts(rowOf(codesOf(purposes), 'C'))).toBe(true)
})

test('a code out of the list is shown as it is, never hidden', () => {
  expect(nameOf(classes, '9999')).toEqual({ zh: '9999', en: '9999' })
})

test('a code out of use reads with the name of its time', () => {
  const codes = { ...classes, rows: [], past: [{ code: '0113', zh: '旧类', en: 'Old class' }] }
  expect(nameOf(codes, '0113')).toEqual({ zh: '旧类', en: 'Old class' })
})
