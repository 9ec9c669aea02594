import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ask, look, put, signIn, standing, tenPeople, verify, wounds } from './harness/registering.ts'
import { emptyFolder, fillFolder, type Folder, type RealServer, startServer } from './harness/server.ts'
import { onSmallDisk, type SmallDisk, whyNoSmallDisk } from './harness/small-disk.ts'

// A disk that is really full under the real server. Where none can be made, bad-days.test.ts still asks what is said of one.

const why = whyNoSmallDisk()
if (why) process.stderr.write(`A full disk is not tried: ${why}\n`)
let folder: Folder
let disk: SmallDisk
const running: RealServer[] = []
const start = async (): Promise<RealServer> => {
  const server = await startServer(disk.folder)
  running.push(server)
  return server
}
beforeAll(async () => {
  if (why) return
  folder = emptyFolder()
  await fillFolder(folder)
  disk = await onSmallDisk(folder, 48)
}, 60_000)
afterEach(async () => {
  for (const server of running.splice(0)) await server.end('SIGTERM')
  disk?.clear()
})
afterAll(() => {
  disk?.remove()
  folder?.remove()
})

const full = '服务器磁盘已满,内容没有保存。请通知管理员清理磁盘。'

test.skipIf(why).each([
  ['no table can grow', false],
  ['its log cannot grow either and the database dies', true],
])(
  'the disk fills while ten people register and %s: the server says so, loses nothing and goes on by itself when there is room',
  async (_, dies) => {
    const server = await start()
    const token = await signIn(server)
    const { acknowledged, lost, refused, end } = tenPeople(server, token)
    await expect.poll(() => acknowledged.length, { timeout: 40_000 }).toBeGreaterThan(20)
    disk.fill()
    await expect.poll(() => refused.length, { timeout: 60_000 }).toBeGreaterThan(100)
    // The log goes over the segments it has kept and then asks for a new one.
    const nextSegment = () => look(disk.folder, (db) => sql`select pg_switch_wal()`.execute(db)).catch(() => undefined)
    const health = async () => {
      if (dies) await nextSegment()
      return (await ask(server, null, 'GET', '/healthz')).status
    }
    await expect.poll(health, { timeout: 40_000 }).toBe(dies ? 503 : 200)
    const told = new Set(refused.map(({ status, body }) => [status, body['code'], body['title']].join(' ')))
    expect([...told]).toEqual([`507 http.diskFull ${full}`])

    disk.clear()
    const before = acknowledged.length
    await expect.poll(() => acknowledged.length, { timeout: 40_000 }).toBeGreaterThan(before + 20)
    await end()
    expect(lost.length).toBe(refused.length)
    expect(server.ended()).toBeNull()
    expect(await standing(disk.folder, acknowledged)).toBe(acknowledged.length)
    expect(await standing(disk.folder, lost)).toBe(0)
    for (const sent of lost.slice(0, 12)) expect((await put(server, token, sent)).status).toBe(200)
    expect(await wounds(disk.folder)).toEqual({ halves: 0, gaps: 0 })
    expect(await verify(disk.folder)).toEqual({ ok: true })
  },
  150_000,
)

test.skipIf(why)(
  'a start on a full disk names the reason and what to do, and succeeds when there is room',
  async () => {
    disk.fill()
    await expect(start()).rejects.toThrow('磁盘已满,启动不了。请在 DATA_DIR 所在的磁盘上腾出空间再启动')
    disk.clear()
    expect((await ask(await start(), null, 'GET', '/healthz')).status).toBe(200)
  },
  60_000,
)
