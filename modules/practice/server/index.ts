import type { Service } from '#platform/contract/route.ts'
import { failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { practicePath } from '#platform/http/practice.ts'
import type { Label } from '#platform/text/label.ts'
import { type practiceContract, practiceErrors, type PracticeState } from '../contract.ts'
import { faultText } from '../rules/faults.ts'
import { isNear, nearestFirst } from '../rules/near.ts'
import { againAt } from '../rules/weekly.ts'
import * as queries from './queries.ts'

/** The door other rooms and the server use. */
export { askCopy, type Copy, forgetFault, markOf, noteCopy, postsToTry, readCopy } from './queries.ts'
export { faults } from '../rules/faults.ts'
export { againAt } from '../rules/weekly.ts'

const fail = failures(practiceErrors)

/** A post of the practice house. */
export type PracticePost = {
  readonly account: string
  readonly name: string
  readonly role: string
  readonly level: string
  readonly unit: string
  readonly title: Label
}

/** The practice house as the real one knows it. */
export type PracticeHouse = {
  /** Its posts while it is open; null while nobody can enter. */
  readonly posts: () => readonly PracticePost[] | null
  /** Opens a session there and answers its token and how many seconds it is good for; null when it was closed just now. */
  readonly enter: (
    account: string,
    from: { readonly ip: string; readonly agent: string; readonly now: Date },
  ) => Promise<{ readonly token: string; readonly seconds: number } | null>
  /** The login that would create its database, when it may not; null when it may. */
  readonly mayNotCreate: () => Promise<string | null>
  readonly names: { readonly database: string; readonly role: string }
}

const nothing = { done: 0, total: 0, madeAt: null, againAt: null, fault: null, posts: [] }

const stateOf = async (ctx: Ctx, house: PracticeHouse | null): Promise<PracticeState> => {
  if (house === null) return { is: 'absent', ...nothing }
  const copy = await queries.readCopy(ctx.tx)
  if (copy === null) return { is: 'closed', ...nothing }
  const { done, total, madeAt, fault } = copy
  const known = { ...nothing, done, total }
  if (fault !== null) return { ...known, is: 'failed', fault: faultText(fault, house.names) }
  const posts = madeAt && house.posts()
  if (!madeAt || !posts) return { ...known, is: 'making' }
  const own = { role: ctx.actor.role, level: ctx.actor.level }
  return {
    ...known,
    is: 'open',
    madeAt: madeAt.toISOString(),
    againAt: againAt(madeAt).toISOString(),
    posts: nearestFirst(posts, own).map((post) => ({
      account: post.account,
      name: post.name,
      title: { ...post.title },
      unit: post.unit,
      near: isNear(post, posts, own),
    })),
  }
}

/** The way to the practice house and its keeping; `house` is null in a house that is a demonstration, or practice, itself. */
export const practiceService = (house: PracticeHouse | null): Service<typeof practiceContract, Ctx> => {
  const there = (): PracticeHouse => {
    if (house === null) throw fail('practice.isDemo')
    return house
  }
  const mayCreate = async (): Promise<void> => {
    const role = await there().mayNotCreate()
    if (role !== null) throw fail('practice.mayNotCreate', { role })
  }
  return {
    state: (ctx) => stateOf(ctx, house),

    enter: async (ctx, { body }) => {
      const posts = there().posts()
      if (posts === null) throw fail('practice.notOpen')
      if (!posts.some(({ account }) => account === body.account)) throw fail('practice.noSuchPost')
      const { ip, agent } = ctx.client
      const session = await there().enter(body.account, { ip, agent, now: ctx.now })
      if (session === null) throw fail('practice.notOpen')
      ctx.session.practise?.(session.token, session.seconds)
      ctx.audit({ action: 'practice.enter', detail: { as: body.account } })
      return { to: `${practicePath}/` }
    },

    open: async (ctx) => {
      await mayCreate()
      const copy = await queries.readCopy(ctx.tx)
      // What failed goes on where it stopped.
      if (copy) await queries.forgetFault(ctx.tx)
      else await queries.askCopy(ctx.tx, ctx.now)
      ctx.audit({ action: 'practice.open' })
      return stateOf(ctx, house)
    },

    again: async (ctx) => {
      await mayCreate()
      await queries.askCopy(ctx.tx, ctx.now)
      ctx.audit({ action: 'practice.again' })
      return stateOf(ctx, house)
    },

    close: async (ctx) => {
      there()
      await queries.dropCopy(ctx.tx)
      ctx.audit({ action: 'practice.close' })
      return stateOf(ctx, house)
    },
  }
}
