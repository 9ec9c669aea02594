import { v7 } from 'uuid'
import type { Ctx } from '#platform/http/context.ts'
import type { Answers } from '../rules/answers.ts'
import * as queries from './queries/memory.ts'

/** What a unit said of its registers of a kind; a file of the command line is read by it too. */
export const recall = async (ctx: Ctx, unitId: number, kind: string): Promise<Answers> => {
  const rows = await queries.memoryOf(ctx.tx, unitId, kind)
  const values: Record<string, Record<string, string>> = {}
  for (const { part, field, word, target } of rows)
    if (part === 'value') values[field] = { ...values[field], [word]: target }
  const words = (wanted: 'column' | 'fixed'): Record<string, string> =>
    Object.fromEntries(rows.filter(({ part }) => part === wanted).map(({ word, target }) => [word, target]))
  return { columns: words('column'), values, fixed: words('fixed') }
}

/** Remembers what was said of a file for the unit's next one. */
export const remember = async (
  ctx: Ctx,
  at: { readonly unitId: number; readonly scope: string; readonly kind: string },
  { columns, values, fixed }: Answers,
): Promise<void> => {
  const row =
    (part: 'column' | 'value' | 'fixed', field: string) =>
    ([word, target]: [string, string]) => ({
      id: v7(),
      part,
      field,
      word: word.slice(0, 80),
      target,
    })
  const rows = [
    ...Object.entries(columns).map(row('column', '')),
    ...Object.entries(fixed).map(row('fixed', '')),
    ...Object.entries(values).flatMap(([field, words]) => Object.entries(words).map(row('value', field))),
  ]
  await queries.keep(ctx.tx, { ...at, by: ctx.actor.accountId, now: ctx.now }, rows)
}
