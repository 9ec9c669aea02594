import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { traceOf } from '#platform/http/problem.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { buildApp } from './app.ts'
import { makeRooms } from './rooms.ts'

let house: House
let web: string
beforeAll(async () => {
  web = mkdtempSync(join(tmpdir(), 'nuanjia-web-'))
  mkdirSync(join(web, 'assets'))
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>暖家</title>')
  writeFileSync(join(web, 'assets', 'app-4f3a.js'), 'export {}')
  house = await startHouse({ web })
})
afterAll(async () => {
  await house.stop()
  rmSync(web, { recursive: true, force: true })
})

const signIn = (payload: string | object, headers: Record<string, string> = {}) =>
  house.stranger.raw({
    method: 'POST',
    url: '/api/session',
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  })

test('healthz says ok, reachable and the version', async () => {
  const answer = await house.stranger.raw({ method: 'GET', url: '/healthz' })
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok', database: 'reachable', version: '0.0.0' }])
})

test('where there is no practice its address leads to the page that says so', async () => {
  const page = await house.stranger.raw({ method: 'GET', url: '/practice/matters', headers: { accept: 'text/html' } })
  expect([page.statusCode, page.headers.location]).toEqual([302, '/me/practice'])
  const call = await house.stranger.raw({ method: 'GET', url: '/practice/api/v1/me' })
  expect(call.json()).toMatchObject({ code: 'practice.isDemo' })
})

test('healthz answers 503 when the database is gone, and a request says that nothing was saved', async () => {
  const { openDatabase } = await import('#platform/db/open.ts')
  const gone = openDatabase({ ...house.database.target('app'), port: 1 }, 1)
  const deps = { ...house.deps, apart: gone.db, system: gone.db }
  const app = await buildApp({
    door: {
      db: gone.db,
      vault: house.vault,
      auditKey: deps.auditKey,
      clock: house.clock,
      enter: async () => null,
      secureCookie: false,
      home: '000000',
      diskFull: () => false,
    },
    rooms: makeRooms(deps),
    version: '0.0.0',
    web: null,
    https: true,
  })
  const health = await app.inject('/healthz')
  expect([health.statusCode, health.json<{ database: string }>().database]).toEqual([503, 'unreachable'])
  expect(health.headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
  const refused = await app.inject({ url: '/api/v1/demo', headers: { 'accept-language': 'en' } })
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([503, 'http.busy'])
  await app.close()
  await gone.close()
})

test('the OpenAPI document holds every route of every room, with its schemas', async () => {
  const document = (await house.stranger.raw({ method: 'GET', url: '/api/openapi.json' })).json<{
    paths: Record<
      string,
      Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>
    >
  }>()
  const rooms = makeRooms(house.deps)
  const declared = rooms.flatMap(({ contract }) =>
    Object.values(contract).map(({ method, path }) => `${method} ${path}`),
  )
  const printed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(printed.toSorted()).toEqual(declared.toSorted())
  const session = document.paths['/api/session']?.['post']?.responses['200']?.content['application/json']?.schema
  expect(JSON.stringify(session)).toContain('"mustChange"')
})

test.each(['/', '/healthz', '/api/v1/me', '/api/nothing'])('%s answers with the security headers', async (url) => {
  const { headers } = await house.stranger.raw({ method: 'GET', url })
  expect(headers['content-security-policy']).toMatch(/^default-src 'self'; script-src 'self';.*frame-ancestors 'none'$/)
  expect([headers['referrer-policy'], headers['x-content-type-options'], headers['x-frame-options']]).toEqual([
    'no-referrer',
    'nosniff',
    'DENY',
  ])
  expect(headers['permissions-policy']).toContain('camera=()')
  // Plain HTTP must not pin HTTPS.
  expect(headers['strict-transport-security']).toBeUndefined()
})

test.each([
  ['another site', 'https://evil.example', 403],
  ['a page that hides its origin', 'null', 403],
  ['the product itself', 'https://nj.example.cn', 401],
])('a sign-in sent by %s answers as it should', async (_, origin, status) => {
  const answer = await signIn({ username: 'nobody.here', password: 'x' }, { origin, host: 'nj.example.cn' })
  expect(answer.statusCode).toBe(status)
  if (status !== 403) return
  // Whoever set up the proxy must learn what is wrong, not that her post lacks something.
  expect(answer.json()).toMatchObject({
    code: 'http.foreignOrigin',
    title: expect.stringContaining('请直接打开 nj.example.cn'),
  })
})

test.each([
  ['broken', '{"username":', 400, 'http.invalid'],
  ['empty', '', 400, 'http.invalid'],
  ['oversized', JSON.stringify({ username: 'a', password: 'x'.repeat(1_100_000) }), 413, 'http.tooLarge'],
  ['of the wrong shape', '[]', 400, 'http.invalid'],
  ['with a field too many', '{"username":"a","password":"b","role":"admin"}', 400, 'http.invalid'],
])('%s JSON is a problem with a sentence, not a crash', async (_, payload, status, code) => {
  const answer = await signIn(payload)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  const problem = answer.json<{ code: string; title: string }>()
  expect([answer.statusCode, problem.code]).toEqual([status, code])
  expect(problem.title).toMatch(/[\u4e00-\u9fff]/)
})

test.each(['text/plain', 'application/x-www-form-urlencoded'])(
  '%s, which another site can send, is refused before it is read as JSON',
  async (type) => {
    const answer = await signIn('{"username":"admin","password":"nuanjia-demo"}', { 'content-type': type })
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'http.invalid'])
  },
)

test('a large upload of somebody who may not send it is refused before a byte of it is read', async () => {
  const url =
    '/api/v1/cases/430202/0190a1b2-0000-7000-8000-000000000001/files/0190a1b2-0000-7000-8000-000000000002?name=a.txt'
  const asked = async (token: string | null): Promise<[number, boolean]> => {
    let read = false
    const payload = new Readable({
      read() {
        read = true
        this.push(null)
      },
    })
    const headers = { 'content-type': 'application/octet-stream' }
    const cookies = token ? { nuanjia: token } : {}
    return [(await house.app.inject({ method: 'PUT', url, payload, headers, cookies })).statusCode, read]
  }
  expect(await asked(null)).toEqual([401, false])
  expect(await asked('x'.repeat(43))).toEqual([401, false])
  expect(await asked((await house.as('police.liaison')).token)).toEqual([403, false])
  expect((await asked((await house.as('county.rights')).token))[1]).toBe(true)
})

test('what nests deeper than any form is refused before anybody walks it', async () => {
  const payload = `{"kind":"petition","content":{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`
  const answer = await (
    await house.as('county.rights')
  ).raw({
    method: 'PUT',
    url: '/api/v1/drafts/0190a1b2-0000-7000-8000-000000000001',
    payload,
    headers: { 'content-type': 'application/json' },
  })
  expect([answer.statusCode, answer.json<{ fields: { path: string }[] }>().fields[0]?.path]).toEqual([400, 'content'])
})

test('what goes wrong is logged by its kind and place, never with the words somebody typed', () => {
  const error = Object.assign(new Error('invalid input syntax for type date: "岑小满 15412340077"\n第二行'), {
    code: '22007',
    detail: '岑小满',
  })
  const logged = traceOf(error)
  expect(logged).toMatchObject({ name: 'Error', code: '22007', stack: expect.stringContaining('app.test.ts') })
  expect(JSON.stringify(logged)).not.toMatch(/岑小满|15412340077|第二行/)
  expect(traceOf(null)).toEqual({ stack: '' })
})

test('a NUL character is refused with the field it stands in, in body, query and path', async () => {
  const body = await signIn({ username: 'ad\0min', password: 'x' })
  expect([body.statusCode, body.json<{ fields: { path: string }[] }>().fields.map(({ path }) => path)]).toEqual([
    400,
    ['username'],
  ])
  const caller = await house.as('county.rights')
  const query = await caller.raw({ method: 'GET', url: '/api/v1/posts?unit=430202%00' })
  expect([query.statusCode, query.json<{ fields: { path: string }[] }>().fields.map(({ path }) => path)]).toEqual([
    400,
    ['unit'],
  ])
})

test('pages fall back to the shell, hashed assets never expire, unknown API paths are problems in the language asked for', async () => {
  const shell = await house.stranger.raw({ method: 'GET', url: '/cases/430202/x', headers: { accept: 'text/html' } })
  expect([shell.statusCode, shell.headers['cache-control'], shell.body]).toEqual([
    200,
    'no-cache',
    expect.stringContaining('暖家'),
  ])
  const asset = await house.stranger.raw({ method: 'GET', url: '/assets/app-4f3a.js' })
  expect([asset.statusCode, asset.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  const lost = await house.stranger.raw({ method: 'GET', url: '/assets/app-gone.js', headers: { accept: '*/*' } })
  expect(lost.statusCode).toBe(404)
  const api = await house.stranger.raw({
    method: 'GET',
    url: '/api/v1/nothing',
    headers: { accept: 'text/html', 'accept-language': 'en-GB' },
  })
  expect([api.statusCode, api.headers['content-type'], api.json<{ title: string }>().title]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
    expect.stringMatching(/^Not found/),
  ])
})

test.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/.env'])(
  '%s leads nowhere',
  async (url) => {
    const answer = await house.stranger.raw({ method: 'GET', url })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.body).not.toContain('dependencies')
  },
)

test('an address that climbs out of the web is not found, not an error of the house', async () => {
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = new URL(address)
  // Written by hand: every client and inject() shorten the path before they send it.
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write('GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'),
    )
    let said = ''
    socket.on('data', (data) => (said += String(data)))
    socket.on('end', () => resolve(said))
    socket.on('error', reject)
  })
  expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 404 Not Found')
})

test('an address that cannot be read is a problem in the house’s own words', async () => {
  const answer = await house.stranger.raw({ method: 'GET', url: '/api/v1/cases/430202/%zz' })
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.statusCode).toBe(400)
})

test('a large file still on its way does not hold up the stop', async () => {
  const own = await startHouse()
  const { token } = await own.as('county.rights')
  const address = await own.app.listen({ port: 0, host: '127.0.0.1' })
  const upload = request(`${address}/api/v1/cases/430202/${randomUUID()}/files/${randomUUID()}?name=a.txt`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-length': 5_000_000,
      expect: '100-continue',
    },
  })
  const cut = once(upload, 'error')
  await once(upload, 'continue')
  upload.write('a beginning')
  const began = Date.now()
  await own.stop()
  // Who is still at work has ten seconds.
  expect(Date.now() - began).toBeLessThan(8_000)
  expect(await cut).toMatchObject([{ code: 'ECONNRESET' }])
})
