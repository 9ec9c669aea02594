import type { Ctx } from '#platform/http/context.ts'
import type { Change } from '../rules/correction.ts'
import { cell, type Matter } from './matter.ts'

/** What the correction of one step replaced, in clear; for whoever may open the matter. */
export const replacedBy = (ctx: Ctx, matter: Matter, seq: number): readonly Change[] => {
  const step = matter.steps.find((one) => one.seq === seq)
  return step?.replaced
    ? (JSON.parse(
        ctx.vault.open(matter.key, cell(matter.head, 'step', 'replaced', String(seq)), step.replaced),
      ) as Change[])
    : []
}
