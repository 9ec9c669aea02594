import { verifyAudit } from '#platform/audit/verify.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Database } from '#platform/db/open.ts'
import { failures } from '#platform/errors/define.ts'
import { auditErrors } from '../contract.ts'
import { keepCheck } from './queries.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

const fail = failures(auditErrors)

/** What a check of the chain needs: a login that reads the whole log, the key of the log and the file of its roots. */
export type ChainDeps = {
  readonly system: Database
  readonly auditKey: MacKey
  readonly rootsFile: string
  readonly report: (error: unknown, name: string) => void
}

/** Checks of one day each, behind the request; one at a time in a process. */
export type Checks = {
  /** @throws audit.checking while one runs, audit.noDay for a day that is not over. */
  readonly begin: (day: string, by: string, now: Date) => void
  readonly running: () => { readonly day: string; readonly rows: number } | null
  /** The day of the last check if it broke off, so that nobody takes its silence for a sound chain. */
  readonly brokeOff: () => string | null
}

export const makeChecks = ({ system, auditKey, rootsFile, report }: ChainDeps): Checks => {
  let present: { day: string; rows: number } | null = null
  let broken: string | null = null
  const check = async (day: string, by: string, now: Date): Promise<void> => {
    const found = await verifyAudit(system, auditKey, {
      now,
      rootsFile,
      day,
      onRows: (rows) => void (present = { day, rows }),
    })
    await keepCheck(system, { day, by, at: now, ...found })
  }
  return {
    begin: (day, by, now) => {
      if (present) throw fail('audit.checking', { day: present.day })
      if (day >= localDate(now)) throw fail('audit.noDay', { day })
      present = { day, rows: 0 }
      broken = null
      void check(day, by, now)
        .catch((error: unknown) => {
          broken = day
          report(error, 'audit.check')
        })
        .finally(() => (present = null))
    },
    running: () => present,
    brokeOff: () => broken,
  }
}
