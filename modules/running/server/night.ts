import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { partial } from '#platform/backup/file.ts'
import { makeFolder } from '#platform/files/folder.ts'
import { startTicker, type Ticker } from '#platform/jobs/ticker.ts'
import { backupName, filesToRemove, isBackupDue } from '../rules/nights.ts'
import { type BackupDeps, backUp } from './backups.ts'
import { lastMade, lastTried } from './queries.ts'

export type NightDeps = BackupDeps & {
  /** The folder for the backups, outside the data folder. */
  readonly folder: string
  readonly onError?: (error: unknown, name: string) => void
}

/** Makes a backup each night and lets go of those that are no longer kept. Of several servers one does. */
export const startNightlyBackup = (deps: NightDeps): Ticker => {
  const stopping = new AbortController()
  const ticker = startTicker({
    name: 'running.backup',
    everyMs: 5 * 60_000,
    db: deps.system,
    ...(deps.onError ? { onError: deps.onError } : {}),
    work: async () => void (await backUpIfDue(deps, stopping.signal)),
  })
  return {
    stop: () => {
      stopping.abort()
      return ticker.stop()
    },
  }
}

/** Makes the backup of this night if it is still to be made; answers its file. */
export const backUpIfDue = async (deps: NightDeps, signal?: AbortSignal): Promise<string | null> => {
  const now = deps.clock()
  const [made, tried] = await Promise.all([lastMade(deps.system), lastTried(deps.system)])
  const failed = tried?.fault ? new Date(tried.ended_at) : null
  if (!isBackupDue(now, made ? new Date(made.ended_at) : null, failed)) return null
  const file = join(deps.folder, backupName(now))
  const begun = backUp(deps, {
    file,
    origin: 'night',
    prepare: () => {
      makeFolder(deps.folder)
      // Left by a server that was killed in the midst of one.
      for (const name of readdirSync(deps.folder))
        if (name.startsWith('nuanjia-') && name.endsWith(partial)) rmSync(join(deps.folder, name), { force: true })
    },
    ...(signal ? { signal } : {}),
  })
  // Told by the stop itself.
  const done = await begun.catch((error: unknown) => {
    if (signal?.aborted) return null
    throw error
  })
  if (done === null) return null
  // Only once the new one stands.
  for (const name of filesToRemove(readdirSync(deps.folder))) rmSync(join(deps.folder, name), { force: true })
  return file
}
