import { toDataURL } from 'qrcode'
import { addFile, dropFile, type Engine, openLocked } from '#modules/cases/server/index.ts'
import { enter } from '#modules/identity/server/index.ts'
import { standIn } from '#modules/office/server/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import { localDateTime } from '#platform/clock/time.ts'
import type { Input, Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import { Failure, failures } from '#platform/errors/define.ts'
import type { Ctx } from '#platform/http/context.ts'
import { hashToken, newToken } from '#platform/http/serve.ts'
import { papersErrors } from '../contract.ts'
import { photoHeader, photoLimits, type photoRoutes } from '../photos.ts'
import { isPlainPhoto, onlyThisMachine } from '../rules.ts'
import * as queries from './queries/photos.ts'

type C = typeof photoRoutes
type LinkParams = Input<C['photoLink']>['params']
const fail = failures(papersErrors)

// What a phone is told when its link is no longer good: never a word about what it was for.
const refusals = {
  unknown: 'papers.photoUnknown',
  opened: 'papers.photoUsed',
  waiting: 'papers.photoUnknown',
  done: 'papers.photoUsed',
  expired: 'papers.photoExpired',
  withdrawn: 'papers.photoWithdrawn',
} as const

/** The desk asks for a link: bound to its session, the matter and its author; only hashes are kept. */
export const photoLink = async (
  engine: Engine,
  ctx: Ctx,
  publicUrl: string | null,
  { home, id, link }: LinkParams,
): Promise<Output<C['photoLink']>> => {
  // A program without a session of a browser has no desk whose end would end the link.
  if (!ctx.session.token) throw failCommon('http.unauthenticated')
  await openLocked(engine, ctx, { home, id })
  const token = newToken()
  const until = new Date(ctx.now.getTime() + photoLimits.minutes * 60_000)
  if (await queries.look(ctx.tx, { home, id }, link, ctx.now)) throw failCommon('http.exists')
  const begun = { link, token: hashToken(token), session: ctx.session.token, now: ctx.now, until }
  if (!(await queries.begin(ctx.tx, { home, id }, begun))) throw failCommon('http.notFound')
  ctx.audit({ action: 'papers.photoLink', home, id, detail: { link } })
  // Behind the hash: a browser sends it to no server and no log.
  const address = publicUrl && `${publicUrl}/photo.html#${token}`
  return {
    until: until.toISOString(),
    address,
    qr: address && (await toDataURL(address, { margin: 1, width: 480 })),
    onlyHere: publicUrl !== null && onlyThisMachine(publicUrl),
  }
}

/** What a link has brought so far; asked every second while its panel is open, so it is no row of the audit. */
export const photoState = async (ctx: Ctx, { home, id, link }: LinkParams): Promise<Output<C['photoState']>> => {
  const found = await queries.look(ctx.tx, { home, id }, link, ctx.now)
  if (!found) throw failCommon('http.notFound')
  return { ...found, until: new Date(found.until).toISOString() }
}

export const endPhotos = async (ctx: Ctx, { home, id, link }: LinkParams): Promise<Record<string, never>> => {
  if (!(await queries.withdraw(ctx.tx, { home, id }, link))) throw failCommon('http.notFound')
  ctx.audit({ action: 'papers.photoEnd', home, id, detail: { link } })
  return {}
}

/** A wrong photograph goes: its entry is taken back like any attachment of one's own. */
export const dropPhoto = async (
  engine: Engine,
  ctx: Ctx,
  { home, id, link, file }: Input<C['dropPhoto']>['params'],
): Promise<Record<string, never>> => {
  const found = await queries.look(ctx.tx, { home, id }, link, ctx.now)
  if (!found?.files.includes(file)) throw failCommon('http.notFound')
  await dropFile(engine, ctx, { home, id }, file)
  return {}
}

/** The first phone with the token gets a key in its place. */
export const openPhotos = async (ctx: Ctx, token: string): Promise<Output<C['openPhotos']>> => {
  const key = newToken()
  const { state, until } = await queries.open(ctx.tx, hashToken(token), hashToken(key), ctx.now)
  if (state !== 'waiting' || !until) throw fail(refusals[state])
  return { key, until: new Date(until).toISOString(), most: photoLimits.photos }
}

/** A photograph for the desk that asked: kept and recorded as if its author had attached it there. The same id twice is one. */
export const sendPhoto = async (
  engine: Engine,
  ctx: Ctx,
  { params, body, headers }: Input<C['sendPhoto']>,
): Promise<Output<C['sendPhoto']>> => {
  const key = hashToken(headers[photoHeader] ?? '')
  const link = await queries.enter(ctx.tx, key, ctx.now)
  if (link.state !== 'opened') throw fail(refusals[link.state])
  const own = await enter(ctx.tx, Buffer.from(link.session, 'base64'), ctx.now)
  // Signed out, idle for too long, or at work in another post: nobody is there to receive it.
  const actor = own && (own.postId === link.post ? own : await standingIn(ctx, own, link.post))
  if (!actor) throw fail('papers.photoWithdrawn')
  ctx.actFor?.(actor)
  const place = link.files.indexOf(params.photo)
  if (place >= 0) return { taken: link.files.length }
  if (link.files.length >= photoLimits.photos) throw fail('papers.photoMany', { most: photoLimits.photos })
  if (!isPlainPhoto(body)) throw fail('papers.photoKind')
  const name = `${localDateTime(ctx.now).replace(' ', '-').replace(':', '')}-${link.files.length + 1}.jpg`
  const one = { home: link.home, id: link.case }
  await addFile(engine, { ...ctx, actor }, one, params.photo, name, 'photo', body)
  await queries.took(ctx.tx, key, params.photo)
  return { taken: link.files.length + 1 }
}

// The desk may have asked while standing in for another; null where that is over.
const standingIn = (ctx: Ctx, own: Actor, post: string): Promise<Actor | null> =>
  standIn(ctx.tx, own, post, ctx.now).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'office.notStanding') return null
    throw error
  })

export const donePhotos = async (ctx: Ctx, key: string): Promise<Record<string, never>> => {
  await queries.done(ctx.tx, hashToken(key))
  return {}
}
