import { randomUUID } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { enterAs } from '#modules/identity/server/index.ts'
import type { Answer, Call, Route } from '#platform/contract/route.ts'
import type { Machine } from '#modules/running/server/index.ts'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { makeVault, type Vault } from '#platform/crypto/vault.ts'
import type { Ctx } from '#platform/http/context.ts'
import { asPerson } from '#platform/http/local.ts'
import { standForHeader } from '#platform/http/serve.ts'
import { openDatabase } from '#platform/db/open.ts'
import { CallError } from '#platform/http/client.ts'
import { buildApp } from '#server/app.ts'
import { enterHouse } from '#server/enter.ts'
import { makeRooms, type RoomDeps } from '#server/rooms.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'

/** A clock a test sets by hand. */
export type TestClock = (() => Date) & {
  readonly set: (at: string) => void
  readonly advance: (minutes: number) => void
}

/** A clock that stands still, by default on Monday 3 March 2025, 9:00 in Shanghai. */
export const testClock = (at = '2025-03-03T09:00:00+08:00'): TestClock => {
  let now = new Date(at)
  return Object.assign(() => now, {
    set: (next: string) => void (now = new Date(next)),
    advance: (minutes: number) => void (now = new Date(now.getTime() + minutes * 60_000)),
  })
}

/** Someone who calls the house: a signed-in person, or a stranger. */
export type Caller = {
  /** Calls a route as the web does: typed by the contract, throws `CallError` with status, code and fields. */
  readonly call: <R extends Route>(route: R, input: Call<R>) => Promise<Answer<R>>
  /** The same, answering whatever came back: for looking at headers and refusals. */
  readonly raw: (request: RawRequest) => Promise<LightMyRequestResponse>
  /** The same person acting in a post she stands in for (AB角). */
  readonly standingFor: (post: string) => Caller
  /** Session token, or null for a stranger. */
  readonly token: string | null
}

export type RawRequest = {
  readonly method: Route['method']
  readonly url: string
  readonly payload?: string | Buffer | object
  readonly headers?: Readonly<Record<string, string>>
}

/** The whole product in one process on a database of its own; no port is opened. */
export type House = {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  /** What its rooms were made of. */
  readonly deps: RoomDeps & { readonly machine: Machine }
  readonly vault: Vault
  readonly clock: TestClock
  /** Someone who has not signed in. */
  readonly stranger: Caller
  /** Signs in over HTTP, as a demonstration account unless a password is given; `code` is the second factor. */
  readonly signIn: (username: string, password?: string, code?: string) => Promise<Caller>
  /** Binds a phone to a demonstration account and signs in by its six digits: a light session. */
  readonly lightly: (username: string, code?: string) => Promise<Caller>
  /** The session of a demonstration account, opened on first use and again when the clock has moved on. */
  readonly as: (username: string) => Promise<Caller>
  /** Work of a demonstration account without HTTP, as a command does it. */
  readonly locally: <T>(username: string, work: (ctx: Ctx) => Promise<T>) => Promise<T>
  readonly stop: () => Promise<void>
}

/** Starts the house; `stop()` in `afterAll`. */
export const startHouse = async (
  options: {
    readonly clock?: TestClock
    readonly web?: string
    readonly database?: TestDatabase
    readonly machine?: Partial<Machine>
    readonly publicUrl?: string | null
    readonly byHand?: RoomDeps['byHand']
  } = {},
): Promise<House> => {
  const clock = options.clock ?? testClock()
  const database = options.database ?? (await cloneDatabase())
  const apart = openDatabase(database.target('app'), 4)
  const vault = makeVault(rootFromBytes(Buffer.alloc(32, 1)), apart.db, clock)
  const auditKey = vault.macKey('audit')
  const deps = {
    apart: apart.db,
    system: database.system,
    auditKey,
    rootsFile: `/nonexistent/${database.name}`,
    home: '000000',
    report: () => undefined,
    machine: {
      version: '0.0.0',
      startedAt: clock(),
      dataDir: null,
      backupDir: null,
      certificate: null,
      key: '0000000000000000',
      failures: () => [],
      ...options.machine,
    },
    publicUrl: options.publicUrl === undefined ? 'https://nj.example.cn' : options.publicUrl,
    byHand: options.byHand ?? null,
  }
  const app = await buildApp({
    door: {
      db: database.app,
      vault,
      auditKey,
      clock,
      enter: enterHouse,
      secureCookie: false,
      home: '000000',
      diskFull: () => false,
    },
    rooms: makeRooms(deps),
    version: '0.0.0',
    web: options.web ?? null,
    https: false,
  })
  const signIn = async (username: string, password = demoPassword, code?: string): Promise<Caller> => {
    const answer = await send(app, null, {
      method: 'POST',
      url: '/api/session',
      payload: { username, password, ...(code ? { code } : {}) },
    })
    refuseProblem(answer)
    return callerOf(app, answer.cookies.find(({ name }) => name === 'nuanjia')?.value ?? null)
  }
  const lightly = async (username: string, code?: string): Promise<Caller> => {
    const { token } = await signIn(username, demoPassword, code)
    const pin = { pin: '260418' }
    const bound = await send(app, token, { method: 'PUT', url: `/api/v1/phones/${randomUUID()}`, payload: pin })
    refuseProblem(bound)
    const phone = bound.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const answer = await send(app, null, {
      method: 'POST',
      url: '/api/session/phone',
      payload: pin,
      headers: { cookie: phone },
    })
    refuseProblem(answer)
    return callerOf(app, answer.cookies.find(({ name }) => name === 'nuanjia')?.value ?? null)
  }
  const sessions = new Map<string, { caller: Caller; at: number }>()
  return {
    app,
    database,
    deps,
    vault,
    clock,
    stranger: callerOf(app, null),
    signIn,
    lightly,
    as: async (username) => {
      const known = sessions.get(username)
      const minutes = known ? (clock().getTime() - known.at) / 60_000 : Infinity
      if (known && minutes >= 0 && minutes < 10) return known.caller
      const caller = await signIn(username)
      sessions.set(username, { caller, at: clock().getTime() })
      return caller
    },
    locally: (username, work) =>
      asPerson(
        { db: database.app, vault, auditKey, from: 'test', enter: (tx) => enterAs(tx, username, clock()) },
        clock(),
        work,
      ),
    stop: async () => {
      await app.close()
      await apart.close()
      await database.drop()
    },
  }
}

const callerOf = (app: FastifyInstance, token: string | null, post?: string): Caller => ({
  token,
  standingFor: (stoodFor) => callerOf(app, token, stoodFor),
  raw: (request) => send(app, token, as(post, request)),
  call: async (route, input) => {
    const answer = await send(app, token, as(post, requestOf(route, input)))
    refuseProblem(answer)
    return (route.response === 'bytes' ? new Blob([Uint8Array.from(answer.rawPayload)]) : answer.json()) as Answer<
      typeof route
    >
  },
})

const as = (post: string | undefined, request: RawRequest): RawRequest =>
  post ? { ...request, headers: { ...request.headers, [standForHeader]: post } } : request

const requestOf = (route: Route, input: unknown): RawRequest => {
  const { params, query, body, headers } = input as {
    params?: Record<string, unknown>
    query?: Record<string, unknown>
    body?: object
    headers?: Record<string, string>
  }
  const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params?.[key] ?? '')))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(key, String(value))
  const raw = route.body === 'bytes'
  return {
    method: route.method,
    url: search.size > 0 ? `${path}?${search}` : path,
    ...(body === undefined ? {} : { payload: raw ? Buffer.from(body as Uint8Array) : body }),
    headers: { ...(raw ? { 'content-type': 'application/octet-stream' } : {}), ...headers },
  }
}

const send = (
  app: FastifyInstance,
  token: string | null,
  { method, url, payload, headers }: RawRequest,
): Promise<LightMyRequestResponse> =>
  app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: { ...headers },
    ...(token ? { cookies: { nuanjia: token } } : {}),
  })

const refuseProblem = (answer: LightMyRequestResponse): void => {
  if (answer.statusCode < 400) return
  const problem = answer.json<{ code: string; title: string; fields: { path: string; message: string }[] }>()
  throw new CallError(answer.statusCode, problem.code, problem.title, problem.fields)
}
