import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as handovers from '#modules/cases/server/queries/handovers.ts'
import { rolesWith, permissionsOfRole } from '#modules/identity/define.ts'
import * as deputies from '#modules/office/server/queries/deputies.ts'
import type { Actor } from '#platform/access/actor.ts'
import { nobody } from '#platform/access/actor.ts'
import type { Tx } from '#platform/db/open.ts'
import { type Posts, startPosts } from './harness/posts.ts'

// AB角, 移交 and telling posts of a matter meet posts by place and key: none reads through all posts of the house, or all its matters.

const day = '2025-03-03'
const now = new Date('2025-03-03T08:00:00+08:00')
let posts: Posts
beforeAll(async () => {
  posts = await startPosts()
  // 20,000 posts of villages elsewhere, a matter each.
  await sql`insert into identity.account (id, username, name, password, demo, created_at, password_at)
      select gen_random_uuid(), 'fill-' || n, '某', a.password, false, a.created_at, a.password_at from generate_series(1, 20000) n, identity.account a where a.username = 'county.rights'`.execute(
    posts.database.admin,
  )
  const { unit, scope } = posts.who('county2.rights')
  await sql`insert into org.unit (code, name, level, scope, name_pinyin_initials, parent_id, valid_from)
      select '99' || lpad(n::text, 10, '0'), '村' || n, 'V', ${scope} || 'v' || n || '/', 'c', ${unit}::int, '2000-01-01' from generate_series(1, 20000) n`.execute(
    posts.database.admin,
  )
  await sql`insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
      select gen_random_uuid(), a.id, u.id, u.scope, '430203', 'village', '某', 'x', '2000-01-01'
      from identity.account a join org.unit u on u.code = '99' || lpad(substr(a.username, 6), 10, '0') where a.username like 'fill-%'`.execute(
    posts.database.admin,
  )
  await sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, opened_at, next_due_at, next_due_started_at, owner_post, created_by, created_at, touched_at)
      select '430202', gen_random_uuid(), 'petition', 1, 'fill-' || row_number() over (), p.unit_id, p.scope, '0403', 'V', 'registered', 0, '2025-01-01', '2025-04-01', '2025-01-01', p.id, p.account_id, '2025-01-01', '2025-01-01'
      from identity.post p where p.role = 'village'`.execute(posts.database.admin)
  await sql`vacuum (analyze) org.unit, identity.account, identity.post, cases.head`.execute(posts.database.admin)
})
afterAll(() => posts.database.drop())

/** The person as the services see her. */
const actorOf = async (tx: Tx, username: string): Promise<Actor> => {
  const { post, unit, scope } = posts.who(username)
  const { rows } = await sql<{
    account_id: string
    role: string
    home: string
  }>`select account_id, role, home from identity.post where id = ${post}::uuid`.execute(tx)
  const [row] = rows
  return {
    ...nobody('system'),
    accountId: row!.account_id,
    postId: post,
    role: row!.role,
    unitId: unit,
    scope,
    home: row!.home,
    permissions: permissionsOfRole(row!.role),
  }
}

const shapes: Record<string, (tx: Tx, who: Actor) => Promise<unknown>> = {
  'whose B角 one may name': (tx, who) => deputies.postsUnder(tx, who, day),
  'who could stand in': async (tx, who) =>
    deputies.postsAround(tx, (await deputies.livingPost(tx, who.postId, day))!, day),
  deputyships: (tx, who) => deputies.deputies(tx, who, true, now),
  'posts to hand over, with what they have': async (tx, who) =>
    handovers.leftOf(
      tx,
      (await handovers.postsToHandOver(tx, who, true)).map(({ id }) => id),
    ),
  'who could take over': async (tx, who) =>
    handovers.receivers(tx, (await handovers.postById(tx, who.postId))!, rolesWith('cases.handle'), day),
  'matters of a post': (tx, who) => handovers.mattersOf(tx, who.postId),
  'hand-overs': (tx, who) => handovers.handovers(tx, who, true),
  'telling posts of a matter': async (tx, who) => {
    const { rows } = await sql<{
      id: string
    }>`select id from cases.head where number = 'fill-1' and home = '430202'`.execute(tx)
    await sql`select guard.case_tell('430202', ${rows[0]?.id ?? null}::uuid, ${[who.postId]}::uuid[], ${now}, 'assigned', '{}')`.execute(
      tx,
    )
  },
}

const scansOf = async (tx: Tx): Promise<Map<string, number>> => {
  const { rows } = await sql<{
    name: string
    scans: number
  }>`select schemaname || '.' || relname as name, seq_scan::int as scans
      from pg_stat_xact_user_tables where schemaname || '.' || relname in ('identity.post', 'identity.account', 'cases.head', 'org.unit')`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.name, row.scans]))
}

test.each(
  ['city.leader', 'county.leader', 'town.chair'].flatMap((username) =>
    Object.keys(shapes).map((shape) => [username, shape] as const),
  ),
)('%s: %s', async (username, shape) => {
  const scanned = await posts.acting(username, async (tx) => {
    const who = await actorOf(tx, username)
    const before = await scansOf(tx)
    await shapes[shape]!(tx, who)
    return [...(await scansOf(tx))].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name)
  })
  expect(scanned).toEqual([])
})

test('these tests can fail: all posts of a range read through would be seen', async () => {
  const scanned = await posts.acting('city.leader', async (tx) => {
    const before = await scansOf(tx)
    await sql`select 1 from identity.post p where p.title_zh like '%x%'`.execute(tx)
    return (await scansOf(tx)).get('identity.post')! - (before.get('identity.post') ?? 0)
  })
  expect(scanned).toBeGreaterThan(0)
})
