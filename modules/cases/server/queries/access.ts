import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import type { Label } from '#platform/text/label.ts'
import type { Key } from './children.ts'

const yes = async (tx: Tx, call: ReturnType<typeof sql<{ done: boolean }>>): Promise<boolean> =>
  (await call.execute(tx)).rows[0]?.done === true

/** Makes a post the owner; false when the post is outside or excluded. */
export const assign = (tx: Tx, { home, id }: Key, postId: string) =>
  yes(tx, sql<{ done: boolean }>`select guard.case_assign(${home}, ${id}::uuid, ${postId}::uuid) as done`)

/** Moves a record to another unit; with `keepTeam` the present team still opens a restricted record. */
export const transfer = (tx: Tx, { home, id }: Key, unitId: number, keepTeam: boolean) =>
  yes(tx, sql<{ done: boolean }>`select guard.case_transfer(${home}, ${id}::uuid, ${unitId}, ${keepTeam}) as done`)

export const restrict = (tx: Tx, { home, id }: Key, access: number) =>
  yes(tx, sql<{ done: boolean }>`select guard.case_restrict(${home}, ${id}::uuid, ${access}::smallint) as done`)

/** Keys of the actor, in whichever post: what may have been shut out. */
export const ownKeys = async (tx: Tx): Promise<string[]> =>
  (await sql<{ keys: string[] | null }>`select app.shut() as keys`.execute(tx)).rows[0]?.keys ?? []

/** Who holds posts. */
export const holdersOf = async (tx: Tx, posts: readonly string[]): Promise<{ post: string; account: string }[]> =>
  (
    await sql<{
      post: string
      account: string
    }>`select id as post, account_id as account from identity.post where id = any(${posts}::uuid[])`.execute(tx)
  ).rows

/** Names of living units by their codes. */
export const unitNames = async (tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (codes.length === 0) return new Map()
  const { rows } = await sql<{
    code: string
    name: string
  }>`select code, name from org.unit where code = any(${codes}::text[]) and valid_to is null`.execute(tx)
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** Names of units and persons by their keys `o:unit` and `u:account`. */
export const namesOfKeys = async (tx: Tx, keys: readonly string[]): Promise<Map<string, string>> => {
  const of = (kind: string): string[] => keys.flatMap((key) => (key.startsWith(kind) ? [key.slice(2)] : []))
  const { rows } = await sql<{
    key: string
    name: string
  }>`select 'o:' || id as key, name from org.unit where id = any(${of('o:')}::int[]) union all
     select 'u:' || id, name from identity.account where id = any(${of('u:')}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.key, row.name]))
}

/** Lets keys in again. */
export const unbar = (tx: Tx, { home, id }: Key, keys: readonly string[]) =>
  yes(tx, sql<{ done: boolean }>`select guard.case_unbar(${home}, ${id}::uuid, ${keys}::text[]) as done`)

/** Shuts keys out. */
export const bar = (tx: Tx, { home, id }: Key, keys: readonly string[]) =>
  yes(tx, sql<{ done: boolean }>`select guard.case_bar(${home}, ${id}::uuid, ${keys}::text[]) as done`)

/** Adds posts to the team of a restricted record. */
export const admit = (tx: Tx, { home, id }: Key, posts: readonly string[]) =>
  yes(tx, sql<{ done: boolean }>`select guard.case_admit(${home}, ${id}::uuid, ${posts}::uuid[]) as done`)

/** Notes that a unit below was urged; false when it was urged today already. */
export const urge = (tx: Tx, { home, id }: Key, now: Date) =>
  yes(tx, sql<{ done: boolean }>`select guard.case_urge(${home}, ${id}::uuid, ${now}) as done`)

/** Opens a restricted record for a while; answers whom to tell (a post or the author's account), or null. */
export const supervise = async (
  tx: Tx,
  { home, id }: Key,
  purpose: string,
  reason: string,
  grant: string,
  now: Date,
): Promise<string | null> =>
  (
    await sql<{
      owner: string | null
    }>`select guard.case_supervise(${home}, ${id}::uuid, ${purpose}, ${reason}, ${grant}::uuid, ${now}) as owner`.execute(
      tx,
    )
  ).rows[0]?.owner ?? null

export const breakGlass = async (
  tx: Tx,
  number: string,
  reason: string,
  grant: string,
  now: Date,
): Promise<{ home: string; id: string; owner_post: string | null; unit_id: number } | undefined> =>
  (
    await sql<{
      home: string
      id: string
      owner_post: string | null
      unit_id: number
    }>`select * from guard.case_break_glass(${number}, ${reason}, ${grant}::uuid, ${now})`.execute(tx)
  ).rows[0]

// As it is written; the other end reads it the other way round.
type Relation = 'repeat-of' | 'merged-into'

export const link = async (
  tx: Tx,
  { home, id }: Key,
  relation: Relation,
  other: Key,
  by: string,
  now: Date,
): Promise<void> => {
  await sql`insert into cases.link (home, case_id, relation, other_home, other_id, confirmed_by, confirmed_at) values (${home}, ${id}::uuid, ${relation}, ${other.home}, ${other.id}::uuid, ${by}::uuid, ${now}) on conflict do nothing`.execute(
    tx,
  )
}

export const unlink = async (tx: Tx, { home, id }: Key, relation: Relation, other: Key): Promise<void> => {
  await sql`delete from cases.link where home = ${home} and case_id = ${id}::uuid and relation = ${relation} and other_home = ${other.home} and other_id = ${other.id}::uuid`.execute(
    tx,
  )
}

/** Claims a token for a purpose; false when another record holds it. */
export const claim = async (tx: Tx, { home, id }: Key, purpose: string, token: Buffer): Promise<boolean> => {
  const { rows } =
    await sql`insert into cases.claim (home, purpose, token, case_id) values (${home}, ${purpose}, ${token}, ${id}::uuid) on conflict do nothing returning 1`.execute(
      tx,
    )
  return rows.length === 1
}

/** Gives up what a matter claimed for a purpose, whatever the year or campaign; without a purpose, everything. @returns whether it had claimed. */
export const unclaim = async (tx: Tx, { home, id }: Key, purpose: string | null): Promise<boolean> => {
  const { rows } =
    await sql`delete from cases.claim where home = ${home} and case_id = ${id}::uuid and (${purpose}::text is null or purpose = ${purpose} or purpose like ${`${purpose}:%`}) returning 1`.execute(
      tx,
    )
  return rows.length > 0
}

/** Posts at a unit whose role is one of `roles`, valid on a day. */
export const postsAt = async (tx: Tx, unitId: number, roles: readonly string[], day: string): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select id from identity.post where unit_id = ${unitId} and role = any(${roles}::text[]) and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})`.execute(
      tx,
    )
  ).rows.map((row) => row.id)

export const knownElsewhere = async (tx: Tx, tokens: readonly Buffer[]): Promise<boolean> =>
  tokens.length > 0 &&
  (await sql<{ known: boolean }>`select guard.known_elsewhere(${tokens}::bytea[]) as known`.execute(tx)).rows[0]
    ?.known === true

export type ReaderRow = {
  at: Date
  name: string
  title: Label | null
  unit: string
  action: string
  step: string | null
  purpose: string | null
}

/** Who opened a record: from the audit log, without its values. */
export const readersOf = async (tx: Tx, { home, id }: Key): Promise<ReaderRow[]> =>
  (await sql<ReaderRow>`select * from guard.case_readers(${home}, ${id}::uuid, 200)`.execute(tx)).rows

export type DraftRow = { id: string; kind: string; sealed: Buffer; saved_at: Date }
export const draftsOf = async (tx: Tx, account: string): Promise<DraftRow[]> =>
  (
    await sql<DraftRow>`select id, kind, sealed, saved_at from cases.draft where account_id = ${account}::uuid order by saved_at desc limit 50`.execute(
      tx,
    )
  ).rows
/** Saves a draft; false when what stands is not what it is based on. One that is gone is written again. */
export const saveDraft = async (
  tx: Tx,
  account: string,
  draft: { id: string; kind: string; sealed: Buffer; basedOn: Date | null; now: Date },
): Promise<boolean> => {
  const { numAffectedRows } =
    await sql`insert into cases.draft (account_id, id, kind, sealed, saved_at) values (${account}::uuid, ${draft.id}::uuid, ${draft.kind}, ${draft.sealed}, ${draft.now})
    on conflict (account_id, id) do update set kind = excluded.kind, sealed = excluded.sealed, saved_at = excluded.saved_at
      where draft.saved_at = ${draft.basedOn}`.execute(tx)
  return numAffectedRows === 1n
}
export const dropDraft = async (tx: Tx, account: string, id: string): Promise<void> => {
  await sql`delete from cases.draft where account_id = ${account}::uuid and id = ${id}::uuid`.execute(tx)
}

/** Moves what a transferred record counts for to its new unit. */
export const repost = async (tx: Tx, { home, id }: Key, now: Date): Promise<void> => {
  await sql`select guard.figures_move(${home}, ${id}::uuid, ${now})`.execute(tx)
}

/** Adds a key to those the present transaction carries. */
export const carryKey = async (tx: Tx, key: string): Promise<void> => {
  await sql`select set_config('app.keys', current_setting('app.keys', true) || ',' || ${key}, true)`.execute(tx)
}

/** Posts that can approve at the nearest place from a record upwards; the asker's own and whoever is barred are left out. */
export const approversOf = async (
  tx: Tx,
  { home, id, scope }: Key & { readonly scope: string },
  roles: readonly string[],
  asker: string,
  day: string,
): Promise<string[]> => {
  const { rows } = await sql<{
    id: string
    scope: string
  }>`select p.id, p.scope from identity.post p join identity.account a on a.id = p.account_id
    where p.role = any(${roles}::text[]) and p.account_id <> ${asker}::uuid and a.status = 'active' and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day})
    and p.scope = any(${placesAbove(scope)}::text[])
    and not (select barred from cases.head where home = ${home} and id = ${id}::uuid) && identity.keys_of(p.account_id, ${day}::date) order by length(p.scope) desc, p.id`.execute(
    tx,
  )
  return rows.filter((row) => row.scope === rows[0]?.scope).map((row) => row.id)
}

/** Whoever sets posts nearest above a place, or null. */
export const setterOfPosts = async (
  tx: Tx,
  scope: string,
  roles: readonly string[],
  day: string,
): Promise<{ readonly name: string; readonly unit: string } | null> => {
  const { rows } = await sql<{
    name: string
    unit: string
  }>`select a.name, u.name as unit from identity.post p join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id
    where p.role = any(${roles}::text[]) and a.status = 'active' and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day})
    and p.scope = any(${placesAbove(scope)}::text[]) order by length(p.scope) desc, p.id limit 1`.execute(tx)
  return rows[0] ?? null
}

const placesAbove = (scope: string): string[] => {
  const parts = scope.split('/').filter(Boolean)
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`)]
}
