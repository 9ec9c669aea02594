import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { loadCalendar } from '#modules/cases/server/calendar.ts'
import { backupsByHand, type ByHand, isNearlyFullAt, type Machine } from '#modules/running/server/index.ts'
import type { PracticeHouse } from '#modules/practice/server/index.ts'
import { ensureMonths } from '#platform/audit/seal.ts'
import { makeVault } from '#platform/crypto/vault.ts'
import { type Database, openDatabase } from '#platform/db/open.ts'
import { practicePath } from '#platform/http/practice.ts'
import { traceOf } from '#platform/http/problem.ts'
import { makeJobLog } from '#platform/jobs/log.ts'
import { type AppParts, buildApp } from './app.ts'
import type { Cleanup, Reached } from './databases.ts'
import { enterHouse } from './enter.ts'
import { type CalendarHolder, holdCalendar, makeRooms } from './rooms.ts'
import { version } from './version.ts'
import type { WorkDeps } from './work.ts'

/** Home under which events without a signed-in person are kept. */
export const houseHome = '000000'

/** What one house works on: the real one, or the practice house beside it. */
export type HouseParts = {
  readonly reached: Reached
  /** Most connections of each pool. */
  readonly pools: { readonly app: number; readonly apart: number; readonly system: number }
  readonly rootsFile: string
  readonly nightly: WorkDeps['nightly']
  readonly clock: () => Date
  readonly log: Logger
}

/** One house at work: its pools, keys and calendar. */
export type House = {
  readonly app: Database
  readonly work: WorkDeps
  readonly calendar: CalendarHolder
  readonly jobs: ReturnType<typeof makeJobLog>
  /** Backups by hand; null without a folder for them. */
  readonly byHand: ByHand | null
}

/** Opens the pools, keys and calendar of a house; nothing runs by itself yet. */
export const openHouse = async (parts: HouseParts, cleanup: Cleanup): Promise<House> => {
  const { reached, pools, rootsFile, nightly, clock, log } = parts
  const open = (login: 'app' | 'system', max: number): Database => {
    const { db, close } = openDatabase(reached.target(login), max)
    cleanup.push(close)
    return db
  }
  const app = open('app', pools.app)
  const apart = open('app', pools.apart)
  const system = open('system', pools.system)
  // Made later, under the first requests, the partition of this month refuses what is being written to the audit just then.
  await ensureMonths(system, clock())
  const vault = makeVault(reached.root, apart, clock)
  // A house without a key yet gets its first one, so that a wrong key file is noticed at every later start.
  await vault.newRecord(houseHome, 'house')
  const jobs = makeJobLog(clock)
  const calendar = holdCalendar(await app.transaction().execute(loadCalendar))
  const report = (error: unknown, name: string): void => {
    jobs.note(error, name)
    // Its words may repeat what somebody typed.
    log.warn({ name, err: traceOf(error) }, 'work failed')
  }
  const auditKey = vault.macKey('audit')
  const work = { system, apart, vault, auditKey, clock, calendar: calendar.now, rootsFile, nightly, report }
  const byHand = nightly && backupsByHand({ ...work, ...nightly, onError: report })
  if (byHand) cleanup.push(byHand.stop)
  return { app, work, calendar, jobs, byHand }
}

/** How a house meets the browser. */
export type FrontParts = Pick<AppParts, 'web' | 'https' | 'tls' | 'trustProxy' | 'log' | 'metrics' | 'practiceApp'> & {
  readonly publicUrl: string | null
  readonly diskFull: () => boolean
  readonly machine: Machine
  readonly making?: () => boolean
  /** The practice house as this one knows it; null where there is none. */
  readonly practice: PracticeHouse | null
  /** This is the practice house. */
  readonly practised?: true
}

/** Builds the server of a house; nothing listens yet. */
export const buildHouse = (house: House, front: FrontParts): Promise<FastifyInstance> => {
  const { apart, system, vault, auditKey, clock, rootsFile, report } = house.work
  const { publicUrl, machine, practice, practised = false, making, diskFull, ...rest } = front
  const base = practised ? practicePath : ''
  return buildApp({
    ...rest,
    door: {
      db: house.app,
      vault,
      auditKey,
      clock,
      enter: enterHouse,
      secureCookie: front.https,
      publicUrl,
      home: houseHome,
      diskFull,
      refuseFiles: () => machine.dataDir !== null && isNearlyFullAt(machine.dataDir),
      practice: practised,
    },
    rooms: makeRooms({
      apart,
      system,
      auditKey,
      rootsFile,
      publicUrl: publicUrl && `${publicUrl}${base}`,
      report,
      home: houseHome,
      calendar: house.calendar,
      machine: practised ? null : machine,
      byHand: house.byHand,
      practice,
      ...(making ? { making } : {}),
    }),
    version,
  })
}
