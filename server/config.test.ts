import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, isHttps, isOnlyHere, readConfig } from './config.ts'
import { lockFolder } from './lock.ts'
import { requireFreePort } from './port.ts'

test('without any setting it listens on this machine, keeps the key beside the data and uses the embedded database', () => {
  const config = readConfig({}, [])
  expect(config).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    databaseUrl: null,
    dataDir: resolve('data'),
    keyFile: resolve('data.key'),
    empty: false,
  })
  expect(isHttps(config)).toBe(false)
})

test.each([
  [{}, true],
  [{ PUBLIC_URL: 'http://127.0.0.1:9000' }, true],
  [{ TRUST_PROXY: '1' }, false],
  [{ PUBLIC_URL: 'https://nj.example.cn' }, false],
  [{ HOST: '10.0.0.5', TRUST_PROXY: '1' }, false],
])('with %o demonstration accounts may be opened: %s', (env, may) => {
  expect(isOnlyHere(readConfig(env, []))).toBe(may)
})

test.each([
  ['backups inside the data', { DATA_DIR: '/srv/nj', BACKUP_DIR: '/srv/nj/backups' }, [], 'BACKUP_DIR'],
  [
    'the key among the backups',
    { DATA_DIR: '/srv/nj', BACKUP_DIR: '/srv/away', NUANJIA_MASTER_KEY_FILE: '/srv/away/nj.key' },
    [],
    'BACKUP_DIR',
  ],
  [
    'a key inside the data',
    { DATA_DIR: '/srv/nj', NUANJIA_MASTER_KEY_FILE: '/srv/nj/master.key' },
    [],
    'NUANJIA_MASTER_KEY_FILE',
  ],
  [
    'a key deep inside the data',
    { DATA_DIR: '/srv/nj', NUANJIA_MASTER_KEY_FILE: '/srv/nj/a/../b/c.key' },
    [],
    'NUANJIA_MASTER_KEY_FILE',
  ],
  [
    'a key whose name begins with dots',
    { DATA_DIR: '/srv/nj', NUANJIA_MASTER_KEY_FILE: '/srv/nj/..key' },
    [],
    'NUANJIA_MASTER_KEY_FILE',
  ],
  ['an open host without HTTPS', { HOST: '0.0.0.0' }, [], 'TLS_CERT_FILE'],
  ['an open IPv6 host without HTTPS', { HOST: '::' }, [], 'TRUST_PROXY'],
  ['TRUST_PROXY switched off', { HOST: '10.0.0.5', TRUST_PROXY: 'false' }, [], 'TLS_CERT_FILE'],
  ['a certificate without its key', { TLS_CERT_FILE: 'a.pem' }, [], 'TLS_KEY_FILE'],
  ['a port that is none', { PORT: '80a' }, [], 'PORT'],
  ['a port too high', { PORT: '70000' }, [], 'PORT'],
  ['a database of another kind', { DATABASE_URL: 'mysql://a@b/c' }, [], 'postgres://'],
  ['an address below another site', { PUBLIC_URL: 'https://city.example.cn/nuanjia/' }, [], 'https://city.example.cn'],
  ['an address that is none', { PUBLIC_URL: 'nj.example.cn' }, [], 'PUBLIC_URL'],
  ['an argument that does not exist', {}, ['--emtpy'], '--empty'],
])('%s is refused with the remedy, in both languages', (_, env, args, remedy) => {
  const refusal = (() => {
    try {
      return readConfig(env, args)
    } catch (error) {
      return error
    }
  })()
  expect(refusal).toBeInstanceOf(ConfigError)
  const { sentence } = refusal as ConfigError
  expect(sentence.zh).toContain(remedy)
  expect(sentence.en).toContain(remedy)
})

test.each([
  ['beside the data', { DATA_DIR: '/srv/nj', NUANJIA_MASTER_KEY_FILE: '/srv/nj-key/master.key' }],
  [
    'in a folder whose name begins like the data',
    { DATA_DIR: '/srv/nj', NUANJIA_MASTER_KEY_FILE: '/srv/nj2/master.key' },
  ],
  ['above the data', { DATA_DIR: '/srv/nj/data', NUANJIA_MASTER_KEY_FILE: '/srv/nj/master.key' }],
])('a key %s is taken', (_, env) => {
  expect(readConfig(env, []).keyFile).toBe(env.NUANJIA_MASTER_KEY_FILE)
})

test.each([
  ['its own certificate', { HOST: '0.0.0.0', TLS_CERT_FILE: 'a.pem', TLS_KEY_FILE: 'b.pem' }, true],
  ['a proxy in front', { HOST: '0.0.0.0', TRUST_PROXY: '10.0.0.1' }, true],
  ['a proxy that speaks plain HTTP', { TRUST_PROXY: '1', PUBLIC_URL: 'http://nj.example.cn' }, false],
])('with %s cookies are secure accordingly', (_, env, https) => {
  expect(isHttps(readConfig(env, []))).toBe(https)
})

test('a folder is taken by one server at a time and free again afterwards', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nuanjia-lock-'))
  const release = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(ConfigError)
  release()
  lockFolder(folder)()
  rmSync(folder, { recursive: true })
})

test('a port another program holds is refused before anything else starts', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  await expect(requireFreePort(readConfig({ PORT: String(port) }, []))).rejects.toThrow(`Port ${port}`)
  await new Promise((resolve) => void other.close(resolve))
  await requireFreePort(readConfig({ PORT: String(port) }, []))
})
