import { serialToDate } from './formats.ts'
import { label } from '#platform/text/label.ts'
import type { Label } from '#platform/text/label.ts'

/** A value that cannot be taken over: where it stands (a cell address or a path), why, and what to do. */
export type ValueProblem = { readonly path: string; readonly reason: Label }
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ValueProblem }

/** Full-width letters, digits and signs to half width, any run of white space to one space, ends trimmed. */
export const tidy = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200B\uFEFF]+/g, ' ')
    .trim()

/** `time` is 'HH:mm[:ss]' when the cell carried one. Both are wall-clock in Asia/Shanghai as the writer meant them. */
export type ParsedDate = { readonly date: string; readonly time: string | null }

/** `notBefore` and `notAfter` are 'YYYY-MM-DD', both inclusive; `from1904` for serial numbers of old Mac workbooks. */
export type DateOptions = DateWay & {
  readonly notBefore?: string
  readonly notAfter?: string
  readonly from1904?: boolean
}

/** How a column writes its days: the year of 3月1日, what 3/15/23 is where its other values show it, and the year most of them are of. */
export type DateWay = { readonly year?: number; readonly order?: 'mdy' | 'dmy' | 'ymd'; readonly usual?: number }

const short = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{1,2}|\d{4})$/

const shortParts = (text: string): { numbers: readonly number[]; first: number; last: number }[] => {
  const [, a = '', , b = '', c = ''] = short.exec(tidy(text)) ?? []
  return a === '' ? [] : [{ numbers: [a, b, c].map(Number), first: a.length, last: c.length }]
}

/** The one order in which every short date of a column is a day of the calendar; none when there are several or none. */
export const dateOrder = (texts: readonly string[]): Pick<DateWay, 'order'> => {
  const found = texts.flatMap(shortParts)
  const fits = (order: NonNullable<DateWay['order']>): boolean =>
    found.every(({ numbers: [a = 0, b = 0, c = 0], first, last }) => {
      if (order === 'ymd') return first === 2 && last <= 2 && b <= 12 && c <= 31
      return last >= 2 && (order === 'mdy' ? a <= 12 && b <= 31 : b <= 12 && a <= 31)
    })
  const orders = found.length === 0 ? [] : (['mdy', 'dmy', 'ymd'] as const).filter(fits)
  return orders.length === 1 && orders[0] ? { order: orders[0] } : {}
}

/** Reads a date as people write it (2014-03-08, 2014.3.8, 2014年3月8日, 20140308, serial 41706); never guesses an order. */
export const parseDate = (text: string, path: string, options: DateOptions = {}): Parsed<ParsedDate> => {
  const plain = plainDay(tidy(text))
  if (plain === '') return no(path, reasons.empty)
  const read = readDate(plain, options)
  if ('zh' in read) return no(path, read)
  if (options.notAfter !== undefined && read.date > options.notAfter)
    return no(path, reasons.tooLate(read.date, options.notAfter))
  if (options.notBefore !== undefined && read.date < options.notBefore)
    return no(path, reasons.tooEarly(read.date, options.notBefore))
  return { ok: true, value: read }
}

const signs = '〇一二三四五六七八九'
const inDigits = (text: string): string =>
  text
    .replace(/[零○Ο]/g, '〇')
    .replace(/([一二三]?)十([一二三四五六七八九]?)/g, (_, tens: string, ones: string) =>
      String((tens === '' ? 1 : signs.indexOf(tens)) * 10 + (ones === '' ? 0 : signs.indexOf(ones))),
    )
    .replace(/[〇一二三四五六七八九]/g, (sign) => String(signs.indexOf(sign)))
/** 二〇二六年五月三日 as 2026年5月3日; anything else as it is. */
const plainDay = (text: string): string =>
  /^[零○Ο〇一二三四五六七八九]{4}年[〇一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]?$/.test(text)
    ? inDigits(text)
    : text

const separated = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]?(.*))?$/
const chinese = /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?(?: ?(.*))?$/

const readDate = (text: string, { from1904 = false, year, order, notAfter }: DateOptions): ParsedDate | Label => {
  const parts = separated.exec(text)
  if (parts !== null) return calendarDate(parts[1], parts[3], parts[4], parts[5])
  const written = chinese.exec(text)
  if (written !== null) return calendarDate(written[1], written[2], written[3], written[4])
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (packed !== null) return calendarDate(packed[1], packed[2], packed[3], '')
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const [date = '', time = null] = (serialToDate(Number(text), from1904) ?? '').split(' ')
    return date === '' ? reasons.notDate : { date, time }
  }
  const ordered = order === undefined ? null : short.exec(text)
  if (ordered !== null) return inOrder(ordered, order ?? 'mdy', notAfter)
  const inYear = /^(\d{1,2}) ?[月/.-] ?(\d{1,2}) ?[日号]?$/.exec(text)
  if (inYear !== null) return year === undefined ? reasons.noYear : calendarDate(String(year), inYear[1], inYear[2], '')
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b/.test(text)) return reasons.order
  if (/^\d{1,2}([-/.]|年)\d{1,2}([-/.]|月)\d{1,2}/.test(text)) return reasons.shortYear
  if (/^\d{4}([-/.年] ?(\d{1,2} ?月?)?)?$/.test(text)) return reasons.noDay
  return reasons.notDate
}

// Two digits are the latest year that is not to come.
const inOrder = (
  parts: RegExpExecArray,
  order: NonNullable<DateWay['order']>,
  notAfter = '9999',
): ParsedDate | Label => {
  const [a = '', b = '', c = ''] = [parts[1], parts[3], parts[4]]
  const [year, month, day] = order === 'mdy' ? [c, a, b] : order === 'dmy' ? [c, b, a] : [a, b, c]
  if (year.length === 4) return calendarDate(year, month, day, '')
  const century = `20${year.padStart(2, '0')}` > notAfter.slice(0, 4) ? '19' : '20'
  return calendarDate(`${century}${year.padStart(2, '0')}`, month, day, '')
}

const calendarDate = (year = '', month = '', day = '', clock = ''): ParsedDate | Label => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const known = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(known.getTime()) || known.toISOString().slice(0, 10) !== date) return reasons.noSuchDay(date)
  if (clock.trim() === '') return { date, time: null }
  const time = readClock(clock.trim())
  return time === null ? reasons.notTime : { date, time }
}

const readClock = (text: string): string | null => {
  const match = /^(上午|下午|晚上|中午)? ?(\d{1,2})[:时点](?: ?(\d{1,2})分?)?(?::?(\d{1,2})(?:\.\d+)?秒?)?Z?$/.exec(
    text,
  )
  if (match === null) return null
  const [, half, hours = '', minutes = '0', seconds] = match
  const late = half === '下午' || half === '晚上' || half === '中午'
  const hour = Number(hours) + (late && Number(hours) < 12 && !(half === '中午' && Number(hours) >= 11) ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null
  const short = `${String(hour).padStart(2, '0')}:${minutes.padStart(2, '0')}`
  return Number(seconds ?? 0) === 0 ? short : `${short}:${String(seconds).padStart(2, '0')}`
}

/** `units` are words that may stand behind the number (人, 户, 元); bounds are inclusive. */
export type IntegerOptions = { readonly min?: number; readonly max?: number; readonly units?: readonly string[] }

/** Reads a whole number: `12`, `1,234`, `12.0`, `12人` where 人 is a unit. Rounds nothing and multiplies nothing (万 is refused). */
export const parseInteger = (text: string, path: string, options: IntegerOptions = {}): Parsed<number> => {
  const plain = tidy(text)
  if (plain === '') return no(path, reasons.empty)
  const unit = (options.units ?? []).find((one) => plain.endsWith(one)) ?? ''
  const digits = plain.slice(0, plain.length - unit.length).trim()
  if (/^[-+]?\d+\.\d*[1-9]\d*$/.test(digits)) return no(path, reasons.notWhole(digits))
  if (!/^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.0*)?$/.test(digits)) return no(path, reasons.notNumber)
  const value = Number(digits.replaceAll(',', '')) + 0
  if (!Number.isSafeInteger(value)) return no(path, reasons.notNumber)
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options
  if (value < min || value > max) return no(path, reasons.outside(options.min, options.max))
  return { ok: true, value }
}

/** Reads a number, whole or not: `12`, `1,234.50`, `80000元`. Multiplies nothing (万 is refused). */
export const parseNumber = (text: string, path: string, units: readonly string[] = []): Parsed<number> => {
  const plain = tidy(text)
  const unit = units.find((one) => plain.endsWith(one)) ?? ''
  const digits = plain.slice(0, plain.length - unit.length).trim()
  return /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$/.test(digits)
    ? { ok: true, value: Number(digits.replaceAll(',', '')) + 0 }
    : no(path, plain === '' ? reasons.empty : reasons.notNumber)
}

/** One row of a code list as an import sees it. */
export type CodeRow = { readonly code: string; readonly label: Label; readonly synonyms?: readonly string[] }

/** Finds a code by code, name (either language), `code name` or synonym; two rows that fit equally well are refused. */
export const parseCode = (rows: readonly CodeRow[], text: string, path: string): Parsed<string> => {
  const wanted = codeKey(text)
  if (wanted === '') return no(path, reasons.empty)
  const tests: ((row: CodeRow) => boolean)[] = [
    (row) => codeKey(row.code) === wanted,
    (row) => codeKey(row.label.zh) === wanted || codeKey(row.label.en) === wanted,
    (row) => [`${row.code}${row.label.zh}`, `${row.label.zh}${row.code}`].some((both) => codeKey(both) === wanted),
    (row) => (row.synonyms ?? []).some((synonym) => codeKey(synonym) === wanted),
  ]
  for (const fits of tests) {
    const found = rows.filter(fits)
    const [only] = found
    if (only !== undefined && found.length === 1) return { ok: true, value: only.code }
    if (found.length > 1) return no(path, reasons.twoCodes(tidy(text), found))
  }
  return no(path, reasons.noCode(tidy(text), closest(rows, wanted)))
}

/** Marks between code and name do not count: `01-家庭暴力`, `家庭暴力(01)`, `01 家庭暴力`. */
const codeKey = (text: string): string =>
  tidy(text)
    .toLowerCase()
    .replace(/[\s\-_—、,.:;()[\]/]/g, '')

/** Up to six rows to offer: those that share characters with what was written, else the first of the list. */
const closest = (rows: readonly CodeRow[], wanted: string): readonly CodeRow[] => {
  const shared = (row: CodeRow): number =>
    [...new Set(codeKey(row.label.zh))].filter((sign) => wanted.includes(sign)).length
  const near = rows.filter((row) => shared(row) > 0).sort((a, b) => shared(b) - shared(a))
  return (near.length > 0 ? near : rows).slice(0, 6)
}

export type NameAndPhone = { readonly name: string | null; readonly phone: string | null }

/** Splits `张三/13800000000`, `张三(0731-1234567)`, `13800000000 张三`; phones come out as digits, landlines as area-number. */
export const splitNamePhone = (text: string, path: string): Parsed<NameAndPhone> => {
  const plain = tidy(text)
  if (plain === '') return no(path, reasons.empty)
  const phones: string[] = []
  const rest = plain.replace(
    phonePattern,
    (_, mobile: string | undefined, area: string | undefined, line: string | undefined) => {
      phones.push(mobile === undefined ? `${area}-${line}` : mobile.replace(/\D/g, ''))
      return ' '
    },
  )
  const name = rest
    .replace(/(手机|电话|联系电话|联系方式|姓名|tel)\s*:?/gi, ' ')
    .replace(/[\s/,;:、|()[\]+-]+/g, ' ')
    .trim()
  if (phones.length > 1) return no(path, reasons.twoPhones)
  if (/\d/.test(name)) return no(path, reasons.badPhone)
  return { ok: true, value: { name: name === '' ? null : name, phone: phones[0] ?? null } }
}

const phonePattern =
  /(?:(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d))|(?:(?<!\d)\(?(0\d{2,3})\)?[- ]?(\d{7,8})(?!\d))/g

const no = (path: string, reason: Label): { readonly ok: false; readonly problem: ValueProblem } => ({
  ok: false,
  problem: { path, reason },
})

const names = (rows: readonly CodeRow[], language: 'zh' | 'en'): string =>
  rows.map((row) => `${row.code} ${row.label[language]}`).join(language === 'zh' ? '、' : ', ')

const reasons = {
  empty: label('没有填写。请补上。', 'Nothing is filled in. Please add it.'),
  notDate: label('不是日期。请按 2014-03-08 的样子填写。', 'Not a date. Type it like 2014-03-08.'),
  order: label(
    '分不清哪个是月、哪个是日。请按 年-月-日 填写,如 2014-03-08。',
    'Month and day cannot be told apart. Type year-month-day, like 2014-03-08.',
  ),
  shortYear: label('年份不足四位。请写全,如 2014-03-08。', 'The year is not in full. Write it like 2014-03-08.'),
  noYear: label(
    '只有月和日,表名和标题里也没有年份。请写全,如 2014-03-08。',
    'There is no year here, nor in the name or title of the table. Write it in full, like 2014-03-08.',
  ),
  noDay: label('只有年或月,缺少日。请写到日,如 2014-03-08。', 'The day is missing. Write it in full, like 2014-03-08.'),
  notTime: label(
    '日期后面的时间看不懂。请按 2014-03-08 14:30 的样子填写。',
    'The time after the date is unclear. Type it like 2014-03-08 14:30.',
  ),
  noSuchDay: (date: string) =>
    label(`日历上没有 ${date} 这一天。请核对后改正。`, `There is no ${date} in the calendar. Check and correct it.`),
  tooLate: (date: string, limit: string) =>
    label(`${date} 晚于 ${limit}。请核对年份和月份。`, `${date} is after ${limit}. Check the year and the month.`),
  tooEarly: (date: string, limit: string) =>
    label(`${date} 早于 ${limit}。请核对年份和月份。`, `${date} is before ${limit}. Check the year and the month.`),
  notNumber: label('不是整数。请只填阿拉伯数字,如 12。', 'Not a whole number. Type digits only, like 12.'),
  notWhole: (text: string) =>
    label(
      `${text} 带小数,这里要整数。请核对后改正。`,
      `${text} has decimals where a whole number is needed. Check and correct it.`,
    ),
  outside: (min: number | undefined, max: number | undefined) =>
    label(
      `超出范围(${min ?? '不限'} 至 ${max ?? '不限'})。请核对后改正。`,
      `Outside the range (${min ?? 'any'} to ${max ?? 'any'}). Check and correct it.`,
    ),
  twoCodes: (text: string, found: readonly CodeRow[]) =>
    label(
      `“${text}”对应不止一项:${names(found, 'zh')}。请改填代码。`,
      `"${text}" fits several: ${names(found, 'en')}. Type the code instead.`,
    ),
  noCode: (text: string, offered: readonly CodeRow[]) =>
    label(
      `代码表里没有“${text}”。可以填:${names(offered, 'zh')}。`,
      `"${text}" is not in the list. You can type: ${names(offered, 'en')}.`,
    ),
  twoPhones: label(
    '有两个以上电话。请只留一个,其余写在备注里。',
    'There are several phone numbers. Keep one and move the others to the notes.',
  ),
  badPhone: label(
    '电话号码位数不对。手机 11 位,座机如 0731-12345678。请核对后改正。',
    'The phone number has the wrong length: 11 digits for a mobile, or like 0731-12345678. Correct it.',
  ),
} as const
