import { type Calendar, isWorkday } from '#platform/clock/calendar.ts'
import { addDays, localDate, localDateTime } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { type FieldProblem, failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import { type officeContract, officeErrors } from '../contract.ts'
import { runningAt } from '../rules/duty.ts'
import * as queries from './queries/duty.ts'

type C = typeof officeContract
const fail = failures(officeErrors)

const shown = (row: queries.DutyRow) => ({
  day: row.day,
  shift: row.shift,
  name: row.name,
  phone: row.phone,
  away: row.away,
})

/** A month of the unit's roster, day by day, with the days off. */
export const roster = async (
  ctx: Ctx,
  calendar: () => Calendar,
  { month }: Input<C['roster']>['query'],
): Promise<Output<C['roster']>> => {
  const first = `${month}-01`
  const days = Array.from({ length: 31 }, (_, n) => addDays(first, n)).filter((day) => day.startsWith(month))
  const rows = await queries.dutyOf(ctx.tx, ctx.actor.unitId, first, days.at(-1) ?? first)
  return {
    days: days.map((day) => ({ day, off: !isWorkday(calendar(), day), name: namedDay(calendar(), day) })),
    rows: rows.map(shown),
    colleagues: await queries.colleagues(ctx.tx, ctx.actor.unitId, localDate(ctx.now)),
  }
}

const namedDay = (calendar: Calendar, day: string) => {
  const { name } = calendar(day)
  return name ? label(name.zh, name.en) : null
}

/** Keeps who printed which month of the roster, before it leaves the house. */
export const printRoster = async (ctx: Ctx, month: string): Promise<Record<string, never>> => {
  ctx.audit({ action: 'office.printRoster', detail: { month, unit: ctx.actor.unitCode } })
  return {}
}

/** Writes cells of the unit's roster; an empty name clears one. */
export const saveRoster = async (
  ctx: Ctx,
  { cells }: Input<C['saveRoster']>['body'],
): Promise<Record<string, never>> => {
  const { actor, tx, now } = ctx
  if (actor.standsFor) throw fail('office.ownPost')
  const known = new Map((await queries.colleagues(tx, actor.unitId, localDate(now))).map((one) => [one.name, one]))
  const problems = cells.flatMap((cell, place): FieldProblem[] =>
    cell.name === '' || cell.phone || known.get(cell.name)?.phone
      ? []
      : [
          {
            path: `cells.${place}.phone`,
            zh: `${cell.day} ${cell.name} 没有电话。名字后面写上号码,或请她在〔我的〕里填办公电话。`,
            en: `${cell.day} ${cell.name}: no number. Write it behind the name, or have her fill in her desk under “Me”.`,
          },
        ],
  )
  if (problems.length > 0) throw failCommon('http.invalid', { count: problems.length }, problems)
  const filled = cells.filter((cell) => cell.name !== '')
  await queries.clearDuty(
    tx,
    actor.unitId,
    cells.filter((cell) => cell.name === ''),
  )
  await queries.saveDuty(
    tx,
    { home: actor.home, unit: actor.unitId, scope: actor.scope, by: actor.accountId, now },
    filled.map((cell) => ({ ...cell, post: known.get(cell.name)?.id ?? null, phone: cell.phone ?? null })),
  )
  ctx.audit({ action: 'office.saveRoster', detail: { cells: cells.map(({ day, shift }) => `${day} ${shift}`) } })
  return {}
}

/** Who is on duty now: in one's own unit, and one level up. */
export const dutyNow = async (ctx: Ctx): Promise<Output<C['dutyNow']>> => {
  const at = runningAt(localDate(ctx.now), Number(localDateTime(ctx.now).slice(11, 13)))
  const above = await queries.unitAbove(ctx.tx, ctx.actor.scope)
  const own = await queries.onDuty(ctx.tx, ctx.actor.unitId, at)
  const up = above ? await queries.onDuty(ctx.tx, above.id, at) : []
  return { own: own.map(shown), above: above ? { unit: above.name, people: up.map(shown) } : null }
}
