import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '#modules/identity/rules.ts'
import type { Database, Tx } from '#platform/db/open.ts'

/** A post of the demonstration as the database knows it. */
export type PostFacts = {
  readonly username: string
  readonly account: string
  readonly post: string
  readonly role: Role
  readonly unit: number
  readonly code: string
  readonly scope: string
}

/** Every post of the demonstration accounts; as the administrator. */
export const demoPosts = async (admin: Database): Promise<readonly PostFacts[]> =>
  (
    await sql<PostFacts>`select a.username, a.id as account, p.id as post, p.role, p.unit_id as unit, u.code, p.scope
    from identity.post p join identity.account a on a.id = p.account_id join org.unit u on u.id = p.unit_id order by a.username`.execute(
      admin,
    )
  ).rows

/** Lets a transaction of the app login act for a post, as the start of a request does. */
export const actAs = async (tx: Tx, who: PostFacts, grants: readonly string[] = []): Promise<void> => {
  await sql`select identity.act_as(${who.account}::uuid, ${who.post}::uuid, ${who.role}, ${who.unit}, ${who.scope}, ${grants}::text[])`.execute(
    tx,
  )
}

/** A record put straight into the tables, past all services; nothing in it can be opened. */
export type BareCase = { readonly home: string; readonly id: string; readonly number: string }
export type BareCaseInput = {
  readonly unit: number
  readonly scope: string
  readonly access?: 0 | 1 | 2
  readonly viewers?: readonly string[]
  readonly barred?: readonly string[]
  readonly home?: string
}

/** One row in each table that follows a head, by table. A new child table without a line here fails test/rls.test.ts. */
export const childRows: Readonly<Record<string, (one: BareCase) => ReturnType<typeof sql>>> = {
  'cases.body': ({ home, id }) =>
    sql`insert into cases.body (home, case_id, data_key, data) values (${home}, ${id}::uuid, 'k', 'd')`,
  'cases.party': ({ home, id }) =>
    sql`insert into cases.party (home, case_id, id, role, sealed) values (${home}, ${id}::uuid, gen_random_uuid(), 'petitioner', 's')`,
  'cases.step': ({ home, id }) =>
    sql`insert into cases.step (home, case_id, seq, occurred_at, recorded_at, action) values (${home}, ${id}::uuid, (select count(*) + 1 from cases.step where home = ${home} and case_id = ${id}::uuid), '2025-03-03', '2025-03-03', 'opened')`,
  'cases.clock': ({ home, id }) =>
    sql`insert into cases.clock (home, case_id, key, round, rule, rule_from, basis_zh, basis_en, started_at, due_at, first_due_at) values (${home}, ${id}::uuid, 'notice', 1 + floor(random() * 1e6)::int, 'P01', '2022-05-01', 'b', 'b', '2025-03-03', '2025-03-18', '2025-03-18')`,
  'cases.track': ({ home, id }) =>
    sql`insert into cases.track (home, case_id, id, key, status, phase, opened_at) values (${home}, ${id}::uuid, gen_random_uuid(), 'order', 'preparing', 0, '2025-03-03')`,
  'cases.part': ({ home, id }) =>
    sql`insert into cases.part (home, case_id, id, key, position, sealed, recorded_at) values (${home}, ${id}::uuid, gen_random_uuid(), 'incident', 1, 's', '2025-03-03')`,
  'cases.obligation': ({ home, id }) =>
    sql`insert into cases.obligation (home, case_id, id, key, due_on) values (${home}, ${id}::uuid, gen_random_uuid(), 'pay', '2025-04-01')`,
  'cases.act': ({ home, id }) =>
    sql`insert into cases.act (home, case_id, id, key, issuer, number, issued_on) values (${home}, ${id}::uuid, gen_random_uuid(), 'warning', 'i', 'n', '2025-03-03')`,
  'cases.link': ({ home, id }) =>
    sql`insert into cases.link (home, case_id, relation, other_home, other_id, confirmed_by, confirmed_at) values (${home}, ${id}::uuid, 'repeat-of', ${home}, gen_random_uuid(), gen_random_uuid(), '2025-03-03')`,
  'cases.approval': ({ home, id }) =>
    sql`insert into cases.approval (home, case_id, id, action, request, head_version, scope, can, requested_by, requested_post, requested_at) values (${home}, ${id}::uuid, gen_random_uuid(), gen_random_uuid()::text, 'r', 1, '/', 'cases.approve', coalesce(app.account(), gen_random_uuid()), gen_random_uuid(), '2025-03-03')`,
  'cases.vote': ({ home, id }) =>
    sql`insert into cases.vote (home, case_id, round, post_id, score, cast_at) values (${home}, ${id}::uuid, '1', gen_random_uuid(), 1, '2025-03-03')`,
  'cases.file': ({ home, id }) =>
    sql`insert into cases.file (home, case_id, id, purpose, name, media_type, size, added_by, added_at) values (${home}, ${id}::uuid, ${id}::uuid, 'attachment', 'n', 'text/plain', 1, gen_random_uuid(), '2025-03-03')`,
  'cases.file_content': ({ home, id }) =>
    sql`insert into cases.file_content (home, case_id, id, sealed) values (${home}, ${id}::uuid, ${id}::uuid, 's')`,
  'cases.source_line': ({ home, id }) =>
    sql`insert into cases.source_line (home, case_id, sealed) values (${home}, ${id}::uuid, 's')`,
  'cases.letter': ({ home, id }) =>
    sql`insert into cases.letter (home, case_id, issued, round, sealed, printed_by, printed_at) values (${home}, ${id}::uuid, gen_random_uuid(), 1, 's', gen_random_uuid(), '2025-03-03')`,
  'cases.claim': ({ home, id }) =>
    sql`insert into cases.claim (home, purpose, token, case_id) values (${home}, 'p', gen_random_uuid()::text::bytea, ${id}::uuid)`,
  'search.person': ({ home, id }) =>
    sql`insert into search.person (token, home, record_id, form) values ('token', ${home}, ${id}::uuid, 4)`,
  'search.text': ({ home, id }) =>
    sql`insert into search.text (home, record_id, opened_at, grams) values (${home}, ${id}::uuid, '2025-03-03', array[1, 2, 3])`,
}

/** Column that names the head in a child table. */
export const keyColumn = (table: string): string => (table.startsWith('search.') ? 'record_id' : 'case_id')

let serial = 0

/** Puts a head with one row in every child table; as the administrator. */
export const addBareCase = async (
  admin: Database,
  { unit, scope, access = 0, viewers = [], barred = [], home = '430202' }: BareCaseInput,
): Promise<BareCase> => {
  const one = { home, id: randomUUID(), number: `${home}-ZZ-2025-${String((serial += 1)).padStart(5, '0')}` }
  await sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, status, phase, opened_at, access, viewers, barred, created_by, created_at, touched_at, next_due_at, next_due_started_at)
    values (${home}, ${one.id}::uuid, 'petition', 1, ${one.number}, ${unit}, ${scope}, 'registered', 0, '2025-03-03', ${access}, ${viewers}::text[], ${barred}::text[], gen_random_uuid(), '2025-03-03', '2025-03-03', '2025-03-18', '2025-03-03')`.execute(
    admin,
  )
  for (const insert of Object.values(childRows)) await insert(one).execute(admin)
  return one
}
