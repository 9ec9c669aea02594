import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { demoIds } from '#db/seed/demo-city.ts'
import type { PracticeState } from '#modules/practice/contract.ts'
import { type Database, openDatabase } from '#platform/db/open.ts'
import { emptyFolder, fillFolder, type Folder, targetOf } from '#test/harness/server.ts'
import { petition } from '#test/kinds/walk.ts'
import { readConfig } from './config.ts'
import { type Cleanup, prepareDatabase, withClient } from './databases.ts'
import { type Started, start } from './main.ts'

// A real house with its own PostgreSQL; the practice house beside it is a small one.
const size = { only: '4302', count: 4, everyMs: 100, gently: false }
let folder: Folder
let server: Started
let real: Database
const cleanup: Cleanup = []
const opened: Cleanup = []

const startIt = async (): Promise<void> => {
  server = await start(readConfig({ ...folder.env, PORT: '0' }, ['--empty']), cleanup, () => undefined, {
    practice: size,
  })
}
const stopIt = async (): Promise<void> => {
  for (const undo of cleanup.splice(0).reverse()) await undo()
}
const databaseOf = (name: string): Database => {
  const { db, close } = openDatabase({ ...targetOf(folder), database: name }, 2)
  opened.push(close)
  return db
}

beforeAll(async () => {
  folder = emptyFolder()
  await fillFolder(folder)
  await startIt()
  real = databaseOf('nuanjia')
}, 120_000)
afterAll(async () => {
  for (const close of opened.splice(0)) await close()
  await stopIt()
  folder.remove()
})

type Ask = { readonly method?: string; readonly body?: object; readonly cookies?: string; readonly accept?: string }
const ask = (path: string, { method = 'GET', body, cookies = '', accept }: Ask = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      cookie: cookies,
      ...(accept ? { accept } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { code: string }).code
const cookieOf = (answer: Response, name: string): string | undefined =>
  answer.headers.getSetCookie().find((one) => one.startsWith(`${name}=`) && !one.startsWith(`${name}=;`))
const pairOf = (cookie: string | undefined): string => cookie?.split(';')[0] ?? ''

const signIn = async (username: string): Promise<string> =>
  pairOf(cookieOf(await ask('/api/session', { method: 'POST', body: { username, password: demoPassword } }), 'nuanjia'))
const stateFor = async (cookies: string): Promise<PracticeState> =>
  (await (await ask('/api/v1/practice', { cookies })).json()) as PracticeState
const press = (cookies: string, what: 'open' | 'again' | 'close'): Promise<Response> =>
  ask(`/api/v1/practice/${what}`, { method: 'POST', cookies })
const untilOpen = async (cookies: string): Promise<void> =>
  await expect.poll(async () => (await stateFor(cookies)).is, { timeout: 90_000, interval: 200 }).toBe('open')
const enter = (cookies: string, account: string): Promise<Response> =>
  ask('/api/v1/practice/entry', { method: 'POST', body: { account }, cookies })

/** Every row of the real house but what is kept of sign-ins, of the way in and of the checks of the machine. */
const realFacts = async (): Promise<unknown> => {
  const { rows } = await sql<object>`select (select count(*) from cases.head) as matters,
    (select count(*) from figures.posting) as postings, (select count(*) from identity.account) as accounts,
    (select count(*) from org.unit) as units, (select count(*) from cases.notice) as notices,
    (select count(*) from audit.event where action not like 'practice.%' and action not like 'identity.sign%' and action <> 'http.refused') as events`.execute(
    real,
  )
  return rows[0]
}

describe('before it is open', () => {
  test('nobody enters, and what lies below its path leads to the page that says so', async () => {
    const officer = await signIn('county.rights')
    expect(await stateFor(officer)).toMatchObject({ is: 'closed', posts: [] })
    expect(await codeOf(await enter(officer, 'county.rights'))).toBe('practice.notOpen')
    expect(await codeOf(await ask('/practice/api/v1/me', { cookies: officer }))).toBe('practice.notOpen')
    const page = await ask('/practice/matters', { accept: 'text/html' })
    expect([page.status, page.headers.get('location')]).toEqual([302, '/me/practice'])
  })

  test('only the administrator opens it', async () => {
    const officer = await signIn('county.rights')
    for (const what of ['open', 'again', 'close'] as const) expect((await press(officer, what)).status).toBe(403)
    expect((await ask('/api/v1/practice/open', { method: 'POST' })).status).toBe(401)
  })
})

describe('open', () => {
  let before: unknown
  let officer: string
  let inside: string

  test('pressed once it is made behind the server, and a colleague goes in without a password', async () => {
    before = await realFacts()
    const admin = await signIn('admin')
    expect((await press(admin, 'open')).status).toBe(200)
    await untilOpen(admin)
    officer = await signIn('county.rights')
    const entered = await enter(officer, 'county.rights')
    expect([entered.status, await entered.json()]).toEqual([200, { to: '/practice/' }])
    const cookie = cookieOf(entered, 'nuanjia-practice')
    expect(cookie).toMatch(/; Path=\/practice\/; HttpOnly; SameSite=Strict$/)
    inside = pairOf(cookie)
  }, 120_000)

  test('the posts most like one’s own come first', async () => {
    const near = async (username: string) => {
      const { posts } = await stateFor(await signIn(username))
      return [posts[0]?.account, posts.filter((one) => one.near).map((one) => one.account)[0], posts.length]
    }
    expect(await near('village.chair')).toEqual(['village.chair', 'village.chair', 14])
    expect(await near('county.leader')).toEqual(['county.leader', 'county.leader', 14])
  })

  test('whoever entered works there, and nothing of it reaches the real house', async () => {
    const me = (await (await ask('/practice/api/v1/me', { cookies: inside })).json()) as { account: object }
    expect(me.account).toMatchObject({ username: 'county.rights', demo: true })
    const id = randomUUID()
    const put = await ask(`/practice/api/v1/cases/430202/${id}`, {
      method: 'PUT',
      body: petition(),
      cookies: inside,
    })
    expect(put.status).toBeLessThan(300)
    const list = await ask('/practice/api/v1/cases', { cookies: inside })
    expect(await list.text()).toContain(id)
    expect(await realFacts()).toEqual(before)
    const { rows } =
      await sql`select detail, account is not null as who from audit.event where action = 'practice.enter'`.execute(
        real,
      )
    expect(rows).toEqual([{ detail: { as: 'county.rights' }, who: true }])
  })

  test('a session of one house is nothing in the other, as cookie or as bearer', async () => {
    const token = (pair: string): string => pair.slice(pair.indexOf('=') + 1)
    const bearer = (path: string, secret: string) =>
      fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${secret}` } })
    expect((await bearer('/api/v1/me', token(officer))).status).toBe(200)
    expect((await bearer('/practice/api/v1/me', token(inside))).status).toBe(200)
    expect((await bearer('/api/v1/me', token(inside))).status).toBe(401)
    expect((await bearer('/practice/api/v1/me', token(officer))).status).toBe(401)
    for (const cookies of [inside, `nuanjia=${token(inside)}`]) {
      expect((await ask('/api/v1/me', { cookies })).status).toBe(401)
      expect((await ask('/api/v1/cases', { cookies })).status).toBe(401)
      expect((await enter(cookies, 'county.rights')).status).toBe(401)
    }
    for (const cookies of [officer, `nuanjia-practice=${token(officer)}`])
      expect((await ask('/practice/api/v1/me', { cookies })).status).toBe(401)
  })

  test('no way of signing in is open there, whatever is offered', async () => {
    const doors: readonly (readonly [path: string, body: object])[] = [
      ['/practice/api/session', { username: 'county.rights', password: demoPassword }],
      ['/practice/api/session', { username: 'county.rights', password: '-' }],
      ['/practice/api/session/phone', {}],
      ['/practice/api/session/desk', {}],
      ['/practice/api/session/desk/take', { poll: 'x'.repeat(30) }],
      ['/practice/api/v1/setup', {}],
    ]
    for (const [path, body] of doors) {
      const answer = await ask(path, { method: 'POST', body })
      expect([path, answer.status, await codeOf(answer)]).toEqual([path, 403, 'http.practice'])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from identity.account where password <> '-'`.execute(databaseOf('nuanjia_practice'))
    expect(rows).toEqual([{ n: 0 }])
  })

  test('there is no practice within practice, and its administrator opens none', async () => {
    const admin = pairOf(cookieOf(await enter(officer, 'admin'), 'nuanjia-practice'))
    expect((await (await ask('/practice/api/v1/practice', { cookies: admin })).json()) as object).toMatchObject({
      is: 'absent',
    })
    const again = await ask('/practice/api/v1/practice/close', { method: 'POST', cookies: admin })
    expect(await codeOf(again)).toBe('practice.isDemo')
    expect((await ask('/practice/metrics')).status).toBe(404)
    expect((await ask('/metrics').then((answer) => answer.text())).includes('route="/practice')).toBe(false)
  })

  test('what the machine is like is told to its own administrator, never to one who practises to be it', async () => {
    const practised = pairOf(cookieOf(await enter(officer, 'admin'), 'nuanjia-practice'))
    const inside = await ask('/practice/api/v1/running', { cookies: practised })
    expect([inside.status, await inside.json()]).toEqual([200, null])
    expect((await ask('/api/v1/running', { cookies: practised })).status).toBe(401)
    expect(await (await ask('/api/v1/running', { cookies: await signIn('admin') })).json()).toMatchObject({ units: 21 })
  })

  test('whoever practises for a while is still signed in to the real house; who does nothing is not', async () => {
    const [here, away] = [await signIn('city.rights'), await signIn('city.leader')]
    const entered = pairOf(cookieOf(await enter(here, 'county.rights'), 'nuanjia-practice'))
    const seen = async (minutes: number): Promise<Date> => {
      const at = new Date(Date.now() - minutes * 60_000)
      await sql`update identity.session set last_seen_at = ${at} where account_id in (select id from identity.account where username like 'city.%')`.execute(
        real,
      )
      return at
    }
    const work = async (): Promise<void> => {
      const answer = await ask('/practice/api/v1/me', { cookies: `${here}; ${entered}` })
      expect(answer.status).toBe(200)
    }
    const since = await seen(14)
    await work()
    const staying = () =>
      real.selectFrom('identity.session').select('last_seen_at').where('last_seen_at', '>', since).execute()
    await expect.poll(async () => (await staying()).length).toBeGreaterThan(0)
    // Two minutes more: sixteen since the other one did anything.
    await sql`update identity.session set last_seen_at = last_seen_at - interval '2 minutes' where last_seen_at <= ${since}::timestamptz`.execute(
      real,
    )
    expect((await ask('/api/v1/me', { cookies: here })).status).toBe(200)
    expect((await ask('/api/v1/me', { cookies: away })).status).toBe(401)
    // A session that ran out is not brought back by practising.
    await seen(16)
    await work()
    expect((await ask('/api/v1/me', { cookies: here })).status).toBe(401)
  })

  test('an account that is not there is refused, and so are too many tries', async () => {
    expect(await codeOf(await enter(officer, 'nobody.there'))).toBe('practice.noSuchPost')
  })

  test('signing out of the real house takes the practice session along', async () => {
    const mine = await signIn('county.leader')
    const out = await ask('/api/session', { method: 'DELETE', cookies: mine })
    expect(out.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^nuanjia-practice=;.* Path=\/practice\//))
  })
})

describe('as time goes by', () => {
  const matters = async (): Promise<number> => {
    const db = databaseOf('nuanjia_practice')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.head`.execute(db)
    return rows[0]?.n ?? 0
  }
  const asked = async (): Promise<Date | null> => {
    const row = await real.selectFrom('practice.copy').select('asked_at').executeTakeFirst()
    return row ? new Date(row.asked_at) : null
  }
  const exists = async (name: string): Promise<boolean> => {
    const { rows } = await sql`select from pg_database where datname = ${name}`.execute(real)
    return rows.length > 0
  }
  const closeHandles = async (): Promise<void> => {
    for (const close of opened.splice(0)) await close()
    real = databaseOf('nuanjia')
  }

  test('made anew it holds the city and nothing of what was tried; whoever was in has to come again', async () => {
    const admin = await signIn('admin')
    const inside = pairOf(cookieOf(await enter(admin, 'county.rights'), 'nuanjia-practice'))
    const tried = await matters()
    await closeHandles()
    const answer = (await (await press(admin, 'again')).json()) as PracticeState
    expect(answer.is).toBe('making')
    await untilOpen(admin)
    expect(await matters()).toBe(tried - 1)
    expect((await ask('/practice/api/v1/me', { cookies: inside })).status).toBe(401)
  }, 120_000)

  test('after a week it is made anew by itself, and the log says that nobody pressed', async () => {
    const admin = await signIn('admin')
    const before = await asked()
    await closeHandles()
    await real
      .updateTable('practice.copy')
      .set({ made_at: new Date(Date.now() - 8 * 86_400_000) })
      .execute()
    await expect.poll(asked, { timeout: 20_000 }).not.toEqual(before)
    await untilOpen(admin)
    const { rows } = await sql<{
      ip: string
      account: string | null
    }>`select ip, account from audit.event where action = 'practice.again' order by at desc limit 1`.execute(real)
    expect(rows).toEqual([{ ip: 'operator', account: null }])
  }, 120_000)

  test('stopped while it is made it goes on at the next start, with the real house open at once', async () => {
    const admin = await signIn('admin')
    await closeHandles()
    await press(admin, 'again')
    await expect
      .poll(() => exists('nuanjia_practice').then(async (yes) => yes && (await matters().catch(() => 0)) > 0), {
        timeout: 60_000,
        interval: 50,
      })
      .toBe(true)
    await stopIt()
    opened.splice(0)
    await startIt()
    real = databaseOf('nuanjia')
    const again = await signIn('admin')
    await untilOpen(again)
    const whole = await matters()
    expect(whole).toBe(demoIds(size.count).length)
  }, 180_000)

  test('a database that went away is made again', async () => {
    await stopIt()
    opened.splice(0)
    const undo: Cleanup = []
    await prepareDatabase(readConfig(folder.env, []), undo)
    await withClient(targetOf(folder), (client) => client.query('drop database nuanjia_practice'))
    for (const one of undo.reverse()) await one()
    await startIt()
    real = databaseOf('nuanjia')
    await untilOpen(await signIn('admin'))
    expect(await matters()).toBe(demoIds(size.count).length)
  }, 180_000)

  test('one that a newer version has been at is made again by this one', async () => {
    await closeHandles()
    const before = await asked()
    await databaseOf('nuanjia_practice')
      .insertInto('platform.migration')
      .values({ name: '9999_later.sql', checksum: 'x' })
      .execute()
    await stopIt()
    opened.splice(0)
    await startIt()
    real = databaseOf('nuanjia')
    const admin = await signIn('admin')
    await expect.poll(asked, { timeout: 20_000 }).not.toEqual(before)
    await untilOpen(admin)
    expect(await matters()).toBe(demoIds(size.count).length)
  }, 180_000)

  test('closed, its database is dropped and nobody enters; what is called alike and is somebody’s stays', async () => {
    const admin = await signIn('admin')
    await closeHandles()
    expect(((await (await press(admin, 'close')).json()) as PracticeState).is).toBe('closed')
    await expect.poll(() => exists('nuanjia_practice'), { timeout: 20_000 }).toBe(false)
    expect(await codeOf(await enter(admin, 'county.rights'))).toBe('practice.notOpen')
    const { rows } = await sql<{
      action: string
    }>`select distinct action from audit.event where action like 'practice.%' and account is not null order by 1`.execute(
      real,
    )
    expect(rows.map(({ action }) => action)).toEqual([
      'practice.again',
      'practice.close',
      'practice.enter',
      'practice.open',
    ])

    await sql`create database nuanjia_practice`.execute(real)
    const theirs = databaseOf('nuanjia_practice')
    await sql`create table public.theirs (id int)`.execute(theirs)
    await press(admin, 'open')
    await expect.poll(async () => (await stateFor(admin)).is, { timeout: 20_000 }).toBe('failed')
    expect((await stateFor(admin)).fault?.zh).toContain('nuanjia_practice')
    expect((await sql`select * from public.theirs`.execute(theirs)).rows).toEqual([])
    await closeHandles()
    await sql`drop database nuanjia_practice`.execute(real)
    // Pressed once more it goes on.
    await press(admin, 'open')
    await untilOpen(admin)
  }, 180_000)
})
