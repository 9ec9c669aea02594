import { expect, test } from 'vitest'
import { checkDigit, makeNarrative, makePerson } from './names.ts'
import type { PetitionMatter } from './narratives.ts'
import { narratives } from './narratives.ts'
import { rng, zipf } from './rng.ts'

const matters = Object.keys(narratives.core) as PetitionMatter[]
const people = (seed: number, n: number) => {
  const next = rng(seed)
  const taken = new Set<string>()
  return Array.from({ length: n }, () => makePerson(next, { taken, division: '431281', on: '2014-06-30' }))
}

test('the same seed gives the same people and stories, another seed others', () => {
  expect(people(7, 20)).toEqual(people(7, 20))
  expect(people(7, 20)).not.toEqual(people(8, 20))
  expect(makeNarrative(rng(3), '0101')).toBe(makeNarrative(rng(3), '0101'))
})

test('ID numbers are valid, agree with sex and birth date, and are never given out twice', () => {
  const crowd = people(1, 5000)
  expect(new Set(crowd.map((one) => one.idNumber)).size).toBe(crowd.length)
  for (const one of crowd) {
    expect(one.idNumber).toMatch(/^431281\d{11}[\dX]$/)
    expect(one.idNumber.slice(6, 14)).toBe(one.birthDate.replaceAll('-', ''))
    expect(Number(one.idNumber[16]) % 2).toBe(one.sex === '1' ? 1 : 0)
    expect(checkDigit(one.idNumber.slice(0, 17))).toBe(one.idNumber[17])
  }
})

// The worked example of the standard.
test('check digit of GB 11643', () => {
  expect(checkDigit('11010519491231002')).toBe('X')
})

test('phones are of a range no operator has', () => {
  for (const one of people(2, 500)) expect(one.phone).toMatch(/^154\d{8}$/)
})

test('names are as varied as real ones: two to four characters, two-character surnames, middle dots', () => {
  const names = people(3, 5000).map((one) => one.name)
  for (const name of names) expect(name).toMatch(/^(\p{Script=Han}{2,4}|\p{Script=Han}{2,5}·\p{Script=Han}{2,4})$/u)
  const share = (ok: (name: string) => boolean): number => names.filter(ok).length / names.length
  expect(share((name) => name.length === 2)).toBeGreaterThan(0.15)
  expect(share((name) => name.includes('·'))).toBeGreaterThan(0.005)
  expect(share((name) => /^(欧阳|上官|司徒|诸葛|端木|夏侯|尉迟|皇甫|令狐|东方)/.test(name))).toBeGreaterThan(0.01)
  expect(new Set(names).size).toBeGreaterThan(3500)
})

test('people are of the age wished for on the day given', () => {
  const next = rng(4)
  for (let i = 0; i < 500; i++) {
    const { birthDate } = makePerson(next, { minAge: 18, maxAge: 20, on: '2014-02-28' })
    expect(birthDate > '1993-02-27' && birthDate <= '1996-02-28').toBe(true)
  }
})

test.each(matters)(
  'class %s: stories of 30 to 120 characters, slots filled, no name and no place of their own',
  (matter) => {
    const next = rng(Number(matter))
    const stories = Array.from({ length: 60 }, (_, i) => makeNarrative(next, matter, i % 2 ? '龙船塘瑶族乡' : ''))
    for (const [i, story] of stories.entries()) {
      expect(story.length).toBeGreaterThanOrEqual(30)
      expect(story.length).toBeLessThanOrEqual(120)
      expect(story).not.toMatch(/[{},?]|undefined|\d{6}/)
      expect(story).toMatch(/[。？]$/)
      expect(story.includes('龙船塘')).toBe(i % 2 === 1)
    }
    expect(new Set(stories).size).toBeGreaterThan(20)
  },
)

test('words come by rank: the first of ten about ten times as often as the last', () => {
  const next = rng(5)
  const seen = new Map<number, number>()
  for (let i = 0; i < 30_000; i++) {
    const n = zipf(next, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    seen.set(n, (seen.get(n) ?? 0) + 1)
  }
  expect((seen.get(0) ?? 0) / (seen.get(9) ?? 1)).toBeGreaterThan(7)
  expect((seen.get(0) ?? 0) / (seen.get(9) ?? 1)).toBeLessThan(13)
})
