import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import type { casesContract } from '../../contract.ts'
import type { Engine } from '../engine.ts'
import type { Key } from '../queries/children.ts'
import { lineOf } from '../source.ts'
import { openLocked } from './steps.ts'

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
