import type { CodeShape } from '#modules/cases/define.ts'
import { closedUpTo } from '#modules/figures/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import { over } from '../rules/answers.ts'
import { type Column, columnsOf } from '../rules/columns.ts'
import { proposeCodes, sureCode } from '../rules/guess.ts'
import { finishedCodes, finishedKey } from '../rules/handling.ts'
import { joins } from '../rules/layout.ts'
import { outOfDate } from '../rules/read.ts'
import type { DeskLack, DeskView } from '../shapes.ts'
import { type Checked, openChecked } from './checked.ts'
import { importOf } from './check.ts'
import type { ExchangeDeps } from './deps.ts'
import { countsOf } from './desk-rows.ts'
import { deskSeal } from './names.ts'
import { tablesIn } from './queries/batches.ts'
import { type DeskRow, mendedUpTo } from './queries/desk.ts'

/** Codes as a picker shows them. */
export const choicesOf = (rows: readonly CodeShape[]) =>
  rows.map(({ code, zh, en, parent, synonyms, initials }) => ({
    code,
    zh,
    en,
    parent: parent ?? null,
    synonyms: [...(synonyms ?? [])],
    initials: [...(initials ?? [])],
  }))

/** A file as the list shows it. */
export const headOf = (deps: ExchangeDeps, ctx: Ctx, desk: DeskRow) => ({
  id: desk.id,
  kind: desk.kind,
  kindLabel: deps.catalogue.kinds[desk.kind]?.label ?? label(desk.kind, desk.kind),
  name: deskSeal(ctx, desk.id).open('name', desk.name),
  status: desk.status,
  check: desk.status === 'checking' ? { done: desk.check_done, total: desk.check_total } : null,
  createdAt: desk.created_at.toISOString(),
  rows: desk.rows,
  ready: desk.ready,
  faulty: desk.faulty,
})

/** A file as its page shows it. */
export const viewOf = async (deps: ExchangeDeps, ctx: Ctx, desk: DeskRow): Promise<DeskView> => {
  const of = importOf(deps, desk.kind)
  const columns = columnsOf(of.kind, of.spec, of.codes)
  const checked = desk.checked ? openChecked(ctx, desk.id, desk.checked) : null
  const answers = over(checked?.remembered ?? { columns: {}, values: {}, fixed: {} }, desk.answers)
  const placed = new Set(checked?.places.map(({ target }) => target))
  const words = wordsOf(checked, desk, columns, localDate(ctx.now))
  const asked = new Set(words.map(({ field }) => field))
  const counts = countsOf(desk, checked)
  return {
    ...headOf(deps, ctx, desk),
    unitName: desk.unit_name,
    size: desk.size,
    unread: checked?.unread ?? null,
    problem: desk.problem,
    sheet: checked?.sheet ?? '',
    sheets: checked ? await sheetsOf(ctx, desk, checked) : [],
    headings: [...(checked?.headings ?? [])],
    fields: columns.map((column) => ({
      key: column.key,
      label: column.label,
      required: column.required,
      joins: joins(column),
    })),
    places: (checked?.places ?? []).map((place) => ({ ...place, samples: [...place.samples] })),
    words,
    codes: Object.fromEntries(
      columns.filter(({ key }) => asked.has(key)).map(({ key, codes }) => [key, choicesOf(codes ?? [])]),
    ),
    lacks: checked ? lacksOf(deps, desk, columns, placed, answers.fixed, checked) : [],
    decided: checked?.decided ?? false,
    skipped: [...(checked?.skipped ?? [])],
    notices: checked?.notices ?? 0,
    fresh: counts.fresh,
    late: await lateOf(ctx, desk, checked),
    ready: counts.ready,
    known: (checked?.known ?? 0) + desk.aside,
    same: [...(checked?.same ?? [])],
    kept: desk.kept,
    beyond: desk.beyond,
    checked: checked !== null,
    run: runOf(desk, counts, ctx.now),
  }
}

// Rows that were faulty when the file was checked are counted once they are right.
const lateOf = async (ctx: Ctx, desk: DeskRow, checked: Checked | null): Promise<DeskView['late']> => {
  const closed = checked?.decided ? await closedUpTo(ctx.tx, localDate(ctx.now).slice(0, 7)) : null
  if (!closed) return null
  const rows = (checked?.late?.rows ?? 0) + (await mendedUpTo(ctx.tx, desk.id, closed.month))
  return rows > 0 ? { rows, month: closed.month } : null
}

/** The sheets of a file that has more than one with something in it, and which of them were brought in. */
export const sheetsOf = async (
  ctx: Ctx,
  desk: DeskRow,
  { sheet, sheets = [] }: Checked,
): Promise<DeskView['sheets']> => {
  if (sheets.length < 2) return []
  const tables = sheets.flatMap(({ digest, table }) => (table ? [digest] : []))
  const brought = await tablesIn(ctx.tx, desk, tables)
  return sheets.map(({ name, rows, table, digest }) => ({
    name,
    rows,
    state: name === sheet ? 'here' : !table ? 'other' : brought.has(digest) ? 'in' : 'left',
  }))
}

// While it is written the batch counts; before and after it the file does.
const runOf = (desk: DeskRow, { fresh }: { readonly fresh: number }, now: Date): DeskView['run'] =>
  desk.run_at && desk.status !== 'open' && desk.status !== 'checking'
    ? {
        batch: desk.batch_id,
        done: desk.written ?? 0,
        left:
          desk.batch_status === 'writing'
            ? Math.max(0, desk.rows - (desk.written ?? 0) - (desk.refused ?? 0) - (desk.known ?? 0))
            : fresh,
        faulty: desk.batch_status === 'writing' ? (desk.refused ?? 0) : desk.faulty,
        known: desk.known ?? 0,
        from: desk.run_from,
        startedAt: desk.run_at.toISOString(),
        now: now.toISOString(),
      }
    : null

// Words that were answered before stay on the page, so that an answer can be changed.
const wordsOf = (
  checked: Checked | null,
  { answers }: DeskRow,
  columns: readonly Column[],
  today: string,
): DeskView['words'] => {
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const open = (checked?.words ?? []).map((one) => ({ ...one, said: null }))
  const said = Object.entries(answers.values).flatMap(([field, words]) =>
    Object.entries(words).map(([word, code]) => ({ field, word, rows: 0, said: code })),
  )
  return [
    ...open,
    ...said.filter((one) => !open.some(({ field, word }) => field === one.field && word === one.word)),
  ].map(({ field, word, rows, said }) => {
    const codes = (byKey.get(field)?.codes ?? []).filter((row) => outOfDate(row, today) === null)
    return { field, word, rows, said, sure: sureCode(word, codes), proposals: [...proposeCodes(word, codes)] }
  })
}

const lacksOf = (
  deps: ExchangeDeps,
  desk: DeskRow,
  columns: readonly Column[],
  placed: ReadonlySet<string | null>,
  fixed: Readonly<Record<string, string>>,
  checked: Checked,
): DeskLack[] => {
  const spec = deps.imports[desk.kind]
  const lack = (column: Column, needed: boolean, why: Label, codes = column.codes): DeskLack => ({
    key: column.key,
    label: column.label,
    why,
    needed,
    said: fixed[column.key] ?? null,
    codes: codes ? choicesOf(codes) : null,
    typed: typedAs(column),
  })
  const required = columns
    .filter((column) => column.required && !placed.has(column.key))
    .map((column) => lack(column, true, notFound(column)))
  const inner = [
    ...wantedOf(desk, spec?.outcome, columns, placed, fixed, checked, lack),
    ...finishedOf(deps, desk, checked, fixed),
  ]
  const outcome = columns.find(({ key }) => key === spec?.outcome)
  // Days of handling without a word on how it was handled.
  const handled = spec?.columns.find(({ key }) => key !== spec.outcome && key !== spec.remark && placed.has(key))
  if (!spec || !outcome || !handled || placed.has(outcome.key)) return [...required, ...inner]
  return [
    ...required,
    lack(
      outcome,
      false,
      label(
        `表里有「${handled.label.zh}」,没有「${outcome.label.zh}」。填了的行都按:`,
        `The table has “${handled.label.en}” but no “${outcome.label.en}”. Rows that fill it are all:`,
      ),
      outcome.codes?.filter(({ code }) => code in spec.paths),
    ),
    ...inner,
  ]
}

// What many rows lack because the file has no column of it is said once for all of them.
const wantedOf = (
  { answers }: DeskRow,
  outcome: string | undefined,
  columns: readonly Column[],
  placed: ReadonlySet<string | null>,
  fixed: Readonly<Record<string, string>>,
  { wanted = {} }: Checked,
  lack: (column: Column, needed: boolean, why: Label) => DeskLack,
): DeskLack[] =>
  columns.flatMap((column) => {
    const rows = wanted[column.key] ?? 0
    const asked = rows > 1 || (column.key in answers.fixed && column.key !== outcome)
    if (!asked || column.required || placed.has(column.key) || !(column.codes || typedAs(column))) return []
    const why =
      fixed[column.key] === undefined
        ? label(
            `${rows} 行要填「${column.label.zh}」,表里没有这一列。这些行都是:`,
            `${rows} rows need “${column.label.en}” and the table has no such column. All of them are:`,
          )
        : sayOnce(column)
    return [lack(column, false, why)]
  })

const finishedOf = (
  deps: ExchangeDeps,
  desk: DeskRow,
  { old = 0, decided }: Checked,
  fixed: Readonly<Record<string, string>>,
): DeskLack[] => {
  const spec = deps.imports[desk.kind]?.finished
  const said = fixed[finishedKey] ?? null
  if (!spec || (old === 0 && said === null)) return []
  return [
    {
      key: finishedKey,
      label: label('办完没有', 'Whether they are done'),
      // Before words and columns are known the rows cannot be counted.
      why: decided
        ? label(
            `${old} 件是 ${spec.after} 天以前的,表里没有写办完。都已办完吗?`,
            `${old} matters are older than ${spec.after} days and the table does not say that they are done. Are they?`,
          )
        : label(
            `有些事是 ${spec.after} 天以前的,表里没有写办完。都已办完吗?`,
            `Some matters are older than ${spec.after} days and the table does not say that they are done. Are they?`,
          ),
      needed: true,
      said,
      codes: choicesOf(finishedCodes),
      typed: null,
    },
  ]
}

/** How a value that all rows have is typed, where it is no code. */
export const typedAs = ({ type }: Column): DeskLack['typed'] =>
  type === 'date' ? 'date' : type === 'text' || type === 'name' ? 'text' : null

const sayOnce = (column: Column): Label =>
  label(`表里没有「${column.label.zh}」。全部是:`, `The table has no “${column.label.en}”. All rows are:`)

const notFound = (column: Column): Label =>
  column.codes || typedAs(column)
    ? label(
        `必填,没有认出是哪一列。表里没有的,就说全部是什么。`,
        'Required, and no column is known to be it. What the table does not have is said for all rows.',
      )
    : label('必填,没有认出是哪一列。', 'Required, and no column is known to be it.')
