import { catalogue } from '#catalogue/index.ts'
import { loadCalendar } from '#modules/cases/server/calendar.ts'
import { makeEngine } from '#modules/cases/server/index.ts'
import { type Exchange, makeExchange } from '#modules/exchange/server/index.ts'
import type { Database } from '#platform/db/open.ts'
import { exchangeDeps, holdCalendar } from '#server/rooms.ts'

/** The work calendar as this database knows it. */
export const calendar = holdCalendar()

/** The case engine over the product's catalogue and the work calendar. */
export const engine = makeEngine(catalogue, calendar.now)

/** The exchange room over the product's catalogue. */
export const exchange: Exchange = makeExchange(exchangeDeps(calendar.now))

/** Counts days by the holiday notices an administrator loaded into this database. */
export const useCalendar = async (db: Database): Promise<void> =>
  calendar.replace(await db.transaction().execute(loadCalendar))
