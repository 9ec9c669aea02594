import { randomInt } from 'node:crypto'
import { localDate } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { failures, keeping } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { hashToken, newToken } from '#platform/http/serve.ts'
import { phoneErrors, type phonesContract } from '../phones-contract.ts'
import { deskSeconds, machineOf } from '../rules/phone.ts'
import { newCode, printCode, readCode } from '../rules/slip.ts'
import { countedAddress } from './places.ts'
import * as queries from './queries/phones.ts'
import * as postQueries from './queries/posts.ts'
import { meOf, startSession } from './sessions.ts'
import { keptCode } from './slips.ts'

type C = typeof phonesContract
const fail = failures(phoneErrors)

/** Desks one address may have waiting: a house of some dozens of people signs in in the same minute. */
const desksAtOnce = 100

const numberOtherThan = (taken: readonly number[]): number => {
  for (;;) {
    const number = randomInt(10, 100)
    if (!taken.includes(number)) return number
  }
}

/** Begins to wait for a phone: a picture for a minute, and a number to compare. */
export const askDesk = async (ctx: Ctx): Promise<Output<C['askDesk']>> => {
  const { tx, now, client } = ctx
  if ((await queries.desksWaiting(tx, client.ip, now)) >= desksAtOnce) throw failCommon('http.tooMany', { minutes: 1 })
  const poll = newToken()
  const code = newCode(randomInt)
  const number = randomInt(10, 100)
  const second = numberOtherThan([number])
  const until = new Date(now.getTime() + deskSeconds * 1000)
  await queries.waitDesk(tx, {
    poll: hashToken(poll),
    scan: keptCode(ctx.vault, code),
    number,
    others: [second, numberOtherThan([number, second])],
    ip: client.ip,
    agent: client.agent,
    at: now,
    until,
  })
  return {
    poll,
    code: printCode(code),
    address: `${client.origin ?? ''}/scan#${code}`,
    number,
    until: until.toISOString(),
  }
}

const waiting = async (ctx: Ctx, typed: string) => {
  const code = readCode(typed)
  const scan = code === null ? null : keptCode(ctx.vault, code)
  const desk = scan && (await queries.deskWaiting(ctx.tx, scan, ctx.now))
  if (!scan || !desk) throw fail('desk.unknown')
  return { scan, desk }
}

/** Which desk asks, for the eyes of who holds the phone: browser, address, time, and three numbers of which one stands there. */
export const lookDesk = async (ctx: Ctx, code: string): Promise<Output<C['lookDesk']>> => {
  const { desk } = await waiting(ctx, code)
  return {
    machine: machineOf(desk.agent),
    ip: desk.ip,
    at: desk.asked_at.toISOString(),
    near: countedAddress(desk.ip) === countedAddress(ctx.client.ip),
    numbers: [desk.number, ...desk.others].sort((a, b) => a - b),
  }
}

/** Lets the desk in after finger, face or digits and the right number; a wrong number ends the attempt for good. */
export const decideDesk = async (
  ctx: Ctx,
  { code, number }: Input<C['decideDesk']>['body'],
  prove: () => Promise<queries.Phone>,
): Promise<Output<C['decideDesk']>> => {
  const { scan, desk } = await waiting(ctx, code)
  const { actor, now } = ctx
  // Who stands in for somebody at the moment signs a desk in as herself.
  const own = await postQueries.postsOf(ctx.tx, actor.accountId, localDate(now))
  const post = own.find(({ id }) => id === actor.postId) ?? own[0]
  if (!post) throw failCommon('http.forbidden')
  const decide = async (device: string | null): Promise<void> => {
    const decision = { account: actor.accountId, post: post.id, device, refused: device === null }
    if (!(await queries.decideDesk(ctx.tx, scan, decision, now))) throw fail('desk.unknown')
    ctx.audit({
      action: device ? 'identity.confirmDesk' : 'identity.refuseDesk',
      kind: 'account',
      home: actor.home,
      id: actor.accountId,
      detail: { desk: desk.ip, near: countedAddress(desk.ip) === countedAddress(ctx.client.ip) },
    })
  }
  if (number === null) {
    await decide(null)
    return { agreed: false }
  }
  const phone = await prove()
  if (phone.account_id !== actor.accountId) throw keeping(fail('phone.notProven'))
  if (number !== desk.number) {
    await decide(null)
    throw keeping(fail('desk.wrongNumber'))
  }
  await decide(phone.id)
  return { agreed: true }
}

/** What became of a waiting desk; once allowed it is signed in, lightly, and ends with the phone. */
export const takeDesk = async (ctx: Ctx, poll: string): Promise<Output<C['takeDesk']>> => {
  const hash = hashToken(poll)
  const desk = await queries.deskOf(ctx.tx, hash)
  if (!desk || desk.taken_at) return { state: 'over', me: null }
  if (desk.refused) return { state: 'refused', me: null }
  const { account_id: account, post_id: post, device_id: phone } = desk
  // Allowed in the last second is still allowed; what was not fetched for another minute is not.
  if (desk.expires_at.getTime() + deskSeconds * 1000 <= ctx.now.getTime()) return { state: 'over', me: null }
  if (!account || !post || !phone) return { state: desk.expires_at <= ctx.now ? 'over' : 'waiting', me: null }
  if (!(await queries.takeDesk(ctx.tx, hash, ctx.now))) return { state: 'over', me: null }
  const actor = await startSession(ctx, account, post, phone)
  ctx.audit({
    action: 'identity.signIn',
    kind: 'account',
    home: actor.home,
    id: account,
    purpose: 'desk',
    detail: { phone },
  })
  return { state: 'in', me: await meOf(ctx.tx, actor, ctx.now) }
}
