import { type RawBuilder, sql } from 'kysely'
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccounts } from '#db/seed/demo-accounts.ts'
import { type Database, openDatabase } from '#platform/db/open.ts'
import { everyChild, type Posts, startPosts } from './harness/posts.ts'
import { actAs, addBareCase, type BareCase, keyColumn, type PostFacts } from './harness/records.ts'

// Which rows a post reaches is decided by the database alone; these tests speak to it as the app login does, without any service.

let posts: Posts
beforeAll(async () => {
  posts = await startPosts()
})
afterAll(() => posts.database.drop())

const who: Posts['who'] = (username) => posts.who(username)
const acting: Posts['acting'] = (...asked) => posts.acting(...asked)
const names = async (query: RawBuilder<{ name: string }>): Promise<string[]> =>
  (await query.execute(posts.database.admin)).rows.map((row) => row.name)
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
    }>`select id, scope, code from org.unit`.execute(posts.database.admin)
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
          records.push({ ...placed, ...(await addBareCase(posts.database.admin, placed)) })
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

  test.each(demoAccounts.map(({ username }) => username))(
    '%s sees the records of the rule, and of each table what belongs to it',
    async (username) => {
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
    },
  )

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
      await posts.database.app.transaction().execute(async (tx) => {
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
        await posts.database.app.transaction().execute(async (tx) => {
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
    const { db, close } = openDatabase(posts.database.target('app'), 1)
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
