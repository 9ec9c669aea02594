import { awardLimits } from './limits/awards.ts'
import type { Limit } from './limits/define.ts'
import { mediationLimits } from './limits/mediation.ts'
import { petitionLimits } from './limits/petition.ts'
import { protectionLimits } from './limits/protection.ts'
import { statisticsLimits } from './limits/statistics.ts'

/** Every dated limit. A changed law adds a version here; clocks that already run keep the version they started with. */
export const limits: readonly Limit[] = [
  ...petitionLimits,
  ...protectionLimits,
  ...mediationLimits,
  ...awardLimits,
  ...statisticsLimits,
]

/** The version in force on the day a clock starts (`YYYY-MM-DD`, Asia/Shanghai); undefined where no rule held that day. */
export const limitOn = (id: string, date: string): Limit | undefined =>
  limits.find((one) => one.id === id && one.validFrom <= date && (one.validTo === undefined || date <= one.validTo))
