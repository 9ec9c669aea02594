import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { openapi } from '#platform/contract/openapi.ts'
import type { Database } from '#platform/db/open.ts'
import { fail } from '#platform/errors/common.ts'
import type { Failure, FieldProblem } from '#platform/errors/define.ts'
import { problemOf, toFailure, traceOf } from '#platform/http/problem.ts'
import { type Door, languageOf, noteStaying } from '#platform/http/serve.ts'
import { securityHeaders } from './headers.ts'
import { practiceErrors } from '#modules/practice/contract.ts'
import { failures } from '#platform/errors/define.ts'
import { practicePath } from '#platform/http/practice.ts'
import { type MetricsParts, serveMetrics } from './metrics.ts'
import type { Room } from './rooms.ts'

/** What the front door is made of. */
export type AppParts = {
  readonly door: Door
  readonly rooms: readonly Room[]
  readonly version: string
  /** Folder of the built web, or null where only the API is wanted. */
  readonly web: string | null
  readonly https: boolean
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly trustProxy?: 1 | string | null
  /** One line a request and the stack of what went wrong; none in tests. */
  readonly log?: Logger
  readonly metrics?: MetricsParts
  /** The practice house while it is open: what is asked below its path is handed over to it. */
  readonly practiceApp?: () => FastifyInstance | null
}

const jsonLimit = 1024 * 1024

/** Builds the server: every room's routes, health, OpenAPI, the built web; nothing listens yet. */
export const buildApp = async (parts: AppParts): Promise<FastifyInstance> => {
  const app = fastify({
    bodyLimit: jsonLimit,
    requestTimeout: 60_000,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'trace' }),
    // One proxy: the address it saw, never one that was claimed to it.
    trustProxy: parts.trustProxy === 1 ? (_address, hop) => hop < 1 : (parts.trustProxy ?? false),
    // Also the number a person reads to her administrator.
    genReqId: () => randomBytes(5).toString('hex'),
    // An address that cannot be read (%zz) never reaches a route.
    frameworkErrors: (error, request, reply) => void refuse(request, reply, frameworkFailure(error, request), error),
    https: parts.tls ?? null,
    ...(parts.log ? { loggerInstance: parts.log.child({}, { level: 'warn' }) } : {}),
  }) as unknown as FastifyInstance
  await app.register(cookie)
  // Counted for each address and route that says so, before a body is read.
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => fail('http.tooMany', { minutes: Math.ceil(ttl / 60_000) }),
  })
  acceptBodies(app)
  const headers = securityHeaders(parts.https)
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
  app.addHook('preValidation', async (request) => refuseUnkept(request))
  // Seconds; a database comes back within a few.
  app.addHook('onSend', async (_request, reply) => void (reply.statusCode === 503 && reply.header('retry-after', '5')))
  leaveNobodyHanging(app)
  app.addHook('onResponse', async (request, reply) => logResponse(parts.log, request, reply))
  app.setErrorHandler((error, request, reply) => refuse(request, reply, frameworkFailure(error, request), error))
  app.get('/healthz', (_request, reply) => health(parts, reply))
  if (parts.metrics) serveMetrics(app, parts.metrics, parts.trustProxy ?? null)
  const document = openapi(
    parts.rooms.map(({ contract }) => contract),
    { title: '暖家 Nuanjia', version: parts.version },
  )
  app.get('/api/openapi.json', async (_request, reply) => reply.header('cache-control', 'no-cache').send(document))
  for (const room of parts.rooms) room.mount(app, parts.door)
  servePractice(app, parts.door, parts.practiceApp ?? null)
  await serveWeb(app, parts.web)
  return app
}

// A browser keeps its connection for more than a minute after an answer: without this a stop would wait for it.
const leaveNobodyHanging = (app: FastifyInstance): void => {
  let closing = false
  const asking = new Set<IncomingMessage>()
  app.addHook('onRequest', async ({ raw }) => void asking.add(raw))
  app.addHook('onResponse', async ({ raw }) => void asking.delete(raw))
  app.addHook('onRequestAbort', async ({ raw }) => void asking.delete(raw))
  app.addHook('preClose', async () => {
    closing = true
    // Nothing is done yet of what is still being sent: a large file on a slow line.
    for (const request of asking) if (!request.complete) request.destroy()
    // Who still asks by then is cut off, and sends again.
    setTimeout(() => app.server.closeAllConnections(), 10_000).unref()
  })
  app.addHook('onSend', async (_request, reply) => void (closing && reply.header('connection', 'close')))
}

// A page of another site can send text/plain without asking; nothing here takes it.
const acceptBodies = (app: FastifyInstance): void => {
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
}

// Nothing a form sends is deeper; what is would break whoever walks it.
const deepest = 32

/** PostgreSQL cannot keep U+0000, which comes from damaged files: the reader is told where it stands. */
const refuseUnkept = (request: FastifyRequest): void => {
  const fields: FieldProblem[] = []
  const waiting: [path: string, value: unknown, depth: number][] = [
    ['', request.body, 0],
    ['', request.params, 0],
    ['', request.query, 0],
  ]
  for (let next = waiting.pop(); next && fields.length < 20; next = waiting.pop()) {
    const [path, value, depth] = next
    if (typeof value === 'string') {
      if (value.includes('\0'))
        fields.push({
          path,
          zh: '含有看不见的空字符,请重新输入这一项。',
          en: 'Contains an invisible NUL character: type this field again.',
        })
    } else if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
      if (depth === deepest)
        throw fail('http.invalid', { count: 1 }, [
          { path: path.split('.')[0] ?? '', zh: '内容层次太深,请核对。', en: 'Nested too deeply: check it.' },
        ])
      for (const [key, inner] of Object.entries(value)) waiting.push([path ? `${path}.${key}` : key, inner, depth + 1])
    }
  }
  if (fields.length > 0) throw fail('http.invalid', { count: fields.length }, fields)
}

// Method, route and time only: no addresses, queries, bodies or cookies, so a log can be handed out.
const logResponse = (log: Logger | undefined, request: FastifyRequest, reply: FastifyReply): void => {
  if (isHandedOver(request)) return
  log?.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      trace: request.id,
    },
    'request',
  )
}

const frameworkFailure = (error: unknown, request: FastifyRequest): Failure => {
  const { statusCode } = error as { statusCode?: number }
  if (statusCode === 413)
    return fail('http.tooLarge', {
      limit: `${Math.min(20, Math.floor(request.routeOptions.bodyLimit / jsonLimit))} MB`,
    })
  if (statusCode === 415)
    return fail('http.invalid', { count: 1 }, [
      {
        path: '',
        zh: '请求内容应为 JSON(application/json)。',
        en: 'The request body must be JSON (application/json).',
      },
    ])
  return toFailure(error)
}

const refuse = (request: FastifyRequest, reply: FastifyReply, failure: Failure, error?: unknown): FastifyReply => {
  if (failure.status >= 500) request.log.error({ err: traceOf(error) }, failure.code)
  return reply
    .status(failure.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(problemOf(failure, request.id, languageOf(request)))
}

const health = async ({ door, version }: AppParts, reply: FastifyReply): Promise<FastifyReply> => {
  const database = await reachable(door.db)
  return reply
    .status(database ? 200 : 503)
    .header('cache-control', 'no-store')
    .send({ status: database ? 'ok' : 'unavailable', database: database ? 'reachable' : 'unreachable', version })
}

const reachable = async (db: Database): Promise<boolean> => {
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), 2000)
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

const failPractice = failures(practiceErrors)

// Handed over before a body is read: the practice house reads, counts and logs its requests itself.
// Where there is none, whoever comes by its address is told so on the page 练习.
const servePractice = (app: FastifyInstance, door: Door, practice: (() => FastifyInstance | null) | null): void => {
  const handOver = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const open = practice?.() ?? null
    const rest = request.url.slice(practicePath.length)
    if (open && rest.startsWith('/')) {
      // Her session of the real house would run out behind her back. Practice neither waits for it nor fails with it.
      if (rest.startsWith('/api/')) void noteStaying(door, request).catch(() => undefined)
      reply.hijack()
      request.raw.url = rest
      open.routing(request.raw, reply.raw)
      return undefined
    }
    if (open && rest === '') return reply.redirect(`${practicePath}/`)
    if (isPage(request)) return reply.redirect(open ? `${practicePath}/` : '/me/practice')
    throw failPractice(practice ? 'practice.notOpen' : 'practice.isDemo')
  }
  for (const url of [practicePath, `${practicePath}/*`])
    app.all(url, { onRequest: handOver }, async () => {
      throw fail('http.notFound')
    })
}

// The practice house counts and logs it.
const isHandedOver = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith(practicePath) ?? false

const isPage = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && !/^(?:\/practice)?\/api\//.test(url) && String(headers.accept ?? '').includes('text/html')

const serveWeb = async (app: FastifyInstance, web: string | null): Promise<void> => {
  const built = web !== null && existsSync(join(web, 'index.html'))
  if (built) {
    await app.register(staticFiles, {
      root: web,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // The build puts a hash of the content into the names under assets.
        const hashed = /[/\\]assets[/\\]/.test(path)
        // A borrowed phone keeps nothing of the page by which it sends photographs.
        const passing = /[/\\]photo\.(?:html|js)(?:\.(?:br|gz))?$/.test(path)
        const kept = hashed ? 'public, max-age=31536000, immutable' : passing ? 'no-store' : 'no-cache'
        void reply.header('cache-control', kept)
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (built && isPage(request)) return reply.sendFile('index.html')
    return refuse(request, reply, fail('http.notFound'))
  })
}
