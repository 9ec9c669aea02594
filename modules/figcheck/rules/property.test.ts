import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf, type Line } from '../lines.ts'
import { check } from './check.ts'

// Made-up reports whose numbers agree: what is checked is the language, no text of anybody.

const linesIn = (text: string): readonly Line[] => linesOf(text, check(text))
const alarmsIn = (text: string): readonly Line[] =>
  linesIn(text).filter(({ verdict }) => ['mismatch', 'unattainable', 'lost'].includes(verdict))
const percent = (part: number, whole: number): string => ((part / whole) * 100).toFixed(1)

type Words = { readonly total: string; readonly among: string; readonly each: string; readonly against: string }
const words: fc.Arbitrary<Words> = fc.record({
  total: fc.constantFrom('共接待来信来访', '共受理来访', '累计接待群众来访', '共接待妇女来电来访'),
  among: fc.constantFrom('其中', ',其中', '。其中'),
  each: fc.constantFrom('平均每期', '每期平均'),
  against: fc.constantFrom('比上年的', '比去年同期的'),
})

type Numbers = {
  readonly classes: readonly number[]
  readonly before: number
  readonly done: number
  readonly courses: number
  readonly perCourse: number
}
const numbers: fc.Arbitrary<Numbers> = fc.record({
  classes: fc.array(fc.integer({ min: 23, max: 480 }), { minLength: 3, maxLength: 5 }),
  before: fc.integer({ min: 101, max: 900 }),
  done: fc.integer({ min: 61, max: 98 }),
  courses: fc.integer({ min: 12, max: 60 }),
  perCourse: fc.integer({ min: 21, max: 79 }),
})

const names = ['婚姻家庭', '人身权益', '劳动就业', '财产权益', '其他']

/** Sentences that stand by themselves, each with its own relations. */
const sentencesOf = ({ classes, before, done, courses, perCourse }: Numbers, say: Words): readonly string[] => {
  const total = classes.reduce((sum, one) => sum + one, 0)
  const finished = Math.round((total * done) / 100)
  const change = ((courses / before) * 100 - 100).toFixed(1)
  return [
    `全年${say.total}${total}件${say.among.startsWith('。') ? '' : ','}${say.among.replace(/^,/, '')}${classes
      .map((one, at) => `${names[at]}类${one}件,占${percent(one, total)}%`)
      .join(';')}。`,
    `妇联转办的信件${total + 7}件,办结${finished}件,办结率${percent(finished, total + 7)}%。`,
    `举办家庭教育讲座${courses}期,参加家长${courses * perCourse}人次,${say.each}${perCourse}人次。`,
    `志愿服务队开展活动${courses}场,${say.against}${before}场${courses >= before ? '增长' : '下降'}${change.replace('-', '')}%。`,
  ]
}

test('a report whose numbers agree raises no alarm, in whatever words and order', () => {
  fc.assert(
    fc.property(numbers, words, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (given, say, order) => {
      const sentences = sentencesOf(given, say)
      expect(alarmsIn(order.map((at) => sentences[at]).join('\n')).map(({ note }) => note)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('the order of sentences that stand by themselves changes no verdict', () => {
  const verdicts = (text: string): readonly string[] =>
    linesIn(text)
      // Numbers of two sentences may agree by chance.
      .filter(({ verdict, quote }) => verdict === 'match' && !quote.includes('\n'))
      .map(({ kind, stated, operands }) => `${kind} ${operands.map(({ value }) => value).join(',')} ${stated}`)
      .toSorted()
  fc.assert(
    fc.property(numbers, words, (given, say) => {
      const sentences = sentencesOf(given, say)
      const straight = verdicts(sentences.join('\n'))
      // The statements are all found, and found again.
      expect(straight.length).toBeGreaterThanOrEqual(given.classes.length + 3)
      expect(verdicts(sentences.toReversed().join('\n'))).toEqual(straight)
    }),
    { numRuns: 80 },
  )
})

const scaled = (given: Numbers, by: number): Numbers => ({
  ...given,
  classes: given.classes.map((one) => one * by),
  before: given.before * by,
  courses: given.courses * by,
})

test('ten times as much of everything has the same verdicts', () => {
  const kinds = (given: Numbers, say: Words): readonly string[] =>
    linesIn(sentencesOf(given, say).join('\n'))
      .map(({ kind, verdict }) => `${kind} ${verdict}`)
      .toSorted()
  fc.assert(
    fc.property(numbers, words, (given, say) => {
      const rounded = { ...given, done: 100 }
      expect(kinds(scaled(rounded, 10), say).filter((one) => !one.endsWith('match'))).toEqual(
        kinds(rounded, say).filter((one) => !one.endsWith('match')),
      )
    }),
    { numRuns: 80 },
  )
})

test('one altered digit is told, and nothing is told that does not hold it', () => {
  fc.assert(
    fc.property(numbers, words, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, say, which, by) => {
      const text = sentencesOf(given, say).join('\n')
      const shares = [...text.matchAll(/占(\d+)\.\d%/g)]
      const chosen = shares[which % shares.length]
      if (!chosen?.[1]) return
      // The last digit before the point, so that it is some points off.
      const at = chosen.index + 1 + chosen[1].length - 1
      const digit = String((Number(text[at]) + by) % 10)
      const altered = text.slice(0, at) + digit + text.slice(at + 1)
      const alarms = alarmsIn(altered)
      expect(alarms.length).toBeGreaterThan(0)
      for (const { start, end, mark } of alarms)
        expect([start <= at && at < end, mark.start <= at && at < mark.end]).toEqual([true, true])
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['a part of a list', /类(\d+)件/g],
  ['the total of a list', /来[访电]{1,2}[^\d,]*(\d+)件/g],
] as const)('one altered digit of %s is told, and nothing is told that does not hold it', (_, where) => {
  fc.assert(
    fc.property(numbers, words, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, say, which, by) => {
      const text = sentencesOf(given, say).join('\n')
      const all = [...text.matchAll(where)]
      const chosen = all[which % all.length]
      if (!chosen?.[1]) return
      const at = chosen.index + chosen[0].indexOf(chosen[1]) + chosen[1].length - 1
      const altered = text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1)
      const alarms = alarmsIn(altered)
      expect(alarms.length).toBeGreaterThan(0)
      for (const { start, end } of alarms) expect([start <= at, at < end]).toEqual([true, true])
    }),
    { numRuns: 150 },
  )
})

const traditional: Readonly<Record<string, string>> = { 来: '來', 举: '舉', 讲: '講', 动: '動', 务: '務', 类: '類', 权: '權', 财: '財', 办: '辦', 长: '長' } // prettier-ignore
const sounds: Readonly<Record<string, string>> = { 来: 'lái', 理: 'lǐ', 务: 'wù', 家: 'jiā', 参: 'cān', 信: 'xìn', 占: 'zhàn' } // prettier-ignore
const wide = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) + 0xfe_e0)

/** Damage that touches no number: `how` says for each character in turn which kind befalls it, if any. */
const damaged = (text: string, how: readonly number[]): string =>
  [...text]
    .map((sign, at) => {
      const kind = how[at % how.length] ?? 0
      if (kind === 1 && sounds[sign]) return `${sign}(${sounds[sign]})`
      if (kind === 2 && traditional[sign]) return traditional[sign]
      if (kind === 3 && sign === ',') return ',,'
      if (kind === 4 && /[\d%,:;]/.test(sign)) return wide(sign)
      if (kind === 5 && /\p{Script=Han}/u.test(sign) && /\d/.test(text[at + 1] ?? '')) return `${sign} `
      return sign
    })
    .join('')

test('damage that leaves the numbers as they are leaves the verdicts as they are', () => {
  const verdicts = (text: string): readonly string[] =>
    linesIn(text)
      .map(
        ({ kind, stated, operands, verdict }) =>
          `${kind} ${operands.map(({ value }) => value).join(',')} ${stated} ${verdict}`,
      )
      .toSorted()
  const how = fc.array(fc.nat(8), { minLength: 37, maxLength: 97 })
  fc.assert(
    fc.property(numbers, words, how, (given, say, kinds) => {
      const text = sentencesOf(given, say).join('\n')
      expect(verdicts(damaged(text, kinds))).toEqual(verdicts(text))
    }),
    { numRuns: 200 },
  )
})
