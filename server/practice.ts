import { setTimeout as after } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '#db/types.ts'
import { addDemoAccounts, addDemoStation } from '#db/seed/demo-accounts.ts'
import { demoIds } from '#db/seed/demo-city.ts'
import { loadDivisions } from '#db/seed/divisions.ts'
import { beginVouched, enterAs } from '#modules/identity/server/index.ts'
import * as practice from '#modules/practice/server/index.ts'
import { isNearlyFullAt, type Machine, noteOperator } from '#modules/running/server/index.ts'
import type { MacKey } from '#platform/crypto/provider.ts'
import { rootFingerprint } from '#platform/crypto/root.ts'
import { changedMigration, migrate, unknownMigration } from '#platform/db/migrate.ts'
import type { Database } from '#platform/db/open.ts'
import { asPerson } from '#platform/http/local.ts'
import { startTicker } from '#platform/jobs/ticker.ts'
import { type Cleanup, type Reached, withClient } from './databases.ts'
import { buildHouse, type FrontParts, type House, openHouse } from './house.ts'
import { faulty, practiceDatabase } from './practice-database.ts'
import { fillDemoCity, findDemoCity, startExchange, startFigures, startWatch } from './work.ts'

/** How large a practice house is made, and how often it is looked at; tests make a small one. */
export type PracticeSize = {
  /** Towns and villages below this code. */
  readonly only: string
  /** Matters besides the special ones; all where nothing stands. */
  readonly count?: number
  readonly everyMs: number
  /** Whether the maker rests after each matter as long as it took. */
  readonly gently: boolean
}

// Hunan: the demonstration city and Hongjiang lie there.
const whole: PracticeSize = { only: '43', everyMs: 2_000, gently: true }

/** What the practice house needs of the real one. */
export type PracticeParts = {
  readonly reached: Reached
  readonly system: Database
  readonly auditKey: MacKey
  readonly clock: () => Date
  readonly dataDir: string
  readonly machine: Machine
  readonly log: Logger
  readonly front: Pick<FrontParts, 'web' | 'https' | 'trustProxy' | 'publicUrl' | 'diskFull'>
  readonly size?: Partial<PracticeSize>
}

/** The practice house as the server holds it. */
export type Practice = { readonly house: practice.PracticeHouse; readonly app: () => FastifyInstance | null }

type Open = {
  readonly askedAt: number
  readonly app: FastifyInstance
  readonly house: House
  readonly posts: readonly practice.PracticePost[]
  readonly cleanup: Cleanup
}

/** The making ends without a fault: the server stops, or the wish has changed. */
class Ended extends Error {}

const undoAll = async (cleanup: Cleanup): Promise<void> => {
  for (let undo = cleanup.pop(); undo; undo = cleanup.pop()) await Promise.resolve(undo()).catch(() => undefined)
}

/**
 * Keeps what stands of the practice house in agreement with the wish for one (`practice.copy`): makes it, goes on with what was cut short,
 * opens it, makes it anew each week, drops it. Whatever goes wrong is noted there; the real house goes on.
 */
export const startPractice = (parts: PracticeParts, cleanup: Cleanup): Practice => {
  const size = { ...whole, ...parts.size }
  const { system, clock } = parts
  const database = practiceDatabase(parts.reached, parts.dataDir)
  const startedAt = clock()
  let open: Open | null = null
  let stopping = false

  const shut = async (): Promise<void> => {
    const gone = open
    // Nobody enters any more before anything is taken away.
    open = null
    if (gone) await undoAll(gone.cleanup)
  }

  const housePartsOf = (log: Logger) => ({
    reached: database.reached,
    pools: { app: 6, apart: 2, system: 4 },
    rootsFile: database.rootsFile,
    nightly: null,
    clock,
    log,
  })

  const openIt = async (askedAt: Date): Promise<void> => {
    const undo: Cleanup = []
    try {
      await withClient(database.reached.target('owner'), (owner) => migrate(owner))
      const log = parts.log.child({ house: 'practice' })
      const house = await openHouse(housePartsOf(log), undo)
      await startFigures(house.work, undo)
      startExchange(house.work, undo)
      const machine = { ...parts.machine, backupDir: null, certificate: null, failures: house.jobs.recent }
      const key = rootFingerprint(database.reached.root)
      const app = await buildHouse(house, {
        ...parts.front,
        log,
        machine: { ...machine, key },
        practice: null,
        practised: true,
      })
      undo.push(() => app.close())
      await app.ready()
      const posts = (await practice.postsToTry(house.work.system)).map(({ username, title_zh, title_en, ...post }) => ({
        ...post,
        account: username,
        title: { zh: title_zh, en: title_en },
      }))
      startWatch(house.work, undo)
      open = { askedAt: askedAt.getTime(), app, house, posts, cleanup: undo }
    } catch (error) {
      await undoAll(undo)
      throw error
    }
  }

  const make = async (session: Kysely<DB>, askedAt: Date): Promise<void> => {
    const undo: Cleanup = []
    try {
      const { reached } = database
      await withClient(reached.target('owner'), async (owner) => {
        await migrate(owner)
        await loadDivisions(owner, () => undefined, { only: size.only, gently: size.gently })
        await addDemoStation(owner)
      })
      const house = await openHouse(housePartsOf(parts.log), undo)
      // No password opens them: a practice house is entered from the real one.
      await addDemoAccounts(house.work.system, '-', clock())
      await startFigures(house.work, undo)
      const total = demoIds(size.count).length
      let noted = Date.now()
      let began = performance.now()
      const between = async (done: number): Promise<void> => {
        if (stopping) throw new Ended()
        if (Date.now() - noted > 1_000) {
          noted = Date.now()
          await practice.noteCopy(session, askedAt, { done, total })
          const copy = await practice.readCopy(session)
          if (copy?.askedAt.getTime() !== askedAt.getTime()) throw new Ended()
          if (isNearlyFullAt(parts.dataDir)) throw faulty(practice.faults.disk)
        }
        if (size.gently) await after(performance.now() - began)
        began = performance.now()
      }
      const made = await findDemoCity(house.work.system, size.count)
      if (made !== null)
        await fillDemoCity(house.work, made, () => undefined, {
          between,
          ...(size.count === undefined ? {} : { count: size.count }),
        })
      await undoAll(undo)
      await practice.noteCopy(session, askedAt, { done: total, total, made_at: clock() })
    } finally {
      await undoAll(undo)
    }
  }

  /** What stands of another wish is taken away; what is nobody's of ours is left alone. */
  const clear = async (mark: string | null): Promise<void> => {
    await shut()
    if (mark !== null && !database.isOurs(mark)) throw faulty(practice.faults.taken)
    if (mark === null && !(await database.isEmpty())) throw faulty(practice.faults.taken)
    await database.drop()
  }

  const agree = async (session: Kysely<DB>, { askedAt, madeAt }: practice.Copy): Promise<void> => {
    const found = await practice.markOf(session, database.name)
    if (found.mark !== database.markFor(askedAt)) {
      if (found.there) await clear(found.mark)
      if (isNearlyFullAt(parts.dataDir)) throw faulty(practice.faults.disk)
      await practice.noteCopy(session, askedAt, { done: 0, total: 0, made_at: null })
      await database.create(askedAt)
      await make(session, askedAt)
    } else if (madeAt === null) await make(session, askedAt)
    if (!stopping) await openIt(askedAt)
  }

  const look = async (session: Kysely<DB>): Promise<void> => {
    if (stopping) return
    const due = await practice.readCopy(session)
    if (due?.madeAt && !due.fault && practice.againAt(due.madeAt) <= clock()) await againByItself(due.askedAt)
    const copy = await practice.readCopy(session)
    if (open && (copy === null || copy.askedAt.getTime() !== open.askedAt)) await shut()
    if (copy === null) {
      const { mark } = await practice.markOf(session, database.name)
      if (database.isOurs(mark)) await clear(mark)
      return
    }
    if (open || (copy.faultAt && copy.faultAt >= startedAt)) return
    if (copy.fault) await practice.noteCopy(session, copy.askedAt, { fault: null, fault_at: null })
    await agree(session, copy).catch(async (error: unknown) => {
      if (stopping || error instanceof Ended) return
      const { code } = error as { code?: unknown }
      // Another version made it. Nothing in it is kept for anybody, so this one makes its own.
      if (code === changedMigration || code === unknownMigration) return againByItself(copy.askedAt)
      const fault = typeof code === 'string' && /^[\w.]{1,40}$/.test(code) ? code : 'unknown'
      await practice.noteCopy(session, copy.askedAt, { fault, fault_at: clock() })
      throw error
    })
  }

  const againByItself = (askedAt: Date): Promise<void> =>
    system.transaction().execute(async (tx) => {
      await practice.askCopy(tx, clock())
      await noteOperator(tx, parts, { action: 'practice.again', detail: { before: askedAt.toISOString() } })
    })

  const keeper = startTicker({
    name: 'practice.keep',
    everyMs: size.everyMs,
    db: system,
    work: look,
    onError: (error, name) => parts.log.warn({ name, code: (error as { code?: string }).code }, 'work failed'),
  })
  cleanup.push(async () => {
    stopping = true
    await keeper.stop()
    await shut()
  })

  return {
    app: () => open?.app ?? null,
    house: {
      posts: () => open?.posts ?? null,
      names: { database: database.name, role: database.role },
      mayNotCreate: database.mayNotCreate,
      enter: async (account, { ip, agent, now }) => {
        if (open === null) return null
        const { apart, vault, auditKey } = open.house.work
        const door = { db: apart, vault, auditKey, from: ip }
        let given: { token: string; seconds: number } | null = null
        await asPerson({ ...door, enter: (tx) => enterAs(tx, account, now) }, now, (ctx) =>
          beginVouched({
            ...ctx,
            client: { ...ctx.client, agent },
            session: { ...ctx.session, set: (token, seconds) => void (given = { token, seconds }) },
          }),
        )
        return given
      },
    },
  }
}
