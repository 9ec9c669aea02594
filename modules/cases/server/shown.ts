import type { Ctx } from '#platform/http/context.ts'
import { everExcluded, isAboutExclusion, wasNamed } from '../rules/exclusions.ts'
import type { Matter } from './matter.ts'
import * as access from './queries/access.ts'
import type { StepRow } from './queries/children.ts'

/**
 * The timeline as one reader sees it; a step is called by its place in it. Whoever was once kept from the matter and may
 * read it today finds no trace of that, not even a gap.
 */
export const shownSteps = async (
  ctx: Ctx,
  matter: Matter,
): Promise<{ readonly steps: readonly StepRow[]; readonly wasKeptOut: boolean }> => {
  const wasKeptOut = everExcluded(matter.steps) && wasNamed(matter.steps, await access.ownKeys(ctx.tx))
  return { steps: wasKeptOut ? matter.steps.filter((step) => !isAboutExclusion(step)) : matter.steps, wasKeptOut }
}
