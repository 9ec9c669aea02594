import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { faults } from '#modules/practice/server/index.ts'
import { derive, rootFromBytes } from '#platform/crypto/root.ts'
import { roleOf } from '#platform/db/logins.ts'
import { type Reached, withClient } from './databases.ts'

/** The database of the practice house: beside the real one, by the same logins, with a root key that follows from the real one. */
export type PracticeDatabase = {
  readonly name: string
  /** The login that creates and drops it. */
  readonly role: string
  readonly reached: Reached
  /** Daily audit roots of practice: thrown away with it. */
  readonly rootsFile: string
  /** What is written on it for one wish. */
  readonly markFor: (askedAt: Date) => string
  /** Whether something was marked as ours, whatever the wish. */
  readonly isOurs: (mark: string | null) => boolean
  /** The login when it may not create a database; null when it may. */
  readonly mayNotCreate: () => Promise<string | null>
  /** Creates it and marks it. */
  readonly create: (askedAt: Date) => Promise<void>
  /** Drops it, whoever is connected. */
  readonly drop: () => Promise<void>
  /** Whether there is nothing of anybody in it: one whose mark was cut off by a kill. */
  readonly isEmpty: () => Promise<boolean>
}

// PostgreSQL cuts longer names off, and two houses would share one.
const longestName = 63
const suffix = '_practice'

/** Name of the practice database beside a database. */
export const practiceName = (database: string): string =>
  Buffer.from(database)
    .subarray(0, longestName - suffix.length)
    .toString('utf8')
    .replaceAll('\u{FFFD}', '') + suffix

/** An error of ours with its code. */
export const faulty = (code: string): Error => Object.assign(new Error(code), { code })

/** The practice database of a house that was reached; nothing is created yet. */
export const practiceDatabase = (real: Reached, dataDir: string): PracticeDatabase => {
  const { admin } = real
  const name = practiceName(admin.database)
  const at = { ...admin, database: name }
  const prefix = `Nuanjia practice of ${admin.database}, wished `
  const rootsFile = join(dataDir, 'practice.audit-roots')
  return {
    name,
    role: admin.user,
    reached: {
      ...real,
      root: rootFromBytes(derive(real.root, 'practice')),
      admin: at,
      target: (login) => ({ ...real.target(login), database: name }),
    },
    rootsFile,
    markFor: (askedAt) => `${prefix}${askedAt.toISOString()}`,
    isOurs: (mark) => mark?.startsWith(prefix) === true,
    mayNotCreate: () =>
      withClient(admin, async (client) => {
        const { rows } = await client.query<{ may: boolean }>(
          'select rolsuper or rolcreatedb as may from pg_roles where rolname = current_user',
        )
        return rows[0]?.may ? null : admin.user
      }),
    create: (askedAt) =>
      withClient(admin, async (client) => {
        const quoted = client.escapeIdentifier(name)
        await client.query(`create database ${quoted}`).catch((error: unknown) => {
          const { code } = error as { code?: string }
          // 42P04: there since a kill between creating and marking.
          if (code !== '42P04') throw code === '42501' ? faulty(faults.mayNotCreate) : error
        })
        await client.query(`revoke connect on database ${quoted} from public`)
        await client.query(`grant connect on database ${quoted} to ${roleOf('app')}, ${roleOf('system')}`)
        await client.query(`grant create, connect on database ${quoted} to ${roleOf('owner')}`)
        await client.query(
          `comment on database ${quoted} is ${client.escapeLiteral(`${prefix}${askedAt.toISOString()}`)}`,
        )
      }),
    drop: async () => {
      await withClient(admin, async (client) => {
        const drop = `drop database if exists ${client.escapeIdentifier(name)}`
        await client.query(`${drop} with (force)`).catch(async (error: unknown) => {
          // A login of one's own may be kept from ending the connections of others; ours are closed by now.
          if ((error as { code?: string }).code !== '42501') throw error
          await client.query(drop)
        })
      })
      rmSync(rootsFile, { force: true })
    },
    isEmpty: () =>
      withClient(at, async (client) => {
        const { rows } = await client.query<{ n: number }>(
          `select count(*)::int as n from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname not in ('information_schema', 'pg_toast') and n.nspname !~ '^pg_'`,
        )
        return rows[0]?.n === 0
      }),
  }
}
