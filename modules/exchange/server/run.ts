import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Edits } from '../rules/row.ts'
import { openTable, type OpenTable } from '../tabular/open.ts'
import type { Fault } from '../rules/table.ts'
import type { Cell } from '../tabular/cell.ts'
import { mostKept } from './check.ts'
import { editsOf, type KeptRow, openChecked, sealRow } from './checked.ts'
import { importTable } from './import.ts'
import type { Turn } from './jobs.ts'
import { deskSeal } from './names.ts'
import { sheetsOf } from './desk-view.ts'
import type { RefusedRow } from './order.ts'
import * as queries from './queries/desk.ts'

type Loaded = {
  readonly desk: queries.DeskRow
  readonly name: string
  readonly bytes: Buffer
  readonly edits: ReadonlyMap<number, Edits>
  /** Rows that are kept as faulty already. */
  readonly kept: ReadonlySet<number>
}

/** Writes the rows of a file in pieces, on from where it was, until all stand or the turn ends. */
export const runTurn = async ({ deps, desk: { id, created_by, created_post }, signal }: Turn): Promise<void> => {
  const work = deps.as(created_by, created_post)
  const loaded = await work((ctx) => load(ctx, id))
  if (!loaded) return
  const { desk, name, bytes, edits, kept } = loaded
  const table = await openTable(bytes, name)
  if (!table.ok) return queries.endedBadly(deps.system, id, table.reason)
  const refused: RefusedRow[] = []
  const faulty: KeptRow[] = []
  let beyond = 0
  try {
    const result = await importTable(
      deps,
      work,
      {
        kind: desk.kind,
        unit: desk.unit_code,
        name,
        partial: true,
        inPieces: true,
        said: desk.answers,
        edits,
        signal,
        onBatch: (batch, done) => work((ctx) => queries.setBatch(ctx.tx, id, batch, done)),
        // Corrected, a row may come to bear the number of another: which one of them is right is the person's to say.
        onFaulty: (row, faults) => {
          const number = row[0]?.row ?? 0
          if (kept.has(number)) return
          if (faulty.length < mostKept(deps)) faulty.push(keptRow(row, edits, faults))
          else beyond += 1
        },
        onRefused: (rows) => void refused.push(...rows),
      },
      table,
    )
    await work(async (ctx) => {
      // Interrupted, it may not have seen all rows: what the check counted holds.
      if (result.status !== 'interrupted') {
        await queries.putRows(
          ctx.tx,
          id,
          faulty.map((one) => sealRow(ctx, id, one)),
        )
        await queries.setBeyond(ctx.tx, id, beyond)
      }
      await keepRefused(ctx, desk, table, refused, edits)
      const now = await queries.findDesk(ctx.tx, id, true)
      if (!now) return
      if (result.status === 'done') {
        const sheets = now.checked ? await sheetsOf(ctx, now, openChecked(ctx, id, now.checked)) : []
        return queries.endRun(
          ctx.tx,
          id,
          ctx.now,
          sheets.some(({ state }) => state === 'left'),
        )
      }
      if (result.status === 'faulty') return queries.setStatus(ctx.tx, id, 'stopped', allFaulty, ctx.now)
      if (now.status === 'stopping') await queries.setStatus(ctx.tx, id, 'stopped', null, ctx.now)
    })
  } finally {
    await table.close()
  }
}

const load = async (ctx: Ctx, id: string): Promise<Loaded | null> => {
  const desk = await queries.findDesk(ctx.tx, id)
  const content = desk && (await queries.contentOf(ctx.tx, id))
  if (!desk || !content) return null
  const { open, openBytes } = deskSeal(ctx, id)
  return {
    desk,
    name: open('name', desk.name),
    bytes: openBytes('content', content),
    edits: await editsOf(ctx, id),
    kept: new Set(await queries.faultyRows(ctx.tx, id)),
  }
}

const keptRow = (row: readonly Cell[], edits: Loaded['edits'], faults: readonly Fault[]): KeptRow => {
  const number = row[0]?.row ?? 0
  return {
    row: number,
    cells: row.map(({ column, text }) => ({ column, text })),
    edits: edits.get(number) ?? {},
    faults,
  }
}

// What only the engine could refuse is kept with the other faulty rows.
const keepRefused = async (
  ctx: Ctx,
  desk: queries.DeskRow,
  table: OpenTable,
  refused: readonly RefusedRow[],
  edits: Loaded['edits'],
): Promise<void> => {
  if (refused.length === 0 || !desk.checked) return
  const checked = openChecked(ctx, desk.id, desk.checked)
  const sheet = table.sheets.findIndex(({ name }) => name === checked.sheet)
  const cells = await table.rows(
    sheet,
    refused.map(({ at }) => at),
  )
  await queries.putRows(
    ctx.tx,
    desk.id,
    refused.map(({ faults }, index) => sealRow(ctx, desk.id, keptRow(cells[index] ?? [], edits, faults))),
  )
}

const allFaulty: Label = label(
  '没有一行可以导入。请先改好有问题的格子。',
  'No row could be imported. Correct the faulty cells first.',
)
