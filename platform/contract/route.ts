import type { z } from 'zod'
import type { Label } from '#platform/text/label.ts'

/** A permission name, `room.verb`; the role table of the identity room says who holds it. */
export type Permission = `${string}.${string}`

/**
 * What a light sign-in waits with until the full check: showing what is masked elsewhere, taking records or rights from others, giving
 * rights or means of signing in, letting a file leave the house, changing what holds for everybody.
 */
export type Deed = 'whole' | 'takesAway' | 'givesPower' | 'leavesTheHouse' | 'forEveryone'

/** One HTTP route: written once, implemented by the server and called by the web with inferred types. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `{name}` for parameters, under the server root, e.g. `/api/v1/cases/{home}/{id}`. */
  readonly path: `/api/${string}`
  readonly summary: Label
  /** Who may call it: everyone, anyone signed in, or a post whose role holds the permission. */
  readonly can: 'everyone' | 'signed-in' | Permission
  /** What it does that a sign-in by a bound phone must first prove itself fully for (design/experience.md section 4). */
  readonly deed?: Deed
  /** Begins a sign-in; a practice house, which is entered from the real one only, refuses it. */
  readonly signsIn?: true
  /** Answers whatever post the page was opened in: what tells or changes the post of the session. */
  readonly anyPost?: true
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** JSON body; `'bytes'` takes the raw request body (files). */
  readonly body?: z.ZodType | 'bytes'
  /** Bytes a body may have; where nothing stands, 20 MB of a raw one and 1 MB of JSON. */
  readonly most?: number
  /** How often one address may call it; for what strangers can call. */
  readonly rate?: { readonly most: number; readonly minutes: number }
  /** Its long work needs no database: the service gives it back as a function, which runs when the transaction has ended. */
  readonly after?: true
  /** JSON answer; `'bytes'` streams a file. */
  readonly response: z.ZodType | 'bytes'
  /** Error codes beyond the common ones. */
  readonly errors?: readonly string[]
}

/** Declares a route; keeps the literal types, and refuses a property no route has. */
export const route = <const R extends Route>(r: R & Record<Exclude<keyof R, keyof Route>, never>): R => r

/** A room's contract: its routes by name. */
export type Contract = Record<string, Route>

type Out<S> = S extends z.ZodType ? z.output<S> : undefined
type In<S> = S extends z.ZodType ? z.input<S> : undefined

/** What a service function receives, already validated. */
export type Input<R extends Route> = {
  readonly params: Out<R['params']>
  readonly query: Out<R['query']>
  readonly body: R['body'] extends 'bytes' ? Uint8Array : Out<R['body']>
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** A file answer. `name` is offered to the browser; never derived from personal data. */
export type Bytes = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly name: string
  readonly inline?: boolean
}

/** What a service function returns. */
export type Output<R extends Route> = R['response'] extends 'bytes'
  ? Bytes
  : R['response'] extends z.ZodType
    ? z.input<R['response']>
    : never

/** What the web passes when calling a route. */
export type Call<R extends Route> = (R['params'] extends z.ZodType
  ? { params: In<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodType ? { query?: In<R['query']> } : { query?: undefined }) &
  (R['body'] extends 'bytes'
    ? { body: Blob | Uint8Array }
    : R['body'] extends z.ZodType
      ? { body: In<R['body']> }
      : { body?: undefined }) & { readonly headers?: Readonly<Record<string, string>> }

/** What a call resolves to in the web. */
export type Answer<R extends Route> = R['response'] extends z.ZodType ? z.output<R['response']> : Blob

/** One function per route: the shape of a room's service. */
export type Service<C extends Contract, Ctx> = {
  readonly [K in keyof C]: (
    ctx: Ctx,
    input: Input<C[K]>,
  ) => Promise<C[K] extends { readonly after: true } ? () => Promise<Output<C[K]>> : Output<C[K]>>
}
