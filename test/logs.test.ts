import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectClient } from '#platform/db/open.ts'
import { makeLog } from '#server/log.ts'
import { look, matter, put, signIn } from './harness/registering.ts'
import { emptyFolder, fillFolder, type Folder, type RealServer, startServer, targetOf } from './harness/server.ts'
import { person } from './kinds/walk.ts'

// A log is handed to whoever looks for a fault: nobody's name, number or word may stand in it.

const secrets = ['闻人小雨', '15412340077', '430202199003071248', '昨晚又动手了', '分房产的事', 'wenren.xiaoyu']
const [name, phone, idNumber, words, title, account] = secrets as [string, string, string, string, string, string]

let folder: Folder
let server: RealServer
beforeAll(async () => {
  folder = emptyFolder()
  await fillFolder(folder)
  server = await startServer(folder)
}, 60_000)
afterAll(async () => {
  await server?.end('SIGTERM')
  folder?.remove()
})

const logged = (): string => server.said() + readFileSync(join(folder.dataDir, 'database', 'postgres.log'), 'utf8')
const found = (): string[] =>
  secrets.filter((one) => logged().includes(one) || logged().includes(encodeURIComponent(one)))

const send = (path: string, init: RequestInit & { token?: string } = {}) =>
  fetch(`${server.url}${path}`, {
    ...init,
    headers: {
      ...(init.body ? { 'content-type': 'application/json' } : {}),
      ...(init.token ? { authorization: `Bearer ${init.token}` } : {}),
      'user-agent': `browser of ${encodeURIComponent(name)}`,
      'x-nuanjia-note': phone,
    },
  }).then(async (answer) => {
    await answer.arrayBuffer()
    return answer.status
  })

const secretMatter = () => ({
  ...(matter().body as Record<string, unknown>),
  title,
  parties: [person('petitioner', name, { phone, idNumber })],
  data: { facts: `${words}。${name} ${phone}` },
})

test('what people send in body, query, path and headers, right or wrong, stands in no log', async () => {
  const token = await signIn(server)
  const one = matter()
  const statuses = [
    await send(`/api/v1/cases/430202/${one.id}`, { method: 'PUT', token, body: JSON.stringify(secretMatter()) }),
    // The same id with other words.
    await send(`/api/v1/cases/430202/${one.id}`, {
      method: 'PUT',
      token,
      body: JSON.stringify({ ...secretMatter(), data: { facts: `${words},还有别的。` } }),
    }),
    await send(`/api/v1/cases?kind=${encodeURIComponent(name)}`, { token }),
    await send(`/api/v1/cases?cursor=${encodeURIComponent(`${phone}${name}`)}`, { token }),
    await send(`/api/v1/cases/${idNumber}/${encodeURIComponent(name)}`, { token }),
    await send(`/api/v1/${encodeURIComponent(name)}/%zz${phone}`, { token }),
    await send(`/${encodeURIComponent(name)}?q=${phone}`),
    await send('/api/session', { method: 'POST', body: JSON.stringify({ username: account, password: words }) }),
    await send('/api/session', { method: 'POST', body: `{"username":"${name}` }),
    await send(`/api/v1/cases/430202/${matter().id}`, {
      method: 'PUT',
      token,
      body: JSON.stringify({ ...secretMatter(), category: name, parties: [person(name, '')], extra: phone }),
    }),
    // Too large: refused while it is still being sent, so that the sender may see the connection end instead of the answer.
    await send(`/api/v1/cases/430202/${matter().id}`, { method: 'PUT', token, body: `${name}`.repeat(400_000) }).catch(
      () => 413,
    ),
  ]
  // What is right is taken in, or the rest would prove nothing.
  expect(statuses[0]).toBe(200)
  expect(statuses.every((status) => status >= 200 && status < 500)).toBe(true)
  expect(new Set(statuses).size).toBeGreaterThan(3)
  // It does write a log, by route.
  await expect.poll(() => server.said()).toContain('/api/v1/cases/:home/:id')
  expect(found()).toEqual([])
}, 60_000)

test('an error of PostgreSQL, whose detail repeats the row, is logged by code and place only', async () => {
  const token = await signIn(server)
  await look(folder, (db) =>
    sql`alter table cases.head add constraint broken_for_a_moment check (title is null) not valid`.execute(db),
  )
  const status = await send(`/api/v1/cases/430202/${matter().id}`, {
    method: 'PUT',
    token,
    body: JSON.stringify(secretMatter()),
  })
  await look(folder, (db) => sql`alter table cases.head drop constraint broken_for_a_moment`.execute(db))
  expect(status).toBe(500)
  await expect.poll(() => server.said()).toContain('"constraint":"broken_for_a_moment"')
  expect(server.said()).toContain('"code":"23514"')
  // Its message repeats a value of its own accord.
  const client = await connectClient(targetOf(folder))
  await expect(client.query(`select '${name} ${phone}'::date`)).rejects.toThrow(name)
  await client.end()
  expect(found()).toEqual([])
  expect((await put(server, token, matter())).status).toBe(200)
}, 60_000)

test('work behind the requests that fails is logged by its name and code, without its words', async () => {
  await look(folder, (db) => sql`alter table figures.cell rename to cell_away`.execute(db))
  await put(server, await signIn(server), matter())
  await expect.poll(() => server.said(), { timeout: 20_000 }).toContain('"name":"figures.fold"')
  await look(folder, (db) => sql`alter table figures.cell_away rename to cell`.execute(db))
  expect(server.said()).toContain('"code":"42P01"')
  expect(server.said()).not.toContain('does not exist')
  expect(found()).toEqual([])
}, 60_000)

test('however somebody comes to log an error or a request, its words are left out', () => {
  const lines: string[] = []
  const log = makeLog(new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }))
  const error = Object.assign(new Error(`duplicate key: ${name}`), { detail: `Key (phone)=(${phone})`, code: '23505' })
  log.error(error)
  log.error({ err: error }, 'failed')
  log.warn({ error }, 'failed')
  log.warn({ req: { url: `/x?q=${phone}`, headers: { cookie: words }, body: name } }, 'slow')
  log.info({ request: { query: { q: name }, body: { facts: words } } }, 'seen')
  expect(lines).toHaveLength(5)
  expect(lines.join('')).toContain('23505')
  expect(secrets.filter((one) => lines.join('').includes(one))).toEqual([])
})
