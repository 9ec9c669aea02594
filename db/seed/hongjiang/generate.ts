import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import chineseDays from 'chinese-days'
import { codeLabel } from '#catalogue/codes/define.ts'
import { marriages, sexes } from '#catalogue/codes/common.ts'
import { channels, opinions, purposes, triageOutcomes } from '#catalogue/codes/petition.ts'
import { makeNarrative, makePerson } from '#db/seed/people/names.ts'
import { between, chance, pick, rng, shuffle, zipf } from '#db/seed/people/rng.ts'
import type { Rng } from '#db/seed/people/rng.ts'
import type { Matter } from './matters.ts'
import { matters, places } from './matters.ts'

/** Columns of the ledger, in the words of the paper register (F-01). */
export const header = [
  '来源编号',
  '收件日期',
  '渠道',
  '姓名',
  '性别',
  '年龄',
  '电话',
  '身份证号',
  '住址',
  '婚姻状况',
  '人数',
  '目的',
  '问题分类',
  '主要事实和诉求',
  '处理方式',
  '受理日期',
  '办结日期',
  '处理意见',
  '答复日期',
  '备注',
] as const

type Row = Record<(typeof header)[number], string>

// The package is CommonJS: Node gives its functions on the default export only.
const workCalendar = chineseDays
const last = '2014-06-30'
const start = '2014-01-02'

const addDays = (date: string, n: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

// Letters are stamped, visits received and calls taken on work days; the calendar of 2014 knows the holidays.
const nextWorkday = (date: string): string => (workCalendar.isWorkday(date) ? date : nextWorkday(addDays(date, 1)))

const earlier = (a: string, b: string): string => (a < b ? a : b)

/** The sixty petitions of the half-year, the same on every run. */
export const petitions = (): readonly Row[] => {
  const next = rng(20_140_630)
  const received = [...receivedDates(next)]
  // The two that are still in hand came in last, so that nothing is overdue on the day of the return.
  const order = [
    ...shuffle(
      next,
      matters.filter((one) => !one.inHand),
    ),
    ...matters.filter((one) => one.inHand),
  ]
  const arrivals = shuffle(next, [...Array(11).fill('L'), ...Array(33).fill('V'), ...Array(16).fill('T')] as string[])
  const taken = new Set<string>()
  return order.map((matter, place) =>
    row(next, matter, received[place] ?? last, arrivals[place] ?? 'V', place + 1, taken),
  )
}

const receivedDates = (next: Rng): readonly string[] =>
  Array.from({ length: 60 }, () => earlier(nextWorkday(addDays(start, between(next, 0, 170))), '2014-06-20')).toSorted()

const row = (next: Rng, matter: Matter, received: string, channel: string, serial: number, taken: Set<string>): Row => {
  const [minAge, maxAge] = matter.ages
  const sex = matter.sex ?? (chance(next, 0.93) ? '2' : '1')
  const person = makePerson(next, { sex, minAge, maxAge, on: received, division: '431281', places, taken })
  const accepted =
    matter.outcome === 'R1' ? earlier(nextWorkday(addDays(received, between(next, 0, 9))), '2014-06-24') : ''
  const closed = matter.inHand ? '' : closedOn(next, matter, received, accepted)
  return {
    来源编号: `HJ2014-${String(serial).padStart(3, '0')}`,
    收件日期: received,
    渠道: codeLabel(channels, channel).zh,
    姓名: person.name,
    性别: codeLabel(sexes, person.sex).zh,
    年龄: String(ageOn(person.birthDate, received)),
    电话: channel === 'L' && chance(next, 0.5) ? '' : person.phone,
    身份证号: channel === 'V' && chance(next, 0.4) ? person.idNumber : '',
    住址: person.address,
    婚姻状况: codeLabel(marriages, matter.marriage ?? person.marriage).zh,
    人数: '1',
    目的: codeLabel(purposes, matter.purpose).zh,
    问题分类: matter.code,
    主要事实和诉求: makeNarrative(next, matter.code),
    处理方式: codeLabel(triageOutcomes, matter.outcome).zh,
    受理日期: accepted,
    办结日期: closed,
    处理意见:
      closed !== '' && matter.outcome === 'R1'
        ? codeLabel(opinions, zipf(next, matter.opinions ?? (matter.purpose === 'A' ? ['S', 'E', 'X'] : ['S', 'E']))).zh
        : '',
    答复日期: closed,
    备注: matter.inHand ? '在办' : (matter.note ?? ''),
  }
}

// What is answered on the spot or sent on is done within days; an accepted matter within the 60 days of the 2005 regulations.
const closedOn = (next: Rng, matter: Matter, received: string, accepted: string): string => {
  if (matter.outcome === 'R7') return received
  const from = accepted === '' ? received : accepted
  const days = accepted === '' ? between(next, 1, 12) : pick(next, [9, 16, 24, 31, 38, 45, 52])
  return earlier(nextWorkday(addDays(from, days)), last)
}

const ageOn = (birthDate: string, date: string): number =>
  Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (date.slice(5) < birthDate.slice(5) ? 1 : 0)

/** The ledger as a CSV file. No value holds a comma of the format, a quote or a line break: Chinese text has its own comma. */
export const csv = (rows: readonly Row[]): string =>
  [header, ...rows.map((row) => header.map((name) => row[name].replaceAll(',', '，')))]
    .map((cells) => cells.join(','))
    .join('\n') + '\n'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('petitions.csv', import.meta.url), csv(petitions()))
}
