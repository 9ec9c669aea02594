import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { RootKey } from '#platform/crypto/root.ts'
import { withoutIndexes } from '#platform/db/bulk.ts'
import { roleOf } from '#platform/db/logins.ts'
import { type Migration, migrate, readMigrations } from '#platform/db/migrate.ts'
import { connectClient, type Target } from '#platform/db/open.ts'
import { type BackupReader, type Header, type Piece, type PieceKind, pieces, readBackup } from './file.ts'
import { measure, type Plan, type Written } from './make.ts'
import { countRows, settle, type Table } from './tables.ts'
import { BackupError } from './trouble.ts'

export type RestoreOptions = {
  readonly file: string
  readonly root: RootKey
  /** Where the root key came from, for the message about a wrong one. */
  readonly keyFile: string
  readonly rootsFile: string
  /** Ends the restore; the database is then as empty as before. */
  readonly signal?: AbortSignal
  /** Told what is being done and how far it is, 0 to 1. */
  readonly progress?: (what: 'check' | 'load' | 'index', share: number) => void
  /** The migrations this version has. */
  readonly migrations?: readonly Migration[]
}

/** What a restore brought back, compared row by row count. */
export type Restored = {
  readonly header: Header
  readonly counts: readonly { readonly table: string; readonly rows: number }[]
  /** Where the roots that were there before were put. */
  readonly rootsMoved: string | null
}

/** Reads a backup from its first byte to its last and loads nothing; what is wrong with it is known before anything is touched. */
export const checkBackup = async (options: RestoreOptions): Promise<Header> => {
  const reader = await readBackup(options.file, options.root, options.keyFile)
  try {
    refuseUnknown(reader.header, options)
    for (let piece = await reader.next(); piece; piece = await reader.next()) {
      if (options.signal?.aborted) throw new BackupError('stopped')
      options.progress?.('check', reader.share())
    }
    return reader.header
  } finally {
    await reader.close()
  }
}

const refuseUnknown = (
  { migrations, version }: Header,
  { file, migrations: own = readMigrations() }: RestoreOptions,
): void => {
  const known = new Map(own.map(({ name, checksum }) => [name, checksum]))
  for (const { name, checksum } of migrations) {
    const found = known.get(name)
    if (found === undefined) throw new BackupError('newer', { file, version, migration: name })
    if (found !== checksum) throw new BackupError('otherVersion', { file, version, migration: name })
  }
}

/** How a restore reaches its database: an administrator to whom row-level security does not apply, and the login that migrates. */
export type DatabaseTarget = { readonly admin: Target; readonly owner: Target }

/**
 * Loads a backup into an empty database: the schema as it was, then in one transaction every row, while indexes and keys are
 * set aside, and these again. Whatever fails, or differs from the backup in digest or number, undoes all of it, and the
 * database is as empty as before. The caller migrates forward afterwards.
 */
export const restoreBackup = async (target: DatabaseTarget, options: RestoreOptions): Promise<Restored> => {
  const client = await connectClient(target.admin)
  const stop = (): void => void client.end().catch(() => undefined)
  options.signal?.addEventListener('abort', stop, { once: true })
  const reader = await readBackup(options.file, options.root, options.keyFile)
  const { header } = reader
  try {
    refuseUnknown(header, options)
    await settle(client)
    await refuseFull(client)
    await build(client, target, header, options.migrations ?? readMigrations())
    await client.query('begin')
    const plan = await load(client, reader, options)
    const counts = await compare(client, plan)
    await client.query('analyze')
    await client.query('commit')
    return { header, counts, rootsMoved: putRoots(options.rootsFile, plan.auditRoots) }
  } catch (error) {
    throw options.signal?.aborted ? new BackupError('stopped') : error
  } finally {
    options.signal?.removeEventListener('abort', stop)
    await reader.close()
    await client.end().catch(() => undefined)
  }
}

/** Refuses a database in which anything was ever done: whatever is done is in the audit log. */
const refuseFull = async (client: pg.Client): Promise<void> => {
  const { rows: server } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
  )
  if ((server[0]?.number ?? 0) < 150_000) throw new BackupError('tooOld', { version: server[0]?.version ?? '' })
  const { rows: log } = await client.query<{ there: boolean }>(`select to_regclass('audit.event') is not null as there`)
  if (!log[0]?.there) return
  const { rowCount } = await client.query('select 1 from audit.event limit 1')
  if (rowCount) throw new BackupError('notEmpty')
}

// Left by a first start: a tree without anybody in it. The schema is then made by the very migrations the rows were written under.
const build = async (
  client: pg.Client,
  target: DatabaseTarget,
  header: Header,
  own: readonly Migration[],
): Promise<void> => {
  await client.query(`drop owned by ${roleOf('owner')}, ${roleOf('guard')}`)
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
  await client.query(`grant create, connect on database ${rows[0]?.name} to ${roleOf('owner')}`)
  const names = new Set(header.migrations.map(({ name }) => name))
  const owner = await connectClient(target.owner)
  await migrate(
    owner,
    own.filter(({ name }) => names.has(name)),
  ).finally(() => owner.end())
}

const load = async (client: pg.Client, reader: BackupReader, options: RestoreOptions): Promise<Plan> => {
  let piece = await reader.next()
  const whole: Buffer[] = []
  for (; piece?.kind === pieces.plan; piece = await reader.next()) whole.push(piece.bytes)
  const plan = JSON.parse(Buffer.concat(whole).toString('utf8')) as Plan
  await client.query(`set local role ${roleOf('owner')}`)
  // The month is made by the owner, whose policies let it look for rows that wait.
  await client.query('set local row_security = on')
  for (const month of plan.auditMonths) await client.query('select audit.ensure_month($1::date)', [month])
  const names = Object.keys(plan.rows).filter((name) => name !== 'platform.migration')
  // What triggers would keep up with comes with the rows.
  for (const name of names) await client.query(`alter table ${name} disable trigger user`)
  await client.query(`truncate ${[...names, 'platform.migration'].join(', ')}`)
  await client.query('reset role')
  // Indexes of a million matters are made in memory.
  await client.query(`set local maintenance_work_mem = '512MB'`)
  await withoutIndexes(
    client,
    names,
    () => copyTables(client, reader, piece, options),
    (share) => options.progress?.('index', share),
  )
  for (const { name, value, called } of plan.sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [name, value, called])
  await client.query(`set local role ${roleOf('owner')}`)
  for (const name of names) await client.query(`alter table ${name} enable trigger user`)
  await client.query('reset role')
  return plan
}

const copyTables = async (
  client: pg.Client,
  reader: BackupReader,
  first: Piece | null,
  { progress, file }: RestoreOptions,
): Promise<void> => {
  let piece = first
  const expect = (kind: PieceKind): Piece => {
    // Sealed in their order: out of it they are the work of another version, not of chance.
    if (piece?.kind !== kind) throw new BackupError('damaged', { file, at: 0 })
    return piece
  }
  for (; piece?.kind === pieces.table; piece = await reader.next()) {
    const table = JSON.parse(piece.bytes.toString('utf8')) as Table
    const seen = measure()
    const packed = async function* (): AsyncGenerator<Buffer> {
      for (piece = await reader.next(); piece?.kind === pieces.data; piece = await reader.next()) {
        progress?.('load', reader.share())
        yield piece.bytes
      }
    }
    await pipeline(
      Readable.from(packed()),
      createZstdDecompress(),
      async function* (plain: AsyncIterable<Buffer>) {
        for await (const bytes of plain) {
          seen.see(bytes)
          yield bytes
        }
      },
      client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`)),
    )
    const wanted = JSON.parse(expect(pieces.tableEnd).bytes.toString('utf8')) as Written
    if (seen.written().digest !== wanted.digest) throw new BackupError('damaged', { file, at: 0 })
  }
  expect(pieces.end)
  if ((await reader.next()) !== null) throw new BackupError('damaged', { file, at: 0 })
}

const compare = async (client: pg.Client, { rows }: Plan): Promise<Restored['counts']> => {
  const counts: { table: string; rows: number }[] = []
  for (const [table, wanted] of Object.entries(rows)) {
    const found = await countRows(client, table)
    if (found !== wanted) throw new BackupError('counts', { table, found, wanted })
    counts.push({ table, rows: found })
  }
  return counts
}

// The roots of what is not in this database any more would make every later check complain; they are kept as evidence.
const putRoots = (file: string, roots: string): string | null => {
  let n = 1
  while (existsSync(`${file}.before-${n}`)) n += 1
  const moved = existsSync(file) ? `${file}.before-${n}` : null
  if (moved) renameSync(file, moved)
  if (roots !== '') writeFileSync(file, roots, { mode: 0o600 })
  return moved
}
