import type { Catalogue } from '#modules/cases/define.ts'
import type { Engine, makeCases } from '#modules/cases/server/index.ts'
import type { Permission } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { exchangeErrors, type ImportFault } from '../contract.ts'
import type { ImportSpec } from '../define.ts'
import type { Fault } from '../rules/table.ts'

/** `throw fail('exchange.kind', …)`. */
export const fail = failures(exchangeErrors)

/** What the room needs besides the request. */
export type ExchangeDeps = {
  readonly catalogue: Catalogue
  readonly engine: Engine
  readonly cases: ReturnType<typeof makeCases>
  /** How old registers are read, by kind. */
  readonly imports: Readonly<Record<string, ImportSpec>>
  /** Most rows written in one transaction, and rows of one piece of a longer file; for tests. */
  readonly sizes?: { readonly whole: number; readonly piece: number }
  /** Most faulty rows of a file that are kept to be corrected in place; for tests. */
  readonly mostKept?: number
}

/** A file up to `whole` rows is one transaction; a longer one is written, and any taken back, in pieces that can be resumed. */
export const sizesOf = (deps: ExchangeDeps): { readonly whole: number; readonly piece: number } =>
  deps.sizes ?? { whole: 5_000, piece: 500 }

/**
 * One transaction of the person who asks, with the door's checks and audit. An import of many rows or an export takes
 * several, so these functions are given the way to one instead of one.
 */
export type Work = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** Refuses who may not. */
export const demand = (ctx: Ctx, permission: Permission): void => {
  if (!ctx.actor.permissions.has(permission)) throw failCommon('http.forbidden')
}

/** A fault as it is told: the sentence that says what to do stands apart. */
export const tellFault = (fault: Fault): ImportFault => {
  const zh = split(fault.reason.zh, /。/)
  const en = split(fault.reason.en, /[.:] /)
  return {
    row: fault.row,
    cell: fault.cell,
    column: fault.column,
    reason: label(zh[0], en[0]),
    remedy: label(zh[1], en[1]),
  }
}

const split = (text: string, end: RegExp): readonly [string, string] => {
  const found = end.exec(text)
  if (!found || found.index + found[0].length >= text.length) return [text, '']
  return [text.slice(0, found.index + 1), text.slice(found.index + found[0].length).trim()]
}
