import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { withNext } from './driver.ts'
import { openDatabase, type Tx } from './open.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
  await sql`create table public.noted (word text primary key)`.execute(database.admin)
})
afterAll(() => database.drop())

const note = (word: string) => sql`insert into public.noted values (${word})`
const later = (tx: Tx, word: string) => tx.executeQuery(withNext(note(word).compile(tx)))
const noted = async (): Promise<string[]> =>
  (await sql<{ word: string }>`select word from public.noted order by word`.execute(database.admin)).rows.map(
    ({ word }) => word,
  )

test('what was put off is kept with the commit, in its order', async () => {
  await database.admin.transaction().execute(async (tx) => {
    await note('first').execute(tx)
    await later(tx, 'second')
  })
  // Also when nothing else was sent.
  await database.admin.transaction().execute((tx) => later(tx, 'third'))
  expect(await noted()).toEqual(['first', 'second', 'third'])
})

test('when what was put off fails, the transaction fails and keeps nothing', async () => {
  const failing = database.admin.transaction().execute(async (tx) => {
    await note('gone').execute(tx)
    await later(tx, 'first')
    return 'done'
  })
  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect(await noted()).not.toContain('gone')
})

test('a commit that PostgreSQL undoes is an error, not a success', async () => {
  const swallowing = database.admin.transaction().execute(async (tx) => {
    await note('swallowed').execute(tx)
    await note('swallowed')
      .execute(tx)
      .catch(() => undefined)
  })
  await expect(swallowing).rejects.toThrow('undone')
  expect(await noted()).not.toContain('swallowed')
})

test('a transaction that fails before, at or after its first statement leaves the connection at rest', async () => {
  const { db, close } = openDatabase(database.target('admin'), 1)
  const refuse = () => Promise.reject(new Error('no'))
  await expect(db.transaction().execute(refuse)).rejects.toThrow('no')
  await expect(db.transaction().execute((tx) => sql`select nothing`.execute(tx))).rejects.toMatchObject({
    code: '42703',
  })
  await expect(
    db.transaction().execute(async (tx) => {
      await later(tx, 'never')
      await refuse()
    }),
  ).rejects.toThrow('no')
  const status = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => sql<{ level: string }>`select current_setting('transaction_isolation') as level`.execute(tx))
  expect(status.rows).toEqual([{ level: 'repeatable read' }])
  expect(await noted()).not.toContain('never')
  await close()
})

test('a connection that is cut fails what was sent on it, and the pool goes on', async () => {
  const { db, close } = openDatabase(database.target('admin'), 1)
  const cut = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await later(tx, 'cut')
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.admin)
  })
  await expect(cut).rejects.toThrow(/terminat|connection/i)
  expect((await sql<{ n: number }>`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
  expect(await noted()).not.toContain('cut')
  await close()
})

test('a statement put off outside a transaction is never lost in silence', async () => {
  const { db, close } = openDatabase(database.target('admin'), 1)
  await expect(db.executeQuery(withNext(note('lost').compile(db)))).rejects.toThrow('outside a transaction')
  expect((await sql<{ n: number }>`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
  await close()
})
