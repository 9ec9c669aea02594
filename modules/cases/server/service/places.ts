import type { Ctx } from '#platform/http/context.ts'
import { placesMoved, searchPlace } from '../queries/places.ts'

/** After a unit was carried to another path: approvals that wait go along, and words are found by the new places above. */
export const movePlaces = async (ctx: Ctx, from: string, to: string): Promise<void> => {
  const { placeGrams } = ctx.vault.tokens
  for (const scope of await placesMoved(ctx.tx, from, to)) {
    const before = placeGrams(from + scope.slice(to.length))
    const after = placeGrams(scope)
    await searchPlace(
      ctx.tx,
      scope,
      before.filter((token) => !after.includes(token)),
      after.filter((token) => !before.includes(token)),
    )
  }
}
