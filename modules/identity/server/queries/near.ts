import { type RawBuilder, sql } from 'kysely'
import { scopesAbove } from '#modules/org/rules.ts'
import type { Tx } from '#platform/db/open.ts'
import { label, type Label } from '#platform/text/label.ts'

/** A post with its holder and unit, as other rooms name it. */
export type PostNear = {
  readonly id: string
  readonly account_id: string
  readonly name: string
  readonly role: string
  readonly title_zh: string
  readonly title_en: string
  readonly unit_id: number
  readonly unit_name: string
  readonly scope: string
  readonly home: string
}

/** A place posts are near to. */
export type Place = Pick<PostNear, 'unit_id' | 'scope'>

const posts = (where: RawBuilder<unknown>): RawBuilder<PostNear> => sql<PostNear>`
  select p.id, p.account_id, a.name, p.role, p.title_zh, p.title_en, p.unit_id, u.name as unit_name, p.scope, p.home
  from identity.post p join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id
  where ${where} order by length(p.scope), p.scope, a.name, p.id limit 300`

/** Held on a day by an active account. */
export const living = (day: string): RawBuilder<unknown> =>
  sql`p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day}) and a.status = 'active'`

/** These posts, ended ones too. */
export const postsNamed = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, PostNear>> => {
  const rows = ids.length === 0 ? [] : (await posts(sql`p.id = any(${ids}::uuid[])`).execute(tx)).rows
  return new Map(rows.map((row) => [row.id, row]))
}

/** One post, if `more` holds of it (`p` the post, `a` the account). */
export const postNamed = async (tx: Tx, id: string, more: RawBuilder<unknown>): Promise<PostNear | undefined> =>
  (await posts(sql`p.id = ${id}::uuid and ${more}`).execute(tx)).rows[0]

/** Posts at a place or one step below, at most 300; `more` narrows them. */
export const postsAt = async (tx: Tx, { unit_id, scope }: Place, more: RawBuilder<unknown>): Promise<PostNear[]> =>
  (await posts(sql`p.scope = any(${below(unit_id)} || ${[scope]}::text[]) and ${more}`).execute(tx)).rows

/** Posts at a place, above it, or one step below, at most 300; `more` narrows them. */
export const postsNear = async (tx: Tx, of: Place, more: RawBuilder<unknown>): Promise<PostNear[]> =>
  (
    await posts(
      sql`p.scope = any(${below(of.unit_id)} || ${[...scopesAbove(of.scope), of.scope]}::text[]) and ${more}`,
    ).execute(tx)
  ).rows

// Gathered first, so that posts are met by their place and never read through.
const below = (unit: number): RawBuilder<unknown> =>
  sql`array(select scope::text from org.unit where parent_id = ${unit})`

/** A post as it is answered. */
export const titledPost = (row: PostNear | undefined): { id: string; name: string; title: Label; unit: string } => ({
  id: row?.id ?? '',
  name: row?.name ?? '',
  title: label(row?.title_zh ?? '', row?.title_en ?? ''),
  unit: row?.unit_name ?? '',
})
