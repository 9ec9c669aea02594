import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Actor, nobody } from '#platform/access/actor.ts'
import { type AuditEntry, type AuditFrame, writeAudit } from '#platform/audit/write.ts'
import type { Bytes, Contract, Permission, Route, Service } from '#platform/contract/route.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import { fail } from '#platform/errors/common.ts'
import { Failure } from '#platform/errors/define.ts'
import type { Language } from '#platform/text/label.ts'
import { isTooOld } from './build.ts'
import type { Ctx } from './context.ts'
import { practicePath } from './practice.ts'
import { invalid, problemOf, reading, toFailure, traceOf } from './problem.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** What the front door hands to every request. */
export type Door = {
  readonly db: Database
  readonly vault: Vault
  readonly auditKey: MacKey
  readonly clock: () => Date
  /** Finds who is asking and sets the transaction's context; null when not signed in. `standFor` is the post a deputy acts in. */
  readonly enter: (tx: Tx, tokenHash: Uint8Array, now: Date, standFor?: string) => Promise<Actor | null>
  readonly secureCookie: boolean
  /** Address people use, where it is told; else what the browser asked for. */
  readonly publicUrl?: string | null
  /** Home under which events without a signed-in person are kept. */
  readonly home: string
  /** Whether the database has no room: it dies of that, and its silence must not look like a passing one. */
  readonly diskFull: () => boolean
  /** Whether the disk has too little left for files; what people register still has room. */
  readonly refuseFiles?: () => boolean
  /** The practice house: below its own path, by its own cookies, entered from the real house only. */
  readonly practice?: boolean
}

/** The cookies of one house: the session; the mark of a browser that signed in, which opens nothing; the secret of a bound phone. */
const cookiesOf = (practice: boolean) => {
  const [name, base] = practice ? ['nuanjia-practice', practicePath] : ['nuanjia', '']
  return { session: name, device: `${name}-device`, phone: `${name}-phone`, path: `${base}/`, api: `${base}/api` }
}
const real = cookiesOf(false)
const practised = cookiesOf(true)

/** Adds a room's routes to the server: one handler per route, implemented by the room's service. */
export const mount = <C extends Contract>(
  app: FastifyInstance,
  door: Door,
  contract: C,
  service: Service<C, Ctx>,
): void => {
  for (const [name, route] of Object.entries(contract)) {
    const work = service[name as keyof C] as (ctx: Ctx, input: unknown) => Promise<unknown>
    app.route({
      method: route.method,
      ...(route.rate
        ? { config: { rateLimit: { max: route.rate.most, timeWindow: route.rate.minutes * 60_000 } } }
        : {}),
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      ...(route.body === 'bytes' || route.most
        ? {
            bodyLimit: route.most ?? 21 * 1024 * 1024,
            onRequest: (request: FastifyRequest, reply: FastifyReply) => admit(door, route, request, reply),
          }
        : {}),
      handler: (request, reply) => answer(door, route, work, request, reply),
    })
  }
}

// A large body is read into memory: whoever may not send it is refused before.
const admit = async (door: Door, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
  const now = door.clock()
  let actor: Actor | null = null
  try {
    const token = tokenOf(door, request)
    actor = token ? await door.db.transaction().execute((tx) => door.enter(tx, token, now, standForOf(request))) : null
    refuseOtherPost(route, actor, request)
    permit(route, actor)
    if (door.refuseFiles?.()) throw fail('http.diskNearlyFull')
    return undefined
  } catch (error) {
    return refuse(door, error, actor, route, request, reply, languageOf(request), now)
  }
}

const answer = async (
  door: Door,
  route: Route,
  work: (ctx: Ctx, input: unknown) => Promise<unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> => {
  const now = door.clock()
  const language = languageOf(request)
  let actor: Actor | null = null
  try {
    refuseForeignOrigin(request)
    if (isTooOld(request.headers['x-nuanjia-build'] as string | undefined)) throw fail('http.clientTooOld')
    const token = tokenOf(door, request)
    const entries: AuditEntry[] = []
    const { result, refused } = await door.db.transaction().execute(async (tx) => {
      actor = token ? await door.enter(tx, token, now, standForOf(request)) : null
      if (door.practice && route.signsIn) throw fail('http.practice')
      refuseOtherPost(route, actor, request)
      const allowed = permit(route, actor)
      // Who asks comes first: a stranger learns nothing of what a route wants.
      const input = {
        params: parse(route.params, request.params, ''),
        query: parse(route.query, request.query, ''),
        body: bodyOf(route, request),
        headers: request.headers,
      }
      const ctx: Ctx = {
        actor: allowed,
        tx,
        now,
        vault: door.vault,
        audit: (entry) => void entries.push(entry),
        actFor: (other) => void (actor = other),
        client: {
          ip: request.ip,
          agent: String(request.headers['user-agent'] ?? '').slice(0, 200),
          language,
          origin: `${door.publicUrl ?? `${door.secureCookie ? 'https' : 'http'}://${String(request.headers.host ?? '')}`}${door.practice ? practicePath : ''}`,
        },
        session: sessionOf(door, request, reply, token),
      }
      let refused: Failure | null = null
      const given = await work(ctx, input).catch((error: unknown) => {
        if (!(error instanceof Failure && error.keeps)) throw error
        refused = error
      })
      // Parsing drops whatever the contract does not promise; an answer that does not fit undoes the work it speaks of.
      const result = refused || route.after ? given : answerOf(route, given)
      if (entries.length) await writeAudit(tx, door.auditKey, frameOf(door, actor, request, now), entries)
      return { result, refused }
    })
    if (refused) throw refused
    const whole = route.after ? answerOf(route, await (result as () => Promise<unknown>)()) : result
    return send(door, route, whole, reply)
  } catch (error) {
    return refuse(door, error, actor, route, request, reply, language, now)
  }
}

const sessionOf = (door: Door, request: FastifyRequest, reply: FastifyReply, token: Buffer | null): Ctx['session'] => {
  const own = door.practice ? practised : real
  const secret = (name: string): string | null => /^[\w-]{43}$/.exec(request.cookies?.[name] ?? '')?.[0] ?? null
  const keep = (name: string, path: string, value: string, seconds: number): void =>
    void reply.setCookie(name, value, {
      path,
      httpOnly: true,
      sameSite: 'strict',
      secure: door.secureCookie,
      maxAge: seconds,
    })
  return {
    token,
    device: secret(own.device),
    mark: (value, seconds) => keep(own.device, own.api, value, seconds),
    phone: secret(own.phone),
    bind: (value, seconds) => keep(own.phone, own.api, value, seconds),
    set: (value, seconds) => keep(own.session, own.path, value, seconds),
    practise: (value, seconds) => keep(practised.session, practised.path, value, seconds),
    clear: () => {
      void reply.clearCookie(own.session, { path: own.path })
      // Who leaves the real house leaves practice with it.
      if (!door.practice) void reply.clearCookie(practised.session, { path: practised.path })
    },
  }
}

const answerOf = (route: Route, result: unknown): unknown =>
  route.response === 'bytes' ? result : route.response.parse(result)

const send = (door: Door, route: Route, output: unknown, reply: FastifyReply): FastifyReply => {
  reply.header('cache-control', 'no-store')
  if (route.response === 'bytes') {
    const file = output as Bytes
    return reply
      .header('content-type', file.mediaType)
      .header(
        'content-disposition',
        `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${door.practice ? '练习-' : ''}${file.name}`)}`,
      )
      .header('content-security-policy', "sandbox; default-src 'none'")
      .send(Buffer.from(file.bytes))
  }
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(output))
}

const refuse = async (
  door: Door,
  error: unknown,
  actor: Actor | null,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  language: Language,
  now: Date,
): Promise<FastifyReply> => {
  const told = toFailure(error)
  const failure = told.code === 'http.busy' && door.diskFull() ? fail('http.diskFull') : told
  if (failure.status >= 500) request.log.error({ err: traceOf(error), trace: request.id }, failure.code)
  // A refusal leaves its trace even though the request's own transaction is gone.
  if (failure.status === 401 || failure.status === 403 || failure.status === 404) {
    const entry: AuditEntry = {
      action: 'http.refused',
      result: 'refused',
      purpose: failure.code,
      detail: { route: `${route.method} ${route.path}` },
    }
    await door.db
      .transaction()
      .execute((tx) => writeAudit(tx, door.auditKey, frameOf(door, actor, request, now), [entry]))
      .catch(() => undefined)
  }
  return reply
    .status(failure.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(problemOf(failure, request.id, language))
}

const permit = ({ can, deed }: Route, actor: Actor | null): Actor => {
  if (can === 'everyone') return actor ?? nobody('anonymous')
  if (!actor) throw fail('http.unauthenticated')
  if (can !== 'signed-in' && !actor.permissions.has(can as Permission)) throw fail('http.forbidden')
  if (deed && actor.light) throw fail('http.fullCheck')
  return actor
}

// The session may have moved to another post in another window: what was begun in one post is not done, nor read, in another.
const refuseOtherPost = ({ can, anyPost }: Route, actor: Actor | null, request: FastifyRequest): void => {
  const opened = request.headers[openedInHeader]
  if (opened === undefined || opened === actor?.postId || !actor || anyPost || can === 'everyone') return
  const named = (title: string): string =>
    title.includes(actor.unitName) || actor.titleZh.includes(actor.unitName) ? title : `${actor.unitName} ${title}`
  throw fail('http.otherPost', { post: { zh: named(actor.titleZh), en: named(actor.titleEn) } })
}

const parse = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
  if (!schema) return undefined
  const result = schema.safeParse(value ?? {}, reading)
  if (!result.success) throw invalid(result.error, where)
  return result.data
}

const bodyOf = (route: Route, request: FastifyRequest): unknown => {
  if (route.body === undefined) return undefined
  if (route.body === 'bytes') {
    if (!Buffer.isBuffer(request.body) || request.body.length === 0)
      throw fail('http.invalid', { count: 1 }, [
        { path: '', zh: '文件是空的,请重新选择。', en: 'The file is empty: choose it again.' },
      ])
    return request.body
  }
  return parse(route.body, request.body, '')
}

/** The hash under which a session token is stored. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** A fresh session token (256 random bits). */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** The header by which a deputy says in which post she acts now (AB角); the database looks whether she may. */
export const standForHeader = 'nuanjia-for'

/** The header by which a page says in which post it was opened, which may be one stood in for; a program that keeps no page sends none. */
export const openedInHeader = 'nuanjia-post'

const standForOf = (request: FastifyRequest): string | undefined =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.exec(String(request.headers[standForHeader] ?? ''))?.[0]

/** Notes that whoever is signed in at this browser is still there: practising in it is no absence. Nothing else is done for her. */
export const noteStaying = async (door: Door, request: FastifyRequest): Promise<void> => {
  const token = tokenOf(door, request)
  if (token) await door.db.transaction().execute((tx) => door.enter(tx, token, door.clock()))
}

// A browser sends the cookie; a program sends the same token as a bearer.
const tokenOf = ({ practice }: Door, request: FastifyRequest): Buffer | null => {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? request.cookies?.[practice ? practised.session : real.session]
  return token ? hashToken(token) : null
}

// SameSite=Strict already keeps the cookie home; this refuses old browsers that ignore it.
const refuseForeignOrigin = (request: FastifyRequest): void => {
  const { origin, host } = request.headers
  if (request.method === 'GET' || !origin) return
  if (URL.canParse(origin) && new URL(origin).host === host) return
  throw fail('http.foreignOrigin', { origin: origin.slice(0, 100), host: String(host ?? '') })
}

/** The language a reader asked for; Chinese unless it is English. */
export const languageOf = (request: FastifyRequest): Language =>
  /^en\b/i.test(String(request.headers['accept-language'] ?? '')) ? 'en' : 'zh'

const frameOf = (door: Door, actor: Actor | null, request: FastifyRequest, now: Date): AuditFrame => ({
  now,
  home: actor?.home ?? door.home,
  account: actor?.accountId ?? null,
  post: actor?.postId ?? null,
  unitId: actor?.unitId ?? null,
  role: actor?.role ?? null,
  ip: request.ip,
  trace: request.id,
})
