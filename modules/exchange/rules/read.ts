import type { CodeShape } from '#modules/cases/define.ts'
import { checkIdNumber, leaveOut } from '#modules/people/rules/idnumber.ts'
import { checkName } from '#modules/people/rules/names.ts'
import { checkPhone } from '#modules/people/rules/phone.ts'
import { label, type Label } from '#platform/text/label.ts'
import { type DateWay, parseCode, parseDate, parseInteger, parseNumber, type Parsed, tidy } from '../tabular/values.ts'
import { type Answers, noAnswers, saidCode } from './answers.ts'
import type { Column } from './columns.ts'

/** A value as an import keeps it: text and codes as they are, numbers, lists of codes. */
export type Value = string | number | boolean | readonly string[]

/** A value read, or why it cannot be and what to do. */
export type Read = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Label }

/** Reads one cell as its column says. `today` (Asia/Shanghai) is the last day a date may name; `way` how the column writes days. */
export type Reader = (column: Column, text: string, today: string, way?: DateWay) => Read

/** Told of each word of a code column that stands for no code. */
export type Unknown = (column: Column, text: string) => void

/** The longest words one cell may hold; a longer account is attached to the record as a file. */
const longestText = 20_000

/** Makes the reader of one import; codes met before are not looked up again, because a register repeats few values. */
export const makeReader = (answers: Answers = noAnswers, unknown: Unknown = () => undefined): Reader => {
  const seen = new Map<Column, Map<string, Read>>()
  return (column, text, today, way) => {
    if (column.type !== 'code' && column.type !== 'codes') return readPlain(column, text, today, way)
    const known = seen.get(column) ?? new Map<string, Read>()
    seen.set(column, known)
    const read = known.get(text) ?? readSaid(column, text, answers)
    known.set(text, read)
    if (!read.ok) unknown(column, text)
    return read
  }
}

// What was said of a word goes before what the list makes of it.
const readSaid = (column: Column, text: string, answers: Answers): Read => {
  const said = saidCode(answers, column, text)
  if (said === undefined) return readCodes(column, text)
  return said === '' ? left : { ok: true, value: column.type === 'codes' ? [said] : said }
}

/** A word that was said to stand for nothing; the cell counts as empty. */
export const left: Read = { ok: true, value: '' }

const readPlain = (column: Column, text: string, today: string, way: DateWay = {}): Read => {
  switch (column.type) {
    case 'date': {
      const date = parseDate(text, '', { ...way, notBefore: '1900-01-01', notAfter: today })
      return date.ok
        ? { ok: true, value: date.value.time === null ? date.value.date : `${date.value.date} ${date.value.time}` }
        : { ok: false, reason: date.problem.reason }
    }
    case 'integer':
      return plain(
        parseInteger(text, '', {
          min: column.key === 'persons' ? 1 : 0,
          max: 100_000,
          units: ['人', '岁', '件', '次', '名', '周岁'],
        }),
      )
    // How large it may be and whether whole is for the fields of the kind to say.
    case 'number':
      return plain(parseNumber(text, '', amountUnits))
    case 'boolean':
      return readBoolean(text)
    case 'name':
      return readName(text)
    case 'idNumber':
      return readId(text, today)
    case 'phone': {
      const phone = checkPhone(text)
      return phone.ok ? { ok: true, value: phone.value.normal } : phone
    }
    case 'unit':
      return /^\d{6}(\d{3}){0,2}$/.test(tidy(text))
        ? { ok: true, value: tidy(text) }
        : {
            ok: false,
            reason: label(
              '单位要填代码(6、9 或 12 位数字)。请核对后改正。',
              'A unit is given by its code (6, 9 or 12 digits). Check and correct it.',
            ),
          }
    case 'source':
      return tidy(text).length <= 100
        ? { ok: true, value: tidy(text) }
        : { ok: false, reason: tooLong(100, tidy(text).length) }
    default:
      return text.length <= longestText
        ? { ok: true, value: text.trim() }
        : { ok: false, reason: tooLong(longestText, text.length) }
  }
}

/** What may stand behind a number of a field. */
const amountUnits = ['人', '岁', '件', '次', '名', '周岁', '户', '元', '个月', '天', '小时']

const plain = <T extends Value>(parsed: Parsed<T>): Read =>
  parsed.ok ? parsed : { ok: false, reason: parsed.problem.reason }

const tooLong = (most: number, now: number): Label =>
  label(
    `最多 ${most} 个字,现在是 ${now} 个。请缩短,或导入后作为附件上传。`,
    `At most ${most} characters; this has ${now}. Shorten it, or attach it as a file after the import.`,
  )

/** Names that stand for a missing name; the record then says so instead of keeping the word as a name. */
const nameless: Readonly<Record<string, 'anonymous' | 'unclear'>> = {
  匿名: 'anonymous',
  不愿透露: 'anonymous',
  不愿透露姓名: 'anonymous',
  无名: 'anonymous',
  佚名: 'anonymous',
  不详: 'unclear',
  姓名不详: 'unclear',
  身份不清: 'unclear',
  身份不详: 'unclear',
}

/** Why there is no name, when a name cell says so. */
export const namelessness = (text: string): 'anonymous' | 'unclear' | null => nameless[tidy(text)] ?? null

const readName = (text: string): Read => {
  if (namelessness(text)) return { ok: true, value: tidy(text) }
  const name = checkName(text)
  return name.ok ? { ok: true, value: name.value } : name
}

const readId = (text: string, today: string): Read => {
  const checked = checkIdNumber(text, today, leaveOut)
  if (!checked.ok) return checked
  const { normal, derived15 } = checked.value
  if (!derived15) return { ok: true, value: normal }
  return {
    ok: false,
    reason: label(
      `这是 15 位旧号码,换算为 ${normal}。请核对后改填 18 位。`,
      `This is an old 15-digit number; as 18 digits it is ${normal}. Check it and enter 18 digits.`,
    ),
  }
}

const readBoolean = (text: string): Read => {
  const word = tidy(text).toLowerCase()
  if (['是', '有', '√', '对', 'yes', 'true', '1', 'y'].includes(word)) return { ok: true, value: true }
  if (['否', '无', '没有', '×', 'no', 'false', '0', 'n'].includes(word)) return { ok: true, value: false }
  return { ok: false, reason: label('请填“是”或“否”。', 'Write yes or no.') }
}

const readCodes = (column: Column, text: string): Read => {
  const rows = (column.codes ?? []).map((row) => ({
    code: row.code,
    label: label(row.zh, row.en),
    synonyms: row.synonyms ?? [],
  }))
  if (column.type === 'code') return plain(parseCode(rows, text, ''))
  const values: string[] = []
  for (const part of tidy(text)
    .split(/[、,;/]|\s+/)
    .filter((one) => one !== '')) {
    const code = parseCode(rows, part, '')
    if (!code.ok) return { ok: false, reason: code.problem.reason }
    if (!values.includes(code.value)) values.push(code.value)
  }
  return { ok: true, value: values }
}

/** Why a code may not be used on a day (`YYYY-MM-DD`); null when it may. */
export const outOfDate = (row: CodeShape | undefined, day: string): Label | null =>
  row && ((row.validFrom !== undefined && day < row.validFrom) || (row.validTo !== undefined && day > row.validTo))
    ? label(
        `「${row.zh}」在 ${day} 不用。请改填当时的类别。`,
        `“${row.en}” was not in use on ${day}. Use the one in force then.`,
      )
    : null
