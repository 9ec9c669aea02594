import { afterAll, beforeAll, expect, test } from 'vitest'
import { practiceOf, practised, press } from './harness/practising.ts'
import { signIn } from './harness/registering.ts'
import { emptyFolder, fillFolder, type Folder, type RealServer, startServer } from './harness/server.ts'

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

const made = async (admin: string): Promise<number> => {
  const state = await practiceOf(server, admin)
  expect(state.is).toBe('making')
  return state.done
}

test('killed in the midst of making it goes on by itself at the next start and loses nothing it had', async () => {
  const before = await signIn(server, 'admin')
  expect(await press(server, before, 'open')).toBe(200)
  await expect.poll(() => made(before), { timeout: 150_000, interval: 200 }).toBeGreaterThan(3)
  await server.end('SIGKILL')
  server = await startServer(folder)
  const stood = await practised(folder)
  expect(stood.length).toBeGreaterThan(3)
  const admin = await signIn(server, 'admin')
  await expect
    .poll(async () => (await practised(folder)).length, { timeout: 100_000, interval: 500 })
    .toBeGreaterThan(stood.length)
  expect(await practised(folder)).toEqual(expect.arrayContaining([...stood]))
  // Closed in the midst of it, the making ends and the database goes.
  expect(await press(server, admin, 'close')).toBe(200)
  await expect.poll(() => practised(folder).catch(() => 'gone'), { timeout: 60_000, interval: 500 }).toBe('gone')
  expect((await practiceOf(server, admin)).is).toBe('closed')
}, 400_000)
