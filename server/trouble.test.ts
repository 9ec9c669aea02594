import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localCertificate } from '#test/harness/certificate.ts'
import { ask, look } from '#test/harness/registering.ts'
import { databasePid, emptyFolder, fillFolder, runCommand, startServer } from '#test/harness/server.ts'
import { readConfig } from './config.ts'
import { type Cleanup, prepareDatabase, withClient } from './databases.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'nuanjia-trouble-'))
  writeFileSync(join(dir, 'file'), '')
  mkdirSync(join(dir, 'locked'))
  writeFileSync(join(dir, 'locked', 'lock'), 'not a lock')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test.each([
  ['a file stands where the data folder should', { DATA_DIR: 'file' }, /文件 \S+file 用不了\(EEXIST\)。请核对路径/],
  ['the lock file is damaged', { DATA_DIR: 'locked' }, /锁文件 \S+lock 损坏了,里面没有数据。/],
  ['the key file cannot be made', { NUANJIA_MASTER_KEY_FILE: 'file/key' }, /文件 \S+ 用不了\(\w+\)。请核对路径/],
  [
    'the address is another machine’s',
    { HOST: '192.0.2.1', TRUST_PROXY: '1' },
    /192\.0\.2\.1 不是这台机器的地址。请用 HOST/,
  ],
  ['its own database does not run', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, /连不上数据库\(ECONNREFUSED\)。/],
])('%s: the start ends with the reason and what to do', async (_, more, said) => {
  const { DATA_DIR = 'data', NUANJIA_MASTER_KEY_FILE = 'key', ...rest } = more as Record<string, string>
  const env = {
    DATA_DIR: join(dir, DATA_DIR),
    NUANJIA_MASTER_KEY_FILE: join(dir, NUANJIA_MASTER_KEY_FILE),
    PATH: process.env['PATH'] ?? '',
  }
  const folder = { env, dataDir: env.DATA_DIR, inside: [], remove: () => undefined }
  const started = startServer(folder, { PORT: rest['HOST'] ? '8099' : '0', ...rest })
  await expect(started).rejects.toThrow(said)
  await expect(started).rejects.not.toThrow(/^\s+at /m)
})

test('a database of another version, or one that is damaged: the start says so and what to do, without a trace of the program', async () => {
  const folder = emptyFolder()
  const cleanup: Cleanup = []
  try {
    const ready = await prepareDatabase(readConfig(folder.env, []), cleanup)
    await withClient(ready.target('owner'), (owner) => owner.query(`update platform.migration set checksum = 'other'`))
    for (const undo of cleanup.splice(0).reverse()) await undo()
    const started = startServer(folder)
    await expect(started).rejects.toThrow(/另一个版本的暖家建的\(0001_platform_base\.sql 不一样\)/)
    await expect(started).rejects.not.toThrow(/^\s+at /m)
    const command = await runCommand(folder, ['verify']).done
    expect(command).toMatchObject({ exit: 1, said: expect.stringMatching(/^这个数据库是另一个版本的暖家建的/) })
    expect(command.said).not.toMatch(/^\s+at /m)
    writeFileSync(join(folder.dataDir, 'database', 'cluster', 'PG_VERSION'), 'x')
    const damaged = startServer(folder)
    await expect(damaged).rejects.toThrow(/自带的数据库没有启动,数据没有动。[^]*not a valid data directory/)
    await expect(damaged).rejects.not.toThrow(/^\s+at /m)
  } finally {
    for (const undo of cleanup.reverse()) await undo()
    folder.remove()
  }
}, 60_000)

test('a data folder that a newer version has upgraded is left alone, by the server and by commands', async () => {
  const folder = emptyFolder()
  try {
    await fillFolder(folder)
    const cleanup: Cleanup = []
    const ready = await prepareDatabase(readConfig(folder.env, []), cleanup)
    await withClient(ready.target('owner'), (owner) =>
      owner.query(`insert into platform.migration (name, checksum) values ('9999_later.sql', 'x')`),
    )
    for (const undo of cleanup.reverse()) await undo()
    await expect(startServer(folder)).rejects.toThrow(/更新的暖家升级过\(9999_later\.sql\)[^]*没有动。请用新的版本启动/)
    const command = await runCommand(folder, ['backup', join(dir, 'older.backup')]).done
    expect(command).toMatchObject({ exit: 1, said: expect.stringMatching(/^这份数据已经被更新的暖家升级过/) })
    expect(command.said).not.toMatch(/^\s+at /m)
  } finally {
    folder.remove()
  }
}, 60_000)

test('a certificate with another key ends the start with the reason, before the database is touched', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  writeFileSync(join(dir, 'cert.pem'), localCertificate)
  writeFileSync(join(dir, 'cert-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const folder = emptyFolder()
  try {
    const files = { TLS_CERT_FILE: join(dir, 'cert.pem'), TLS_KEY_FILE: join(dir, 'cert-key.pem') }
    const started = startServer(folder, files)
    await expect(started).rejects.toThrow(/不是一对。请放申请这张证书时用的私钥/)
    await expect(started).rejects.not.toThrow(/^\s+at /m)
    expect(readdirSync(folder.dataDir)).toEqual(['lock'])
  } finally {
    folder.remove()
  }
}, 60_000)

test('a command beside a running server of another version, or with another key, says so and does nothing', async () => {
  const folder = emptyFolder()
  try {
    await fillFolder(folder)
    const server = await startServer(folder)
    const otherKey = join(dir, 'other-key')
    writeFileSync(otherKey, `${'5a'.repeat(32)}\n`, { mode: 0o600 })
    const stranger = await runCommand(folder, ['verify'], { NUANJIA_MASTER_KEY_FILE: otherKey }).done
    expect(stranger).toMatchObject({ exit: 2, said: expect.stringContaining('打不开这个数据库。') })
    await look(folder, (db) => db.updateTable('platform.migration').set({ checksum: 'other' }).execute())
    const command = await runCommand(folder, ['verify']).done
    expect(command).toMatchObject({ exit: 2, said: expect.stringContaining('或者是另一个版本。') })
    expect(command.said).not.toMatch(/^\s+at /m)
    await server.end('SIGTERM')
  } finally {
    folder.remove()
  }
}, 60_000)

test('its database dies in the midst of the first start: the start says so without a trace of the program, the next one goes on', async () => {
  const folder = emptyFolder()
  const migrated = () =>
    look(folder, async (db) => (await db.selectFrom('platform.migration').select('name').execute()).length)
  try {
    const said = startServer(folder).then(String, String)
    await expect.poll(() => migrated().catch(() => 0), { timeout: 40_000, interval: 5 }).toBeGreaterThan(0)
    process.kill(databasePid(folder), 'SIGKILL')
    expect(await said).toMatch(/数据库在启动途中断开了。/)
    expect(await said).not.toMatch(/^\s+at /m)
    await fillFolder(folder)
    const server = await startServer(folder)
    expect((await ask(server, null, 'GET', '/healthz')).status).toBe(200)
    await server.end('SIGTERM')
  } finally {
    folder.remove()
  }
}, 120_000)
