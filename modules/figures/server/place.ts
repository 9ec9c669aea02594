import { levelLabels, nationCode } from '#modules/org/define.ts'
import { unitOnceOf, unitsById } from '#modules/org/server/index.ts'
import { rangeOf } from '#platform/access/actor.ts'
import { localDate, type Period, parsePeriod } from '#platform/clock/time.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { fail } from './measures.ts'
import type { Place } from './rows.ts'

/** The unit a figure is asked for, the actor’s own without a code; refused outside her range. */
export const placeOf = async (ctx: Ctx, code: string | undefined): Promise<Place> => {
  const { actor, tx, now } = ctx
  const unit =
    code === undefined ? (await unitsById(tx, [actor.unitId]))[0] : await unitOnceOf(tx, code, localDate(now))
  if (!unit) throw failCommon('http.notFound')
  const { lo, hi } = rangeOf(actor.scope)
  if (!(unit.scope >= lo && unit.scope < hi))
    throw fail('figures.outside', { unit: unit.code === nationCode ? levelLabels.N : unit.name })
  return unit
}

/** The period asked for; refused with what is wrong in it. */
export const readPeriod = (text: string): Period => {
  const read = parsePeriod(text)
  if (!read.ok) throw failCommon('http.invalid', { count: 1 }, [{ path: 'period', ...read.reason }])
  return read.value
}
