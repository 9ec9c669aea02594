import { rolesWith } from '#modules/identity/define.ts'
import { scopesAbove } from '#modules/org/rules.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Output } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { officeContract } from '../contract.ts'
import * as queries from './queries/contacts.ts'

/** So many units without anybody are named. */
const emptyMost = 5

/** The people next below and next above who work on matters, with the number of their desk; units below where nobody does. */
export const contacts = async ({ tx, actor, now }: Ctx): Promise<Output<(typeof officeContract)['contacts']>> => {
  const today = localDate(now)
  const roles = [...new Set([...rolesWith('cases.handle'), ...rolesWith('cases.approve')])]
  const above = scopesAbove(actor.scope).at(-1)
  const below = await queries.unitsBelow(tx, actor.unitId)
  const people = await queries.people(tx, [...below.map(({ scope }) => scope), ...(above ? [above] : [])], roles, today)
  const shown = people.map((row) => ({
    id: row.id,
    name: row.name,
    title: label(row.title_zh, row.title_en),
    unit: row.unit,
    phone: row.phone,
  }))
  const empty = below.filter(({ scope }) => !people.some((one) => one.scope === scope))
  return {
    above: shown.filter((_, place) => people[place]?.scope === above),
    below: shown.filter((_, place) => people[place]?.scope !== above),
    empty: empty.slice(0, emptyMost).map(({ name }) => name),
    empties: empty.length,
  }
}
