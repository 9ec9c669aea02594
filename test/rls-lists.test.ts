import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownElsewhere } from '#modules/cases/server/queries/access.ts'
import * as heads from '#modules/cases/server/queries/heads.ts'
import type { Tx } from '#platform/db/open.ts'
import { type Posts, startPosts } from './harness/posts.ts'
import type { PostFacts } from './harness/records.ts'

// No list reads a whole table: the rule of visibility is met by indexes for every size of place.

let posts: Posts
beforeAll(async () => {
  posts = await startPosts()
  // 20,000 matters over all units but the nation, newest last; one person in ten has come before.
  await sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, opened_at, next_due_at, next_due_started_at, owner_post, created_by, created_at, touched_at)
      select '430202', gen_random_uuid(), 'petition', 1, 'fill-' || n, u.id, u.scope, '0403', 'V', 'registered', 0, timestamptz '2024-01-01' + n * interval '10 minutes', timestamptz '2025-01-01' + n * interval '11 minutes', timestamptz '2024-01-01' + n * interval '10 minutes', p.id, gen_random_uuid(), '2025-01-01', '2025-01-01'
      from generate_series(1, 20000) n join (select id, scope, row_number() over (order by id) - 1 as r, count(*) over () as c from org.unit where scope <> '/') u on u.r = n % u.c
      left join lateral (select id from identity.post where unit_id = u.id order by id limit 1) p on true`.execute(
    posts.database.admin,
  )
  await sql`insert into cases.body (home, case_id, data_key, data) select home, id, 'k', 'd' from cases.head`.execute(
    posts.database.admin,
  )
  await sql`insert into cases.party (home, case_id, id, role, sealed) select home, id, gen_random_uuid(), 'petitioner', 's' from cases.head`.execute(
    posts.database.admin,
  )
  await sql`insert into search.text (home, record_id, opened_at, grams) select home, id, opened_at, array[(random() * 900)::int, (random() * 900)::int + 1000, length(scope)] from cases.head where number like 'fill-%'`.execute(
    posts.database.admin,
  )
  await sql`insert into search.person (token, home, record_id, form) select ('p' || (random() * 18000)::int)::bytea, home, id, 4 from cases.head where number like 'fill-%'`.execute(
    posts.database.admin,
  )
  await sql`vacuum (analyze) cases.head, cases.body, cases.party, search.text, search.person`.execute(
    posts.database.admin,
  )
})
afterAll(() => posts.database.drop())

const who: Posts['who'] = (username) => posts.who(username)
const acting: Posts['acting'] = (...asked) => posts.acting(...asked)

const soon = new Date('2025-03-10T00:00:00+08:00')
const now = new Date('2025-03-03T00:00:00+08:00')
const one = { home: '430202', id: '00000000-0000-4000-8000-000000000000' }
const shapes: Record<string, (tx: Tx, post: PostFacts) => Promise<unknown>> = {
  newest: (tx, { scope }) => heads.listHeads(tx, { scope, maxPhase: 1 }, false, null, 50),
  'newest, next page': (tx, { scope }) =>
    heads.listHeads(tx, { scope }, false, { at: new Date('2024-03-01T00:00:00Z'), id: one.id }, 50),
  'of a class': (tx, { scope }) => heads.listHeads(tx, { scope, category: '04' }, false, null, 50),
  'by due date': (tx, { scope }) => heads.listHeads(tx, { scope, maxPhase: 1 }, true, null, 50),
  overdue: (tx, { scope }) => heads.listHeads(tx, { scope, overdueAt: soon }, true, null, 50),
  'in danger or overdue': (tx, { scope }) =>
    heads.listHeads(tx, { scope, overdueAt: soon, dueClocks: ['danger'] }, true, null, 50),
  'due soon': (tx, { scope }) => heads.listHeads(tx, { scope, soonAt: soon }, true, null, 50),
  'at hand, by due date': (tx, { scope, post, unit }) =>
    heads.listHeads(tx, { scope, atHand: { post, unitId: unit } }, true, null, 20),
  'at hand, newest': (tx, { scope, post, unit }) =>
    heads.listHeads(tx, { scope, atHand: { post, unitId: unit } }, false, null, 50),
  'one by key': (tx) => heads.findHead(tx, one.home, one.id),
  'several by key': (tx) => heads.headsByKey(tx, [one, { ...one, id: '00000000-0000-4000-8000-000000000001' }]),
  'one by number': (tx) => heads.findNumbers(tx, '430202', ['430202-XF-2025-00001', '430202-JF-2025-00001']),
  'waiting below': (tx, { scope }) => heads.listHeads(tx, { scope, waiting: 'below' }, true, null, 10),
  'how many are due and came': (tx, { scope }) => heads.countWork(tx, scope, now, now),
  'shared with me': (tx) => heads.headsShared(tx, 50),
  'by person': (tx) => heads.headsOfPersons(tx, [Buffer.from('p77'), Buffer.from('p78')], 50),
  'known elsewhere': (tx) => knownElsewhere(tx, [Buffer.from('p77')]),
  'by words': (tx) => heads.headsOfWords(tx, [77, 1077], 50),
}

test.each(
  ['city.rights', 'county.rights', 'town.chair', 'village.chair'].flatMap((username) =>
    Object.keys(shapes).map((shape) => [username, shape] as const),
  ),
)('%s: %s', async (username, shape) => {
  const scanned = await acting(username, async (tx) => {
    // What the connection did before is counted along until it is flushed, so the difference is looked at.
    const scans = async (): Promise<Map<string, number>> => {
      const { rows } = await sql<{
        name: string
        scans: number
      }>`select schemaname || '.' || relname as name, seq_scan::int as scans
          from pg_stat_xact_user_tables where schemaname in ('cases', 'search')`.execute(tx)
      return new Map(rows.map((row) => [row.name, row.scans]))
    }
    const before = await scans()
    await shapes[shape]!(tx, who(username))
    return [...(await scans())].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name)
  })
  expect(scanned).toEqual([])
})

test('these tests can fail: a search in the stored text would be seen', async () => {
  const scanned = await acting('city.rights', async (tx) => {
    await sql`select 1 from cases.head where title like '%x%'`.execute(tx)
    const { rows } = await sql<{
      n: number
    }>`select seq_scan::int as n from pg_stat_xact_user_tables where schemaname = 'cases' and relname = 'head'`.execute(
      tx,
    )
    return rows[0]?.n
  })
  expect(scanned).toBe(1)
})
