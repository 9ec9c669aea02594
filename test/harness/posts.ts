import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'
import { actAs, type BareCase, childRows, demoPosts, keyColumn, type PostFacts } from './records.ts'

/** The demonstration posts asking a database of their own as the app login does, without any service. */
export type Posts = {
  readonly database: TestDatabase
  readonly all: ReadonlyMap<string, PostFacts>
  readonly who: (username: string) => PostFacts
  readonly acting: <T>(username: string, work: (tx: Tx) => Promise<T>, grants?: readonly string[]) => Promise<T>
}

/** Clones a database and finds its posts; `database.drop()` in `afterAll`. */
export const startPosts = async (): Promise<Posts> => {
  const database = await cloneDatabase()
  const all = new Map((await demoPosts(database.admin)).map((post) => [post.username, post]))
  const who = (username: string): PostFacts => all.get(username)!
  return {
    database,
    all,
    who,
    acting: (username, work, grants = []) =>
      database.app.transaction().execute(async (tx) => {
        await actAs(tx, who(username), grants)
        return work(tx)
      }),
  }
}

/** Whether a row of this record is reached in a table. */
const has = async (tx: Tx, table: string, column: string, one: BareCase): Promise<boolean> =>
  (
    await sql`select 1 from ${sql.table(table)} where home = ${one.home} and ${sql.ref(column)} = ${one.id}::uuid`.execute(
      tx,
    )
  ).rows.length > 0

/** Every table that follows a head. */
export const everyChild = Object.keys(childRows)

/** Child tables of which a row of this record is reached. */
export const reached = async (tx: Tx, one: BareCase): Promise<string[]> => {
  const found: string[] = []
  for (const table of everyChild) if (await has(tx, table, keyColumn(table), one)) found.push(table)
  return found
}
