import type { Database } from '#platform/db/open.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { startTicker } from '#platform/jobs/ticker.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Edits } from '../rules/row.ts'
import { openTable, type OpenTable } from '../tabular/open.ts'
import { editsOf } from './check.ts'
import { openChecked, sealRow } from './checked.ts'
import type { ExchangeDeps, Work } from './deps.ts'
import { importTable } from './import.ts'
import type { RefusedRow } from './order.ts'
import { deskSeal } from './names.ts'
import * as queries from './queries/desk.ts'

/** What running imports needs beside the room's own. */
export type RunDeps = ExchangeDeps & {
  readonly system: Database
  /** Transactions of a person in her post, without her being there; throws when the account or the post has ended. */
  readonly as: (account: string, post: string) => Work
  readonly clock: () => Date
  readonly onError?: (error: unknown, name: string) => void
}

/** Longest turn of one file while others wait, and how often its person is asked whether to go on, in milliseconds. */
const turn = 20_000
const look = 700
/** Days a file lies on the desk that nobody goes on with. */
const keptDays = 30

/**
 * Runs the files their people set going, one after the other in turns: through a closed browser and a restart. Each is written in pieces as
 * its person in her post; who may no longer import is not imported for.
 */
export const startImports = (deps: RunDeps): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController()
  let swept = 0
  const ticker = startTicker({
    name: 'exchange.imports',
    everyMs: 400,
    db: deps.system,
    ...(deps.onError ? { onError: deps.onError } : {}),
    work: async () => {
      const now = deps.clock().getTime()
      if (Math.abs(now - swept) > 3_600_000) await queries.dropOld(deps.system, new Date(now - keptDays * 86_400_000))
      swept = Math.abs(now - swept) > 3_600_000 ? now : swept
      for (const desk of await queries.running(deps.system)) {
        if (stopping.signal.aborted) return
        if (desk.status === 'stopping') await queries.endedBadly(deps.system, desk.id, null)
        else await runDesk(deps, desk, stopping.signal)
      }
    },
  })
  return {
    stop: () => {
      stopping.abort()
      return ticker.stop()
    },
  }
}

const runDesk = async (deps: RunDeps, desk: queries.Running, closing: AbortSignal): Promise<void> => {
  const end = new AbortController()
  const watch = watching(deps, desk, end, closing)
  try {
    await runTurn(deps, desk, end.signal)
  } catch (error) {
    const told = error instanceof Failure && error.status < 500
    if (!told) deps.onError?.(error, 'exchange.imports')
    await queries.endedBadly(deps.system, desk.id, told ? error.sentence : unforeseen)
  } finally {
    await watch()
  }
}

// Ends the turn when its person stops it, the server goes down, or others have waited for long.
const watching = (deps: RunDeps, desk: queries.Running, end: AbortController, closing: AbortSignal) => {
  const began = performance.now()
  let asked: Promise<void> = Promise.resolve()
  const ask = async (): Promise<void> => {
    const all = await queries.running(deps.system)
    const own = all.find(({ id }) => id === desk.id)
    const waited = all.length > 1 && performance.now() - began > turn
    if (own?.status !== 'running') end.abort()
    else if (waited) {
      await queries.toTheEnd(deps.system, desk.id, deps.clock())
      end.abort()
    }
  }
  const timer = setInterval(() => {
    asked = asked.then(ask).catch(() => undefined)
  }, look)
  const close = (): void => end.abort()
  closing.addEventListener('abort', close)
  return async (): Promise<void> => {
    clearInterval(timer)
    closing.removeEventListener('abort', close)
    await asked
  }
}

type Loaded = {
  readonly desk: queries.DeskRow
  readonly name: string
  readonly bytes: Buffer
  readonly edits: ReadonlyMap<number, Edits>
}

const runTurn = async (
  deps: RunDeps,
  { id, created_by, created_post }: queries.Running,
  signal: AbortSignal,
): Promise<void> => {
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

const unforeseen: Label = label(
  '导入停住了,写入的行都在。请点〔接着导〕;还是不行,请把时间告诉管服务器的人。',
  'The import stopped; the rows written so far stand. Go on with it; if that fails again, tell whoever runs the server the time.',
)
const allFaulty: Label = label(
  '没有一行可以导入。请先改好有问题的格子。',
  'No row could be imported. Correct the faulty cells first.',
)
