import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Edits } from '../rules/row.ts'
import { openTable, type OpenTable } from '../tabular/open.ts'
import { editsOf, openChecked, sealRow } from './checked.ts'
import { importTable } from './import.ts'
import type { Turn } from './jobs.ts'
import { deskSeal } from './names.ts'
import type { RefusedRow } from './order.ts'
import * as queries from './queries/desk.ts'

type Loaded = {
  readonly desk: queries.DeskRow
  readonly name: string
  readonly bytes: Buffer
  readonly edits: ReadonlyMap<number, Edits>
}

/** Writes the rows of a file in pieces, on from where it was, until all stand or the turn ends. */
export const runTurn = async ({ deps, desk: { id, created_by, created_post }, signal }: Turn): Promise<void> => {
  const work = deps.as(created_by, created_post)
  const loaded = await work((ctx) => load(ctx, id))
  if (!loaded) return
  const { desk, name, bytes, edits } = loaded
  const table = await openTable(bytes, name)
  if (!table.ok) return queries.endedBadly(deps.system, id, table.reason)
  const refused: RefusedRow[] = []
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
        onRefused: (rows) => void refused.push(...rows),
      },
      table,
    )
    await work(async (ctx) => {
      await keepRefused(ctx, desk, table, refused, edits)
      const now = await queries.findDesk(ctx.tx, id, true)
      if (!now) return
      if (result.status === 'done') return queries.endRun(ctx.tx, id, ctx.now)
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
  return { desk, name: open('name', desk.name), bytes: openBytes('content', content), edits: await editsOf(ctx, id) }
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
    refused.map(({ row, faults }, index) =>
      sealRow(ctx, desk.id, {
        row,
        cells: (cells[index] ?? []).map(({ column, text }) => ({ column, text })),
        edits: edits.get(row) ?? {},
        faults,
      }),
    ),
  )
}

const allFaulty: Label = label(
  '没有一行可以导入。请先改好有问题的格子。',
  'No row could be imported. Correct the faulty cells first.',
)
