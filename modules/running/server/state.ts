import { statfsSync } from 'node:fs'
import type { Calendar } from '#platform/clock/calendar.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Service } from '#platform/contract/route.ts'
import { type Certificate, CertificateError, certificateInPlace, certificateState } from '#platform/http/certificate.ts'
import { failures } from '#platform/errors/define.ts'
import type { Database } from '#platform/db/open.ts'
import type { Ctx } from '#platform/http/context.ts'
import { spanText } from '#platform/text/span.ts'
import type { Label } from '#platform/text/label.ts'
import type { JobFailure } from '#platform/jobs/log.ts'
import { type runningContract, runningErrors, type State } from '../contract.ts'
import { clockSeconds, isNearlyFull, type Room, warningsOf, whyFailed } from '../rules/health.ts'
import type { ByHand } from './by-hand.ts'
import * as queries from './queries.ts'

const fail = failures(runningErrors)

/** What is known of the machine without asking the database. */
export type Machine = {
  readonly version: string
  readonly startedAt: Date
  /** Folder of the embedded database; null for one of the operator's own, whose disk is not ours to see. */
  readonly dataDir: string | null
  readonly backupDir: string | null
  /** The certificate it speaks with; null for none of its own. */
  readonly certificate: Omit<Certificate, 'key'> | null
  /** Fingerprint of the root key. */
  readonly key: string
  readonly failures: () => readonly JobFailure[]
}

/** What the state is read with. */
export type StateDeps = {
  readonly system: Database
  readonly machine: Machine
  readonly calendar: () => Calendar
  /** Whether a demonstration is being made: its log carries days of the past, so that no lag can be told. */
  readonly making?: () => boolean
  /** Backups by hand; null without a folder for them. */
  readonly byHand?: ByHand | null
}

export type { State }

/** The disk of a folder; null where it is not there. */
const diskOf = (folder: string | null): Room | null => {
  if (folder === null) return null
  try {
    const { bavail, blocks, bsize } = statfsSync(folder)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return null
  }
}

/** Whether the disk of a folder has too little left for files. */
export const isNearlyFullAt = (folder: string): boolean => {
  const disk = diskOf(folder)
  return disk !== null && isNearlyFull(disk)
}

/** How far the clock stands before the last row that was written; null where it does not. */
export const clockBehind = async (system: Database, now: Date): Promise<Label | null> => {
  const { written } = await queries.facts(system)
  const seconds = written ? (written.getTime() - now.getTime()) / 1000 : 0
  return seconds > clockSeconds ? spanText(seconds) : null
}

/** How the server is: what the administrator must do first, then the facts. Nothing of any record. */
export const readState = async (
  { system, machine, calendar, making, byHand }: StateDeps,
  now: Date,
): Promise<State> => {
  const [facts, made, tried] = await Promise.all([
    queries.facts(system),
    queries.lastMade(system),
    queries.lastTried(system),
  ])
  const today = localDate(now)
  const underway = byHand?.underway() ?? null
  const year = String(Number(today.slice(0, 4)) + 1)
  const certificate = certificateState(machine.certificate, now)
  const inPlace = machine.certificate ? certificateInPlace(machine.certificate) : 'same'
  const failed = tried?.fault ? { at: new Date(tried.ended_at), fault: tried.fault } : null
  const seen = {
    disk: diskOf(machine.dataDir),
    backupDisk: diskOf(machine.backupDir),
    auditLag:
      facts.oldest === null || making?.()
        ? 0
        : Math.max(0, Math.floor((now.getTime() - facts.oldest.getTime()) / 1000)),
    // National Day is the last of a notice.
    nextYear: { year, published: !calendar()(`${year}-11-12`).provisional },
    failures: machine.failures(),
  }
  const warnings = warningsOf({
    now,
    today,
    startedAt: machine.startedAt,
    data: seen.disk,
    backup: {
      folder: machine.backupDir,
      room: seen.backupDisk,
      made: made ? new Date(made.ended_at) : null,
      failed,
    },
    auditLag: seen.auditLag,
    waitingPostings: facts.waiting,
    failures: seen.failures,
    nextYear: seen.nextYear,
    certificate,
    certificateInPlace: inPlace instanceof CertificateError ? inPlace.sentence : inPlace,
    lastWritten: facts.written,
  })
  return {
    warnings: warnings.map((one) => ({ ...one })),
    version: machine.version,
    node: process.versions.node,
    postgres: facts.postgres,
    platform: `${process.platform} ${process.arch}`,
    startedAt: machine.startedAt.toISOString(),
    now: now.toISOString(),
    units: facts.units,
    database: { bytes: facts.bytes, embedded: machine.dataDir !== null, disk: seen.disk },
    backup: {
      folder: machine.backupDir,
      disk: seen.backupDisk,
      made: made
        ? {
            at: new Date(made.ended_at).toISOString(),
            bytes: made.bytes ?? 0,
            file: made.file,
            night: made.origin === 'night',
          }
        : null,
      failed: failed && { at: failed.at.toISOString(), fault: failed.fault, why: whyFailed(failed.fault) },
      underway: underway && {
        since: underway.startedAt.toISOString(),
        done: underway.done,
        total: underway.total,
      },
    },
    auditLag: seen.auditLag,
    waitingPostings: facts.waiting,
    failures: seen.failures.map((one) => ({ ...one, at: one.at.toISOString() })),
    nextYear: seen.nextYear,
    certificateEnds: certificate.ends?.toISOString() ?? null,
    key: machine.key,
  }
}

/** The room's routes. */
export const runningService = ({
  machine,
  ...deps
}: Omit<StateDeps, 'machine'> & {
  /** Null in a practice house: whoever is its administrator for an hour is not that of the machine. */
  readonly machine: Machine | null
}): Service<typeof runningContract, Ctx> => ({
  state: async (ctx) => machine && readState({ ...deps, machine }, ctx.now),
  backUp: async (ctx) => {
    if (!deps.byHand) throw fail('running.noFolder')
    const begun = deps.byHand.start()
    ctx.audit({ action: 'running.backupNow', home: ctx.actor.home, detail: { begun } })
    return { begun }
  },
})
