import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameForms } from './names.ts'
import { makeTokenizer } from './tokens.ts'

const key = Uint8Array.from({ length: 32 }, (_, at) => at)
const tokens = makeTokenizer(key)
const matches = (text: string, query: string): boolean => {
  const stored = new Set(tokens.grams(text))
  const wanted = tokens.queryGrams(query)
  return wanted.length > 0 && wanted.every((gram) => stored.has(gram))
}

test('tokens stay what they were: stored ones would be lost otherwise', () => {
  expect(tokens.exact('idNumber', null, '430202199001011234').toString('hex')).toBe('d422d0659eff97f536756d742388b4cb')
  expect(tokens.exact('name', '430200', '单雄信').toString('hex')).toBe('703b7fda5e715d3e0a151a163cdbd2e8')
  expect(tokens.grams('家庭暴力')).toEqual([-101273060, 57886047, 903705274])
  expect(tokens.placeGrams('/43/02/')).toEqual([-1317075423, -1114026702])
})

test('exact tokens: 16 bytes, told apart by kind, home, value and key', () => {
  const made = [
    tokens.exact('idNumber', null, '1234'),
    tokens.exact('phone', null, '1234'),
    tokens.exact('lastFour', '430200', '1234'),
    tokens.exact('lastFour', '430202', '1234'),
    tokens.exact('lastFour', '430202', '1235'),
    tokens.exact('name', '430200', '1234'),
    tokens.exact('pinyin', '430200', '1234'),
    tokens.exact('initials', '430200', '1234'),
    makeTokenizer(Buffer.alloc(32)).exact('idNumber', null, '1234'),
  ].map((token) => token.toString('hex'))
  expect(new Set(made).size).toBe(made.length)
  for (const token of made) expect(token).toHaveLength(32)
  expect(() => tokens.exact('phone', null, '')).toThrow(RangeError)
})

test('a name in traditional characters finds the person noted in simplified ones', () => {
  const token = (name: string): string => tokens.exact('name', '430200', nameForms(name).name).toString('hex')
  expect(token('單雄信')).toBe(token('单雄信'))
  expect(token('阿依古麗・買買提')).toBe(token('阿依古丽买买提'))
  expect(token('单雄心')).not.toBe(token('单雄信'))
})

test('grams are unique, ascending, signed 32-bit numbers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const grams = tokens.grams(text)
      expect(grams).toEqual([...new Set(grams)].sort((a, b) => a - b))
      for (const gram of grams) expect(gram).toBe(gram | 0)
    }),
  )
  expect(tokens.grams('家暴家暴家暴')).toHaveLength(2)
})

test.each([
  ['丈夫經常對其實施家庭暴力', '家庭暴力'],
  ['丈夫经常对其实施家庭暴力', '家庭暴力'],
  ['ＡＢＣ公司拖欠工资１２００元', 'abc公司拖欠工资1200'],
  ['反映:家暴,已报警。', '家暴 报警'],
  ['反映:家暴,已报警。', '家暴已报警'],
  ['株 洲 市荷塘区', '株洲'],
  ['在乾隆街附近', '乾隆街'],
  ['衣服乾淨', '干净'],
  ['住𠮷野村', '𠮷野'],
  ['留言👩‍👧求助', '👧求助'],
  ['張 三', '张三'],
  ['张三', '张 三'],
])('"%s" is found by "%s"', (text, query) => {
  expect(matches(text, query)).toBe(true)
})

test.each([
  ['丈夫经常打骂', '家暴'],
  ['丈夫经常打骂', '丈'],
  ['丈夫经常打骂', ''],
  ['丈夫经常打骂', ' ,。'],
  ['家里有暴雨', '家暴'],
  ['住𠮷野村', '吉野'],
])('"%s" is not found by "%s"', (text, query) => {
  expect(matches(text, query)).toBe(false)
})

test('any piece of two or more characters finds the text it was cut from', () => {
  const character = fc.constantFrom(...'丈夫经常對家庭暴力乾隆後來𠮷野Ａb1,。 👧著薴')
  fc.assert(
    fc.property(
      fc.array(character, { minLength: 2, maxLength: 40 }),
      fc.nat(38),
      fc.integer({ min: 2, max: 8 }),
      (text, from, size) => {
        const piece = text.slice(from, from + size).join('')
        fc.pre(tokens.queryGrams(piece).length > 0)
        expect(matches(text.join(''), piece)).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

test('half of a surrogate pair is never a token of its own', () => {
  expect(tokens.grams('𠮷野')).toHaveLength(1)
  expect(tokens.grams('𠮷')).toEqual([])
  expect(tokens.grams('👧👩')).not.toEqual(tokens.grams('👧👨'))
})

test('what the cache forgets comes back the same', () => {
  const many = Array.from(
    { length: 70_000 },
    (_, at) => String.fromCodePoint(0x20000 + (at % 40_000)) + String.fromCodePoint(0x4e00 + (at % 20_000)),
  )
  const small = makeTokenizer(key)
  const before = small.grams('家庭暴力')
  small.grams(many.join(''))
  expect(small.grams('家庭暴力')).toEqual(before)
})

test('a place is found by itself and by all above it, and not by its neighbours', () => {
  const stored = tokens.placeGrams('/43/02/02/001/')
  expect(stored).toHaveLength(4)
  for (const scope of ['/43/', '/43/02/', '/43/02/02/', '/43/02/02/001/'])
    expect(stored).toContain(tokens.placeGram(scope))
  for (const scope of ['/44/', '/43/02/03/', '/43/02/02/002/', '/02/'])
    expect(stored).not.toContain(tokens.placeGram(scope))
  expect(tokens.placeGrams('/')).toEqual([])
})

test.each(['/', '', '43/02', '/43/02', '43/', '//', '/43//'])('"%s" has no place token', (scope) => {
  expect(() => tokens.placeGram(scope)).toThrow(RangeError)
})

test.each(['', '43/02', '/43/02', '43/', '//', '/43//'])('"%s" is not the path of a place', (scope) => {
  expect(() => tokens.placeGrams(scope)).toThrow(RangeError)
})
