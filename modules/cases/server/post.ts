import type { Ctx } from '#platform/http/context.ts'
import { contributions, type Contribution } from '../rules/contributions.ts'
import { movedMatter } from '../rules/withdraw.ts'
import { type Engine, postingRows } from './engine.ts'
import { factsOf, loadMatter, type Matter, resultsOf, standing } from './matter.ts'
import type { HeadRow } from './queries/heads.ts'
import { postFigures } from './queries/write.ts'

/** What a matter counts for now, from its records alone; `verify figures` rebuilds the ledger with it. */
export const contributionsOf = (matter: Matter): Contribution[] => {
  const { head, kind } = matter
  const results = resultsOf(matter.steps)
  const deeds = standing(matter.steps)
    .filter((step) => movedMatter(kind, step))
    .map((step) => ({
      action: step.action,
      at: step.occurred_at,
      from: step.from_status,
      to: step.to_status,
      result: results.get(step.seq) ?? null,
    }))
  return contributions(
    kind,
    {
      category: head.category,
      channel: head.channel,
      level: head.unit_level,
      openedAt: head.opened_at,
      persons: head.persons,
      void: factsOf(matter).done.includes('void'),
    },
    deeds,
    matter.clocks.filter((clock) => clock.trackId === null),
  )
}

/**
 * Posts the difference between what the matter should count for and what stands, in the request's own transaction.
 * @param known the matter as it now stands, when the caller holds it.
 */
export const post = async (engine: Engine, ctx: Ctx, head: HeadRow, known?: Matter): Promise<Matter> => {
  const matter = known ?? (await loadMatter(engine, ctx, head))
  await postFigures(ctx.tx, head, postingRows(matter.kind, contributionsOf(matter)), ctx.now)
  return matter
}
