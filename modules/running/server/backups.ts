import { randomUUID } from 'node:crypto'
import { basename, isAbsolute, relative } from 'node:path'
import { v7 } from 'uuid'
import { writeAudit } from '#platform/audit/write.ts'
import { type Made, makeBackup } from '#platform/backup/make.ts'
import { BackupError } from '#platform/backup/trouble.ts'
import type { MacKey } from '#platform/crypto/provider.ts'
import type { RootKey } from '#platform/crypto/root.ts'
import type { Database, Target } from '#platform/db/open.ts'
import { insertBackup } from './queries.ts'

/** What a backup needs of the house. */
export type BackupDeps = {
  readonly system: Database
  readonly admin: Target
  readonly root: RootKey
  readonly auditKey: MacKey
  readonly clock: () => Date
  readonly dataDir: string
  readonly rootsFile: string
  readonly version: string
}

/** Home under which what nobody signed in did is kept. */
const houseHome = '000000'

export type BackUpOptions = {
  readonly file: string
  readonly origin: 'night' | 'command'
  /** What must be done before, and whose failure is a failed backup. */
  readonly prepare?: () => void
  readonly signal?: AbortSignal
  readonly progress?: (done: number, total: number) => void
}

/** Makes a backup and notes in the table and in the audit log that it was made, or why not. */
export const backUp = async (deps: BackupDeps, { file, origin, prepare, ...more }: BackUpOptions): Promise<Made> => {
  const { system, admin, root, rootsFile, version, clock } = deps
  const started = clock()
  const note = async (made: Made | null, fault: string | null): Promise<void> =>
    system.transaction().execute(async (tx) => {
      const id = v7()
      const facts = { bytes: made?.bytes ?? null, rows: made?.rows ?? null, fault }
      await insertBackup(tx, { id, origin, started_at: started, ended_at: clock(), file, ...facts })
      await noteOperator(tx, deps, {
        action: 'running.backup',
        id,
        result: fault === null ? 'ok' : 'failed',
        detail: { file: basename(file), ...facts },
      })
    })
  const make = async (): Promise<Made> => {
    if (isWithin(deps.dataDir, file)) throw new BackupError('inside', { dataDir: deps.dataDir })
    prepare?.()
    return makeBackup({ file, admin, root, rootsFile, version, now: started, ...more })
  }
  const made = await make().catch(async (error: unknown) => {
    // Where the database is away nothing can be noted, and that is not what is to be told.
    if (!more.signal?.aborted) await note(null, faultOf(error)).catch(() => undefined)
    throw error
  })
  await note(made, null)
  return made
}

/** Writes what the operator of the machine did, who is nobody's account, into the audit log. */
export const noteOperator = (
  tx: Parameters<typeof writeAudit>[0],
  { auditKey, clock }: Pick<BackupDeps, 'auditKey' | 'clock'>,
  entry: Parameters<typeof writeAudit>[3][number],
): Promise<void> =>
  writeAudit(
    tx,
    auditKey,
    {
      now: clock(),
      home: houseHome,
      account: null,
      post: null,
      unitId: null,
      role: null,
      ip: 'operator',
      trace: randomUUID(),
    },
    [entry],
  )

/** The code of what went wrong: never its words, which may hold anything. */
export const faultOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' && /^[\w.]{1,40}$/.test(code) ? code : 'unknown'
}

/** Whether a file lies in a folder or below it. */
export const isWithin = (folder: string, file: string): boolean => {
  const path = relative(folder, file)
  return !isAbsolute(path) && !/^\.\.(?:[/\\]|$)/.test(path)
}
