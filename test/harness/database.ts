import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { Login } from '#platform/db/logins.ts'
import { connectClient, type Database, openDatabase, type Target } from '#platform/db/open.ts'
import { bareName, templateName } from './cluster.ts'
import { scratchTarget } from './scratch.ts'

/** A database of one test file: migrated, with the small tree and the demonstration accounts. */
export type TestDatabase = {
  readonly name: string
  /** Bypasses row-level security: for arranging and for looking behind the product's back. */
  readonly admin: Database
  readonly app: Database
  readonly system: Database
  readonly target: (login: Login | 'admin') => Target
  /** Closes the handles and drops the database. */
  readonly drop: () => Promise<void>
}

/** Clones the template (about 50 ms); call in `beforeAll` and `drop()` in `afterAll`. */
export const cloneDatabase = (): Promise<TestDatabase> => createDatabase(templateName)

/** Clones the tree without anybody in it: an installation on its first day. */
export const cloneBare = (): Promise<TestDatabase> => createDatabase(bareName)

/** A database without anything in it. */
export const emptyDatabase = (): Promise<TestDatabase> => createDatabase('template0')

const createDatabase = async (template: string): Promise<TestDatabase> => {
  const facts = inject('cluster')
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await asAdmin((admin) => admin.query(`create database ${name} template ${template} owner nuanjia_owner`))
  const target = (login: Login | 'admin'): Target => scratchTarget(facts, login, name)
  const handles = {
    admin: openDatabase(target('admin'), 3),
    app: openDatabase(target('app'), 10),
    system: openDatabase(target('system'), 5),
  }
  return {
    name,
    admin: handles.admin.db,
    app: handles.app.db,
    system: handles.system.db,
    target,
    drop: async () => {
      await Promise.all(Object.values(handles).map((handle) => handle.close()))
      await asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`))
    },
  }
}

const asAdmin = async <T>(work: (admin: Awaited<ReturnType<typeof connectClient>>) => Promise<T>): Promise<T> => {
  const admin = await connectClient(scratchTarget(inject('cluster'), 'admin', 'postgres'))
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
