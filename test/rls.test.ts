import { type RawBuilder, sql } from 'kysely'
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { knownElsewhere } from '#modules/cases/server/queries/access.ts'
import * as heads from '#modules/cases/server/queries/heads.ts'
import { type Database, openDatabase, type Tx } from '#platform/db/open.ts'
import { cloneDatabase, type TestDatabase } from './harness/database.ts'
import {
  actAs,
  addBareCase,
  type BareCase,
  childRows,
  demoPosts,
  keyColumn,
  type PostFacts,
} from './harness/records.ts'

// Which rows a post reaches is decided by the database alone; these tests speak to it as the app login does, without any service.

let database: TestDatabase
let posts: ReadonlyMap<string, PostFacts>
beforeAll(async () => {
  database = await cloneDatabase()
  posts = new Map((await demoPosts(database.admin)).map((post) => [post.username, post]))
})
afterAll(() => database.drop())

const who = (username: string): PostFacts => posts.get(username)!
const acting = <T>(username: string, work: (tx: Tx) => Promise<T>, grants: readonly string[] = []): Promise<T> =>
  database.app.transaction().execute(async (tx) => {
    await actAs(tx, who(username), grants)
    return work(tx)
  })
const names = async (query: RawBuilder<{ name: string }>): Promise<string[]> =>
  (await query.execute(database.admin)).rows.map((row) => row.name)
const has = async (tx: Tx, table: string, column: string, one: BareCase): Promise<boolean> =>
  (
    await sql`select 1 from ${sql.table(table)} where home = ${one.home} and ${sql.ref(column)} = ${one.id}::uuid`.execute(
      tx,
    )
  ).rows.length > 0
/** Child tables of which a row of this record is reached. */
const reached = async (tx: Tx, one: BareCase): Promise<string[]> => {
  const found: string[] = []
  for (const table of Object.keys(childRows)) if (await has(tx, table, keyColumn(table), one)) found.push(table)
  return found
}
const everyChild = Object.keys(childRows)
/** What whoever sees a head in range may also see of a restricted record. */
const headOnly = ['cases.clock', 'cases.track', 'cases.approval']

describe('the schema', () => {
  const recordSchemas = sql`(n.nspname in ('cases', 'search', 'figures', 'identity', 'audit', 'vault') or n.nspname not in ('org', 'platform', 'app', 'guard', 'pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_')`

  test('every table of records has row-level security, forced also on its owner', async () => {
    const bare = await names(sql<{
      name: string
    }>`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${recordSchemas} and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`)
    expect(bare).toEqual([])
  })

  test('views look with the eyes of whoever asks', async () => {
    expect(
      await names(sql<{
        name: string
      }>`select oid::regclass::text as name from pg_class where relkind in ('v', 'm') and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      and not coalesce(reloptions @> array['security_invoker=true'], false)`),
    ).toEqual([])
  })

  test('no login bypasses security, owns anything, or can become somebody who does', async () => {
    expect(
      await names(
        sql<{
          name: string
        }>`select rolname as name from pg_roles where rolname like 'nuanjia%' and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)`,
      ),
    ).toEqual([])
    const logins = sql`array['nuanjia_app', 'nuanjia_public', 'nuanjia_system']::regrole[]`
    expect(
      await names(sql<{
        name: string
      }>`select oid::regclass::text as name from pg_class where relowner = any(${logins}) union all select oid::regprocedure::text from pg_proc where proowner = any(${logins})
      union all select nspname from pg_namespace where nspowner = any(${logins})`),
    ).toEqual([])
    expect(
      await names(
        sql<{
          name: string
        }>`select member::regrole || ' in ' || roleid::regrole as name from pg_auth_members where member = any(${logins}::oid[])`,
      ),
    ).toEqual([])
  })

  test('functions that act with another’s rights are not for everyone and cannot be lured by a search path', async () => {
    expect(
      await names(sql<{
        name: string
      }>`select p.oid::regprocedure::text as name from pg_proc p where p.prosecdef and p.pronamespace::regnamespace::text !~ '^pg_'
      and (not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false) or has_function_privilege('nuanjia_public', p.oid, 'execute'))`),
    ).toEqual([])
  })

  test('who may know is written by the guard alone', async () => {
    const columns = [
      'home',
      'id',
      'unit_id',
      'scope',
      'access',
      'viewers',
      'barred',
      'number',
      'owner_post',
      'created_by',
    ]
    const writable = await names(
      sql<{
        name: string
      }>`select r || ' ' || c as name from unnest(array['nuanjia_app', 'nuanjia_public']) r, unnest(${columns}::text[]) c where has_column_privilege(r, 'cases.head', c, 'update')`,
    )
    expect(writable).toEqual([])
    expect(
      await names(
        sql<{
          name: string
        }>`select column_name as name from information_schema.column_privileges where table_schema = 'cases' and grantee in ('nuanjia_public', 'PUBLIC')`,
      ),
    ).toEqual([])
  })

  test('history is append-only for whoever serves requests', async () => {
    const kept = ['cases.step', 'audit.event', 'audit.seal', 'figures.posting']
    expect(
      await names(sql<{
        name: string
      }>`select r || ' ' || p || ' ' || t as name from unnest(array['nuanjia_app', 'nuanjia_public']) r, unnest(array['update', 'delete', 'truncate']) p, unnest(${kept}::text[]) t
      where has_table_privilege(r, t, p) or (p = 'update' and has_any_column_privilege(r, t, p))`),
    ).toEqual([])
  })

  test('every table that follows a head is in these tests', async () => {
    const children = await names(
      sql<{
        name: string
      }>`select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid in ('cases.head'::regclass, 'cases.file'::regclass)`,
    )
    expect(children.filter((table) => !everyChild.includes(table))).toEqual([])
  })
})

describe('who sees what', () => {
  // One record at every place and access; the oracle reads the rule of mechanisms section 2 from the facts, not from the policy.
  type Placed = BareCase & {
    readonly scope: string
    readonly access: 0 | 1 | 2
    readonly viewers: readonly string[]
    readonly barred: readonly string[]
  }
  const records: Placed[] = []
  beforeAll(async () => {
    const { rows: units } = await sql<{
      id: number
      scope: string
      code: string
    }>`select id, scope, code from org.unit`.execute(database.admin)
    const keys = (username: string): string[] => [
      `u:${who(username).account}`,
      `p:${who(username).post}`,
      `o:${who(username).unit}`,
    ]
    for (const code of [
      '000000',
      '430000',
      '430200',
      '430202',
      '430203',
      '430202001',
      '430202001001',
      '431281',
      '441900',
    ]) {
      const unit = units.find((one) => one.code === code)!
      for (const access of [0, 1, 2] as const) {
        for (const [viewers, barred] of [
          [[], []],
          [[keys('county.rights')[0]], []],
          [[`g:${grant}`], []],
          [[], [keys('county.rights')[1]]],
          [[keys('county.rights')[0], keys('city.rights')[2]], [keys('county.rights')[2]]],
          [[`g:${grant}`, keys('police.liaison')[1]], [keys('city.rights')[0]]],
        ] as string[][][]) {
          const placed = { unit: unit.id, scope: unit.scope, access, viewers: viewers ?? [], barred: barred ?? [] }
          records.push({ ...placed, ...(await addBareCase(database.admin, placed)) })
        }
      }
    }
  })
  const grant = '01900000-0000-7000-8000-000000000001'
  const blind = new Set(['police', 'admin', 'security', 'auditor'])
  const oracle = (post: PostFacts, grants: readonly string[], one: Placed): { head: boolean; body: boolean } => {
    if (blind.has(post.role)) return { head: false, body: false }
    const carried = [`u:${post.account}`, `p:${post.post}`, `o:${post.unit}`, ...grants]
    const named = one.viewers.some((key) => carried.includes(key))
    const head =
      !one.barred.some((key) => carried.includes(key)) &&
      (named || (one.access < 2 && one.scope.startsWith(post.scope)))
    return { head, body: head && (named || one.access === 0) }
  }

  test.each([
    'city.leader',
    'city.rights',
    'city.stats',
    'county.rights',
    'county.leader',
    'county2.rights',
    'town.chair',
    'village.chair',
    'hotline.op',
    'hongjiang.rights',
    'police.liaison',
    'admin',
    'security',
    'auditor',
  ])('%s sees the records of the rule, and of each table what belongs to it', async (username) => {
    for (const grants of [[], [`g:${grant}`]]) {
      await acting(
        username,
        async (tx) => {
          const { rows } = await sql<{ id: string }>`select id from cases.head`.execute(tx)
          const expected = records.filter((one) => oracle(who(username), grants, one).head)
          expect(new Set(rows.map((row) => row.id))).toEqual(new Set(expected.map((one) => one.id)))
          for (const table of everyChild) {
            const { rows: seen } = await sql<{
              id: string
            }>`select distinct ${sql.ref(keyColumn(table))} as id from ${sql.table(table)}`.execute(tx)
            const wanted = records.filter(
              (one) => oracle(who(username), grants, one)[headOnly.includes(table) ? 'head' : 'body'],
            )
            expect([table, new Set(seen.map((row) => row.id))]).toEqual([table, new Set(wanted.map((one) => one.id))])
          }
        },
        grants,
      )
    }
  })

  test.each(['police.liaison', 'admin', 'security', 'auditor'])(
    '%s reaches no row of a matter in any table',
    async (username) => {
      await acting(username, async (tx) => {
        const found: string[] = []
        for (const table of ['cases.head', ...everyChild])
          if ((await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx)).rows.length > 0) found.push(table)
        expect(found).toEqual([])
      })
    },
  )

  test('nobody asks, nothing is seen: no settings, empty ones, those of another house', async () => {
    const settings: Record<string, string>[] = [
      {},
      { 'app.lo': '', 'app.hi': '', 'app.keys': '' },
      { 'app.keys': '', 'app.lo': '/43/02/' },
      { 'app.hi': '0' },
      { 'app.lo': 'x', 'app.hi': 'y', 'app.keys': 'u:,p:,o:,g:' },
      { 'app.role': 'auditor' },
      { 'app.keys': '*' },
    ]
    for (const one of settings) {
      await database.app.transaction().execute(async (tx) => {
        for (const [name, value] of Object.entries(one))
          await sql`select set_config(${name}, ${value}, true)`.execute(tx)
        for (const table of ['cases.head', ...everyChild])
          expect([one, table, (await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx)).rows.length]).toEqual([
            one,
            table,
            0,
          ])
      })
    }
  })

  test('whatever stands in the settings is compared, never carried out', async () => {
    const odd = oneof(
      string({ unit: 'grapheme-ascii', maxLength: 20 }),
      constantFrom(
        "' or true --",
        '/',
        '0',
        '/43/',
        '{u:x}',
        '"',
        '%',
        "'); drop table cases.head; --",
        'u:x,,p:y',
        '/43/02/02/',
        '/43/02/020',
      ),
    )
    await assert(
      asyncProperty(odd, odd, array(odd, { maxLength: 3 }), async (lo, hi, keys) => {
        await database.app.transaction().execute(async (tx) => {
          await sql`select set_config('app.lo', ${lo}, true), set_config('app.hi', ${hi}, true), set_config('app.keys', ${keys.join(',')}, true)`.execute(
            tx,
          )
          const { rows } = await sql<{ id: string }>`select id from cases.head`.execute(tx)
          const carried = keys.join(',').split(',')
          const expected = records.filter((one) => {
            if (keys.join(',') !== '' && one.barred.some((key) => carried.includes(key))) return false
            // Without keys nobody can be told apart from the barred one.
            if (keys.join(',') === '' && one.barred.length > 0) return false
            return (
              (one.access < 2 && lo !== '' && hi !== '' && one.scope >= lo && one.scope < hi) ||
              (keys.join(',') !== '' && one.viewers.some((key) => carried.includes(key)))
            )
          })
          expect(new Set(rows.map((row) => row.id))).toEqual(new Set(expected.map((one) => one.id)))
        })
      }),
      { numRuns: 60 },
    )
  })

  test('what one request was does not cling to the connection of the next', async () => {
    const { db, close } = openDatabase(database.target('app'), 1)
    const count = async (tx: Database): Promise<number> => (await sql`select 1 from cases.head`.execute(tx)).rows.length
    await db.transaction().execute(async (tx) => {
      await actAs(tx, who('city.rights'))
      expect(await count(tx)).toBeGreaterThan(0)
    })
    expect(await count(db)).toBe(0)
    await db.transaction().execute(async (tx) => expect(await count(tx)).toBe(0))
    const failing = db.transaction().execute(async (tx) => {
      await actAs(tx, who('city.rights'))
      throw new Error('the request fails')
    })
    await expect(failing).rejects.toThrow('the request fails')
    expect(await count(db)).toBe(0)
    await close()
  })
})

describe('writing', () => {
  const at = (username: string, over: Partial<Parameters<typeof addBareCase>[1]> = {}): Promise<BareCase> =>
    addBareCase(database.admin, { unit: who(username).unit, scope: who(username).scope, ...over })
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
    }>`select title from cases.head where id = ${one.id}::uuid`.execute(database.admin)
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
    const one = await addBareCase(database.admin, {
      unit: who('county2.rights').unit,
      scope: who('county2.rights').scope,
      access: 1,
    })
    const post = who('county.rights')
    expect(await breakGlass('county.rights', one)).toEqual([{ id: one.id }])
    const token = Buffer.alloc(32, 9)
    await sql`insert into identity.session (token_hash, account_id, post_id, created_at, last_seen_at, expires_at) values (${token}, ${post.account}::uuid, ${post.post}::uuid, ${now}, ${now}, ${new Date(now.getTime() + 12 * 3_600_000)})`.execute(
      database.admin,
    )
    const seenAfter = (minutes: number): Promise<string[]> =>
      database.app.transaction().execute(async (tx) => {
        const at = new Date(now.getTime() + minutes * 60_000)
        await sql`update identity.session set last_seen_at = ${at} where token_hash = ${token}`.execute(database.admin)
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
      await addBareCase(database.admin, place),
      await addBareCase(database.admin, place),
      await addBareCase(database.admin, place),
      await addBareCase(database.admin, place),
    ]
    const barred = await addBareCase(database.admin, { ...place, barred: [`o:${who('city.rights').unit}`] })
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
    const foreign = await addBareCase(database.admin, {
      unit: who('county2.rights').unit,
      scope: who('county2.rights').scope,
    })
    const closed = await addBareCase(database.admin, {
      unit: who('county.rights').unit,
      scope: who('county.rights').scope,
      access: 2,
    })
    const barred = await addBareCase(database.admin, {
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
          sql`select guard.case_save(${home}, ${id}::uuid, '{"dropClocks": true}')`.execute(tx),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('searching tells only of what may be opened', async () => {
    const own = await addBareCase(database.admin, {
      unit: who('village.chair').unit,
      scope: who('village.chair').scope,
    })
    await addBareCase(database.admin, { unit: who('village.chair').unit, scope: who('village.chair').scope, access: 1 })
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

describe('no list reads a whole table', () => {
  beforeAll(async () => {
    // 20,000 matters over all units but the nation, newest last; one person in ten has come before.
    await sql`insert into cases.head (home, id, kind, kind_version, number, unit_id, scope, category, channel, status, phase, opened_at, next_due_at, owner_post, created_by, created_at, touched_at)
      select '430202', gen_random_uuid(), 'petition', 1, 'fill-' || n, u.id, u.scope, '0403', 'V', 'registered', 0, timestamptz '2024-01-01' + n * interval '10 minutes', timestamptz '2025-01-01' + n * interval '11 minutes', p.id, gen_random_uuid(), '2025-01-01', '2025-01-01'
      from generate_series(1, 20000) n join (select id, scope, row_number() over (order by id) - 1 as r, count(*) over () as c from org.unit where scope <> '/') u on u.r = n % u.c
      left join lateral (select id from identity.post where unit_id = u.id order by id limit 1) p on true`.execute(
      database.admin,
    )
    await sql`insert into search.text (home, record_id, opened_at, grams) select home, id, opened_at, array[(random() * 900)::int, (random() * 900)::int + 1000, length(scope)] from cases.head where number like 'fill-%'`.execute(
      database.admin,
    )
    await sql`insert into search.person (token, home, record_id, form) select ('p' || (random() * 18000)::int)::bytea, home, id, 4 from cases.head where number like 'fill-%'`.execute(
      database.admin,
    )
    await sql`vacuum (analyze) cases.head, search.text, search.person`.execute(database.admin)
  })

  const soon = new Date('2025-03-10T00:00:00+08:00')
  const now = new Date('2025-03-03T00:00:00+08:00')
  const one = { home: '430202', id: '00000000-0000-4000-8000-000000000000' }
  const shapes: Record<string, (tx: Tx, post: PostFacts) => Promise<unknown>> = {
    newest: (tx, { scope }) => heads.listHeads(tx, { scope, maxPhase: 1 }, false, null, 50),
    'newest, next page': (tx, { scope }) =>
      heads.listHeads(tx, { scope }, false, { at: new Date('2024-03-01T00:00:00Z'), id: one.id }, 50),
    'of a class': (tx, { scope }) => heads.listHeads(tx, { scope, category: '04' }, false, null, 50),
    'by due date': (tx, { scope }) => heads.listHeads(tx, { scope, maxPhase: 1 }, true, null, 50),
    'due soon': (tx, { scope }) => heads.listHeads(tx, { scope, dueBefore: soon }, true, null, 50),
    mine: (tx, { scope, post }) => heads.listHeads(tx, { scope, ownerPost: post, maxPhase: 1 }, true, null, 50),
    'one by key': (tx) => heads.findHead(tx, one.home, one.id),
    'several by key': (tx) => heads.headsByKey(tx, [one, { ...one, id: '00000000-0000-4000-8000-000000000001' }]),
    'one by number': (tx) => heads.findNumber(tx, '430202-XF-2025-00001'),
    'how many are due': (tx, { scope }) => heads.countDue(tx, scope, now, soon),
    'how many came': (tx, { scope }) => heads.countOpenedSince(tx, scope, now),
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
})
