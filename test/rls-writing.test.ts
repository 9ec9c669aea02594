import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as heads from '#modules/cases/server/queries/heads.ts'
import { everyChild, type Posts, reached, startPosts } from './harness/posts.ts'
import { addBareCase, type BareCase, childRows, keyColumn, type PostFacts } from './harness/records.ts'

// What a post may change, and the keys that let it in beyond its range, asked of the database without any service.

let posts: Posts
beforeAll(async () => {
  posts = await startPosts()
})
afterAll(() => posts.database.drop())

const who: Posts['who'] = (username) => posts.who(username)
const acting: Posts['acting'] = (...asked) => posts.acting(...asked)

describe('writing', () => {
  const at = (username: string, over: Partial<Parameters<typeof addBareCase>[1]> = {}): Promise<BareCase> =>
    addBareCase(posts.database.admin, { unit: who(username).unit, scope: who(username).scope, ...over })
  const keysOf = (username: string): string[] => [`p:${who(username).post}`]

  test.each<[string, string, () => Promise<BareCase>]>([
    ['a neighbour', 'county2.rights', () => at('county.rights')],
    ['a partner body', 'police.liaison', () => at('county.rights', { viewers: keysOf('police.liaison') })],
    ['whoever sees only the head of a restricted record', 'county.rights', () => at('county.rights', { access: 1 })],
    ['whoever is outside a closed record', 'city.rights', () => at('county.rights', { access: 2 })],
    [
      'whoever is barred, even if named',
      'county.rights',
      () => at('county.rights', { viewers: keysOf('county.rights'), barred: keysOf('county.rights') }),
    ],
  ])('%s adds nothing to a record and takes nothing from it', async (_, username, make) => {
    const one = await make()
    const codes: string[][] = []
    for (const [table, insert] of Object.entries(childRows)) {
      const refused = await acting(username, (tx) => insert(one).execute(tx)).then(
        () => 'added',
        (error: { code: string }) => error.code,
      )
      codes.push([table, refused])
    }
    expect(codes).toEqual(everyChild.map((table) => [table, '42501']))
    await acting(username, async (tx) => {
      const touched: (bigint | undefined)[] = []
      for (const table of ['body', 'clock', 'track', 'obligation'])
        touched.push(
          (await sql`update ${sql.table(`cases.${table}`)} set home = home where case_id = ${one.id}::uuid`.execute(tx))
            .numAffectedRows,
        )
      for (const table of ['cases.clock', 'search.person', 'search.text'])
        touched.push(
          (await sql`delete from ${sql.table(table)} where ${sql.ref(keyColumn(table))} = ${one.id}::uuid`.execute(tx))
            .numAffectedRows,
        )
      expect(touched.map(Number)).toEqual([0, 0, 0, 0, 0, 0, 0])
    })
  })

  test.each<[string, string, () => Promise<BareCase>]>([
    ['a neighbour', 'county2.rights', () => at('county.rights')],
    ['the level above of a restricted record', 'city.rights', () => at('county.rights', { access: 1 })],
    [
      'whoever is barred from an open record',
      'county.rights',
      () => at('county.rights', { barred: keysOf('county.rights') }),
    ],
    [
      'whoever is barred, even if named',
      'county.rights',
      () => at('county.rights', { viewers: keysOf('county.rights'), barred: keysOf('county.rights') }),
    ],
  ])('%s does not change its head, not even without looking', async (_, username, make) => {
    const one = await make()
    // Without a condition no right to read is asked for: only the policy of the update stands in the way.
    await acting(username, (tx) => sql`update cases.head set title = 'touched'`.execute(tx))
    const { rows } = await sql<{
      title: string | null
    }>`select title from cases.head where id = ${one.id}::uuid`.execute(posts.database.admin)
    expect(rows[0]?.title).toBeNull()
  })

  test('the team of a record may write, and the level above an open one too', async () => {
    const restricted = await at('county.rights', { access: 1, viewers: keysOf('county.rights') })
    const open = await at('county.rights')
    for (const [username, one] of [
      ['county.rights', restricted],
      ['city.rights', open],
    ] as const) {
      await acting(username, async (tx) => {
        await childRows['cases.step']!(one).execute(tx)
        expect(
          Number(
            (await sql`update cases.head set title = 'ok' where id = ${one.id}::uuid`.execute(tx)).numAffectedRows,
          ),
        ).toBe(1)
        expect(await reached(tx, one)).toEqual(everyChild)
      })
    }
  })

  test('nobody writes scope, access, viewers or barred past the guard, or a record into another’s range', async () => {
    const one = await at('county.rights', { viewers: keysOf('county.rights') })
    for (const set of [
      `scope = '/'`,
      'access = 2',
      `viewers = '{}'`,
      `barred = '{}'`,
      `number = 'x'`,
      `owner_post = null`,
    ]) {
      await expect(
        acting('county.rights', (tx) =>
          sql`update cases.head set ${sql.raw(set)} where id = ${one.id}::uuid`.execute(tx),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    }
    const insert = (
      username: string,
      place: PostFacts,
      viewers: readonly string[] = [],
      barred: readonly string[] = [],
    ) =>
      acting(username, (tx) =>
        sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, status, phase, opened_at, viewers, barred, created_by, created_at, touched_at)
        values ('430202', gen_random_uuid(), 'petition', 1, gen_random_uuid()::text, ${place.unit}, ${place.scope}, 'registered', 0, '2025-03-03', ${viewers}::text[], ${barred}::text[], gen_random_uuid(), '2025-03-03', '2025-03-03')`.execute(
          tx,
        ),
      )
    await expect(insert('county.rights', who('city.rights'))).rejects.toMatchObject({ code: '42501' })
    await expect(insert('county.rights', who('county2.rights'))).rejects.toMatchObject({ code: '42501' })
    await expect(insert('county.rights', who('county.rights'), ['u:somebody-else'])).rejects.toMatchObject({
      code: '42501',
    })
    await expect(insert('county.rights', who('county.rights'), [], keysOf('county.leader'))).rejects.toMatchObject({
      code: '42501',
    })
    await expect(insert('county.rights', who('county.rights'))).resolves.toBeDefined()
  })
})

describe('keys that end, and the glass that is broken', () => {
  const now = new Date('2025-03-03T09:00:00+08:00')
  const breakGlass = (username: string, one: BareCase, at = now): Promise<{ id: string }[]> =>
    acting(
      username,
      async (tx) =>
        (
          await sql<{
            id: string
          }>`select id from guard.case_break_glass(${one.number}, '有生命危险', gen_random_uuid(), ${at})`.execute(tx)
        ).rows,
    )

  test('a grant opens the record for its time and then ends by itself', async () => {
    const one = await addBareCase(posts.database.admin, {
      unit: who('county2.rights').unit,
      scope: who('county2.rights').scope,
      access: 1,
    })
    const post = who('county.rights')
    expect(await breakGlass('county.rights', one)).toEqual([{ id: one.id }])
    const token = Buffer.alloc(32, 9)
    await sql`insert into identity.session (token_hash, account_id, post_id, created_at, last_seen_at, expires_at) values (${token}, ${post.account}::uuid, ${post.post}::uuid, ${now}, ${now}, ${new Date(now.getTime() + 12 * 3_600_000)})`.execute(
      posts.database.admin,
    )
    const seenAfter = (minutes: number): Promise<string[]> =>
      posts.database.app.transaction().execute(async (tx) => {
        const at = new Date(now.getTime() + minutes * 60_000)
        await sql`update identity.session set last_seen_at = ${at} where token_hash = ${token}`.execute(
          posts.database.admin,
        )
        const entered = await sql`select 1 from identity.enter(${token}, ${at})`.execute(tx)
        expect(entered.rows).toHaveLength(1)
        return reached(tx, one)
      })
    expect(await seenAfter(119)).toEqual(everyChild)
    expect(await seenAfter(120)).toEqual([])
  })

  test('emergency view: by exact number, not for the barred, three tries a day, nothing for partners and administrators', async () => {
    const place = { unit: who('county2.rights').unit, scope: who('county2.rights').scope, access: 2 as const }
    const [a, b, c, d] = [
      await addBareCase(posts.database.admin, place),
      await addBareCase(posts.database.admin, place),
      await addBareCase(posts.database.admin, place),
      await addBareCase(posts.database.admin, place),
    ]
    const barred = await addBareCase(posts.database.admin, { ...place, barred: [`o:${who('city.rights').unit}`] })
    for (const username of ['police.liaison', 'admin', 'security', 'auditor'])
      expect(await breakGlass(username, a)).toEqual([])
    for (const one of [a, b, c]) expect(await breakGlass('city.rights', one)).toHaveLength(1)
    expect(await breakGlass('city.rights', d)).toEqual([])
    const later = (days: number): Date => new Date(now.getTime() + days * 25 * 3_600_000)
    expect(await breakGlass('city.rights', barred, later(1))).toEqual([])
    expect(await breakGlass('city.rights', { ...a, number: `${a.number.slice(0, -2)}%%` }, later(1))).toEqual([])
    expect(await breakGlass('city.rights', d, later(1))).toHaveLength(1)
    // What was not found was tried all the same.
    expect(await breakGlass('city.rights', d, later(1))).toEqual([])
  })

  test('the guard assigns, moves, restricts and opens only what its caller may open', async () => {
    const foreign = await addBareCase(posts.database.admin, {
      unit: who('county2.rights').unit,
      scope: who('county2.rights').scope,
    })
    const closed = await addBareCase(posts.database.admin, {
      unit: who('county.rights').unit,
      scope: who('county.rights').scope,
      access: 2,
    })
    const barred = await addBareCase(posts.database.admin, {
      unit: who('county.rights').unit,
      scope: who('county.rights').scope,
      barred: [`p:${who('county.rights').post}`],
    })
    for (const { home, id } of [foreign, closed, barred]) {
      const done = await acting(
        'county.rights',
        async (tx) =>
          (
            await sql<{
              a: boolean
              t: boolean
              r: boolean
              b: boolean
              s: string | null
            }>`select guard.case_assign(${home}, ${id}::uuid, ${who('county.rights').post}::uuid) as a, guard.case_transfer(${home}, ${id}::uuid, ${who('county.rights').unit}, true) as t,
          guard.case_restrict(${home}, ${id}::uuid, 1::smallint) as r, guard.case_bar(${home}, ${id}::uuid, array['u:x']) as b, guard.case_supervise(${home}, ${id}::uuid, 'supervise', '看一看内容', gen_random_uuid(), ${now}) as s`.execute(
              tx,
            )
          ).rows[0],
      )
      expect(done).toEqual({ a: false, t: false, r: false, b: false, s: null })
      const loaded = acting(
        'county.rights',
        async (tx) =>
          (await sql<{ all: unknown }>`select guard.case_load(${home}, ${id}::uuid) as all`.execute(tx)).rows[0]?.all,
      )
      expect(await loaded).toBeNull()
      await expect(
        acting('county.rights', (tx) =>
          sql`select guard.case_save(${home}, ${id}::uuid, '{"dropClocks": []}')`.execute(tx),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('nobody waits for a record out of her sight: the waiting would tell that it is there', async () => {
    const { home, id } = await addBareCase(posts.database.admin, {
      unit: who('county2.rights').unit,
      scope: who('county2.rights').scope,
    })
    const openLocked = (username: string) =>
      acting(username, async (tx) => {
        await sql`set local lock_timeout = '100ms'`.execute(tx)
        return (
          await sql<{ found: unknown }>`select guard.case_open(${home}, ${id}::uuid, true, true) as found`.execute(tx)
        ).rows[0]?.found
      })
    await posts.database.admin.transaction().execute(async (tx) => {
      await sql`select 1 from cases.head where home = ${home} and id = ${id}::uuid for update`.execute(tx)
      expect(await openLocked('county.rights')).toBeNull()
      await expect(openLocked('county2.rights')).rejects.toMatchObject({ code: '55P03' })
    })
    expect(await openLocked('county2.rights')).not.toBeNull()
  })

  test('searching tells only of what may be opened', async () => {
    const own = await addBareCase(posts.database.admin, {
      unit: who('village.chair').unit,
      scope: who('village.chair').scope,
    })
    await addBareCase(posts.database.admin, {
      unit: who('village.chair').unit,
      scope: who('village.chair').scope,
      access: 1,
    })
    await acting('village.chair', async (tx) => {
      const ids = async (found: Promise<heads.CardRow[]>): Promise<boolean[]> => {
        const rows = await found
        return [rows.some((row) => row.id === own.id), rows.every((row) => row.openable)]
      }
      expect(await ids(heads.headsOfPersons(tx, [Buffer.from('token')], 1_000))).toEqual([true, true])
      expect(await ids(heads.headsOfWords(tx, [1, 2], 1_000))).toEqual([true, true])
    })
    await acting('police.liaison', async (tx) => {
      expect(await heads.headsOfPersons(tx, [Buffer.from('token')], 10)).toEqual([])
      expect(await heads.headsOfWords(tx, [1], 10)).toEqual([])
    })
  })

  test('tokens and words are not read past the search functions', async () => {
    for (const column of ['token', 'form'])
      await expect(
        acting('city.rights', (tx) => sql`select ${sql.ref(column)} from search.person`.execute(tx)),
      ).rejects.toMatchObject({ code: '42501' })
    await expect(acting('city.rights', (tx) => sql`select grams from search.text`.execute(tx))).rejects.toMatchObject({
      code: '42501',
    })
    for (const table of ['figures.posting', 'figures.cell'])
      await expect(
        acting('city.rights', (tx) => sql`select 1 from ${sql.table(table)}`.execute(tx)),
      ).rejects.toMatchObject({ code: '42501' })
    await expect(
      acting('city.rights', (tx) => sql`select password from identity.account`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' })
  })
})
