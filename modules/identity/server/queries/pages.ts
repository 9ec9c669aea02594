import { type RawBuilder, sql } from 'kysely'
import { inScope } from '#platform/access/scope.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Place } from '../../rules/page.ts'

const yes = sql<boolean>`true`

/** Texts that begin with `q`, by an index of their bytes. */
const beginsWith = (text: RawBuilder<unknown>, q: string): RawBuilder<boolean> =>
  sql<boolean>`(${text} collate "C" >= ${q} and ${text} collate "C" < ${`${q}\u{10FFFF}`})`

/** Accounts whose user name, name or given name begins with `q`. */
const called = (q: string): RawBuilder<boolean> =>
  sql<boolean>`(${beginsWith(sql`a.username`, q.toLowerCase())} or ${beginsWith(sql`a.name`, q)} or ${beginsWith(sql`substr(a.name, 2)`, q)})`

/**
 * A page of the accounts of a range by the place of their first post in it, those without any by where they were opened.
 * With `unit` only those with a post there, with `q` only those called like that, or of the unit with that code.
 */
export const accountPage = async (
  tx: Tx,
  scope: string,
  { unit, q, after, limit }: { unit: string | null; q: string | null; after: Place | null; limit: number },
): Promise<(Place & { readonly account: string })[]> => {
  const match = q ? called(q) : yes
  const later = (place: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<boolean> =>
    after ? sql<boolean>`(${place}, ${id}) > (${after.place}, ${after.id}::uuid)` : yes
  // A person with several posts stands at the first of them.
  const holding = (among: (scope: RawBuilder<unknown>) => RawBuilder<boolean>, wanted: RawBuilder<boolean>) =>
    sql`(select p.account_id as account, p.scope as place, p.id from identity.post p join identity.account a on a.id = p.account_id
      where ${among(sql`p.scope`)} and ${later(sql`p.scope`, sql`p.id`)} and ${wanted}
        and not exists (select from identity.post o where o.account_id = p.account_id and ${among(sql`o.scope`)} and (o.scope, o.id) < (p.scope, p.id))
      order by p.scope, p.id limit ${limit})`
  const postless = (where: RawBuilder<boolean>) =>
    sql`(select a.id as account, coalesce(a.scope, '') as place, a.id from identity.account a
      where not a.posted and ${where} and ${match} order by a.scope, a.id limit ${limit})`
  const at = unit ?? (q && /^\d{6}[0-9A-Z]{0,6}$/.test(q) ? await unitScope(tx, q) : null)
  const there = (column: RawBuilder<unknown>) => sql<boolean>`${column} = ${at} and ${inScope(column, scope)}`
  const arms = [
    ...(at === null ? [] : [holding(there, unit ? yes : sql<boolean>`not ${match}`)]),
    ...(unit
      ? []
      : [
          holding((column) => inScope(column, scope), match),
          postless(sql<boolean>`${inScope(sql`a.scope`, scope)} and ${later(sql`a.scope`, sql`a.id`)}`),
          postless(
            !after
              ? sql<boolean>`a.scope is null`
              : after.place === ''
                ? sql<boolean>`a.scope is null and a.id > ${after.id}::uuid`
                : sql<boolean>`false`,
          ),
        ]),
  ]
  const { rows } = await sql<
    Place & { account: string }
  >`select account, place, id from (${sql.join(arms, sql` union all `)}) found order by place collate "C", id limit ${limit}`.execute(
    tx,
  )
  return rows
}

const unitScope = async (tx: Tx, code: string): Promise<string | null> =>
  (
    await tx
      .selectFrom('org.unit')
      .select('scope')
      .where('code', '=', code)
      .where('valid_to', 'is', null)
      .executeTakeFirst()
  )?.scope ?? null
