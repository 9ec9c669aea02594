import { catalogue } from '#catalogue/index.ts'
import { imports } from '#catalogue/imports.ts'
import { makeCases, makeEngine } from '#modules/cases/server/index.ts'
import { type Exchange, makeExchange } from '#modules/exchange/server/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'

const calendar = buildCalendar()

/** The case engine over the product's catalogue and the published work calendar. */
export const engine = makeEngine(catalogue, () => calendar)

/** The exchange room over the product's catalogue. */
export const exchange: Exchange = makeExchange({
  catalogue,
  imports,
  engine,
  cases: makeCases(catalogue, () => calendar),
})
