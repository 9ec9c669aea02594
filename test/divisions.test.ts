import { pinyin } from 'pinyin-pro'
import { beforeAll, expect, test } from 'vitest'
import { type DivisionRow, readDivisions } from '#db/seed/divisions.ts'
import { initials, wholePinyin } from '#db/seed/pinyin.ts'
import { levels } from '#modules/org/define.ts'
import { inScope, levelOfScope, scopeRange } from '#modules/org/rules.ts'

const rows: DivisionRow[] = []
const byCode = new Map<string, DivisionRow>()

beforeAll(async () => {
  for await (const batch of readDivisions()) {
    for (const row of batch) {
      rows.push(row)
      byCode.set(row.code, row)
    }
  }
})

test('the whole list is there, each level complete', () => {
  const counts = Object.fromEntries(levels.map((level) => [level, rows.filter((row) => row.level === level).length]))
  expect(counts).toEqual({ N: 1, P: 31, C: 333, D: 2974, T: 41_351, V: 620_572 })
})

test('no two units share a code or a place, and ids run from 1 without gaps', () => {
  expect(byCode.size).toBe(rows.length)
  expect(new Set(rows.map((row) => row.scope)).size).toBe(rows.length)
  expect(rows.every((row, index) => row.id === index + 1)).toBe(true)
})

test('every unit stands below its parent, which comes before it and is of a higher level', () => {
  const astray = rows.filter((row) => {
    if (row.parentId === null) return row.scope !== '/'
    const parent = rows[row.parentId - 1]
    return (
      !parent ||
      parent.id >= row.id ||
      !inScope(row.scope, scopeRange(parent.scope)) ||
      levels.indexOf(parent.level as 'N') >= levels.indexOf(row.level as 'N')
    )
  })
  expect(astray).toEqual([])
})

test('the level of every unit can be read from its scope', () => {
  expect(rows.filter((row) => levelOfScope(row.scope) !== row.level)).toEqual([])
})

const parentOf = (code: string): string | undefined => rows[(byCode.get(code)?.parentId ?? 0) - 1]?.name

test.each([
  ['110101', '北京市', 'districts of a municipality'],
  ['419001', '河南省', 'a county directly under its province'],
  ['659001', '新疆维吾尔自治区', 'a city of the Corps'],
  ['441900003', '东莞市', 'a street of a city without districts'],
  ['620201001', '嘉峪关市', 'a street of a city repeated under another code'],
  ['430202', '株洲市', 'an ordinary district'],
])('%s belongs directly to %s: %s', (code, parent) => {
  expect(parentOf(code)).toBe(parent)
})

test('placeholders of the list are no units', () => {
  const names = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'])
  expect(rows.filter((row) => row.level === 'C' && names.has(row.name))).toEqual([])
  expect(byCode.has('620201')).toBe(false)
  expect(byCode.has('350527000')).toBe(false)
})

test.each([
  ['株洲市', 'zzs', 'zhuzhoushi'],
  ['长沙市', 'css', 'changshashi'],
  ['重庆市', 'cqs', 'chongqingshi'],
  ['乐清市', 'lqs', 'leqingshi'],
  ['东莞市', 'dgs', 'dongguanshi'],
  ['绿园区', 'lyq', 'lvyuanqu'],
  ['安贞街道（北）8号', 'azjdb8h', 'anzhenjiedaobei8hao'],
])('%s is found by %s and %s', (name, letters, whole) => {
  expect(initials(name)).toBe(letters)
  expect(wholePinyin(name)).toBe(whole)
})

test('the fast spelling agrees with the dictionary on every twentieth name', () => {
  const sample = rows.filter((row) => row.id % 20 === 7)
  const astray = sample.filter((row) => {
    const spelt = pinyin(row.name.normalize('NFKC'), { toneType: 'none', type: 'array' })
    return (
      row.initials !==
      spelt
        .map((syllable) =>
          syllable
            .replaceAll(/[^A-Za-z0-9ü]/g, '')
            .charAt(0)
            .toLowerCase(),
        )
        .join('')
    )
  })
  expect(astray).toEqual([])
})
