import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

const folder = join(import.meta.dirname, '..', '..', 'db', 'migrations')

/** Code of the error that says that a database was made by another version. */
export const changedMigration = 'migration.changed'

/** Code of the error that says that a newer version has been at a database. */
export const unknownMigration = 'migration.unknown'

/** One numbered, forward-only migration file. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

/** All migrations in order. */
export const readMigrations = (from: string = folder): Migration[] =>
  readdirSync(from)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(from, name), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

/**
 * Applies what is missing, as the owner login, under one advisory lock; each file is one transaction
 * except those that begin with `-- concurrently`. Waits at most three seconds for a lock, ten times.
 * @throws when an applied file was changed afterwards or is not known here, naming it.
 * @returns the names applied now.
 */
export const migrate = async (
  owner: pg.Client,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> => {
  await owner.query(`create schema if not exists platform; create table if not exists platform.migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default clock_timestamp())`)
  await owner.query(`select pg_advisory_lock(hashtext('nuanjia.migrate'))`)
  try {
    const { rows } = await owner.query<{ name: string; checksum: string }>(
      'select name, checksum from platform.migration order by name',
    )
    const applied = new Map(rows.map((row) => [row.name, row.checksum]))
    const known = new Set(migrations.map(({ name }) => name))
    // What was written under rules this version does not know must not be written on.
    const unknown = rows.map(({ name }) => name).findLast((name) => !known.has(name))
    if (unknown !== undefined)
      throw Object.assign(new Error(`The database knows ${unknown}, which a newer version applied.`), {
        code: unknownMigration,
        migration: unknown,
      })
    const done: string[] = []
    for (const migration of migrations) {
      const before = applied.get(migration.name)
      if (before === migration.checksum) continue
      if (before)
        throw Object.assign(
          new Error(
            `Migration ${migration.name} was changed after it was applied. Restore the file and add a new migration instead.`,
          ),
          { code: changedMigration, migration: migration.name },
        )
      await applyOne(owner, migration)
      done.push(migration.name)
    }
    return done
  } finally {
    await owner.query(`select pg_advisory_unlock(hashtext('nuanjia.migrate'))`).catch(() => undefined)
  }
}

/** Whether exactly these migrations were applied, as they are; the owner login. */
export const isMigrated = async (
  owner: pg.Client,
  migrations: readonly Migration[] = readMigrations(),
): Promise<boolean> => {
  const { rows } = await owner.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migration order by name',
  )
  return (
    rows.length === migrations.length &&
    migrations.every(({ name, checksum }, at) => rows[at]?.name === name && rows[at].checksum === checksum)
  )
}

const applyOne = async (owner: pg.Client, { name, sql, checksum }: Migration): Promise<void> => {
  const record = () => owner.query('insert into platform.migration (name, checksum) values ($1, $2)', [name, checksum])
  await owner.query(`set lock_timeout = '3s'`)
  for (let attempt = 1; ; attempt++) {
    try {
      if (sql.startsWith('-- concurrently')) {
        await owner.query(sql)
        await record()
        return
      }
      await owner.query('begin')
      await owner.query(sql)
      await record()
      await owner.query('commit')
      return
    } catch (error) {
      // Without a connection there is nothing to undo, and its end is not what is to be told.
      await owner.query('rollback').catch(() => undefined)
      const { code, message } = error as { readonly code?: string; readonly message: string }
      if (code !== '55P03' || attempt >= 10)
        throw Object.assign(new Error(`Migration ${name} failed: ${message}`, { cause: error }), { code })
      await wait(500 * attempt)
    }
  }
}
