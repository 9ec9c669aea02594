import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import { label, type Label } from '#platform/text/label.ts'

const postsOn = (tx: Tx, today: string) =>
  tx
    .selectFrom('identity.post as p')
    .innerJoin('org.unit as u', 'u.id', 'p.unit_id')
    .innerJoin('identity.account as a', 'a.id', 'p.account_id')
    .select([
      'p.id',
      'p.account_id',
      'p.role',
      'p.title_zh',
      'p.title_en',
      'p.phone',
      'u.id as unit_id',
      'u.code',
      'u.name',
      'u.level',
      'a.name as account_name',
    ])
    .where('p.valid_from', '<=', today)
    .where((is) => is.or([is('p.valid_to', 'is', null), is('p.valid_to', '>=', today)]))
    .where((is) => is.or([is('u.valid_to', 'is', null), is('u.valid_to', '>', today)]))
    .orderBy('p.valid_from')
    .orderBy('p.id')

/** A post with its unit and holder. */
export type PostRow = Awaited<ReturnType<typeof postsOf>>[number]

/** The posts an account holds on a day (`YYYY-MM-DD`, Asia/Shanghai), oldest first. */
export const postsOf = (tx: Tx, accountId: string, today: string) =>
  postsOn(tx, today).where('p.account_id', '=', accountId).execute()

/** The posts of active accounts at one unit on a day. */
export const postsAt = (tx: Tx, unitCode: string, today: string, limit: number) =>
  postsOn(tx, today)
    .where('u.code', '=', unitCode)
    .where('u.valid_to', 'is', null)
    .where('a.status', '=', 'active')
    .limit(limit)
    .execute()

/** The best person to ask, at the nearest of these places that has one; `roles` best first. */
export const personAt = (tx: Tx, scopes: readonly string[], roles: readonly string[], today: string) =>
  postsOn(tx, today)
    .where('p.scope', 'in', scopes)
    .where('p.role', 'in', roles)
    .where('a.status', '=', 'active')
    .clearOrderBy()
    .orderBy(sql`length(p.scope)`, 'desc')
    .orderBy(sql`array_position(${[...roles]}::text[], p.role)`)
    .orderBy('p.valid_from')
    .orderBy('p.id')
    .limit(1)
    .executeTakeFirst()

/** Notes the number of the desk of the post one acts in; null takes it away. */
export const notePhone = (tx: Tx, phone: string | null): Promise<unknown> =>
  sql`select identity.note_phone(${phone})`.execute(tx)

/** Which of some deeds the actor did among her first ones. */
export const firstDeedsOf = async (tx: Tx, deeds: readonly string[], most: number): Promise<string[]> =>
  (await sql<{ deeds: string[] }>`select guard.first_deeds(${deeds}::text[], ${most}) as deeds`.execute(tx)).rows[0]
    ?.deeds ?? []

/** These accounts, each with all posts that have not ended. */
export const holdersOf = async (tx: Tx, ids: readonly string[], today: string) => {
  const { rows } = await sql<{
    id: string
    username: string
    name: string
    status: string
    held_by: string | null
    post_id: string | null
    role: string | null
    title_zh: string | null
    title_en: string | null
    valid_from: string | null
    valid_to: string | null
    scope: string | null
    code: string | null
    unit_name: string | null
  }>`select a.id, a.username, a.name, a.status, a.held_by, p.id as post_id, p.role, p.title_zh, p.title_en, p.valid_from, p.valid_to, p.scope, u.code, u.name as unit_name
    from identity.account a left join identity.post p on p.account_id = a.id and (p.valid_to is null or p.valid_to >= ${today}) left join org.unit u on u.id = p.unit_id
    where a.id = any(${[...ids]}::uuid[]) order by p.valid_from`.execute(tx)
  return rows
}

/** Where an account holds posts that have not ended by a day; where it held any when none is left. */
export const scopesOf = async (
  tx: Tx,
  accountId: string,
  today: string,
): Promise<{ readonly scope: string; readonly role: string }[]> => {
  const { rows } = await sql<{
    scope: string
    role: string
    live: boolean
  }>`select distinct scope, role, valid_to is null or valid_to >= ${today} as live from identity.post where account_id = ${accountId}::uuid`.execute(
    tx,
  )
  const live = rows.filter((row) => row.live)
  return (live.length > 0 ? live : rows).map(({ scope, role }) => ({ scope, role }))
}

/** Posts of an account that have not ended by a day, those to come as well. */
export const postsHeld = (tx: Tx, accountId: string, today: string) =>
  tx
    .selectFrom('identity.post')
    .select(['id', 'role'])
    .where('account_id', '=', accountId)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>=', today)]))
    .execute()

/** One post, whoever holds it. */
export const postById = (tx: Tx, id: string) =>
  tx
    .selectFrom('identity.post')
    .select(['id', 'account_id', 'role', 'scope', 'valid_from', 'valid_to'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Ends a post with a day, its last. */
export const endPost = (tx: Tx, id: string, on: string): Promise<unknown> =>
  tx.updateTable('identity.post').set({ valid_to: on }).where('id', '=', id).execute()

/** Every post an account ever held, the newest first, with what became of its place. */
export const postHistory = async (tx: Tx, accountId: string) => {
  const { rows } = await sql<{
    title_zh: string
    title_en: string
    scope: string
    valid_from: string
    valid_to: string | null
    unit: string
    gone: string | null
    successor: string | null
  }>`select p.title_zh, p.title_en, p.scope, p.valid_from, p.valid_to, u.name as unit, u.valid_to as gone,
      (select t.name from org.unit_successor s join org.unit t on t.id = s.to_unit where s.from_unit = u.id order by s.on_date desc, s.share desc limit 1) as successor
    from identity.post p join org.unit u on u.id = p.unit_id where p.account_id = ${accountId}::uuid order by p.valid_from desc, p.id desc`.execute(
    tx,
  )
  return rows
}

/** The nearest security administrator at or above a place with her unit, in words; null when there is none. */
export const securityOver = async (tx: Tx, scope: string, today: string): Promise<Label | null> => {
  const { rows } = await sql<{
    unit: string
    name: string
  }>`select u.name as unit, a.name from identity.post p join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id
    where p.role = 'security' and a.status = 'active' and starts_with(${scope}, p.scope) and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today})
    order by length(p.scope) desc, p.id limit 1`.execute(tx)
  const [who] = rows
  return who ? label(`${who.unit}安全管理员${who.name}`, `${who.name}, security administrator of ${who.unit}`) : null
}

/** Gives an account a post. */
export const openPost = (
  tx: Tx,
  post: {
    id: string
    accountId: string
    unitId: number
    scope: string
    home: string
    role: string
    titleZh: string
    titleEn: string
    from: string
    to?: string | null
    phone?: string | null
  },
): Promise<unknown> =>
  tx
    .insertInto('identity.post')
    .values({
      id: post.id,
      account_id: post.accountId,
      unit_id: post.unitId,
      scope: post.scope,
      home: post.home,
      role: post.role,
      title_zh: post.titleZh,
      title_en: post.titleEn,
      valid_from: post.from,
      valid_to: post.to ?? null,
      phone: post.phone ?? null,
    })
    .execute()

/** The demonstration accounts with their first post, in the order they were opened. */
export const demoAccountsOn = (tx: Tx, today: string) =>
  postsOn(tx, today)
    .select('a.username')
    .where('a.demo', '=', true)
    .where('a.status', '=', 'active')
    .clearOrderBy()
    .orderBy('a.id')
    .execute()
