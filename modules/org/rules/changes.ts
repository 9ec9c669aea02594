import { parse } from 'csv-parse/sync'
import { isDate } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import { type ChangeKind, changeWords, type Level, type UnitKind } from '../define.ts'
import { canonicalCode, levelOfScope, parentScope, scopeAtBirth } from '../rules.ts'

/** One line of a file of changes. `line` counts from 1 as an editor shows it; `on` is the first day of the new state (Asia/Shanghai). */
export type UnitChange = {
  readonly line: number
  readonly on: string
  readonly what: ChangeKind
  /** Code of the unit before the change; of a new unit its first. */
  readonly code: string
  /** The parent of a moved or new unit; what a merged one goes into. */
  readonly to: string | null
  readonly name: string | null
  readonly newCode: string | null
  /** The document that ordered it. */
  readonly source: string
}

/** A faulty line with its reason and remedy. */
export type ChangeFault = { readonly line: number } & Label

/** Columns of the file, in this order; a heading line is optional. */
export const changeColumns = ['date', 'change', 'code', 'to', 'name', 'newcode', 'source'] as const

/** Reads a file of changes whole: every faulty line is named, sound ones are in order of day and line. */
export const readChanges = (text: string, today: string): { changes: UnitChange[]; faults: ChangeFault[] } => {
  const changes: UnitChange[] = []
  const faults: ChangeFault[] = []
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((content, index) => {
      if (content.replaceAll(/[,\s]/g, '') === '') return
      const records: string[][] = parse(content, { relax_quotes: true, skip_records_with_error: true })
      const cells = (records[0] ?? []).map((cell) => cell.trim())
      if (/^(date|日期)$/i.test(cells[0] ?? '') && changes.length + faults.length === 0) return
      const line = index + 1
      const read = readChange(line, cells, today)
      if ('on' in read) changes.push(read)
      else faults.push({ line, ...read })
    })
  changes.sort((a, b) => (a.on === b.on ? a.line - b.line : a.on < b.on ? -1 : 1))
  return { changes, faults }
}

/** Reads the cells of one change; answers why it cannot be. */
export const readChange = (line: number, cells: readonly string[], today: string): UnitChange | Label => {
  const [rawDate = '', word = '', code = '', to = '', name = '', newCode = '', source = ''] = cells
  if (cells.length !== changeColumns.length)
    return label(
      `应有 7 列,现在是 ${cells.length} 列。请按 ${changeColumns.join(',')} 补齐,空的也留逗号。`,
      `Expected 7 columns (${changeColumns.join(',')}), found ${cells.length}. Keep the commas of empty ones.`,
    )
  const [, year, month = '', day = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(rawDate) ?? []
  const on = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : rawDate
  if (!isDate(on))
    return label(
      '日期不存在或写法不对。请写成 2026-07-01。',
      'The date does not exist or cannot be read. Write 2026-07-01.',
    )
  if (on > today) return label('日期还没到。请到那一天再办。', 'The day has not come yet. Make the change on that day.')
  const what = (Object.keys(changeWords) as ChangeKind[]).find((key) =>
    (changeWords[key] as readonly string[]).includes(word.toLowerCase()),
  )
  if (!what)
    return label(
      `不认识「${word}」。请写 改名、迁移、并入、撤销 或 新设。`,
      `“${word}” is no change. Write rename, move, merge, abolish or new.`,
    )
  const wrongCode = [code, to, newCode].find((one) => one !== '' && !/^(\d{6}(\d{3}){0,2}|[0-9A-Z]{6,15})$/.test(one))
  if (code === '' || wrongCode !== undefined)
    return label(
      `代码「${wrongCode ?? ''}」不对。请写 6、9 或 12 位代码。`,
      `“${wrongCode ?? ''}” is no code. Write 6, 9 or 12 digits.`,
    )
  const wrong = wrongCells(what, { to, name, newCode })
  if (wrong) return wrong
  if (source.length < 2 || source.length > 200)
    return label(
      '缺依据。请写批准文件的文号(2 到 200 字)。',
      'The source is missing: give the document that ordered it.',
    )
  return {
    line,
    on,
    what,
    code: canonicalCode(code),
    to: to === '' ? null : canonicalCode(to),
    name: name === '' ? null : name,
    newCode: newCode === '' ? null : canonicalCode(newCode),
    source,
  }
}

type Cells = { readonly to: string; readonly name: string; readonly newCode: string }

const wrongCells = (what: ChangeKind, { to, name, newCode }: Cells): Label | null => {
  if (what === 'rename' && name === '' && newCode === '')
    return label('改名要写新名称或新代码。', 'A rename needs the new name or the new code.')
  if ((what === 'move' || what === 'merge' || what === 'new') && to === '')
    return label(
      '缺去向。请选上级或并入的单位,文件里在 to 列写它的代码。',
      'Choose the parent, or the unit it is merged into; a file has its code in “to”.',
    )
  if (what === 'new' && name === '') return label('新设单位要写名称。', 'A new unit needs a name.')
  if ((what === 'rename' || what === 'abolish') && to !== '')
    return label('改名、撤销没有去向,请空着 to 列。', 'A rename or abolition has no “to”: leave it empty.')
  if ((what === 'merge' || what === 'abolish') && (name !== '' || newCode !== ''))
    return label(
      '并入、撤销不改名,请空着名称和新代码。',
      'A merged or abolished unit gets no new name or code: leave them empty.',
    )
  if (what === 'new' && newCode !== '')
    return label('新设单位的代码写在 code 列。', 'The code of a new unit stands in “code”.')
  return null
}

const letters: Readonly<Record<Level, string>> = { N: 'c', P: 'c', C: 'c', D: 'd', T: 't', V: 'v' }

/**
 * The path a unit gets under a parent: that of its code where the code belongs there, else its old last segment where that is
 * free and of its level, else a letter and the next number.
 */
export const scopeUnder = (
  parent: string,
  unit: { readonly level: Level; readonly kind: UnitKind; readonly scope: string | null; readonly code: string },
  taken: ReadonlySet<string>,
): string => {
  const kept = unit.scope === null ? null : `${parent}${unit.scope.slice((parentScope(unit.scope) ?? '').length)}`
  const born = unit.kind === 'division' ? scopeAtBirth(unit.code) : null
  for (const scope of [born, kept])
    if (scope !== null && parentScope(scope) === parent && levelOfScope(scope) === unit.level && !taken.has(scope))
      return scope
  const letter = unit.kind === 'body' ? 'b' : letters[unit.level]
  for (let n = 1; ; n++) if (!taken.has(`${parent}${letter}${n}/`)) return `${parent}${letter}${n}/`
}
