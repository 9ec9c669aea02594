import { type RawBuilder, sql } from 'kysely'
import { inScope } from '#platform/access/scope.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Place } from '../../rules/page.ts'

/** A post asked for with an account. */
export type Proposal = {
  readonly id: string
  readonly accountId: string
  readonly unitId: number
  readonly scope: string
  readonly role: string
  readonly phone: string | null
  readonly by: string
  readonly at: Date
}

/** Asks for posts, many at once. */
export const propose = async (tx: Tx, proposals: readonly Proposal[]): Promise<void> => {
  for (let from = 0; from < proposals.length; from += 500)
    await tx
      .insertInto('identity.proposal')
      .values(
        proposals.slice(from, from + 500).map((one) => ({
          id: one.id,
          account_id: one.accountId,
          unit_id: one.unitId,
          scope: one.scope,
          role: one.role,
          phone: one.phone,
          proposed_by: one.by,
          proposed_at: one.at,
        })),
      )
      .execute()
}

const waiting = (tx: Tx) =>
  tx
    .selectFrom('identity.proposal as q')
    .innerJoin('identity.account as a', 'a.id', 'q.account_id')
    .innerJoin('identity.account as b', 'b.id', 'q.proposed_by')
    .innerJoin('org.unit as u', 'u.id', 'q.unit_id')
    .select([
      'q.id',
      'q.account_id',
      'q.role',
      'q.phone',
      'q.proposed_at',
      'a.name',
      'a.username',
      'a.held_by',
      'b.name as by_name',
      'u.code',
      'u.name as unit_name',
    ])
    .where('q.decided_at', 'is', null)
    .where('a.status', '=', 'active')

/** Posts asked for in a range and not decided, place by place. */
export const waitingIn = (tx: Tx, scope: string, after: Place | null, limit: number) =>
  waiting(tx)
    .select('q.scope as place')
    .where(inScope(sql`q.scope`, scope))
    .$if(after !== null, (rows) =>
      rows.where(sql<boolean>`(q.scope, q.id) > (${after?.place ?? ''}, ${after?.id ?? null}::uuid)`),
    )
    .orderBy('q.scope')
    .orderBy('q.id')
    .limit(limit)
    .execute()

/** Who holds which post at these places on a day, longest first. */
export const holdingAt = (tx: Tx, scopes: readonly string[], today: string) =>
  tx
    .selectFrom('identity.post as p')
    .innerJoin('identity.account as a', 'a.id', 'p.account_id')
    .select(['p.scope', 'p.role', 'p.account_id', 'a.name'])
    .where('a.status', '=', 'active')
    .where(sql<boolean>`p.scope = any(${[...new Set(scopes)]}::text[])`)
    .where('p.valid_from', '<=', today)
    .where((is) => is.or([is('p.valid_to', 'is', null), is('p.valid_to', '>=', today)]))
    .orderBy('p.valid_from')
    .orderBy('p.id')
    .execute()

/** One post asked for, while it waits, for nobody else to decide meanwhile. */
export const waitingOne = (tx: Tx, id: string, scope: string) =>
  waiting(tx)
    .where('q.id', '=', id)
    .where(inScope(sql`q.scope`, scope))
    .forUpdate('q')
    .executeTakeFirst()

/** Titles of posts asked for and not decided, by account. */
export const askedFor = (tx: Tx, accounts: readonly string[]) =>
  tx
    .selectFrom('identity.proposal as q')
    .innerJoin('org.unit as u', 'u.id', 'q.unit_id')
    .select(['q.account_id', 'q.role', 'u.name as unit_name'])
    .where('q.decided_at', 'is', null)
    .where(sql<boolean>`q.account_id = any(${[...accounts]}::uuid[])`)
    .execute()

/** Notes what was decided about a post asked for. */
export const decide = (tx: Tx, id: string, by: string, at: Date, post: string | null): Promise<unknown> =>
  tx
    .updateTable('identity.proposal')
    .set({ decided_by: by, decided_at: at, post_id: post })
    .where('id', '=', id)
    .execute()

/** Who has which post at one of these places, or had it asked for: whoever a list names again is passed over. */
export const peopleAt = async (tx: Tx, scopes: readonly string[]) => {
  const places = sql`any(${[...new Set(scopes)]}::text[])`
  const { rows } = await sql<{
    name: string
    role: string
    unit_id: number
  }>`select a.name, p.role, p.unit_id from identity.post p join identity.account a on a.id = p.account_id where a.status = 'active' and p.scope = ${places}
    union select a.name, q.role, q.unit_id from identity.proposal q join identity.account a on a.id = q.account_id
      where a.status = 'active' and (q.decided_at is null or q.post_id is not null) and q.scope = ${places}`.execute(tx)
  return rows
}

/** Which user names are one of these, or one of these and a number: what a new name must differ from. */
export const namesLike = async (tx: Tx, stems: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{
    username: string
  }>`select t.username from unnest(${[...new Set(stems)]}::text[]) s cross join lateral (
      select a.username from identity.account a where a.username collate "C" = s
      union all select a.username from identity.account a where a.username collate "C" >= s || '0' and a.username collate "C" < s || ':') t`.execute(
    tx,
  )
  return new Set(rows.map(({ username }) => username))
}

/** Units of a range that are called like one of these names or have one of these codes, with the unit above. */
export const unitsCalled = (tx: Tx, scope: string, names: readonly string[]) =>
  livingUnits(tx, scope, sql`u.name = any(${[...names]}::text[]) or u.code = any(${[...names]}::text[])`)

/** Living units of a range whose names hold one of these characters, at most 5000: more than a city has. */
export const unitsLike = (tx: Tx, scope: string, characters: readonly string[]) => {
  const patterns = [...new Set(characters)].map((one) => `%${one.replace(/[\\%_]/, '\\$&')}%`)
  return livingUnits(tx, scope, sql`u.name like any(${patterns}::text[])`, sql`order by u.scope limit 5000`)
}

const livingUnits = async (tx: Tx, scope: string, which: RawBuilder<unknown>, end = sql``) => {
  const { rows } = await sql<{
    id: number
    code: string
    name: string
    level: string
    scope: string
    above: string | null
  }>`select u.id, u.code, u.name, u.level, u.scope, p.name as above from org.unit u left join org.unit p on p.id = u.parent_id
    where (${which}) and u.valid_to is null and ${inScope(sql`u.scope`, scope)} ${end}`.execute(tx)
  return rows
}

/** Opens accounts, many at once, without a password until a slip sets one. */
export const openMany = async (
  tx: Tx,
  accounts: readonly {
    readonly id: string
    readonly username: string
    readonly name: string
    readonly scope: string
    readonly list_id: string | null
  }[],
  now: Date,
): Promise<void> => {
  for (let from = 0; from < accounts.length; from += 500)
    await tx
      .insertInto('identity.account')
      .values(
        accounts.slice(from, from + 500).map((one) => ({
          ...one,
          // No hash has this form: no password is right.
          password: 'none',
          must_change: true,
          created_at: now,
          password_at: now,
        })),
      )
      .execute()
}

/** How many phones are bound to each account. */
export const phonesOf = async (tx: Tx, accounts: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await sql<{
    account_id: string
    n: number
  }>`select account_id, count(*)::int as n from identity.device where account_id = any(${[...accounts]}::uuid[]) and removed_at is null group by 1`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.account_id, row.n]))
}
