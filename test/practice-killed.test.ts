import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import type { PracticeState } from '#modules/practice/contract.ts'
import { openDatabase } from '#platform/db/open.ts'
import { emptyFolder, fillFolder, type Folder, type RealServer, startServer, targetOf } from './harness/server.ts'

// A server killed while it makes the practice house: the real house is there at once, and the making goes on from what stood.

let folder: Folder
let server: RealServer
beforeAll(async () => {
  folder = emptyFolder()
  await fillFolder(folder)
  server = await startServer(folder)
}, 120_000)
afterAll(async () => {
  await server?.end('SIGTERM')
  folder.remove()
})

const signIn = async (): Promise<string> => {
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: demoPassword }),
  })
  const cookie = answer.headers.getSetCookie().find((one) => /^nuanjia=[^;]/.test(one))
  return cookie?.split(';')[0] ?? ''
}
const ask = (cookie: string, path = '', method = 'GET'): Promise<Response> =>
  fetch(`${server.url}/api/v1/practice${path}`, { method, headers: { cookie } })
const made = async (cookie: string): Promise<number> => {
  const state = (await (await ask(cookie)).json()) as PracticeState
  expect(state.is).toBe('making')
  return state.done
}
/** Ids of the matters of the practice house. */
const matters = async (): Promise<readonly string[]> => {
  const { db, close } = openDatabase({ ...targetOf(folder), database: 'nuanjia_practice' }, 1)
  const { rows } = await sql<{ id: string }>`select id from cases.head`.execute(db)
  await close()
  return rows.map(({ id }) => id)
}

test('killed in the midst of making it goes on by itself at the next start and loses nothing it had', async () => {
  const before = await signIn()
  expect((await ask(before, '/open', 'POST')).status).toBe(200)
  await expect.poll(() => made(before), { timeout: 150_000, interval: 200 }).toBeGreaterThan(3)
  await server.end('SIGKILL')
  server = await startServer(folder)
  const stood = await matters()
  expect(stood.length).toBeGreaterThan(3)
  const cookie = await signIn()
  await expect
    .poll(async () => (await matters()).length, { timeout: 100_000, interval: 500 })
    .toBeGreaterThan(stood.length)
  expect(await matters()).toEqual(expect.arrayContaining([...stood]))
  // Closed in the midst of it, the making ends and the database goes.
  expect((await ask(cookie, '/close', 'POST')).status).toBe(200)
  await expect.poll(() => matters().catch(() => 'gone'), { timeout: 60_000, interval: 500 }).toBe('gone')
  expect(((await (await ask(cookie)).json()) as PracticeState).is).toBe('closed')
}, 400_000)
