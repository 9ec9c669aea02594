import { afterAll, beforeAll, expect, test } from 'vitest'
import { practiceOf, practised, press } from './harness/practising.ts'
import { matter, put, signIn, standing, verify, wounds } from './harness/registering.ts'
import { emptyFolder, fillFolder, type Folder, type RealServer, startServer } from './harness/server.ts'
import { onSmallDisk, type SmallDisk, whyNoSmallDisk } from './harness/small-disk.ts'

// Practice is made on the disk of the real data: when it fills, practice gives way and the real data goes on.

const why = whyNoSmallDisk()
let folder: Folder
let disk: SmallDisk
let server: RealServer
beforeAll(async () => {
  if (why) return
  folder = emptyFolder()
  await fillFolder(folder)
  disk = await onSmallDisk(folder, 400)
  server = await startServer(disk.folder)
}, 120_000)
afterAll(async () => {
  await server?.end('SIGTERM')
  disk?.remove()
  folder?.remove()
})

test.skipIf(why)(
  'the disk fills while practice is made: it stops and says what to do, the real data goes on; with room again it goes on or goes away',
  async () => {
    const [admin, officer] = [await signIn(server, 'admin'), await signIn(server)]
    const sent = [matter(), matter(), matter()]
    const register = async (at: number) => (await put(server, officer, sent[at]!)).status
    const failure = { is: 'failed', fault: { zh: expect.stringContaining('磁盘快满了,练习没有做成') } }
    const told = async () => {
      await expect.poll(() => practiceOf(server, admin), { timeout: 60_000 }).toMatchObject(failure)
    }
    const practisedNow = async () => (await practised(disk.folder)).length
    expect(await register(0)).toBe(200)

    // Too little room for a beginning: nothing is begun.
    disk.fill(20)
    expect(await press(server, admin, 'open')).toBe(200)
    await told()
    await expect(practised(disk.folder)).rejects.toThrow('nuanjia_practice')
    disk.clear()

    expect(await press(server, admin, 'open')).toBe(200)
    await expect.poll(() => practised(disk.folder).catch(() => []), { timeout: 150_000 }).not.toEqual([])
    disk.fill(20)
    await told()
    const stood = await practised(disk.folder)
    expect(await register(1)).toBe(200)

    disk.clear()
    expect(await press(server, admin, 'open')).toBe(200)
    await expect.poll(practisedNow, { timeout: 150_000 }).toBeGreaterThan(stood.length)
    expect(await practised(disk.folder)).toEqual(expect.arrayContaining([...stood]))

    // To the last byte, all at once.
    disk.fill()
    await told()
    disk.clear()
    await expect.poll(() => press(server, admin, 'close'), { timeout: 60_000 }).toBe(200)
    await expect.poll(() => practised(disk.folder).catch(() => 'gone'), { timeout: 60_000 }).toBe('gone')
    expect(await register(2)).toBe(200)
    expect(server.ended()).toBeNull()
    expect(await standing(disk.folder, sent)).toBe(3)
    expect(await wounds(disk.folder)).toEqual({ halves: 0, gaps: 0 })
    expect(await verify(disk.folder)).toEqual({ ok: true })
  },
  400_000,
)
