import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { NewCase, NewStep } from '#modules/cases/contract.ts'
import { decide, type Engine, findHead, register, takeStep } from '#modules/cases/server/index.ts'
import { enterAs } from '#modules/identity/server/index.ts'
import { unitByCode } from '#modules/org/server/index.ts'
import { homeOf } from '#modules/org/rules.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Ctx } from '#platform/http/context.ts'
import { asPersonIn, type LocalDoor } from '#platform/http/local.ts'

/** What the demo is made with; the same engine and doors as the product's own. */
export type DemoTools = { readonly engine: Engine; readonly door: Omit<LocalDoor, 'enter' | 'from'> }

/** Key of a matter. */
export type Key = { readonly home: string; readonly id: string }

/** What the people of the demonstration do to one matter, each at an instant of the past. */
export type Hands = ReturnType<typeof makeHands>

/** Makes one matter in one transaction, so that one that was cut short leaves nothing of it. */
export const makeMatter = ({ engine, door }: DemoTools, id: string, make: (hands: Hands) => Promise<void>) =>
  door.db.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx)
    await make(makeHands(engine, door, tx, id))
  })

const makeHands = (engine: Engine, door: DemoTools['door'], tx: Tx, id: string) => {
  const as = <T>(user: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
    asPersonIn(tx, { ...door, from: 'demo', enter: () => enterAs(tx, user, at) }, at, work)
  /** Something done to a matter at its present version. */
  const change = <T>(user: string, at: Date, key: Key, work: (ctx: Ctx, version: number) => Promise<T>): Promise<T> =>
    as(user, at, async (ctx) => {
      const head = await findHead(ctx.tx, key.home, key.id)
      if (!head) throw new Error(`The demonstration lost the matter ${key.home} ${key.id}.`)
      return work(ctx, head.version)
    })
  return {
    engine,
    /** Of the matter that is made. */
    id,
    as,
    change,
    /** Registers at the desk of whoever does it, or at a unit below, which has none of its own. */
    register: (user: string, at: Date, home: string, input: NewCase, unitCode?: string): Promise<Key> =>
      as(user, at, async (ctx) => {
        const unit = unitCode ? await unitByCode(ctx.tx, unitCode, localDate(at)) : null
        const place = unit && { id: unit.id, scope: unit.scope, home: homeOf(unit), level: unit.level }
        const key = { home: place?.home ?? home, id }
        await register(engine, ctx, key, input, place ? { unit: place } : {})
        return key
      }),
    step: (user: string, at: Date, key: Key, input: Omit<NewStep, 'id' | 'version'>) =>
      change(user, at, key, (ctx, version) => takeStep(engine, ctx, key, { id: randomUUID(), version, ...input })),
    /** Agrees to what waits for approval. */
    agree: (user: string, at: Date, key: Key) =>
      as(user, at, async (ctx) => {
        const { rows } = await sql<{
          id: string
        }>`select id from cases.approval where home = ${key.home} and case_id = ${key.id}::uuid and decision is null`.execute(
          ctx.tx,
        )
        if (rows[0]) await decide(engine, ctx, key, rows[0].id, { decision: 'agreed', remark: '同意。' })
      }),
  }
}

export const day = 86_400_000

/** Days after an instant, in office hours. */
export const later = (at: Date, days: number): Date => atOffice(new Date(at.getTime() + days * day))

/** Office hours in Shanghai: 8:30 to 17:00 on the same day. */
export const atOffice = (at: Date): Date => {
  const date = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const minute = 510 + (Math.floor(at.getTime() / 60_000) % 500)
  return new Date(new Date(`${date}T00:00:00+08:00`).getTime() + minute * 60_000)
}
