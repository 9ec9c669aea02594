import { halfWidth } from './checked.ts'
import { checkIdNumber, greatestAge, leaveOut } from './idnumber.ts'
import { checkPhone } from './phone.ts'
import { addDays, isDate } from '#platform/clock/time.ts'
import type { LocalDate } from '#platform/clock/time.ts'
import type { Label } from '#platform/text/label.ts'

/** Where in the note a chip was found: UTF-16 offsets, `end` exclusive, and the words as written. */
type Place = { readonly start: number; readonly end: number; readonly text: string }

/** What a day in a note can be the day of. */
export type DayOf = 'birth' | 'marriage' | 'incident'

/**
 * Something found in a note and offered as a chip; a person presses it before any field is filled. `problem`: it looks
 * like an ID number and is not a valid one (`value` is then as typed). `assumed`: the year was not written in full.
 */
export type Chip = Place &
  (
    | { readonly kind: 'idNumber'; readonly value: string; readonly problem?: Label }
    | { readonly kind: 'phone'; readonly value: string }
    | {
        readonly kind: 'date'
        readonly value: LocalDate
        readonly assumed: boolean
        /** What its neighbouring word says of the day; absent where none does. */
        readonly of?: DayOf
      }
    | { readonly kind: 'age'; readonly value: number }
  )

/** The ID numbers, telephones, dates and ages in a note, in order and never overlapping. `today`: Asia/Shanghai. */
export const findChips = (note: string, today: LocalDate): readonly Chip[] => {
  const text = written(halfWidth(note))
  const chips: Chip[] = []
  for (const find of [findIds, findPhones, findDates, findAges]) {
    for (const chip of find(text, today)) {
      if (chip.kind === 'date' && ofComing.test(text.slice(chip.end))) continue
      if (chips.some((taken) => chip.start < taken.end && taken.start < chip.end)) continue
      const of = chip.kind === 'date' ? dayOf(text.slice(0, chip.start), text.slice(chip.end)) : undefined
      chips.push({ ...chip, text: note.slice(chip.start, chip.end), ...(of ? { of } : {}) } as Chip)
    }
  }
  return chips.sort((one, other) => one.start - other.start)
}

// Numbers as they are dictated, 幺三八零零…: each spoken digit becomes a written one in its place. A run as long is no amount and no date.
const spokenRun = /[0-9零〇○幺一二三四五六七八九](?:[ -]?[0-9零〇○幺一二三四五六七八九]){9,17}/g
const spoken: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...'零一二三四五六七八九'].map((character, digit) => [character, String(digit)]),
  ['〇', '0'],
  ['○', '0'],
  ['幺', '1'],
])
const written = (text: string): string =>
  text.replace(spokenRun, (run) => [...run].map((character) => spoken[character] ?? character).join(''))

type Finder = (text: string, today: LocalDate) => readonly Chip[]

const findIds: Finder = (text, today) =>
  find(text, /(^|[^0-9A-Za-z])(\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx×]|\d{15})(?![0-9A-Za-z])/g).flatMap(
    ({ place }): Chip[] => {
      const typed = place.text.replace(/[ -]/g, '')
      const checked = checkIdNumber(typed, today, leaveOut)
      if (checked.ok) return [{ ...place, kind: 'idNumber', value: checked.value.normal }]
      // Order and card numbers are as long; only what carries a plausible year is worth a warning.
      if (!/^\d{6}(?:19|20)/.test(typed) || typed.length < 18) return []
      return [{ ...place, kind: 'idNumber', value: typed, problem: checked.reason }]
    },
  )

const findPhones: Finder = (text) =>
  find(
    text,
    /(^|[^0-9])((?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|(?:0\d{2,3}[ -]?|\(0\d{2,3}\) ?)\d{7,8}(?:(?:-|转)\d{1,6})?)(?![0-9])/g,
  ).flatMap(({ place }): Chip[] => {
    const checked = checkPhone(place.text)
    return checked.ok ? [{ ...place, kind: 'phone', value: checked.value.normal }] : []
  })

const findDates: Finder = (text, today) => [
  ...find(text, numericDate).flatMap(({ place, parts: [year, month, date] }) =>
    dated(place, isoOf(year, month, date), false),
  ),
  ...find(text, writtenDate).flatMap(({ place, parts: [year, month, date] }): Chip[] => {
    // A lunar date would be read a month early.
    if (/[农阴旧]历$/.test(text.slice(0, place.start))) return []
    const found = yearOf(year, today)
    if (found) return dated(place, isoOf(String(found.year), month, date), found.assumed)
    const thisYear = isoOf(today.slice(0, 4), month, date)
    return dated(place, thisYear <= today ? thisYear : isoOf(String(Number(today.slice(0, 4)) - 1), month, date), true)
  }),
  ...find(text, dayOfMonth).flatMap(({ place, parts: [back = '', date] }) => {
    const month = monthBefore(today, monthsBack(back))
    return past(dated(place, isoOf(month.slice(0, 4), month.slice(5), date), false), today)
  }),
  ...find(text, dayOfWeek).flatMap(({ place, parts: [back = '', name = ''] }) =>
    past(dated(place, addDays(today, weekday(name) - weekdayOf(today) - 7 * monthsBack(back)), false), today),
  ),
  ...find(text, endOfMonth).flatMap(({ place, parts: [back = ''] }) =>
    past(dated(place, addDays(`${monthBefore(today, monthsBack(back) - 1)}-01`, -1), true), today),
  ),
  ...find(text, /()(大前|前|昨|今)(?:天|日|晚|夜|儿)/g).flatMap(({ place, parts: [day = ''] }) =>
    dated(place, addDays(today, -(daysAgo[day] ?? 0)), false),
  ),
]

const findAges: Finder = (text) =>
  [
    ...find(text, /(^|[^\d.\-—–~、零〇一二两三四五六七八九十百几])(\d{1,3}|[零一二两三四五六七八九十百]{1,5}) ?周?岁/g),
    ...find(text, /(年龄 ?[:为是]? ?)(\d{1,3})(?!\d)/g),
  ].flatMap(({ place, parts: [number] }): Chip[] => {
    const value = numberOf(number)
    if (ofAnother.test(text.slice(0, place.start))) return []
    return value !== undefined && value <= greatestAge ? [{ ...place, kind: 'age', value }] : []
  })

// 「孩子 8 岁」 says nothing of the one who came: offered for her it would be pressed by a tired hand.
const ofAnother =
  /(?:孩子|小孩|儿子|女儿|[孙外][子女]|娃娃?|丈夫|老公|前夫|男方|对方|公公|婆婆|父亲|母亲|爸爸?|妈妈?)[^,。;、\s]{0,4}\s?$/

// 「今天上午来访」 is the day she came, which the matter has as its day of receipt; never the day it happened.
const ofComing =
  /^ ?(?:一早|早上|早晨|上午|中午|下午|傍晚|晚上)?(?:本人|她|她本人|求助人|来访人|当事人|家属|亲属)?(?:亲自|独自|自己|一人)?(?:来[访信电函]|来[的说问]|来[到我]?(?:妇联|会里|单位|办公室|窗口)|打?电话来|打来电话|上门求助|致电|[收接]到)/

// The word right behind a day names it, 「1986年3月5日出生」, else the one right before, 「生于1986年3月5日」. Within the clause: what follows
// a comma is about something else.
const dayOf = (before: string, after: string): DayOf | undefined => {
  const clause = /^[^,。;!?\n]{0,10}/.exec(after.replace(/^ ?[(（]/, ''))?.[0] ?? ''
  return (
    dayWords.find(([, behind]) => behind.test(clause))?.[0] ?? dayWords.find(([, , ahead]) => ahead.test(before))?.[0]
  )
}
const dayWords: readonly (readonly [DayOf, RegExp, RegExp])[] = [
  ['birth', /^ ?(?:出生|生人|生的|生(?=$))/, /(?:出生(?:日期|年月日?|时间)?|生于|生日)[ :为是在于]{0,3}$/],
  [
    'marriage',
    /^ ?(?:结婚|结的婚|领证|领的证|登记结婚|成家|成亲|办(?:的)?酒)/,
    /(?:结婚(?:日期|时间)?|领证|登记)[ :为是在于]{0,3}$/,
  ],
  [
    'incident',
    /(?:发生|出的?事|打|骂|动手|掐|砸|摔|踢|闹|赶出|赶走|威胁|恐吓|受伤|被抢|抢走|拿走|辞退|停工|拖欠)/,
    /(?:发生(?:日期|时间)?|事发(?:日期|时间)?|出事)[ :为是在于]{0,3}$/,
  ],
]

const digit = '[〇○零一二三四五六七八九]'
const number = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const numericDate = /(^|[^\d.\-/])((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d|[.\-/]\d)/g
const writtenDate = new RegExp(
  `(^|[^\\d年〇○零一二三四五六七八九十])(?:((?:(?:19|20)?\\d{2}|${digit}{4}) ?年|今年|去年|前年) ?)?(${number}) ?月 ?(${number}) ?[日号]`,
  'g',
)
const dayOfMonth = new RegExp(`()(上上个?月|上个?月|这个?月|本月)的? ?(${number}) ?[日号]`, 'g')
const endOfMonth = /()(上上个?月|上个?月)的?(?:月?底|月?末)/g
const dayOfWeek = /()(上上个?|上个?|这个?|本)(?:周|星期|礼拜)([一二三四五六日天])/g
const monthsBack = (word: string): number => [...word].filter((character) => character === '上').length
const weekday = (name: string): number => Math.max(0, '一二三四五六'.indexOf(name)) + (/[日天]/.test(name) ? 6 : 0)
const weekdayOf = (day: LocalDate): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
const monthBefore = (day: LocalDate, back: number): string => {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - back
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
// 这个月三十号 said on the 28th is a day to come, and nothing has happened on it.
const past = (chips: Chip[], today: LocalDate): Chip[] =>
  chips.filter((chip) => chip.kind !== 'date' || chip.value <= today)

const daysAgo: Readonly<Record<string, number>> = { 大前: 3, 前: 2, 昨: 1, 今: 0 }

type Found = { readonly place: Place; readonly parts: readonly (string | undefined)[] }

/**
 * All matches of a pattern whose first group is the context before the find. Contexts are groups because the oldest
 * browsers served do not parse lookbehind.
 */
const find = (text: string, pattern: RegExp): readonly Found[] =>
  [...text.matchAll(pattern)].map((match) => {
    const start = match.index + (match[1] ?? '').length
    const end = match.index + match[0].length
    return { place: { start, end, text: text.slice(start, end) }, parts: match.slice(2) }
  })

const dated = (place: Place, value: LocalDate, assumed: boolean): Chip[] =>
  isDate(value) ? [{ ...place, kind: 'date', value, assumed }] : []

const isoOf = (year = '', month = '', date = ''): LocalDate =>
  `${year}-${String(numberOf(month) ?? '').padStart(2, '0')}-${String(numberOf(date) ?? '').padStart(2, '0')}`

const yearOf = (written: string | undefined, today: LocalDate): { year: number; assumed: boolean } | undefined => {
  if (!written) return undefined
  const current = Number(today.slice(0, 4))
  const ago = ['今年', '去年', '前年'].indexOf(written)
  if (ago >= 0) return { year: current - ago, assumed: false }
  const digits = [...written.replace(/[〇○]/g, '零')]
    .map((character) => chineseDigits.indexOf(character))
    .filter((value) => value >= 0)
  const plain = Number(digits.length ? digits.join('') : written.replace(/\D/g, ''))
  if (plain > 99) return { year: plain, assumed: false }
  return { year: plain + (2000 + plain > current ? 1900 : 2000), assumed: true }
}

const chineseDigits = '零一二三四五六七八九'

/** Arabic digits or a Chinese numeral up to 199; undefined for 二三十 and other non-numbers. */
const numberOf = (text = ''): number | undefined => {
  if (/^\d+$/.test(text)) return Number(text)
  const match = /^(?:([一])百零?)?(?:([二三四五六七八九]?)(十))?([一二两三四五六七八九]?)$/.exec(
    text.replace('一十', '十'),
  )
  if (!match || text === '') return undefined
  const [, hundred, tens, ten, ones] = match
  const value = (character: string | undefined): number =>
    Math.max(0, chineseDigits.indexOf((character ?? '').replace('两', '二') || '零'))
  return (hundred ? 100 : 0) + (ten ? (value(tens) || 1) * 10 : 0) + value(ones)
}
