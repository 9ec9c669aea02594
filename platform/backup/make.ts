import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createZstdCompress } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { RootKey } from '#platform/crypto/root.ts'
import { connectClient, type Target } from '#platform/db/open.ts'
import { type BackupWriter, pieces, pieceSize, writeBackup } from './file.ts'
import { countRows, listAuditMonths, listSequences, listTables, type Sequence, settle, type Table } from './tables.ts'
import { BackupError } from './trouble.ts'

/** Counts by table, and what a restore needs before the first row. */
export type Plan = {
  readonly rows: Readonly<Record<string, number>>
  readonly sequences: readonly Sequence[]
  readonly auditMonths: readonly string[]
  /** The file of the daily roots of the audit chain, as it was. */
  readonly auditRoots: string
}

/** What was written. */
export type Made = { readonly bytes: number; readonly rows: number; readonly tables: number }

export type MakeOptions = {
  readonly file: string
  /** An administrator of the database, to whom row-level security does not apply. */
  readonly admin: Target
  readonly root: RootKey
  readonly rootsFile: string
  readonly version: string
  readonly now: Date
  /** Ends the backup; nothing is left of it. */
  readonly signal?: AbortSignal
  /** Told now and then how many of how many rows are written. */
  readonly progress?: (done: number, total: number) => void
}

/**
 * Writes everything of one moment into one sealed file, while others go on writing: one snapshot for all tables, one
 * piece of memory whatever their size. The root key is not in it.
 * @throws {@link BackupError}; then no file is left.
 */
export const makeBackup = async (options: MakeOptions): Promise<Made> => {
  if (existsSync(options.file)) throw new BackupError('exists', { file: options.file })
  const client = await connectClient(options.admin)
  const stop = (): void => void client.end().catch(() => undefined)
  options.signal?.addEventListener('abort', stop, { once: true })
  try {
    return await write(client, options)
  } catch (error) {
    if (options.signal?.aborted) throw new BackupError('interrupted')
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new BackupError('diskFull', { file: options.file })
    throw error
  } finally {
    options.signal?.removeEventListener('abort', stop)
    await client.end().catch(() => undefined)
  }
}

const write = async (client: pg.Client, options: MakeOptions): Promise<Made> => {
  options.signal?.throwIfAborted()
  await settle(client)
  await client.query('begin isolation level repeatable read, read only')
  const tables = await listTables(client)
  // Nobody changes a table under the copy; everybody goes on writing rows.
  await client.query(`lock table ${tables.map(({ name }) => name).join(', ')} in access share mode`)
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migration order by name',
  )
  const { rows: server } = await client.query<{ server_version: string }>('show server_version')
  const rows: Record<string, number> = {}
  for (const { name } of tables) rows[name] = await countRows(client, name)
  const total = Object.values(rows).reduce((sum, n) => sum + n, 0)
  const plan: Plan = {
    rows,
    sequences: await listSequences(client),
    auditMonths: await listAuditMonths(client),
    auditRoots: existsSync(options.rootsFile) ? readFileSync(options.rootsFile, 'utf8') : '',
  }
  const facts = {
    madeAt: options.now.toISOString(),
    version: options.version,
    postgres: server[0]?.server_version ?? '',
    migrations,
  }
  const out = await writeBackup(options.file, facts, options.root)
  try {
    await addLong(out, pieces.plan, Buffer.from(JSON.stringify(plan), 'utf8'))
    let done = 0
    for (const table of tables) {
      await out.add(pieces.table, JSON.stringify(table))
      const written = await copyOut(client, table, out, (n) => options.progress?.(done + n, total))
      await out.add(pieces.tableEnd, JSON.stringify(written))
      done += written.rows
      options.signal?.throwIfAborted()
    }
    await out.add(pieces.end, JSON.stringify({ rows: done }))
    await client.query('commit')
    options.signal?.throwIfAborted()
    return { bytes: await out.finish(), rows: done, tables: tables.length }
  } catch (error) {
    await out.discard()
    throw error
  }
}

// A plan is as long as the roots of many years of a nation.
const addLong = async (out: BackupWriter, kind: typeof pieces.plan, bytes: Buffer): Promise<void> => {
  for (let from = 0; from < bytes.length; from += pieceSize) await out.add(kind, bytes.subarray(from, from + pieceSize))
}

/** What a table had: its rows, and SM3 over them as PostgreSQL wrote them. */
export type Written = { readonly rows: number; readonly digest: string }

const newline = 0x0a

/** Counts rows and takes the digest of what passes: in the text format of COPY a line feed ends a row and stands nowhere else. */
export const measure = () => {
  const hash = createHash('sm3')
  let rows = 0
  return {
    see: (bytes: Buffer): void => {
      hash.update(bytes)
      for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) rows += 1
    },
    rows: () => rows,
    written: (): Written => ({ rows, digest: hash.digest('hex') }),
  }
}

const copyOut = async (
  client: pg.Client,
  { name, columns }: Table,
  out: BackupWriter,
  tell: (rows: number) => void,
): Promise<Written> => {
  const copying = client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`))
  const packed = createZstdCompress()
  const seen = measure()
  copying.on('data', (bytes: Buffer) => seen.see(bytes))
  copying.on('error', (error) => packed.destroy(error))
  // Destroyed by the one that reads the packed bytes when the file cannot be written.
  packed.on('close', () => copying.destroy())
  copying.pipe(packed)
  let held: Buffer[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    if (size === 0) return
    const bytes = Buffer.concat(held)
    held = []
    size = 0
    await out.add(pieces.data, bytes)
    tell(seen.rows())
  }
  for await (const bytes of packed as AsyncIterable<Buffer>) {
    held.push(bytes)
    size += bytes.length
    if (size >= pieceSize) await flush()
  }
  await flush()
  return seen.written()
}
