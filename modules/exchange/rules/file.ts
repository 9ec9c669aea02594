import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import { localDate } from '#platform/clock/time.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { ImportSpec } from '../define.ts'
import type { Cell } from '../tabular/cell.ts'
import { sheetDigest } from '../tabular/canonical.ts'
import type { OpenTable } from '../tabular/open.ts'
import { type Answers, noAnswers, over } from './answers.ts'
import { type Column, columnsOf } from './columns.ts'
import { findLayout, type Layout } from './layout.ts'
import { makeReader, type Unknown } from './read.ts'
import { type Draft, type Edits, faultAt, readRow, type RowContext } from './row.ts'
import { type SheetFound, sheetsFound } from './sheets.ts'
import { type Fault, headsOf, isRecord, noRows, noTable, passedOver, type Table, tableOf } from './table.ts'

/** A row that can be taken: where it stands in the file and how it is known. */
export type Sound = {
  /** Place among the filled rows of the sheet. */
  readonly at: number
  readonly row: number
  readonly sourceRef: string
  /** Civil month it came in, `YYYY-MM`. */
  readonly month: string
  /** It is merged into another row, which has to be written before. */
  readonly later: boolean
}

/** A file read for import: the rows that can be taken, its faults, what was passed over. Rows themselves stay in the reading thread. */
export type FileRead = {
  readonly sound: readonly Sound[]
  /** Name of the sheet. */
  readonly sheet: string
  /** As which the sheet is known, and all sheets of the file that hold something. */
  readonly digest: string
  readonly sheets: readonly SheetFound[]
  /** The first of them. */
  readonly faults: readonly Fault[]
  /** Cells that were not taken over, though nothing is wrong with them; the first of them. */
  readonly notices: readonly Fault[]
  readonly skipped: readonly { readonly row: number; readonly text: string }[]
  /** Rows that hold a record, faulty or not. */
  readonly rows: number
  /** Sound rows that stand open for longer than their kind gives. */
  readonly old: readonly number[]
  /** Drafts of some sound rows, in their order. */
  readonly draftsOf: (rows: readonly Sound[]) => Promise<readonly Draft[]>
  /** Cells of some sound rows as they stand in the file, in their order. */
  readonly cellsOf: (rows: readonly Sound[]) => Promise<readonly (readonly Cell[])[]>
  /** A fault of one column of one row, found when the row is written. */
  readonly faultAt: (row: number, key: string, reason: Label) => Fault
}

/** At most this many faults are told; a file with more has one cause, and the list would hide it. */
export const mostFaults = 200
const mostSkipped = 1_000
/** Rows fetched at once from the reading thread, and read before other work comes in between. */
const fetched = 500
const atOnce = 50

export type ImportOf = {
  readonly kind: CaseKind
  readonly spec: ImportSpec | undefined
  readonly codes: Catalogue['codes']
}

/** How a table is to be read. `said` by who brings it now, `remembered` of the unit's earlier files. */
export type Reading = {
  readonly said?: Answers
  readonly remembered?: Answers
  readonly fileName?: string
  /** Civil day in Asia/Shanghai; no date may lie after it. */
  readonly today: string
  /** Corrections by row number, where somebody is there to make them: what is doubtful waits for her. */
  readonly edits?: ReadonlyMap<number, Edits>
}

/** The columns of a kind and where a file has them; null when no headings were found. */
export const layOut = (
  { kind, spec, codes }: ImportOf,
  table: OpenTable,
  { said = noAnswers, remembered = noAnswers, fileName = '' }: Reading,
): { readonly columns: readonly Column[]; readonly layout: Layout | null } => {
  const columns = columnsOf(kind, spec, codes)
  return { columns, layout: findLayout(table.sheets, columns, said, remembered, fileName) }
}

/** What rows of a table are read by. */
export const contextOf = (
  { kind, spec }: ImportOf,
  columns: readonly Column[],
  table: Table,
  answers: Answers,
  today: string,
  digest: string,
  asks: boolean,
  unknown?: Unknown,
): RowContext => ({
  kind,
  spec,
  columns,
  table,
  read: makeReader(answers, unknown),
  answers,
  today,
  digest: digest.slice(0, 16),
  asks,
})

/** What is told while the rows of a file are gone through. */
export type Told = {
  readonly unknown?: Unknown
  /** A row that has faults or was corrected, with its cells as they stand in the file; waited for before reading on. */
  readonly row?: (row: readonly Cell[], faults: readonly Fault[]) => Promise<void> | void
  readonly progress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
  /** Lets other work come in between, every few rows. */
  readonly breathe?: () => Promise<unknown>
}

/** Goes through the sheets of a file as records of a kind, five hundred rows at a time. */
export const readFile = async (
  of: ImportOf,
  table: OpenTable,
  reading: Reading,
  told: Told = {},
): Promise<FileRead> => {
  const { columns, layout } = layOut(of, table, reading)
  const sheets = sheetsFound(table, columns, reading.said ?? noAnswers, reading.remembered ?? noAnswers)
  const broken = (faults: readonly Fault[]): FileRead => ({ ...nothing, sheets, faults, digest: table.digest })
  if (!layout) return broken([noTable(columns)])
  const digest = sheetDigest(table, layout.sheet, layout.name)
  const answers = over(reading.remembered ?? noAnswers, reading.said ?? noAnswers)
  const sheet = table.sheets[layout.sheet]
  const head = sheet?.head ?? []
  const found = tableOf(layout, columns, answers, head.slice(layout.last + 1))
  if (!found.ok) return broken(found.faults)
  const context = contextOf(
    of,
    columns,
    found.table,
    answers,
    reading.today,
    digest,
    reading.edits !== undefined,
    told.unknown,
  )
  const heads = headsOf(head[layout.last] ?? [])
  const sound: Sound[] = []
  const faults: Fault[] = []
  const notices: Fault[] = []
  const skipped: { row: number; text: string }[] = []
  const refs = new Map<string, number>()
  const old: number[] = []
  let rows = 0
  const total = sheet?.rows ?? 0
  for (let from = 0; from < total; from += fetched) {
    if (told.signal?.aborted) break
    const at = Array.from({ length: Math.min(fetched, total - from) }, (_, step) => from + step)
    for (const [step, row] of (await table.rows(layout.sheet, at)).entries()) {
      if (step % atOnce === 0) await told.breathe?.()
      const number = row[0]?.row ?? 0
      if (layout.headings.includes(number)) continue
      if (from + step <= layout.last || !isRecord(row, heads)) {
        if (skipped.length < mostSkipped) skipped.push(passedOver(row))
        continue
      }
      rows += 1
      const read = readRow(context, row, reading.edits?.get(number))
      const wrong = [...read.faults]
      const before = read.draft ? refs.get(read.draft.sourceRef) : undefined
      if (before !== undefined)
        wrong.push({ ...faultAt(context, number, 'sourceRef', sameNumber(before)), ways: ['another'] })
      if (notices.length < mostFaults) notices.push(...read.notices)
      if (wrong.length > 0) {
        if (faults.length < mostFaults) faults.push(...wrong)
        await told.row?.(row, wrong)
        continue
      }
      if (!read.draft) continue
      if (reading.edits?.has(number)) await told.row?.(row, [])
      refs.set(read.draft.sourceRef, number)
      if (read.old) old.push(number)
      const { openedAt } = read.draft.input
      sound.push({
        at: from + step,
        row: number,
        sourceRef: read.draft.sourceRef,
        month: (openedAt ? localDate(new Date(openedAt)) : reading.today).slice(0, 7),
        later: read.draft.steps.some((step) => step.target !== undefined),
      })
    }
    told.progress?.(Math.min(from + fetched, total), total)
  }
  if (rows === 0) return broken([noRows])
  const cellsOf = (wanted: readonly Sound[]): Promise<readonly (readonly Cell[])[]> =>
    table.rows(
      layout.sheet,
      wanted.map(({ at }) => at),
    )
  return {
    sound,
    sheet: layout.name,
    digest,
    sheets,
    faults: faults.slice(0, mostFaults),
    notices: notices.slice(0, mostFaults),
    skipped,
    rows,
    old,
    cellsOf,
    draftsOf: async (wanted) => {
      const cells = await cellsOf(wanted)
      return wanted.flatMap(
        ({ row }, index) => readRow(context, cells[index] ?? [], reading.edits?.get(row)).draft ?? [],
      )
    },
    faultAt: (row, key, reason) => faultAt(context, row, key, reason),
  }
}

const nothing: FileRead = {
  sound: [],
  sheet: '',
  digest: '',
  sheets: [],
  faults: [],
  notices: [],
  skipped: [],
  rows: 0,
  old: [],
  cellsOf: async () => [],
  draftsOf: async () => [],
  faultAt: (row, key, reason) => ({ row, cell: null, column: null, key, reason }),
}

const sameNumber = (before: number): Label =>
  label(
    `来源编号和第 ${before} 行相同。请核对,重复的删去一行。`,
    `The source number is the same as in row ${before}. Check it and delete the double.`,
  )
