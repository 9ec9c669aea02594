import { scopesAbove } from '#modules/org/rules.ts'
import type { Permission } from '#platform/contract/route.ts'
import { type Label, label } from '#platform/text/label.ts'
import { offices, permissionsOf, type Role } from '../rules.ts'

/** A post somebody holds, as far as what nobody holds is found by it. */
export type Held = {
  readonly account: string
  readonly role: string
  readonly scope: string
  readonly level: string
  readonly unit: string
}

/** What is missing, the gravest first. */
export const vacancies = {
  auditor: label('没有审计员:谁看过什么,没有人查。', 'No auditor: nobody checks who has looked at what.'),
  security: label(
    '没有安全管理员:新账号没有人设岗位,重置的账号没有人放行。',
    'No security administrator: nobody gives posts to new accounts or releases those that were reset.',
  ),
  admin: label('没有系统管理员。', 'No system administrator.'),
  approver: label(
    '没有人能批:本单位和上级都没有主席,送审办不了。',
    'Nobody can approve: no chair here or above, so nothing can be sent for approval.',
  ),
  chair: label('没有主席:送审的事都到上一级。', 'No chair: what is sent for approval goes to the level above.'),
} as const satisfies Record<string, Label>
export type Vacancy = keyof typeof vacancies

const can = (one: Held, what: Permission): boolean => permissionsOf(one.role).has(what)

type Found = { readonly what: Vacancy; readonly unit: string | null }

/** The offices nobody holds, and the units that work on matters without anybody who could approve, or without a chair of their own. `held` are the posts of a range and those above it. */
export const vacant = (held: readonly Held[], range: string): readonly Found[] => {
  const empty = offices.filter((office: Role) => !held.some(({ role }) => role === office))
  const approvers = byPlace(held.filter((one) => can(one, 'cases.approve')))
  const workers = byPlace(held.filter((one) => can(one, 'cases.handle') && one.scope.startsWith(range)))
  const lacking = [...workers].flatMap(([scope, working]): Found[] => {
    const { unit, level } = working[0]!
    const around = [...scopesAbove(scope), scope].flatMap((place) => approvers.get(place) ?? [])
    // Nobody agrees to her own request.
    if (working.some(({ account }) => !around.some((one) => one.account !== account)))
      return [{ what: 'approver', unit }]
    return 'NPCD'.includes(level) && !approvers.has(scope) ? [{ what: 'chair', unit }] : []
  })
  const order = Object.keys(vacancies)
  return [...empty.map((what): Found => ({ what: what as Vacancy, unit: null })), ...lacking].sort(
    (a, b) => order.indexOf(a.what) - order.indexOf(b.what),
  )
}

const byPlace = (posts: readonly Held[]): ReadonlyMap<string, readonly Held[]> => {
  const places = new Map<string, Held[]>()
  for (const one of posts) places.set(one.scope, [...(places.get(one.scope) ?? []), one])
  return places
}
