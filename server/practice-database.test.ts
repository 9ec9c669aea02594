import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rootFromBytes } from '#platform/crypto/root.ts'
import { migrate } from '#platform/db/migrate.ts'
import type { Target } from '#platform/db/open.ts'
import { type Scratch, scratchTarget, startScratch } from '#test/harness/scratch.ts'
import { type Reached, withClient } from './databases.ts'
import { practiceDatabase, practiceName } from './practice-database.ts'

// A PostgreSQL of one's own, whose login is no superuser.
let scratch: Scratch
let folder: string
const asked = new Date('2025-03-03T09:00:00+08:00')
beforeAll(async () => {
  scratch = await startScratch()
  folder = mkdtempSync(join(tmpdir(), 'nuanjia-practice-'))
  await withClient(scratchTarget(scratch.facts, 'admin', 'postgres'), async (admin) => {
    await admin.query(`create role keeper login createrole password '${scratch.facts.password}'`)
    await admin.query('create database nj')
  })
})
afterAll(async () => {
  await scratch.stop()
  rmSync(folder, { recursive: true })
})

const asKeeper = (database: string): Target => ({ ...scratchTarget(scratch.facts, 'admin', database), user: 'keeper' })
const reached = (): Reached => ({
  root: rootFromBytes(Buffer.alloc(32, 1)),
  admin: asKeeper('nj'),
  target: (login) => scratchTarget(scratch.facts, login, 'nj'),
  diskFull: () => false,
})
const mayCreate = (yes: boolean): Promise<unknown> =>
  withClient(scratchTarget(scratch.facts, 'admin', 'postgres'), (admin) =>
    admin.query(`alter role keeper ${yes ? 'createdb' : 'nocreatedb'}`),
  )

test('a login that may create no database is named, and nothing is made', async () => {
  const practice = practiceDatabase(reached(), folder)
  expect(await practice.mayNotCreate()).toBe('keeper')
  await expect(practice.create(asked)).rejects.toMatchObject({ code: 'practice.mayNotCreate' })
})

test('one that may creates it, the owner login builds the schema in it, and it is dropped while others are connected', async () => {
  await mayCreate(true)
  const practice = practiceDatabase(reached(), folder)
  expect(await practice.mayNotCreate()).toBeNull()
  await practice.create(asked)
  // Killed between creating and marking, the same is done once more.
  expect(await practice.isEmpty()).toBe(true)
  await practice.create(asked)
  await withClient(practice.reached.target('owner'), (owner) => migrate(owner))
  expect(await practice.isEmpty()).toBe(false)
  const mark = await withClient(asKeeper('nj'), (client) =>
    client.query<{ mark: string }>(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = 'nj_practice'`,
    ),
  )
  expect(mark.rows).toEqual([{ mark: practice.markFor(asked) }])
  expect(practice.isOurs(mark.rows[0]?.mark ?? null)).toBe(true)
  await practice.drop()
  await practice.drop()
  await mayCreate(false)
})

test('its keys are not those of the real house, and its name is never cut into another’s', () => {
  const practice = practiceDatabase(reached(), folder)
  expect(practice.reached.root.export()).not.toEqual(reached().root.export())
  expect(practiceName('nuanjia')).toBe('nuanjia_practice')
  expect(practiceName('a'.repeat(63))).toBe(`${'a'.repeat(54)}_practice`)
  const chinese = practiceName('暖'.repeat(21))
  expect(Buffer.byteLength(chinese)).toBeLessThanOrEqual(63)
  expect(chinese).toMatch(/^暖+_practice$/)
  expect(practice.isOurs('somebody’s own database')).toBe(false)
  expect(practice.isOurs(null)).toBe(false)
})
