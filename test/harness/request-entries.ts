import { randomUUID } from 'node:crypto'

/** The matter a request is about, with ids of its parts that exist; made by the person who registered it. */
export type Target = {
  readonly home: string
  readonly id: string
  readonly number: string
  readonly party: string
  readonly file: string
}

/** Who asks, as far as a request must know. */
export type Asker = { readonly home: string; readonly unitCode: string }

/** A valid request with the least in it. */
export type Ask = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object | Buffer
}

export type RouteEntry = {
  /** Whether the answer depends on which matter is asked for. */
  readonly about: 'matter' | 'nothing'
  readonly ask: (target: Target, asker: Asker) => Ask
  /** Statuses of whoever is let through: done, or refused for another reason than who asks. */
  readonly passes?: readonly number[]
  /** Status for whoever sees only the head of a restricted matter; 403 when absent. */
  readonly headOnly?: number
}

// Nobody ever saw this version: who is let through is told that the matter has changed, and nothing is done to it.
export const version = 999_999
export const reason = '测试说明理由'
export const nothing = (ask: Ask = {}, passes?: readonly number[]): RouteEntry => ({
  about: 'nothing',
  ask: () => ask,
  ...(passes ? { passes } : {}),
})
export const key = ({ home, id }: Target): Record<string, string> => ({ home, id })
export const matter = (body: object | undefined, over: Partial<RouteEntry> = {}): RouteEntry => ({
  about: 'matter',
  ask: (target) => ({ params: key(target), ...(body ? { body } : {}) }),
  ...over,
})
/** A part of the matter that is not there: whoever may open the matter hears 404 as well. */
export const part = (name: string, body?: object): RouteEntry => ({
  about: 'matter',
  ask: (target) => ({ params: { ...key(target), [name]: randomUUID() }, ...(body ? { body } : {}) }),
  passes: [200, 400, 404, 409, 422],
})
export const report = (body?: object): RouteEntry => ({
  about: 'nothing',
  ask: () => ({ params: { id: randomUUID() }, ...(body ? { body } : {}) }),
  passes: [404],
})

/** A file on the desk that is not there, as is one of another person. */
export const onDesk = (body?: object): RouteEntry => ({
  about: 'nothing',
  ask: () => ({ params: { id: randomUUID() }, ...(body ? { body } : {}) }),
  passes: [404],
})
