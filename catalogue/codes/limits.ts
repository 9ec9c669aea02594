import { awardLimits } from './limits/awards.ts'
import type { Limit } from './limits/define.ts'
import { mediationLimits } from './limits/mediation.ts'
import { petitionLimits } from './limits/petition.ts'
import { protectionLimits } from './limits/protection.ts'
import { statisticsLimits } from './limits/statistics.ts'

/** Every dated limit. A changed law adds a version here; clocks that already run keep the version they started with. */
export const limits = [
  ...petitionLimits,
  ...protectionLimits,
  ...mediationLimits,
  ...awardLimits,
  ...statisticsLimits,
] as const

/** The id of a limit, e.g. `P05`; a clock that names an unknown one does not compile. */
export type LimitId = (typeof limits)[number]['id']

/** All versions of a limit, newest first. */
export const limit = (id: LimitId): readonly Limit<LimitId>[] =>
  limits.filter((one) => one.id === id).sort((a, b) => b.validFrom.localeCompare(a.validFrom))

/** The version in force on the day a clock starts (`YYYY-MM-DD`, Asia/Shanghai); undefined where no rule held that day. */
export const limitOn = (id: LimitId, date: string): Limit<LimitId> | undefined =>
  limits.find(
    (one) =>
      one.id === id &&
      one.validFrom <= date &&
      (!('validTo' in one) || one.validTo === undefined || date <= one.validTo),
  )
