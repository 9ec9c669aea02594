import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type Answers, over, wordKey } from '../rules/answers.ts'
import { type ImportOf, layOut, readFile, type Sound } from '../rules/file.ts'
import { type Layout } from '../rules/layout.ts'
import type { Edits } from '../rules/row.ts'
import { missingOf, noTable, tableOf } from '../rules/table.ts'
import type { OpenTable } from '../tabular/open.ts'
import { type Checked, openRow, placesOf, sealRow } from './checked.ts'
import type { ExchangeDeps } from './deps.ts'
import { fail } from './deps.ts'
import { recall } from './memory.ts'
import { deskSeal } from './names.ts'
import { standing } from './queries/batches.ts'
import * as queries from './queries/desk.ts'

/** Most faulty rows that are kept to be corrected; a file with more has one cause. */
const mostKept = 20_000
/** Most different words that are asked. */
const mostWords = 200

export const importOf = (deps: ExchangeDeps, key: string): ImportOf => {
  const kind = deps.catalogue.kinds[key]
  if (!kind) throw fail('exchange.kind', { kind: key, kinds: Object.keys(deps.catalogue.kinds).join(', ') })
  return { kind, spec: deps.imports[key], codes: deps.catalogue.codes }
}

/**
 * Checks a file as it stands with what was said of it: how it is laid out, which words are not known, and, once nothing is open, every row.
 * Faulty rows are kept sealed; corrections of earlier checks stay.
 */
export const checkDesk = async (
  deps: ExchangeDeps,
  ctx: Ctx,
  desk: queries.DeskRow,
  table: OpenTable,
  said: Answers,
): Promise<void> => {
  const of = importOf(deps, desk.kind)
  const today = localDate(ctx.now)
  const remembered = await recall(ctx, desk.unit_id, desk.kind)
  const fileName = deskSeal(ctx, desk.id).open('name', desk.name)
  const reading = { said, remembered, fileName, today }
  const { columns, layout } = layOut(of, table, reading)
  const save = (checked: Checked, rows: number, ready: number): Promise<void> =>
    queries.saveCheck(ctx.tx, desk.id, {
      answers: said,
      checked: deskSeal(ctx, desk.id).seal('checked', JSON.stringify(checked)),
      rows,
      ready,
      now: ctx.now,
    })
  const edits = await editsOf(ctx, desk.id)
  await queries.clearRows(ctx.tx, desk.id)
  const nothing: Checked = {
    unread: null,
    sheet: '',
    headings: [],
    digest: table.digest,
    places: [],
    dates: {},
    words: [],
    skipped: [],
    notices: 0,
    known: 0,
    decided: false,
    remembered,
  }
  if (!layout) return save({ ...nothing, unread: noTable(columns).reason }, 0, 0)
  const answers = over(remembered, said)
  const open = layout.places.filter(({ how }) => how === 'ask' || how === 'twice')
  const missing = missingOf(layout, columns, answers)
  const decided = open.length === 0 && missing.length === 0
  const words = new Map<string, { field: string; word: string; rows: number }>()
  const kept: ReturnType<typeof sealRow>[] = []
  let faulty = 0
  const store = async (): Promise<void> => queries.putRows(ctx.tx, desk.id, kept.splice(0))
  // Until everything is said the rows are gone through with what is proposed, for their words alone.
  const provisional = decided ? said : guessed(said, layout, missing)
  const file = await readFile(
    of,
    table,
    { ...reading, said: provisional, edits },
    {
      unknown: (column, text) => {
        const at = `${column.key} ${wordKey(text)}`
        const found = words.get(at) ?? { field: column.key, word: wordKey(text), rows: 0 }
        if (words.has(at) || words.size < mostWords) words.set(at, { ...found, rows: found.rows + 1 })
      },
      row: async (row, faults) => {
        if (!decided) return
        if (faults.length > 0) faulty += 1
        const number = row[0]?.row ?? 0
        if (faulty > mostKept && !edits.has(number)) return
        const cells = row.map(({ column, text, fault }) => ({ column, text, ...(fault ? { fault } : {}) }))
        kept.push(sealRow(ctx, desk.id, { row: number, cells, edits: edits.get(number) ?? {}, faults }))
        if (kept.length >= 500) await store()
      },
    },
  )
  await store()
  const found = tableOf(
    layout,
    columns,
    over(remembered, provisional),
    table.sheets[layout.sheet]?.head.slice(layout.last + 1) ?? [],
  )
  await save(
    {
      ...nothing,
      unread: file.rows === 0 && file.faults[0]?.row === null ? (file.faults[0]?.reason ?? null) : null,
      sheet: layout.name,
      headings: layout.headings,
      places: placesOf(layout),
      dates: found.ok ? Object.fromEntries([...found.table.dates].map(([column, way]) => [column.key, way])) : {},
      words: [...words.values()],
      skipped: file.skipped,
      notices: file.notices.length,
      known: decided ? await knownOf(ctx, desk, file.sound) : 0,
      decided,
    },
    file.rows,
    decided ? file.rows - faulty : 0,
  )
}

/** How many rows stand already under their source number, or as rows of this very table. */
const knownOf = async (ctx: Ctx, { home, kind }: queries.DeskRow, sound: readonly Sound[]): Promise<number> => {
  let known = 0
  for (let from = 0; from < sound.length; from += 5_000) {
    const refs = sound.slice(from, from + 5_000).map(({ sourceRef }) => sourceRef)
    known += (await standing(ctx.tx, home, kind, refs, [])).length
  }
  return known
}

// A column nobody has spoken of is what it may be, or left out; what is missing is empty.
const guessed = (said: Answers, layout: Layout, missing: readonly { readonly key: string }[]): Answers => {
  const taken = new Set(layout.places.map(({ target }) => target?.key))
  const columns: Record<string, string> = { ...said.columns }
  for (const { how, key, proposal } of layout.places) {
    if (how !== 'ask' && how !== 'twice') continue
    const free = how === 'ask' && proposal && !taken.has(proposal.key) ? proposal.key : ''
    taken.add(free)
    columns[key] = free
  }
  const fixed = Object.fromEntries(missing.filter(({ key }) => !taken.has(key)).map(({ key }) => [key, '']))
  return { ...said, columns, fixed: { ...said.fixed, ...fixed } }
}

/** Corrections of a file by row. */
export const editsOf = async (ctx: Ctx, desk: string): Promise<ReadonlyMap<number, Edits>> => {
  const edits = new Map<number, Edits>()
  for (let after = 0; ;) {
    const rows = await queries.rowsAfter(ctx.tx, desk, after, 1_000)
    for (const { row, sealed } of rows) {
      const kept = openRow(ctx, desk, row, sealed)
      if (Object.keys(kept.edits).length > 0) edits.set(row, kept.edits)
    }
    const last = rows.at(-1)
    if (!last) return edits
    after = last.row
  }
}

/** What was said before with what is said now; null takes an answer back. */
export const saidThen = (
  before: Answers,
  now: {
    readonly columns: Readonly<Record<string, string | null>>
    readonly values: Readonly<Record<string, Readonly<Record<string, string | null>>>>
    readonly fixed: Readonly<Record<string, string | null>>
  },
): Answers => {
  const put = (first: Readonly<Record<string, string>>, then: Readonly<Record<string, string | null>>) =>
    Object.fromEntries(
      Object.entries<string | null>({ ...first, ...then }).flatMap(([key, value]) =>
        value === null ? [] : [[key, value]],
      ),
    ) as Record<string, string>
  const values = { ...before.values }
  for (const [field, words] of Object.entries(now.values)) values[field] = put(before.values[field] ?? {}, words)
  return { columns: put(before.columns, now.columns), values, fixed: put(before.fixed, now.fixed) }
}
