import { createHmac } from 'node:crypto'
import { v7 } from 'uuid'
import type { Ctx } from '#platform/http/context.ts'
import type { Answers } from '../rules/answers.ts'
import { wordSeal } from './names.ts'
import * as queries from './queries/memory.ts'

type Said = Pick<queries.MemoryRow, 'kind' | 'part' | 'field'>

// Of one unit only: the same word said elsewhere has another digest.
const digestOf = ({ vault }: Pick<Ctx, 'vault'>, unitId: number, { kind, part, field }: Said, word: string): string =>
  createHmac('sm3', vault.macKey('exchange.memory'))
    .update(JSON.stringify([unitId, kind, part, field, word]))
    .digest('hex')

// All rows are sealed from here on: a word said again meets its own row.
const sealedOf = async (ctx: Ctx, unitId: number, kind: string | null): Promise<queries.MemoryRow[]> => {
  const rows = await queries.memoryOf(ctx.tx, unitId, kind)
  const inClear = rows.filter(({ sealed }) => sealed === null)
  if (inClear.length === 0) return rows
  const { seal } = wordSeal(ctx, unitId)
  await queries.sealWords(
    ctx.tx,
    inClear.map((row) => {
      const digest = digestOf(ctx, unitId, row, row.word)
      return { id: row.id, word: digest, sealed: seal(digest, row.word) }
    }),
  )
  return queries.memoryOf(ctx.tx, unitId, kind)
}

/** What a unit said of its registers, in words; what still stood in clear is sealed on the way. */
export const rememberedOf = async (ctx: Ctx, unitId: number, kind: string | null): Promise<queries.MemoryRow[]> => {
  const rows = await sealedOf(ctx, unitId, kind)
  const { open } = wordSeal(ctx, unitId)
  const place = ({ kind, part, field, word }: queries.MemoryRow): string => `${kind} ${part} ${field} ${word}`
  return rows
    .map((row) => (row.sealed ? { ...row, word: open(row.word, row.sealed) } : row))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** What a unit said of its registers of a kind; a file of the command line is read by it too. */
export const recall = async (ctx: Ctx, unitId: number, kind: string): Promise<Answers> => {
  const rows = await rememberedOf(ctx, unitId, kind)
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
  at: { readonly unitId: number; readonly scope: string; readonly kind: string; readonly deskId: string },
  { columns, values, fixed }: Answers,
): Promise<void> => {
  const { seal } = wordSeal(ctx, at.unitId)
  const row =
    (part: 'column' | 'value' | 'fixed', field: string) =>
    ([text, target]: [string, string]) => {
      const plain = text.slice(0, 80)
      const word = digestOf(ctx, at.unitId, { kind: at.kind, part, field }, plain)
      return { id: v7(), part, field, word, sealed: seal(word, plain), target }
    }
  const rows = [
    ...Object.entries(columns).map(row('column', '')),
    ...Object.entries(fixed).map(row('fixed', '')),
    ...Object.entries(values).flatMap(([field, words]) => Object.entries(words).map(row('value', field))),
  ]
  if (rows.length > 0) await sealedOf(ctx, at.unitId, at.kind)
  await queries.keep(ctx.tx, { ...at, by: ctx.actor.accountId, now: ctx.now }, rows)
}
