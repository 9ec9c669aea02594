import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { demoAccounts } from '#db/seed/demo-accounts.ts'
import { exporting, revealing, taking } from '#modules/audit/rules.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import type { Route } from '#platform/contract/route.ts'
import { makeRooms } from '#server/rooms.ts'
import { everyday } from './harness/everyday.ts'
import { holders, mayCall } from './harness/holders.ts'
import { type Caller, type House, startHouse } from './harness/house.ts'
import { demoPosts, type PostFacts } from './harness/records.ts'
import type { Ask, Target } from './harness/request-entries.ts'
import { openToEveryone, requests } from './harness/requests.ts'

// Every route of every contract, asked by every role about every kind of matter, against an oracle that knows only who
// holds what role, where a matter is and who was let in or shut out.

let house: House
let posts: ReadonlyMap<string, PostFacts & { home: string }>
let routes: readonly (readonly [name: string, route: Route])[]

beforeAll(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
  const facts = await demoPosts(house.database.admin)
  const { rows: homes } = await sql<{ id: string; home: string }>`select id, home from identity.post`.execute(
    house.database.admin,
  )
  posts = new Map(
    facts.map((post) => [post.username, { ...post, home: homes.find((one) => one.id === post.post)!.home }]),
  )
  const rooms = makeRooms(house.deps)
  routes = rooms
    .flatMap(({ contract }) => Object.values(contract))
    .map((route) => [`${route.method} ${route.path}`, route] as const)
  await register()
})
afterAll(() => house.stop())

/** A matter and what the oracle knows of it. */
type Matter = Target & {
  readonly relation: string
  readonly at: string
  readonly titled: boolean
  readonly access: 'open' | 'restricted' | 'closed'
  readonly team: readonly string[]
  readonly barred: readonly string[]
}
const matters: Matter[] = []

const sees = (username: string, matter: Matter): { head: boolean; body: boolean } => {
  const { role, scope } = posts.get(username)!
  if (['police', 'admin', 'security', 'auditor'].includes(role) || matter.barred.includes(username))
    return { head: false, body: false }
  const named = matter.team.includes(username)
  const above = posts.get(matter.at)!.scope.startsWith(scope)
  const head = named || (above && matter.access !== 'closed')
  return { head, body: head && (named || matter.access === 'open') }
}

const secrets = {
  name: '田晓禾',
  phone: '15412340001',
  facts: '单位三个月没有发工资',
  title: '拖欠工资',
  address: '某某小区八栋',
}

/** One matter of each relation: somebody's own, below, above, beside, granted, restricted, closed, barred, of another county. */
const register = async (): Promise<void> => {
  const make = async (relation: string, at: string, over: Partial<Matter> = {}, category = '0403'): Promise<Matter> => {
    const caller = await house.as(at)
    const target = { home: posts.get(at)!.home, id: randomUUID() }
    const party = randomUUID()
    const view = await caller.call(casesContract.create, {
      params: target,
      body: {
        kind: 'petition',
        category,
        channel: 'V',
        ...(category === '0403' ? { title: secrets.title } : {}),
        parties: [
          { id: party, role: 'petitioner', name: secrets.name, phone: secrets.phone, address: secrets.address },
        ],
        data: { facts: secrets.facts },
      },
    })
    const file = randomUUID()
    await caller.call(casesContract.addFile, {
      params: { ...target, file },
      query: { name: '说明.txt' },
      body: Buffer.from('情况说明'),
    })
    const matter = {
      ...target,
      number: view.head.number,
      party,
      file,
      relation,
      at,
      titled: category === '0403',
      access: category === '0403' ? ('open' as const) : ('restricted' as const),
      team: category === '0403' ? [] : [at],
      barred: [],
      ...over,
    }
    matters.push(matter)
    return matter
  }
  const version = async (at: string, { home, id }: Target): Promise<number> =>
    (await (await house.as(at)).call(casesContract.open, { params: { home, id } })).head.version
  await make('own', 'county.rights')
  await make('below', 'village.chair')
  await make('above', 'city.rights')
  await make('neighbour', 'county2.rights')
  await make('elsewhere', 'hongjiang.rights')
  await make('restricted', 'county.rights', {}, '0101')
  const granted = await make('granted', 'county.rights', { team: ['county.rights', 'city.leader'] }, '0101')
  await (
    await house.as('city.leader')
  ).call(casesContract.supervise, {
    params: { home: granted.home, id: granted.id },
    body: { purpose: 'supervise', reason: '市里督办本案' },
  })
  const closed = await make('closed', 'county.rights', { access: 'closed', team: ['county.rights'] })
  const officer = await house.as('county.rights')
  await officer.call(casesContract.restrict, {
    params: { home: closed.home, id: closed.id },
    body: { version: await version('county.rights', closed), access: 'closed', reason: '只由本人办理' },
  })
  const barred = await make('barred', 'county.rights', { barred: ['county.leader', 'city.rights', 'town.chair'] })
  await officer.call(casesContract.exclude, {
    params: { home: barred.home, id: barred.id },
    body: {
      version: await version('county.rights', barred),
      posts: barred.barred.map((username) => posts.get(username)!.post),
      reason: '当事人的亲属',
    },
  })
}

const countEvents = async (): Promise<number> =>
  Number(
    (
      await sql<{
        n: string
      }>`select count(*) as n from audit.event where action not in ('identity.signIn', 'http.refused')`.execute(
        house.database.admin,
      )
    ).rows[0]!.n,
  )

const usernames = demoAccounts.map(({ username }) => username)

const send = (caller: Caller, route: Route, { params = {}, query = {}, body }: Ask, headers = {}) => {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(query).toString()
  return caller.raw({
    method: route.method,
    url: search ? `${path}?${search}` : path,
    ...(body === undefined ? {} : { payload: body }),
    headers: { ...(Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : {}), ...headers },
  })
}
const done = [200, 400, 409, 422]
/** Refusals of one person: what must have left a trace and must not have told anything. */
type Refusal = { readonly where: string; readonly status: number; readonly trace: string; readonly body: string }

const checkRefusals = async (refusals: readonly Refusal[], account: string | null): Promise<void> => {
  const { rows } = await sql<{
    trace: string
  }>`select trace from audit.event where result = 'refused' and account is not distinct from ${account}::uuid and trace = any(${refusals.map((one) => one.trace)}::text[])`.execute(
    house.database.admin,
  )
  const traced = new Set(rows.map((row) => row.trace))
  expect(refusals.filter((one) => !traced.has(one.trace)).map((one) => one.where)).toEqual([])
  const told = [
    ...Object.values(secrets),
    ...matters.flatMap((matter) => [matter.number, matter.id, matter.party, matter.file]),
    ...[...posts.values()].map((post) => post.post),
  ]
  expect(
    refusals
      .filter((one) => told.some((secret) => one.body.includes(secret)))
      .map((one) => `${one.where}: ${one.body}`),
  ).toEqual([])
}

test('every route has a request in the matrix, and every request a route', () => {
  const named = routes.map(([name]) => name)
  expect(named.filter((name) => !(name in requests) && !openToEveryone.includes(name))).toEqual([])
  const mounted = new Set(named.map((name) => name.split('/').slice(0, 4).join('/')))
  expect(
    Object.keys(requests).filter((name) => mounted.has(name.split('/').slice(0, 4).join('/')) && !named.includes(name)),
  ).toEqual([])
})

test('every permission a route asks for is held by somebody the matrix knows', () => {
  const asked = new Set(routes.map(([, route]) => route.can).filter((can) => can !== 'everyone' && can !== 'signed-in'))
  expect([...asked].filter((can) => !holders[can]?.length)).toEqual([])
})

test('whatever writes or sends a file names the deed a light sign-in waits with, or is known as everyday work', () => {
  const writes = routes.filter(
    ([, { method, can, response }]) => can !== 'everyone' && (method !== 'GET' || response === 'bytes'),
  )
  expect(writes.filter(([name, { deed }]) => !deed && !everyday.includes(name)).map(([name]) => name)).toEqual([])
  const named = new Map(routes)
  expect(everyday.filter((name) => !named.has(name) || named.get(name)!.deed)).toEqual([])
})

test('a stranger is asked to sign in, whatever she asks for', async () => {
  const refusals: Refusal[] = []
  const wrong: string[] = []
  for (const [name, route] of routes) {
    const entry = requests[name]
    if (!entry || route.can === 'everyone') continue
    const answer = await send(house.stranger, route, entry.ask(matters[0]!, { home: '430202', unitCode: '430202' }))
    if (answer.statusCode !== 401) wrong.push(`${name} ${answer.statusCode}`)
    else refusals.push({ where: name, status: 401, trace: answer.json<{ trace: string }>().trace, body: answer.body })
  }
  expect(wrong).toEqual([])
  await checkRefusals(refusals, null)
})

test('what was opened in one post is neither done nor read in another, whatever it asks for', async () => {
  const elsewhere = posts.get('county2.rights')!.post
  const before = await countEvents()
  const wrong: string[] = []
  for (const username of ['county.rights', 'village.chair', 'admin', 'security']) {
    const caller = await house.signIn(username)
    const { post } = await caller.call(identityContract.me, {})
    for (const [name, route] of routes) {
      const entry = requests[name]
      if (!entry || route.can === 'everyone' || route.anyPost) continue
      const ask = entry.ask(matters[0]!, { home: '430202', unitCode: '430202' })
      const answer = await send(caller, route, ask, { 'nuanjia-post': elsewhere })
      const { code, title } = answer.json<{ code: string; title: string }>()
      if (answer.statusCode !== 409 || code !== 'http.otherPost' || !title.includes(post.titleZh)) wrong.push(name)
    }
    const own = { method: 'GET' as const, url: '/api/v1/notices', headers: { 'nuanjia-post': post.id } }
    expect((await caller.raw(own)).json<{ code?: string }>().code).not.toBe('http.otherPost')
  }
  expect(wrong).toEqual([])
  expect(await countEvents()).toBe(before)
})

describe('the matrix', () => {
  test.each(usernames)('%s', { timeout: 120_000 }, async (username) => {
    const post = posts.get(username)!
    const caller = await house.as(username)
    const asker = { home: post.home, unitCode: post.code }
    const refusals: Refusal[] = []
    const wrong: string[] = []
    const check = async (where: string, route: Route, ask: Ask, expected: readonly number[]): Promise<void> => {
      const answer = await send(caller, route, ask)
      if (!expected.includes(answer.statusCode))
        wrong.push(
          `${where}: ${answer.statusCode}, expected ${expected.join('/')} ${answer.statusCode >= 400 ? answer.body : ''}`,
        )
      if ([401, 403, 404].includes(answer.statusCode))
        refusals.push({
          where,
          status: answer.statusCode,
          trace: answer.json<{ trace: string }>().trace,
          body: answer.body,
        })
    }
    // Signing out ends the session; opening with a reason changes what one sees.
    const order = (name: string): number =>
      name.startsWith('DELETE /api/session') ? 2 : name.endsWith('/grants') ? 1 : 0
    for (const [name, route] of [...routes].sort(([a], [b]) => order(a) - order(b))) {
      const entry = requests[name]
      if (!entry || order(name) === 2) continue
      const may = mayCall(post.role, route.can)
      if (entry.about === 'nothing') {
        await check(name, route, entry.ask(matters[0]!, asker), may ? (entry.passes ?? done) : [403])
        continue
      }
      // Without the permission no matter is looked for at all, so one is as good as nine.
      for (const matter of may ? matters : matters.slice(0, 1)) {
        const { head, body } = sees(username, matter)
        // Whoever holds a grant reads; acting is for the team.
        const readsOnly =
          matter.relation === 'granted' &&
          username === 'city.leader' &&
          route.method !== 'GET' &&
          !/\/(reveal|words|grants)$/.test(route.path)
        const expected =
          !may || (body && readsOnly) ? [403] : body ? (entry.passes ?? done) : head ? [entry.headOnly ?? 403] : [404]
        await check(`${name} (${matter.relation})`, route, entry.ask(matter, asker), expected)
      }
    }
    expect(wrong).toEqual([])
    await checkRefusals(refusals, post.account)
  })
})

describe('lists and searches tell what the oracle lets them', () => {
  type Row = { number: string; who: string | null; title: string | null; openable: boolean }
  const rowsIn = async (username: string, route: Route, ask: Ask): Promise<Row[]> => {
    const answer = await send(await house.as(username), route, ask)
    const found: Row[] = []
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk)
      else if (typeof value === 'object' && value !== null) {
        if ('number' in value && 'openable' in value) found.push(value as Row)
        Object.values(value).forEach(walk)
      }
    }
    walk(answer.json())
    return found.filter((row) => matters.some((matter) => matter.number === row.number))
  }
  const readers = usernames.filter(
    (username) => !['police.liaison', 'admin', 'security', 'auditor', 'city.stats'].includes(username),
  )
  // Supervising in the matrix above let some in; these are the grants that now stand.
  const nowSees = (username: string, matter: Matter): { head: boolean; body: boolean } => {
    const before = sees(username, matter)
    const supervised =
      before.head && !matter.barred.includes(username) && mayCall(posts.get(username)!.role, 'cases.supervise')
    return { head: before.head, body: before.body || supervised }
  }

  test.each(readers)('%s', async (username) => {
    const route = (name: string): Route => routes.find(([one]) => one === name)![1]
    const all = await rowsIn(username, route('GET /api/v1/cases'), { query: { tab: 'all', limit: '100' } })
    const shared = await rowsIn(username, route('GET /api/v1/cases'), { query: { tab: 'shared', limit: '100' } })
    const listed = new Map([...all, ...shared].map((row) => [row.number, row]))
    expect(new Set(listed.keys())).toEqual(
      new Set(matters.filter((matter) => nowSees(username, matter).head).map((matter) => matter.number)),
    )
    for (const matter of matters) {
      const row = listed.get(matter.number)
      if (!row) continue
      expect([matter.relation, row.openable]).toEqual([matter.relation, nowSees(username, matter).body])
      // Of what one may not open there is no title, and a whole name is in no list but that of one's own village.
      expect([matter.relation, row.title]).toEqual([
        matter.relation,
        row.openable && matter.titled ? secrets.title : null,
      ])
      const own = username === 'village.chair' && matter.at === username && matter.access === 'open'
      expect([matter.relation, JSON.stringify(row).includes(secrets.name)]).toEqual([matter.relation, own])
      expect(JSON.stringify(row)).not.toContain(secrets.phone)
    }
    const found = await rowsIn(username, route('POST /api/v1/search'), { body: { q: secrets.phone } })
    expect(new Set(found.map((row) => row.number))).toEqual(
      new Set(matters.filter((matter) => nowSees(username, matter).body).map((matter) => matter.number)),
    )
    for (const matter of matters) {
      const byNumber = await rowsIn(username, route('POST /api/v1/search'), { body: { q: matter.number } })
      expect([matter.relation, byNumber.length]).toEqual([matter.relation, nowSees(username, matter).head ? 1 : 0])
    }
    for (const hint of mayCall(posts.get(username)!.role, 'cases.register')
      ? await rowsIn(username, route('POST /api/v1/cases/hints'), { body: { kind: 'petition', phone: secrets.phone } })
      : [])
      expect(matters.some((matter) => matter.number === hint.number && nowSees(username, matter).body)).toBe(true)
  })

  test('what a restricted matter shows to the level above is its head and nothing else', async () => {
    const matter = matters.find((one) => one.relation === 'restricted')!
    const answer = await (
      await house.as('hotline.op')
    ).raw({ method: 'GET', url: `/api/v1/cases/${matter.home}/${matter.id}` })
    expect(answer.statusCode).toBe(200)
    expect(answer.json<{ body: null }>().body).toBeNull()
    expect(Object.values(secrets).filter((secret) => answer.body.includes(secret))).toEqual([])
  })
})

// What the log calls these actions shows people in clear, lets a table or a file leave, or gives and takes rights and means of signing in.
const guarded = (action: string): boolean =>
  revealing.has(action) || exporting.has(action) || taking.has(action) || guardedToo.includes(action)
const guardedToo = [
  'cases.docx cases.breakGlass cases.supervise cases.number cases.restrict cases.lift cases.acceptHandover exchange.takeBack',
  'identity.resetAccount identity.openAccount identity.releaseAccount identity.voidFactor identity.setAccountStatus',
  'identity.givePost identity.endPost identity.openList identity.changePassword identity.confirmFactor identity.dropFactor',
  'identity.phoneSlip identity.bindPhone identity.dropPhone org.changeUnits cases.loadCalendar',
].flatMap((line) => line.split(' '))
const done200 = async (from: Date, account: string | null): Promise<string[]> =>
  (
    await sql<{
      action: string
    }>`select distinct action from audit.event where at >= ${from} and result = 'ok' and (${account}::uuid is null or account = ${account}::uuid)`.execute(
      house.database.admin,
    )
  ).rows.map(({ action }) => action)

test('a light sign-in that tries every route leaves no trace of looking whole, taking out, or giving power', async () => {
  const seen = (await done200(new Date(0), null)).filter(guarded)
  expect(seen).toEqual(expect.arrayContaining(['cases.reveal', 'cases.formFull', 'cases.getFile', 'cases.paper']))
  for (const username of ['county.rights', 'town.chair', 'county.leader', 'admin', 'security']) {
    house.clock.advance(1)
    const light = await house.lightly(username)
    house.clock.advance(1)
    const from = house.clock()
    for (const [name, route] of routes) {
      const entry = requests[name]
      if (!entry || name.startsWith('DELETE /api/session') || !mayCall(posts.get(username)!.role, route.can)) continue
      const asker = { home: posts.get(username)!.home, unitCode: posts.get(username)!.code }
      for (const matter of entry.about === 'matter' ? matters : matters.slice(0, 1))
        await send(light, route, entry.ask(matter, asker))
    }
    const { account } = posts.get(username)!
    const done = await done200(from, account)
    expect([username, done.filter(guarded)]).toEqual([username, []])
    expect(done.length).toBeGreaterThan(0)
  }
})

test('a signed-out session is a stranger’s', async () => {
  const caller = await house.signIn('county.rights')
  expect((await caller.raw({ method: 'DELETE', url: '/api/session' })).statusCode).toBe(200)
  expect((await caller.raw({ method: 'GET', url: '/api/v1/me' })).statusCode).toBe(401)
})
