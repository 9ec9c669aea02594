import { v5 } from 'uuid'
import {
  type HistoryPlan,
  historyFits,
  planHistory,
  register,
  type SourceLine,
  takeStep,
} from '#modules/cases/server/index.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import { columnOf, type Draft } from '../rules/row.ts'
import type { ExchangeDeps } from './deps.ts'
import * as queries from './queries/batches.ts'

/** Where the records of a file belong. */
export type Place = { readonly id: number; readonly scope: string; readonly home: string; readonly level: string }

/** One row refused by the engine: which column and why. */
export class RowRefused extends Error {
  readonly row: number
  readonly faults: readonly { readonly key: string; readonly reason: Label }[]
  constructor(row: number, faults: RowRefused['faults']) {
    super(faults[0]?.reason.en ?? 'refused')
    this.name = 'RowRefused'
    this.row = row
    this.faults = faults
  }
}

// A namespace of the product's own, so that ids made from source numbers meet no others.
const namespace = 'b1f0d6a2-5a0c-5f0e-9d53-6f6a7a6e7c21'

/** The id a source number has; `batch` only for a number whose first record was taken back. */
export const idOf = (home: string, kind: string, ref: string, batch = ''): string =>
  v5(JSON.stringify([home, kind, ref, batch]), namespace)

/** The file and sheet rows come from. */
export type SheetOrigin = { readonly file: string; readonly sheet: string }

const sourceOf = ({ file, sheet }: SheetOrigin, { row, line }: Draft): SourceLine => ({ file, sheet, row, cells: line })

// Ids of parties and steps follow from the record's, so that a row written twice is one record.
const inputOf = (draft: Draft, id: string) => ({
  ...draft.input,
  parties: draft.input.parties.map((party, index) => ({ ...party, id: v5(`party ${index}`, id) })),
})
const stepId = (id: string, index: number): string => v5(`step ${index}`, id)

/** A row as a history to be written with others; null when it needs single steps, also to say what is wrong with it. */
export const planRow = async (
  { engine }: ExchangeDeps,
  ctx: Ctx,
  place: Place,
  batchId: string,
  draft: Draft,
  id: string,
  origin: SheetOrigin,
): Promise<HistoryPlan | null> => {
  const steps = draft.steps.map(({ dated: _dated, target: _target, ...step }, index) => ({
    ...step,
    id: stepId(id, index),
  }))
  const past = { key: { home: place.home, id }, input: inputOf(draft, id), steps }
  if (
    draft.note !== null ||
    draft.steps.some((step) => step.target !== undefined) ||
    !historyFits(engine.kind(draft.input.kind), past)
  )
    return null
  try {
    return await planHistory(engine, ctx, past, { batchId, place, source: sourceOf(origin, draft) })
  } catch (error) {
    if (error instanceof Failure && error.status < 500) return null
    throw error
  }
}

/** Registers one row and takes its steps one by one; names the column of what the engine refuses. */
export const writeRow = async (
  { engine, cases }: ExchangeDeps,
  ctx: Ctx,
  place: Place,
  batchId: string,
  draft: Draft,
  id: string,
  sheet: SheetOrigin,
): Promise<void> => {
  const key = { home: place.home, id }
  const roles = draft.input.parties.map((party) => party.role)
  let dated = 'openedOn'
  try {
    const source = sourceOf(sheet, draft)
    const origin = place.id === ctx.actor.unitId ? { batchId, source } : { batchId, source, unit: place }
    let { version } = await register(engine, ctx, key, inputOf(draft, id), origin)
    for (const [index, { dated: column, target, unit, ...step }] of draft.steps.entries()) {
      dated = column
      const into = target === undefined ? null : await targetOf(ctx, place.home, draft, target)
      const head = await takeStep(
        engine,
        ctx,
        key,
        {
          ...step,
          id: stepId(id, index),
          version,
          ...(unit === undefined ? {} : { unit }),
          ...(into ? { target: into } : {}),
        },
        { replay: true },
      )
      version = head.version
    }
    if (draft.note !== null)
      await cases.note(ctx, {
        params: key,
        query: undefined,
        headers: {},
        body: { id: v5('remark', id), note: draft.note },
      })
  } catch (error) {
    if (!(error instanceof Failure) || error.status >= 500) throw error
    const fields = error.fields.map((field) => ({
      key: keyOf(field.path, roles, dated),
      reason: label(field.zh, field.en),
    }))
    throw new RowRefused(draft.row, fields.length > 0 ? fields : [{ key: dated, reason: error.sentence }])
  }
}

const keyOf = (path: string, roles: readonly string[], dated: string): string =>
  /^(occurredAt|proof|note|result|reason|unit|target)/.test(path) ? dated : columnOf(path, roles)

const targetOf = async (ctx: Ctx, home: string, draft: Draft, ref: string): Promise<{ home: string; id: string }> => {
  const [found] = await queries.standing(ctx.tx, home, draft.input.kind, [ref], [])
  if (found) return { home, id: found.id }
  throw new RowRefused(draft.row, [
    {
      key: 'mergedInto',
      reason: label(
        `没有来源编号为 ${ref} 的事项。请先导入主件,或核对编号。`,
        `There is no matter with source number ${ref}. Import the head matter first, or check the number.`,
      ),
    },
  ])
}
