import { fail as failCommon } from '#platform/errors/common.ts'
import type { DataKey } from '#platform/crypto/envelope.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import type { casesContract } from '../../contract.ts'
import type { Engine } from '../engine.ts'
import { cell, type Matter } from '../matter.ts'
import type { Key } from '../queries/children.ts'
import * as sources from '../queries/sources.ts'
import { openLocked } from './steps.ts'

/** The line of a register an imported matter comes from, its cells as they stood. */
export type SourceLine = {
  readonly file: string
  readonly sheet: string
  readonly row: number
  readonly cells: readonly (readonly [heading: string, text: string])[]
}

/** A line sealed with the key of its matter. */
export const sealLine = (ctx: Ctx, key: DataKey, of: Key, line: SourceLine): Buffer =>
  ctx.vault.seal(key, cell(of, 'source_line', 'sealed'), JSON.stringify(line))

/** The line a matter comes from; null for one that was registered here or imported before lines were kept. */
export const lineOf = async (ctx: Ctx, { head, key }: Matter): Promise<SourceLine | null> => {
  const sealed = head.batch_id === null ? undefined : await sources.sourceOf(ctx.tx, head)
  return sealed ? (JSON.parse(ctx.vault.open(key, cell(head, 'source_line', 'sealed'), sealed)) as SourceLine) : null
}

/** Every cell of the line, for a reason code: it holds names and numbers in full. One audit row each time. */
export const revealLine = async (
  engine: Engine,
  ctx: Ctx,
  key: Key,
  { reason, words }: Input<(typeof casesContract)['sourceLine']>['body'],
): Promise<Output<(typeof casesContract)['sourceLine']>> => {
  const matter = await openLocked(engine, ctx, key, 'read')
  const line = await lineOf(ctx, matter)
  if (!line) throw failCommon('http.notFound')
  ctx.audit({
    action: 'cases.reveal',
    kind: matter.kind.key,
    home: key.home,
    id: key.id,
    purpose: reason,
    detail: { field: 'sourceLine', ...(words ? { words: true } : {}) },
  })
  return { cells: line.cells.map(([heading, text]) => ({ heading, text })) }
}
