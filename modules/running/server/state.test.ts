import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter } from '#modules/identity/server/index.ts'
import { runningContract } from '#modules/running/contract.ts'
import { readCertificate } from '#platform/http/certificate.ts'
import { buildApp } from '#server/app.ts'
import { makeRooms } from '#server/rooms.ts'
import { localCertificate, localKey } from '#test/harness/certificate.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person, petition } from '#test/kinds/walk.ts'
import { insertBackup } from './queries.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { readState } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'nuanjia-state-'))
let house: House
beforeAll(async () => {
  house = await startHouse({ machine: { dataDir: folder, key: '72f78bb907438399', version: '1.2.3' } })
})
afterAll(async () => {
  await house.stop()
  rmSync(folder, { recursive: true, force: true })
})

const note = (id: string, at: string, made: { bytes: number } | { fault: string }) =>
  house.database.system.transaction().execute((tx) =>
    insertBackup(tx, {
      id: `0190a1b2-0000-7000-8000-00000000000${id}`,
      origin: 'night',
      started_at: at,
      ended_at: at,
      file: '/away/nuanjia.backup',
      bytes: 'bytes' in made ? made.bytes : null,
      rows: null,
      fault: 'fault' in made ? made.fault : null,
    }),
  )

test('the administrator reads how the server is: what to do, backup, sizes, versions, key; nobody else does', async () => {
  const admin = await house.as('admin')
  const state = async () => (await admin.call(runningContract.state, {}))!
  const before = await state()
  expect(before.warnings.map(({ code }) => code)).toContain('backupOff')
  await note('1', '2025-03-02T02:00:00+08:00', { bytes: 1_234_567 })
  const good = await state()
  expect(good.warnings.map(({ code }) => code)).not.toContain('backupOff')
  expect(good).toMatchObject({
    version: '1.2.3',
    key: '72f78bb907438399',
    postgres: expect.stringMatching(/^18/),
    units: 21,
    backup: { made: { bytes: 1_234_567, night: true }, failed: null },
    certificateEnds: null,
    nextYear: { year: '2026', published: true },
  })
  expect(good.database.bytes).toBeGreaterThan(1_000_000)
  expect(good.database.disk?.total).toBe(Number(statfsSync(folder).blocks) * Number(statfsSync(folder).bsize))
  await note('2', '2025-03-03T02:00:00+08:00', { fault: 'backup.diskFull' })
  const failed = await state()
  expect(failed.warnings[0]?.text.zh ?? '').not.toBe('')
  expect(failed.warnings.map(({ text }) => text.zh).join()).toContain('备份磁盘满了')
  await expect((await house.as('county.rights')).call(runningContract.state, {})).rejects.toMatchObject({ status: 403 })
  await expect((await house.as('security')).call(runningContract.state, {})).rejects.toMatchObject({ status: 403 })
})

test('while the disk is nearly full files are refused with a sentence, and registering goes on', async () => {
  let full = true
  const app = await buildApp({
    door: {
      db: house.database.app,
      vault: house.vault,
      auditKey: house.vault.macKey('audit'),
      clock: house.clock,
      enter,
      secureCookie: false,
      home: '000000',
      diskFull: () => false,
      refuseFiles: () => full,
    },
    rooms: makeRooms(house.deps),
    version: '0.0.0',
    web: null,
    https: false,
  })
  const officer = await house.as('county.rights')
  const view = await open(officer, petition())
  const ask = (method: 'PUT', url: string, payload: Buffer | object, type: string) =>
    app.inject({ method, url, payload, headers: { 'content-type': type }, cookies: { nuanjia: officer.token ?? '' } })
  const { home, id } = keyOf(view)
  const upload = () =>
    ask(
      'PUT',
      `/api/v1/cases/${home}/${id}/files/0190a1b2-0000-7000-8000-000000000001?name=a.txt`,
      Buffer.from('情况说明'),
      'application/octet-stream',
    )
  const refused = await upload()
  expect([refused.statusCode, refused.json<{ code: string; title: string }>().title]).toEqual([
    507,
    expect.stringContaining('已经收下的都在'),
  ])
  const registered = await ask(
    'PUT',
    `/api/v1/cases/430202/0190a1b2-0000-7000-8000-000000000009`,
    petition(),
    'application/json',
  )
  expect(registered.statusCode).toBe(200)
  full = false
  expect((await upload()).statusCode).toBe(200)
  await app.close()
})

const scrape = async (token: string | null, trustProxy: 1 | null, authorization?: string, remoteAddress?: string) => {
  const app = await buildApp({
    door: { ...doorOf(), enter: async () => null },
    rooms: makeRooms(house.deps),
    version: '0.0.0',
    web: null,
    https: false,
    trustProxy,
    metrics: {
      token,
      state: () =>
        readState(
          {
            system: house.database.system,
            machine: house.deps.machine,
            calendar: () => () => ({ kind: 'WORK', name: null, provisional: false }) as never,
          },
          house.clock(),
        ),
    },
  })
  await app.inject('/healthz')
  await app.inject('/api/v1/cases/430202/0190a1b2-0000-7000-8000-000000000009')
  const answer = await app.inject({
    url: '/metrics',
    ...(authorization ? { headers: { authorization } } : {}),
    ...(remoteAddress ? { remoteAddress } : {}),
  })
  await app.close()
  return answer
}
const doorOf = () => ({
  db: house.database.app,
  vault: house.vault,
  auditKey: house.vault.macKey('audit'),
  clock: house.clock,
  secureCookie: false,
  home: '000000',
  diskFull: () => false,
})

test('metrics tell the state and the times of requests by route, and nothing of anybody', async () => {
  const secret = person('petitioner', '闻人小雨', { phone: '13800001111' })
  const view = await open(await house.as('county.rights'), petition({ parties: [secret] }))
  const { statusCode, body, headers } = await scrape(null, null)
  expect([statusCode, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')])
  expect(body).toMatch(/^nuanjia_database_up 1$/m)
  expect(body).toMatch(/^nuanjia_backup_bytes 1234567$/m)
  expect(body).toContain('route="/api/v1/cases/:home/:id"')
  expect(body).not.toMatch(/nuanjia_certificate_end_seconds \d/)
  for (const hidden of ['0190a1b2', '430202', view.head.number, '闻人', '13800001111', 'county.rights', 'violence'])
    expect(body).not.toContain(hidden)
})

test.each([
  ['another machine without a token', null, null, undefined, '10.0.0.9', 404],
  ['this machine, where a proxy makes everybody this machine', null, 1, undefined, undefined, 404],
  [
    'another machine with the token',
    'a-token-of-twenty-letters',
    null,
    'Bearer a-token-of-twenty-letters',
    '10.0.0.9',
    200,
  ],
  ['a proxy with the token', 'a-token-of-twenty-letters', 1, 'Bearer a-token-of-twenty-letters', undefined, 200],
  ['a wrong token', 'a-token-of-twenty-letters', null, 'Bearer a-token-of-twenty-lettery', undefined, 404],
  ['no token where one is set', 'a-token-of-twenty-letters', null, undefined, undefined, 404],
] as const)('metrics: %s', async (_, token, trustProxy, authorization, address, status) => {
  expect((await scrape(token, trustProxy, authorization, address)).statusCode).toBe(status)
})

test('the end of the certificate that serves is told, and what lies in its place by now', async () => {
  const certFile = join(folder, 'cert.pem')
  writeFileSync(certFile, localCertificate)
  writeFileSync(join(folder, 'key.pem'), localKey)
  const served = readCertificate({ certFile, keyFile: join(folder, 'key.pem') })
  const deps = {
    system: house.database.system,
    machine: { ...house.deps.machine, certificate: served },
    calendar: () => () => ({ kind: 'WORK', name: null, provisional: true }) as never,
  }
  const told = async (now: Date) => (await readState(deps, now)).warnings.map(({ code }) => code)
  const later = new Date('2130-01-01T00:00:00Z')
  const state = await readState(deps, later)
  expect(state.certificateEnds).toMatch(/^2126-10-29/)
  expect(state.warnings.map(({ code }) => code)).toContain('certificateEnded')
  expect(await told(new Date('2126-10-28T00:00:00Z'))).toContain('certificateEnds')
  writeFileSync(certFile, `${localCertificate}\n`)
  expect(await told(later)).toContain('certificateWaits')
  writeFileSync(certFile, 'not a certificate')
  expect(await told(later)).toEqual(expect.arrayContaining(['certificateEnded', 'certificateUnfit']))
})

test('a clock that stands before what was written is told until it is right', async () => {
  await open(await house.as('county.rights'), petition())
  const deps = {
    system: house.database.system,
    machine: house.deps.machine,
    calendar: () => () => ({ kind: 'WORK', name: null, provisional: true }) as never,
  }
  const told = async (minutes: number) =>
    (await readState(deps, new Date(house.clock().getTime() + minutes * 60_000))).warnings.map(({ code }) => code)
  expect(await told(-61)).toContain('clockBehind')
  expect(await told(0)).not.toContain('clockBehind')
})

test('while a demonstration is made its log of past days is no lag; afterwards the same rows are one', async () => {
  const deps = {
    system: house.database.system,
    machine: house.deps.machine,
    calendar: () => () => ({ kind: 'WORK', name: null, provisional: true }) as never,
  }
  await (await house.as('county.rights')).call(casesContract.list, { query: { tab: 'all' } })
  const later = new Date(house.clock().getTime() + 3_600_000)
  const lagging = async (making: boolean): Promise<boolean> =>
    (await readState({ ...deps, making: () => making }, later)).warnings.some(({ code }) => code === 'auditLag')
  expect([await lagging(true), await lagging(false)]).toEqual([false, true])
})
