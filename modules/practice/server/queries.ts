import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/types.ts'

/** The wish for a practice house and how far it is. */
export type Copy = {
  readonly askedAt: Date
  readonly done: number
  readonly total: number
  readonly madeAt: Date | null
  readonly fault: string | null
  readonly faultAt: Date | null
}

/** The wish; null where none is wanted. */
export const readCopy = async (db: Kysely<DB>): Promise<Copy | null> => {
  const row = await db.selectFrom('practice.copy').selectAll().executeTakeFirst()
  if (!row) return null
  const when = (at: Date | string | null): Date | null => (at === null ? null : new Date(at))
  return {
    askedAt: new Date(row.asked_at),
    done: row.done,
    total: row.total,
    madeAt: when(row.made_at),
    fault: row.fault,
    faultAt: when(row.fault_at),
  }
}

/** Wishes for one made from the beginning; what stands of another wish is dropped by the keeper. */
export const askCopy = async (db: Kysely<DB>, now: Date): Promise<void> => {
  const fresh = { asked_at: now, done: 0, total: 0, made_at: null, fault: null, fault_at: null }
  await db
    .insertInto('practice.copy')
    .values(fresh)
    .onConflict((on) => on.column('only_one').doUpdateSet(fresh))
    .execute()
}

/** Lets the keeper go on with what failed. */
export const forgetFault = async (db: Kysely<DB>): Promise<void> => {
  await db.updateTable('practice.copy').set({ fault: null, fault_at: null }).execute()
}

/** No practice house is wanted any more. */
export const dropCopy = async (db: Kysely<DB>): Promise<void> => {
  await db.deleteFrom('practice.copy').execute()
}

/** How far one making is; of a wish that was changed meanwhile nothing is noted. */
export const noteCopy = async (
  db: Kysely<DB>,
  askedAt: Date,
  noted: { done?: number; total?: number; made_at?: Date | null; fault?: string | null; fault_at?: Date | null },
): Promise<void> => {
  await db.updateTable('practice.copy').set(noted).where('asked_at', '=', askedAt).execute()
}

/** The comment on a database by its name, readable by every login; `there: false` where there is none. */
export const markOf = async (
  db: Kysely<DB>,
  database: string,
): Promise<{ readonly there: boolean; readonly mark: string | null }> => {
  const { rows } = await sql<{
    mark: string | null
  }>`select shobj_description(oid, 'pg_database') as mark from pg_database where datname = ${database}`.execute(db)
  return { there: rows.length > 0, mark: rows[0]?.mark ?? null }
}

/** The posts of the practice house, in the order of its accounts. */
export const postsToTry = async (
  db: Kysely<DB>,
): Promise<
  {
    username: string
    name: string
    role: string
    level: string
    unit: string
    title_zh: string
    title_en: string
  }[]
> => {
  const { rows } = await sql<{
    username: string
    name: string
    role: string
    level: string
    unit: string
    title_zh: string
    title_en: string
  }>`select a.username, a.name, p.role, u.level, u.name as unit, p.title_zh, p.title_en
    from identity.account a join identity.post p on p.account_id = a.id join org.unit u on u.id = p.unit_id
    where a.demo and a.status = 'active' order by a.id, p.id`.execute(db)
  return rows
}
