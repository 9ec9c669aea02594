import type { NewCase, PartyInput } from '#modules/cases/contract.ts'
import type { CaseKind } from '#modules/cases/define.ts'
import { checkIdNumber } from '#modules/people/rules/idnumber.ts'
import { invalid, reading } from '#platform/http/problem.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { ImportSpec } from '../define.ts'
import { type Cell, columnLetters } from '../tabular/cell.ts'
import { splitNamePhone } from '../tabular/values.ts'
import type { Answers } from './answers.ts'
import { type Column, isOrigin, originOf } from './columns.ts'
import { finishedKey, finishOf, type Handling, handlingOf, instantOf, type PlayedStep } from './handling.ts'
import { left, namelessness, outOfDate, type Reader, type Value } from './read.ts'
import { type Doubt, doubtOf } from './doubts.ts'
import { type Fault, joinTexts, type Table } from './table.ts'

/** A row that can be registered: everything but its key. Ids of parties and steps are made when it is written. */
export type Draft = {
  readonly row: number
  /** 来源编号, or the digest of the table and the row; the same record always has the same. */
  readonly sourceRef: string
  readonly input: Omit<NewCase, 'parties'> & { readonly parties: readonly Omit<PartyInput, 'id'>[] }
  readonly steps: readonly PlayedStep[]
  /** Words that belong to no step. */
  readonly note: string | null
  /** The row as it stands in the file, by heading: every filled cell, taken over or not. */
  readonly line: readonly (readonly [heading: string, text: string])[]
}

export type RowRead = {
  readonly draft: Draft | null
  readonly faults: readonly Fault[]
  readonly notices: readonly Fault[]
  /** It stands open for longer than its kind gives, by what the table says. */
  readonly old: boolean
}

/** What reading a row needs besides the row. `today` is the civil day in Asia/Shanghai. */
export type RowContext = {
  readonly kind: CaseKind
  readonly spec: ImportSpec | undefined
  readonly columns: readonly Column[]
  readonly table: Table
  readonly read: Reader
  /** What was said of this table; `fixed` is what its rows have that it does not say. */
  readonly answers: Answers
  readonly today: string
  /** First hex digits of the table's digest, for rows without a number of their own. */
  readonly digest: string
  /** Whether somebody can be asked about what is doubtful; else it is taken, and said. */
  readonly asks: boolean
}

/** What was typed over the cells of a row, by key of the column; an empty text empties the cell. */
export type Edits = Readonly<Record<string, string>>

/** Among the edits of a row: its matter is the one that stands under its number already, so that the row is not imported. */
export const standsAlready = 'standsAlready'

/** Reads one row into a draft, or answers every fault of it with its cell. */
export const readRow = (context: RowContext, row: readonly Cell[], edits: Edits = {}): RowRead => {
  const { kind, spec } = context
  const number = row[0]?.row ?? 0
  const faults: Fault[] = []
  const at = (key: string, reason: Label): Fault => faultAt(context, number, key, reason)
  // What could not be read is not missing as well.
  const complain = (key: string, reason: Label): void => {
    if (reason !== required || !faults.some((fault) => fault.key === key)) faults.push(at(key, reason))
  }

  const doubts: Fault[] = []
  const values = readCells(context, row, edits, complain, (key, { reason, ways }) => {
    doubts.push({ ...at(key, reason), ways })
  })
  if (context.asks) faults.push(...doubts)
  const role = Object.keys(kind.parties)[0]
  splitTogether(values, `${role}.name`, `${role}.phone`, context, complain)
  const remark = spec?.remark ? values.get(spec.remark) : undefined
  if (remark !== undefined && !values.has('notifyMode'))
    setNotify(
      values,
      context.columns.find((column) => column.key === 'notifyMode'),
      String(remark),
    )
  for (const column of context.columns) if (column.required && !values.has(column.key)) complain(column.key, required)
  checkCodes(context, values, complain)
  if (values.has('origin') && !isOrigin(String(values.get('origin')))) complain('origin', originChanged)

  const parties = Object.keys(kind.parties).flatMap((one) => partyOf(one, values, context, complain))
  const data = Object.fromEntries(
    [...values].filter(([key]) => key.startsWith('data.')).map(([key, value]) => [key.slice(5), value]),
  )
  const parsed = kind.fields.safeParse(data, reading)
  if (!parsed.success)
    for (const problem of invalid(parsed.error, 'data').fields)
      if (!faults.some((fault) => fault.cell === at(problem.path, problem).cell))
        complain(columnOf(problem.path), label(problem.zh, problem.en))
  const handling: Handling =
    spec && faults.length === 0
      ? handlingOf(
          kind,
          spec,
          values,
          (key) => context.columns.find((column) => column.key === key)?.label ?? label(key, key),
          toldIn(context, values),
        )
      : { steps: [], faults: [], remarks: [] }
  for (const fault of handling.faults) complain(fault.key, fault.reason)
  if (faults.length > 0) return { draft: null, faults, notices: [], old: false }

  const text = (key: string): string | undefined => (values.has(key) ? String(values.get(key)) : undefined)
  const flags = [
    ...new Set([
      ...((values.get('flags') as readonly string[] | undefined) ?? []),
      ...parties.flatMap((party) =>
        party.anonymous ? [party.anonymous === 'anonymous' ? 'ANONYMOUS' : 'UNCLEAR'] : [],
      ),
    ]),
  ]
  const finish = finishOf(kind, spec, handling.steps, String(values.get('openedOn')), context.today)
  const done = finish !== null && context.answers.fixed[finishedKey] === 'yes'
  const loose = handling.steps.length === 0 && remark !== undefined ? String(remark) : null
  const sourceRef = text('sourceRef') ?? text('origin') ?? originOf(context.digest, number)
  return {
    draft: {
      row: number,
      sourceRef,
      input: {
        kind: kind.key,
        openedAt: instantOf(String(values.get('openedOn'))),
        parties,
        data,
        sourceRef,
        ...(flags.length > 0 ? { flags } : {}),
        ...optional({
          category: text('category'),
          channel: text('channel'),
          title: text('title'),
          notifyMode: text('notifyMode'),
        }),
        ...(typeof values.get('persons') === 'number' ? { persons: Number(values.get('persons')) } : {}),
      },
      steps: done
        ? [...handling.steps, loose ? { ...finish, note: `${loose}(${finish.note})` } : finish]
        : handling.steps,
      note: done ? null : loose,
      line: row.map((cell) => [context.table.headings.get(cell.column) ?? columnLetters(cell.column), cell.text]),
    },
    faults: [],
    notices: [...doubts, ...handling.remarks.map(({ key, reason }) => at(key, reason))],
    old: finish !== null,
  }
}

/** A fault of one column of a row; the cell is where the column stands, filled or not. */
export const faultAt = (
  { columns, table }: Pick<RowContext, 'columns' | 'table'>,
  row: number,
  key: string,
  reason: Label,
): Fault => {
  const column = columns.find((one) => one.key === key)
  const place = column && table.places.get(column)
  return {
    row,
    cell: place === undefined ? null : `${columnLetters(place)}${row}`,
    column: column?.label.zh ?? null,
    key,
    reason,
  }
}

/** Draft paths of the engine (`parties.0.name`, `data.facts`, `openedAt`) as column keys. */
export const columnOf = (path: string, roles: readonly string[] = []): string => {
  const party = /^parties\.(\d+)\.(\w+)/.exec(path)
  if (party) return `${roles[Number(party[1])] ?? ''}.${party[2]}`
  if (path === 'openedAt') return 'openedOn'
  return path.startsWith('data.') ? path.split('.').slice(0, 2).join('.') : (path.split('.')[0] ?? path)
}

const readCells = (
  context: RowContext,
  row: readonly Cell[],
  edits: Edits,
  complain: (key: string, reason: Label) => void,
  wonder: (key: string, doubt: Doubt) => void,
): Map<string, Value> => {
  const values = new Map<string, Value>()
  const put = (column: Column, text: string, typed = false): void => {
    if (text.trim() === '') return
    // Name and telephone in one cell are taken apart afterwards, so that a digit in it is no fault yet.
    if (column.type === 'name' && /\d{7}/.test(text)) return void values.set(column.key, text)
    const read = context.read(column, text, context.today, context.table.dates.get(column))
    if (!read.ok) complain(column.key, read.reason)
    else if (read !== left) {
      values.set(column.key, read.value)
      const doubt = typed ? null : doubtOf(column, read.value, context.table.dates.get(column))
      if (doubt) wonder(column.key, doubt)
    }
  }
  const byPlace = new Map([...context.table.places].map(([column, place]) => [place, column]))
  const { joined, headings } = context.table
  const joinedTo = new Set(joined.values())
  const texts = new Map<Column, string>()
  for (const cell of row) {
    const more = joined.get(cell.column)
    const column = byPlace.get(cell.column) ?? more
    if (!column || column.key in edits) continue
    if (cell.fault) complain(column.key, cell.fault)
    else if (joinedTo.has(column))
      texts.set(
        column,
        more ? joinTexts(texts.get(column) ?? '', headings.get(cell.column) ?? '', cell.text) : cell.text,
      )
    else put(column, cell.text)
  }
  for (const [column, text] of texts) put(column, text)
  const { fixed } = context.answers
  for (const column of context.columns) {
    if (edits[column.key]) put(column, edits[column.key] ?? '', true)
    else if (!context.table.places.has(column) && stands(context, column, values))
      put(column, fixed[column.key] ?? '', true)
  }
  return values
}

// How it was handled is said for all rows at once only of those that were: where a column of the handling is filled; what a step needs, of
// the rows that take it.
const stands = ({ spec }: RowContext, column: Column, values: ReadonlyMap<string, Value>): boolean => {
  if (!spec?.columns.some(({ key }) => key === column.key)) return true
  if (column.key === spec.outcome)
    return spec.columns.some(({ key }) => key !== spec.outcome && key !== spec.remark && values.has(key))
  const path = spec.paths[String(values.get(spec.outcome))] ?? []
  return path.some(
    ({ result, reason, on }) =>
      (result === column.key || reason === column.key) && on.some((key) => key === 'openedOn' || values.has(key)),
  )
}

/** `张三 13800000000` in the name cell fills name and telephone when the telephone is not given elsewhere. */
const splitTogether = (
  values: Map<string, Value>,
  nameKey: string,
  phoneKey: string,
  context: RowContext,
  complain: (key: string, reason: Label) => void,
): void => {
  for (const [key, value] of values) {
    if (!key.endsWith('.name') || !/\d{7}/.test(String(value))) continue
    const split = splitNamePhone(String(value), '')
    values.delete(key)
    const name =
      split.ok && split.value.name !== null
        ? context.read({ ...nameColumn, key }, split.value.name, context.today)
        : null
    if (!split.ok) complain(key, split.problem.reason)
    else if (name && !name.ok) complain(key, name.reason)
    else if (name) values.set(key, name.value)
    if (split.ok && split.value.phone !== null && key === nameKey && !values.has(phoneKey))
      values.set(phoneKey, split.value.phone)
  }
}

const nameColumn: Column = {
  key: '',
  label: label('姓名', 'Name'),
  type: 'name',
  required: false,
  note: label('', ''),
  headings: [],
}

/** A remark such as 「母亲代述，当面告知」 names the way of telling; words of one or two characters are too common to count. */
const setNotify = (values: Map<string, Value>, column: Column | undefined, remark: string): void => {
  const found = column?.codes?.find((row) =>
    [row.zh, ...(row.synonyms ?? [])].some((word) => word.length > 2 && remark.includes(word)),
  )
  if (found) values.set('notifyMode', found.code)
}

const toldIn = ({ columns }: RowContext, values: ReadonlyMap<string, Value>): string | null =>
  columns.find((column) => column.key === 'notifyMode')?.codes?.find((row) => row.code === values.get('notifyMode'))
    ?.zh ?? null

const checkCodes = (
  { columns }: RowContext,
  values: ReadonlyMap<string, Value>,
  complain: (key: string, reason: Label) => void,
): void => {
  const day = String(values.get('openedOn') ?? '').slice(0, 10)
  if (day === '') return
  for (const column of columns) {
    const value = values.get(column.key)
    if (value === undefined || !column.codes) continue
    for (const code of Array.isArray(value) ? value : [value]) {
      const reason = outOfDate(
        column.codes.find((row) => row.code === code),
        day,
      )
      if (reason) complain(column.key, reason)
    }
  }
}

const partyOf = (
  role: string,
  values: ReadonlyMap<string, Value>,
  { today }: RowContext,
  complain: (key: string, reason: Label) => void,
): Omit<PartyInput, 'id'>[] => {
  const own = [...values]
    .filter(([key]) => key.startsWith(`${role}.`))
    .map(([key, value]) => [key.slice(role.length + 1), value] as const)
  if (own.length === 0) return []
  const given = Object.fromEntries(own) as Record<string, Value>
  const name = given['name'] === undefined ? null : String(given['name'])
  const missing = name === null ? null : namelessness(name)
  const { name: _, ...rest } = given
  if (typeof given['age'] === 'number' && given['age'] > 130)
    complain(`${role}.age`, label('年龄最多 130 岁。请核对后改正。', 'The age is at most 130. Check and correct it.'))
  const id = typeof given['idNumber'] === 'string' ? checkIdNumber(given['idNumber'], today) : null
  if (id?.ok && (given['sex'] === '1' || given['sex'] === '2') && given['sex'] !== id.value.sex)
    complain(
      `${role}.sex`,
      label('性别和身份证号不一致。请核对后改正。', 'The sex does not agree with the ID number. Check and correct it.'),
    )
  if (id?.ok && given['birth'] !== undefined && given['birth'] !== id.value.birth)
    complain(
      `${role}.birth`,
      label(
        `出生日期和身份证号(${id.value.birth})不一致。请核对后改正。`,
        `The birth date does not agree with the ID number (${id.value.birth}). Check and correct it.`,
      ),
    )
  if (name === null) complain(`${role}.name`, required)
  return [
    { role, ...rest, ...(missing ? { anonymous: missing } : name !== null ? { name } : {}) } as Omit<PartyInput, 'id'>,
  ]
}

const optional = <T extends Record<string, string | undefined>>(given: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: string }

const required = label('必填,这一格是空的。请补上。', 'Required, and this cell is empty. Fill it in.')
const originChanged = label(
  '这一格记着它是原表的哪一行,不能改。请从导出的文件里找回来,或清空这一格。',
  'This cell says which row of the first file it is and must stay as it was. Take it from the exported file, or empty it.',
)
