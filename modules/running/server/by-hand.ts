import { join } from 'node:path'
import { makeFolder } from '#platform/files/folder.ts'
import { backupName } from '../rules/nights.ts'
import { backUp } from './backups.ts'
import type { NightDeps } from './night.ts'

/** A backup that is being made because somebody pressed for it: when it began and how many rows are written. */
export type Underway = { readonly startedAt: Date; readonly done: number; readonly total: number }

/** Backups made when somebody presses for one: one at a time, beside the work of the server. */
export type ByHand = {
  readonly underway: () => Underway | null
  /** @returns false when one is being made already. */
  readonly start: () => boolean
  /** Ends what is being made, and waits for it. */
  readonly stop: () => Promise<void>
}

/** Begins no backup by itself; how each ended stands in the table and in the audit log. */
export const backupsByHand = (deps: NightDeps): ByHand => {
  let underway: Underway | null = null
  let made: Promise<void> = Promise.resolve()
  const stopping = new AbortController()
  return {
    underway: () => underway,
    start: () => {
      if (underway !== null || stopping.signal.aborted) return false
      const startedAt = deps.clock()
      underway = { startedAt, done: 0, total: 0 }
      made = backUp(deps, {
        file: join(deps.folder, backupName(startedAt)),
        origin: 'command',
        prepare: () => makeFolder(deps.folder),
        signal: stopping.signal,
        progress: (done, total) => void (underway = { startedAt, done, total }),
      })
        .then(
          () => undefined,
          (error: unknown) => {
            if (!stopping.signal.aborted) deps.onError?.(error, 'running.backup')
          },
        )
        .finally(() => void (underway = null))
      return true
    },
    stop: () => {
      stopping.abort()
      return made
    },
  }
}
