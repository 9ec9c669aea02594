import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import type { Role } from './rules.ts'

/** First things of a new post; each is done once the audit knows the deed. */
export const firstThings = {
  phone: ['identity.notePhone'],
  factor: ['identity.confirmFactor'],
  note: ['cases.register'],
  register: ['cases.register'],
  accept: ['cases.accept'],
  paper: ['cases.paper'],
  search: ['cases.search'],
  approve: ['cases.decide'],
  records: ['figures.records'],
  report: ['reports.create'],
  account: ['identity.openAccount', 'identity.openList'],
  calendar: ['cases.loadCalendar'],
  post: ['identity.givePost'],
  chain: ['audit.checkChain'],
  record: ['audit.record'],
} as const satisfies Record<string, readonly string[]>
export type FirstThing = keyof typeof firstThings

/** The path of a first day: three to five things of each post, in the order they are done. */
export const firstDay: Readonly<Partial<Record<Role, readonly FirstThing[]>>> = {
  village: ['phone', 'note', 'search'],
  town: ['phone', 'factor', 'account', 'note', 'search'],
  rights: ['phone', 'factor', 'register', 'accept', 'paper'],
  leader: ['phone', 'factor', 'approve', 'records'],
  stats: ['phone', 'records', 'report'],
  hotline: ['phone', 'register', 'search'],
  admin: ['factor', 'account', 'calendar'],
  security: ['factor', 'post', 'phone'],
  auditor: ['factor', 'chain', 'record'],
}

/** So many of somebody's first deeds are looked through: a first day has no more. */
export const firstDeeds = 2000

/** The path of a role with what is done; empty for a role without one. */
export const pathOf = (role: string, deeds: readonly string[]): { key: FirstThing; done: boolean }[] =>
  (firstDay[role as Role] ?? []).map((key) => ({
    key,
    done: firstThings[key].some((deed) => deeds.includes(deed)),
  }))

/** What of her first day is done. */
export const firstDayRoutes = {
  firstDay: route({
    method: 'GET',
    path: '/api/v1/me/first-day',
    can: 'signed-in',
    summary: { zh: '第一天', en: 'First day' },
    response: z.object({ things: z.array(z.object({ key: z.string(), done: z.boolean() })) }),
  }),
} satisfies Contract
