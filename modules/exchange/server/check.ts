import { setImmediate as otherWork } from 'node:timers/promises'
import { closedUpTo } from '#modules/figures/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import { type Answers, over, wordKey } from '../rules/answers.ts'
import { type ImportOf, layOut, readFile } from '../rules/file.ts'
import { rangesOf } from '../rules/known.ts'
import { type Layout } from '../rules/layout.ts'
import { type Edits, standsAlready } from '../rules/row.ts'
import { type Fault, missingOf, noTable, tableOf } from '../rules/table.ts'
import type { Cell } from '../tabular/cell.ts'
import { openTable } from '../tabular/open.ts'
import { type Checked, editsOf, placesOf, sealRow } from './checked.ts'
import { demand, type ExchangeDeps, fail, type Work } from './deps.ts'
import type { Turn } from './jobs.ts'
import { type Sorted, sortKnown } from './known.ts'
import { recall } from './memory.ts'
import { deskSeal } from './names.ts'
import { refuseOldForm, type Table } from './prepare.ts'
import * as queries from './queries/desk.ts'

/** Most faulty rows that are kept to be corrected at once; those beyond are counted, and come when these are corrected. */
export const mostKept = (deps: ExchangeDeps): number => deps.mostKept ?? 20_000
/** Most different words that are asked. */
const mostWords = 200

export const importOf = (deps: ExchangeDeps, key: string): ImportOf => {
  const kind = deps.catalogue.kinds[key]
  if (!kind) throw fail('exchange.kind', { kind: key, kinds: Object.keys(deps.catalogue.kinds).join(', ') })
  return { kind, spec: deps.imports[key], codes: deps.catalogue.codes }
}

/** A file to be checked, and what it is checked with. */
type Begun = {
  readonly desk: queries.DeskRow
  readonly name: string
  readonly bytes: Buffer
  readonly edits: ReadonlyMap<number, Edits>
  readonly remembered: Answers
  readonly today: string
  readonly vault: Ctx['vault']
}

/** What was found in a file: how it is laid out and what is asked, its faulty rows, sealed. */
type Found = {
  readonly checked: Checked
  readonly rows: number
  readonly faulty: number
  readonly kept: readonly queries.SealedRow[]
  readonly readable: boolean
}

/**
 * Checks a file as it stands with what was said of it: how it is laid out, which words are not known, and, once nothing is open, every row.
 * What is found takes the place of what was found before in one transaction at the end; corrections stay.
 */
export const checkTurn = async ({
  deps,
  desk: { id, created_by, created_post },
  signal,
  progress,
}: Turn): Promise<void> => {
  const work = deps.as(created_by, created_post)
  const begun = await work((ctx) => begin(ctx, id))
  if (!begun) return
  const table = await openTable(begun.bytes, begun.name)
  try {
    const found = await findIn(deps, work, begun, table, signal, progress)
    if (!signal.aborted) await work((ctx) => keepFound(ctx, id, found))
  } finally {
    if ('close' in table) await table.close()
  }
}

const begin = async (ctx: Ctx, id: string): Promise<Begun | null> => {
  demand(ctx, 'exchange.import')
  const desk = await queries.findDesk(ctx.tx, id)
  const content = desk && (await queries.contentOf(ctx.tx, id))
  if (!desk || !content) return null
  const { open, openBytes } = deskSeal(ctx, id)
  return {
    desk,
    name: open('name', desk.name),
    bytes: openBytes('content', content),
    edits: await editsOf(ctx, id),
    remembered: await recall(ctx, desk.unit_id, desk.kind),
    today: localDate(ctx.now),
    vault: ctx.vault,
  }
}

// Someone may have stopped or dropped it in the last moment.
const keepFound = async (ctx: Ctx, id: string, found: Found): Promise<void> => {
  const desk = await queries.findDesk(ctx.tx, id, true)
  if (desk?.status !== 'checking') return
  await queries.clearRows(ctx.tx, id)
  for (let from = 0; from < found.kept.length; from += 500)
    await queries.putRows(ctx.tx, id, found.kept.slice(from, from + 500))
  await queries.saveCheck(ctx.tx, id, {
    checked: deskSeal(ctx, id).seal('checked', JSON.stringify(found.checked)),
    rows: found.rows,
    ready: found.checked.decided ? found.rows - found.faulty : 0,
    beyond: found.faulty - found.kept.filter(({ faulty }) => faulty).length,
    readable: found.readable,
    now: ctx.now,
  })
}

/** Why a table is none that can be brought in, before its rows are looked at. */
const refusalOf = (deps: ExchangeDeps, kind: string, table: Table): Label | null => {
  if (!table.ok) return table.reason
  try {
    refuseOldForm(deps, kind, table)
    return null
  } catch (error) {
    if (error instanceof Failure) return error.sentence
    throw error
  }
}

const findIn = async (
  deps: ExchangeDeps,
  work: Work,
  { desk, name, edits, remembered, today, vault }: Begun,
  table: Table,
  signal: AbortSignal,
  progress: (done: number, total: number) => void,
): Promise<Found> => {
  const said = desk.answers
  const nothing: Found['checked'] = {
    unread: null,
    sheet: '',
    headings: [],
    sheets: [],
    digest: '',
    places: [],
    dates: {},
    words: [],
    skipped: [],
    notices: 0,
    same: [],
    known: 0,
    old: 0,
    late: null,
    wanted: {},
    decided: false,
    remembered,
  }
  const unread = (reason: Label, readable: boolean): Found => ({
    checked: { ...nothing, unread: reason },
    rows: 0,
    faulty: 0,
    kept: [],
    readable,
  })
  const refusal = refusalOf(deps, desk.kind, table)
  if (refusal || !table.ok) return unread(refusal ?? label('', ''), false)
  const of = importOf(deps, desk.kind)
  const reading = { said, remembered, fileName: name, today }
  const { columns, layout } = layOut(of, table, reading)
  if (!layout) return unread(noTable(columns).reason, true)
  const open = layout.places.filter(({ how }) => how === 'ask' || how === 'twice')
  const missing = missingOf(layout, columns, over(remembered, said))
  const decided = open.length === 0 && missing.length === 0
  const words = new Map<string, { field: string; word: string; rows: number }>()
  const kept = new Map<number, queries.SealedRow>()
  let faulty = 0
  const placed = new Set(layout.places.map(({ target }) => target?.key))
  const wanted = new Map<string, number>()
  const keep = (row: readonly Cell[], faults: readonly Fault[]): void => {
    if (faults.length > 0) faulty += 1
    for (const { key } of faults) if (key !== null && !placed.has(key)) wanted.set(key, (wanted.get(key) ?? 0) + 1)
    const number = row[0]?.row ?? 0
    if (faulty > mostKept(deps) && !edits.has(number)) return
    const cells = row.map(({ column, text, fault }) => ({ column, text, ...(fault ? { fault } : {}) }))
    kept.set(number, sealRow({ vault }, desk.id, { row: number, cells, edits: edits.get(number) ?? {}, faults }))
  }
  // Until everything is said the rows are gone through with what is proposed, for their words alone.
  const provisional = decided ? said : guessed(said, layout, missing)
  const file = await readFile(
    of,
    table,
    { ...reading, said: provisional, edits },
    {
      signal,
      progress,
      breathe: () => otherWork(),
      unknown: (column, text) => {
        const at = `${column.key} ${wordKey(text)}`
        const found = words.get(at) ?? { field: column.key, word: wordKey(text), rows: 0 }
        if (words.has(at) || words.size < mostWords) words.set(at, { ...found, rows: found.rows + 1 })
      },
      row: (row, faults) => void (decided && keep(row, faults)),
    },
  )
  const own = { ...desk, digest: Buffer.from(file.digest, 'hex'), batch: desk.batch_id }
  const sorted: Sorted = decided
    ? await sortKnown(deps, work, own, file, edits, signal)
    : { file, same: [], own: new Set(), taken: [] }
  const cells = await file.cellsOf(sorted.taken.map(({ sound }) => sound))
  for (const [at, { fault }] of sorted.taken.entries()) keep(cells[at] ?? [], [fault])
  for (const row of sorted.own) fated(kept, row, 'imported')
  const standing = new Set(sorted.same)
  const saidSame = sorted.same.filter((row) => standsAlready in (edits.get(row) ?? {}))
  for (const row of saidSame) fated(kept, row, 'known')
  const fresh = ({ row }: { readonly row: number }): boolean => !sorted.own.has(row) && !standing.has(row)
  const closed = decided ? await work((ctx) => closedUpTo(ctx.tx, today.slice(0, 7))) : null
  const late = closed ? sorted.file.sound.filter((sound) => sound.month <= closed.month && fresh(sound)).length : 0
  const found = tableOf(
    layout,
    columns,
    over(remembered, provisional),
    table.sheets[layout.sheet]?.head.slice(layout.last + 1) ?? [],
  )
  return {
    checked: {
      ...nothing,
      unread: file.rows === 0 && file.faults[0]?.row === null ? (file.faults[0]?.reason ?? null) : null,
      sheet: layout.name,
      headings: layout.headings,
      sheets: file.sheets,
      digest: file.digest,
      places: placesOf(layout),
      dates: found.ok ? Object.fromEntries([...found.table.dates].map(([column, way]) => [column.key, way])) : {},
      words: [...words.values()],
      skipped: file.skipped,
      notices: file.notices.length,
      same: rangesOf(sorted.same),
      known: sorted.same.length - saidSame.length,
      old: file.old.filter((row) => fresh({ row })).length,
      late: closed && late > 0 ? { rows: late, month: closed.month } : null,
      wanted: Object.fromEntries(wanted),
      decided,
    },
    rows: file.rows,
    faulty,
    kept: [...kept.values()],
    readable: true,
  }
}

const fated = (kept: Map<number, queries.SealedRow>, row: number, fate: queries.SealedRow['fate']): void => {
  const found = kept.get(row)
  if (found && !found.faulty) kept.set(row, { ...found, fate })
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
  return { ...before, columns: put(before.columns, now.columns), values, fixed: put(before.fixed, now.fixed) }
}
