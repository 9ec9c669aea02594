import { sql } from 'kysely'
import type { PracticeState } from '#modules/practice/contract.ts'
import { openDatabase } from '#platform/db/open.ts'
import { ask } from './registering.ts'
import { type Folder, type RealServer, targetOf } from './server.ts'

// The practice house of a real server, as its administrator sees it and as it lies in the database.

/** How it is. */
export const practiceOf = async (server: RealServer, token: string): Promise<PracticeState> =>
  (await ask(server, token, 'GET', '/api/v1/practice')).body as unknown as PracticeState

/** Presses one of the administrator's buttons and answers the status. */
export const press = async (server: RealServer, token: string, what: 'open' | 'close'): Promise<number> =>
  (await ask(server, token, 'POST', `/api/v1/practice/${what}`)).status

/** Ids of the matters of the practice house; fails where there is none. */
export const practised = async (folder: Folder): Promise<readonly string[]> => {
  const { db, close } = openDatabase({ ...targetOf(folder), database: 'nuanjia_practice' }, 1)
  const { rows } = await sql<{ id: string }>`select id from cases.head`.execute(db).finally(close)
  return rows.map(({ id }) => id)
}
