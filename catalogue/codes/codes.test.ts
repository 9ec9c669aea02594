import { expect, expectTypeOf, test } from 'vitest'
import { channels, notifyModes, purposes } from './petition.ts'
import { codeHas, codeLabel, defineCodes, findCode, validOn } from './define.ts'
import { codesNamed } from './fixtures.ts'
import { codeLists } from './lists.ts'
import type { PetitionClass } from './petition-classes.ts'
import { classIsRestricted, classNeedsNotifyMode, petitionClasses } from './petition-classes.ts'
import { orderMeasures } from './violence.ts'

test.each(codeLists.map((list) => [list.list, list] as const))(
  '%s: unique codes, real parents, both languages',
  (_, list) => {
    const codes = list.rows.map((row) => row.code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const row of list.rows) {
      expect(codes).toContain(row.parent ?? row.code)
      expect(row.zh).toMatch(/\p{Script=Han}/u)
      expect(row.en).toMatch(/^[\p{L}(]/u)
      expect(row.en).not.toMatch(/\p{Script=Han}/u)
      for (const date of [row.validFrom ?? '2000-01-01', row.validTo ?? '2000-01-01'])
        expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(row.synonyms ?? []).not.toContain(row.zh)
    }
  },
)

test('list names are unique', () => {
  expect(new Set(codeLists.map((list) => list.list)).size).toBe(codeLists.length)
})

test.each([
  ['01', 31],
  ['02', 20],
  ['03', 12],
  ['04', 18],
  ['05', 5],
  ['06', 8],
  ['07', 13],
] as const)(
  'petition class %s has the %i classes of the rulebook, numbered without gaps and ending in 99',
  (head, n) => {
    const below = petitionClasses.rows.filter((row) => row.parent === head).map((row) => row.code)
    const numbered = Array.from({ length: n - 1 }, (_, i) => `${head}${String(i + 1).padStart(2, '0')}`)
    expect(below).toEqual([...numbered, `${head}99`])
  },
)

// How many codes each list of the rulebook has (domain/01 §2, domain/13 §1, 3, 4, 8, 9, 10; 01 §3, §8; experience §3.8).
test.each([
  ['channels', 9],
  ['purposes', 5],
  ['triage-outcomes', 8],
  ['refusal-reasons', 6],
  ['legal-routes', 6],
  ['opinions', 3],
  ['satisfaction', 4],
  ['notify-modes', 4],
  ['repeat-kinds', 4],
  ['violence-acts', 14],
  ['violence-relations', 11],
  ['injuries', 8],
  ['risk-levels', 4],
  ['police-disposals', 7],
  ['order-relations', 6],
  ['order-measures', 8],
  ['order-closings', 5],
  ['order-changes', 3],
  ['report-situations', 9],
  ['violence-closings', 5],
  ['dispute-types', 12],
  ['mediation-sources', 5],
  ['mediation-results', 5],
  ['referral-purposes', 20],
  ['no-consent-bases', 3],
  ['aid-outcomes', 6],
  ['legal-aid-matters', 13],
  ['legal-aid-sources', 7],
  ['legal-aid-means', 6],
  ['legal-aid-forms', 5],
  ['legal-aid-endings', 8],
  ['fee-reliefs', 3],
  ['volunteer-fields', 12],
  ['activity-themes', 10],
  ['award-objects', 3],
  ['award-modes', 2],
  ['award-statuses', 4],
  ['period-kinds', 5],
  ['return-reasons', 9],
  ['count-units', 12],
  ['levels', 6],
  ['id-types', 10],
  ['sexes', 4],
  ['marriages', 8],
  ['educations', 8],
  ['political-statuses', 13],
  ['data-classes', 4],
  ['data-domains', 6],
  ['reveal-reasons', 8],
  ['legal-bases', 7],
  ['urban-rural', 7],
  ['day-types', 3],
])('%s has %i codes', (name, n) => {
  expect(codeLists.find((list) => list.list === name)?.rows.length).toBe(n)
})

test('nothing is sent before 告知方式 in violence, in every personal-rights class and where a child is the one wronged', () => {
  const asks = petitionClasses.rows.filter((row) => row.parent !== undefined && classNeedsNotifyMode(row.code))
  const personal = petitionClasses.rows.filter((row) => row.parent === '02').map((row) => row.code)
  expect(asks.map((row) => row.code)).toEqual([
    '0101',
    '0102',
    '0103',
    '0104',
    '0105',
    '0106',
    '0120',
    ...personal,
    '0601',
    '0606',
  ])
})

test('限定知悉: violence, sexual offences and exploitation, child abuse, counselling, and no others', () => {
  const restricted = petitionClasses.rows.filter((row) => classIsRestricted(row.code)).map((row) => row.code)
  expect(restricted).toEqual([
    '0101',
    '0102',
    '0103',
    '0104',
    '0105',
    '0106',
    '0201',
    '0202',
    '0203',
    '0204',
    '0205',
    '0206',
    '0207',
    '0208',
    '0214',
    '0217',
    '0218',
    '0708',
  ])
  expect(codeHas(purposes, 'C', 'restricted')).toBe(true)
})

test.each([
  ['0101', ['0101']],
  ['包二奶', ['0108']],
  ['责任田', ['0302']],
  ['拖欠工资', ['0403']],
  [' 重婚 ', ['0107']],
  ['其他', ['0199', '0299', '0399', '0499', '0599', '0699', '0799']],
  ['没有这个词', []],
])('an old ledger that says %s means %j', (written, codes) => {
  expect(codesNamed(petitionClasses, written).map((row) => row.code)).toEqual(codes)
})

test('a written value names at most one class, so that an import never has to guess; what may be violence at home is asked', () => {
  const names = petitionClasses.rows.flatMap((row) => [row.zh, ...(row.synonyms ?? [])])
  const doubtful = names.filter((name) => codesNamed(petitionClasses, name).length !== 1)
  expect(new Set(doubtful)).toEqual(new Set(['其他', '打架', '打人', '被打', '被打伤']))
})

test('channels and notify modes are known by the words of the paper forms', () => {
  expect(['来信', '来访', '来电'].map((word) => codesNamed(channels, word)[0]?.code)).toEqual(['L', 'V', 'T'])
  expect(notifyModes.rows.map((row) => row.zh)).toEqual(['当面', '安全时段电话', '存放待取', '依法免告知'])
})

test('a code keeps its name after its validity ends, and is offered only while it is valid', () => {
  const list = defineCodes({
    list: 'x',
    label: { zh: '例', en: 'Example' },
    source: 'test',
    rows: [
      { code: 'new', zh: '新', en: 'New', validFrom: '2022-05-01' },
      { code: 'old', zh: '旧', en: 'Old', validTo: '2022-04-30' },
      { code: 'both', zh: '常', en: 'Both' },
    ],
  })
  expect(list.rows.filter((row) => validOn(row, '2022-04-30')).map((row) => row.code)).toEqual(['old', 'both'])
  expect(list.rows.filter((row) => validOn(row, '2022-05-01')).map((row) => row.code)).toEqual(['new', 'both'])
  expect(codeLabel(list, 'old')).toEqual({ zh: '旧', en: 'Old' })
  expect(codeLabel(list, 'gone')).toEqual({ zh: 'gone', en: 'gone' })
  expectTypeOf(list.rows[0]!.code).toEqualTypeOf<'new' | 'old' | 'both'>()
})

test('measures 6 and 7 of a protection order exist since the interpretation of 2022', () => {
  expect(validOn(findCode(orderMeasures, '6')!, '2022-07-31')).toBe(false)
  expect(validOn(findCode(orderMeasures, '6')!, '2022-08-01')).toBe(true)
})

test('codes are literals: a misspelt class does not compile', () => {
  expectTypeOf<'0101'>().toExtend<PetitionClass>()
  expectTypeOf<'0198'>().not.toExtend<PetitionClass>()
  type Row = Parameters<typeof defineCodes<'a'>>[0]['rows'][number]
  expectTypeOf<{ code: 'a'; zh: string; en: string; parent: 'b' }>().not.toExtend<Row>()
})
