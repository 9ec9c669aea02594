import { createSecretKey } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { array, assert, asyncProperty, constantFrom, dictionary, jsonValue, record, string, uuid } from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/harness/database.ts'
import { canonical, detailText } from './row.ts'
import { ensureMonths, sealAudit, startSealer, writeRoots } from './seal.ts'
import { type AuditReport, verifyAudit } from './verify.ts'
import { type AuditEntry, type AuditFrame, writeAudit } from './write.ts'

const key = createSecretKey(Buffer.alloc(32, 5))
const folder = mkdtempSync(join(tmpdir(), 'audit-roots-'))
const rootsFile = join(folder, 'roots')
const morning = new Date('2025-03-03T09:00:00+08:00')
const nextDay = new Date('2025-03-04T09:00:00+08:00')

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
  await ensureMonths(database.system, morning)
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await sql`truncate audit.event, audit.seal`.execute(database.admin)
  rmSync(rootsFile, { force: true })
})

const frame = (over: Partial<AuditFrame> = {}): AuditFrame => ({
  now: morning,
  home: '430202',
  account: null,
  post: null,
  unitId: 7,
  role: 'rights',
  ip: '127.0.0.1',
  trace: 't-1',
  ...over,
})
const write = (entries: readonly AuditEntry[], over: Partial<AuditFrame> = {}): Promise<void> =>
  database.app.transaction().execute((tx) => writeAudit(tx, key, frame(over), entries))
const opened = (n: number): AuditEntry => ({
  action: 'cases.open',
  kind: 'petition',
  home: '430202',
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  purpose: '3',
  detail: { fields: ['phone'], n },
})
const verify = (over: { now?: Date; unsealedAfter?: number } = {}): Promise<AuditReport> =>
  verifyAudit(database.system, key, { now: morning, rootsFile, ...over })
const faults = async (over = {}): Promise<string[]> => (await verify(over)).findings.map((finding) => finding.fault)
/** Ten events in two links of five, as two seconds of work leave them. */
const tenSealed = async (): Promise<string[]> => {
  for (const from of [0, 5]) {
    await write([0, 1, 2, 3, 4].map((n) => opened(from + n)))
    await sealAudit(database.system, key, morning)
  }
  const { rows } = await sql<{ id: string }>`select id from audit.event order by id`.execute(database.admin)
  return rows.map((row) => row.id)
}
const tamper = (statement: ReturnType<typeof sql>): Promise<unknown> => statement.execute(database.admin)

test('what a killed server left of a past day is chained and rooted at the next start, not ten minutes later', async () => {
  await write([opened(1)])
  expect(await faults({ now: nextDay })).toEqual(['unsealed'])
  const sealer = startSealer({ db: database.system, key, rootsFile, clock: () => nextDay })
  await expect.poll(() => existsSync(rootsFile), { timeout: 20_000 }).toBe(true)
  await sealer.stop()
  expect(await verify({ now: nextDay })).toMatchObject({ rows: 1, links: 1, faults: 0 })
})

test('an untouched log verifies, row by row and link by link', async () => {
  await tenSealed()
  await write([{ action: 'identity.signIn', result: 'refused' }], { home: '431281', role: null, unitId: null })
  await sealAudit(database.system, key, morning)
  await writeRoots(database.system, rootsFile, nextDay)
  expect(await verify({ now: nextDay })).toEqual({ rows: 11, links: 3, faults: 0, findings: [], tornRoots: 0 })
})

test('what people type and what ids look like verifies after it went through the database', async () => {
  const anything = record({
    purpose: string({ unit: 'binary', maxLength: 40 }),
    id: uuid().chain((id) => constantFrom(id, id.toUpperCase())),
    detail: dictionary(string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 }), jsonValue({ maxDepth: 2 }), {
      maxKeys: 5,
    }),
  })
  await assert(
    asyncProperty(array(anything, { minLength: 1, maxLength: 6 }), async (entries) => {
      await write(
        entries.map(({ detail, ...rest }) => ({
          action: 'cases.reveal',
          ...rest,
          ...(JSON.stringify(detail).includes('\\u0000') ? {} : { detail }),
        })),
      )
      expect(await faults()).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test.each<[string, ReturnType<typeof sql>]>([
  ['who', sql`update audit.event set account = gen_random_uuid() where id = $id`],
  ['when', sql`update audit.event set at = at + interval '1 second' where id = $id`],
  ['when, by a millionth', sql`update audit.event set at = at + interval '1 microsecond' where id = $id`],
  ['which record', sql`update audit.event set object_id = gen_random_uuid() where id = $id`],
  ['whose record', sql`update audit.event set object_home = '431281' where id = $id`],
  ['which fields were shown', sql`update audit.event set detail = '{"fields": ["name"], "n": 3}' where id = $id`],
  ['the reason', sql`update audit.event set purpose = null where id = $id`],
  ['the result', sql`update audit.event set result = 'refused' where id = $id`],
  ['the MAC itself', sql`update audit.event set mac = sha256('x') where id = $id`],
])('a row whose %s was changed is named', async (_, statement) => {
  const [, , , id = ''] = await tenSealed()
  const { sql: text } = statement.compile(database.admin)
  await tamper(sql.raw(text.replace('$id', `'${id}'`)))
  expect((await verify()).findings).toMatchObject([{ fault: 'changed', ref: id, home: '430202', day: '2025-03-03' }])
})

test('the order of keys in a detail does not matter, its values do', () => {
  expect(canonical({ b: 1, a: [{ d: null, c: '字' }] })).toBe(canonical({ a: [{ c: '字', d: null }], b: 1 }))
  expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1 }))
  expect(detailText({ gone: undefined, half: '\uD800', nul: 'a\0b' })).toBe('{"half":"\uFFFD","nul":"a\uFFFDb"}')
})

test('a row that was removed is missing', async () => {
  const [id = ''] = await tenSealed()
  await tamper(sql`delete from audit.event where id = ${id}`)
  expect((await verify()).findings).toMatchObject([{ fault: 'missing', ref: id }])
})

test('a row moved to another day is missing there and foreign here', async () => {
  const [id = ''] = await tenSealed()
  await writeRoots(database.system, rootsFile, nextDay)
  await tamper(sql`update audit.event set at = at + interval '1 day' where id = ${id}`)
  expect((await verify({ now: nextDay })).findings).toMatchObject([
    { fault: 'missing', ref: id, day: '2025-03-03' },
    { fault: 'inserted', ref: id, day: '2025-03-04' },
  ])
})

test('a row somebody slipped in is told from one the system wrote, and the sealer does not legalise it', async () => {
  await tenSealed()
  const copy = sql`insert into audit.event (at, id, home, action, result, trace, mac) select at + interval '5 microseconds', gen_random_uuid(), home, action, result, trace, mac from audit.event limit 1`
  await tamper(copy)
  expect(await faults()).toEqual(['inserted'])
  expect(await sealAudit(database.system, key, morning)).toBe(1)
  expect(await sealAudit(database.system, key, morning)).toBe(0)
  expect(await faults()).toEqual(['changed'])
})

test('a second row under the id of a genuine one is named', async () => {
  const [id = ''] = await tenSealed()
  await tamper(
    sql`insert into audit.event (at, id, home, action, result, trace, mac, sealed) select at - interval '1 hour', id, home, 'nothing.here', result, trace, mac, true from audit.event where id = ${id}`,
  )
  expect((await verify()).findings).toMatchObject([{ fault: 'inserted', ref: id }])
})

test.each<[string, ReturnType<typeof sql>, string, string]>([
  [
    'two rows of a link changed places',
    sql`update audit.seal set events = (select array_agg(e order by e desc) from unnest(events) e) where seq = 2`,
    'reordered',
    '#2',
  ],
  [
    'a row was taken out of a link and of the log',
    sql`with t as (update audit.seal set events = events[2:5] where seq = 1) delete from audit.event where id = (select events[1] from audit.seal where seq = 1)`,
    'reordered',
    '#1',
  ],
  ['a link was rewritten', sql`update audit.seal set digest = sha256('x') where seq = 2`, 'reordered', '#2'],
  [
    'two links changed places',
    sql`update audit.seal set events = (select o.events from audit.seal o where o.seq = 3 - audit.seal.seq)`,
    'reordered',
    '#1',
  ],
])('%s: the chain tells', async (_, statement, fault, ref) => {
  await tenSealed()
  await tamper(statement)
  expect((await verify()).findings).toContainEqual(expect.objectContaining({ fault, ref }))
})

test('a lost link is missing, and its rows are no longer proved', async () => {
  await tenSealed()
  await tamper(sql`delete from audit.seal where seq = 1`)
  expect((await verify()).findings).toContainEqual(expect.objectContaining({ fault: 'missing', ref: '#1' }))
})

test('cutting the end off a past day shows against the file outside, and so does dropping the day or the line', async () => {
  await tenSealed()
  expect(await writeRoots(database.system, rootsFile, nextDay)).toBe(1)
  await tamper(sql`delete from audit.event where id in (select unnest(events) from audit.seal where seq = 2)`)
  await tamper(sql`delete from audit.seal where seq = 2`)
  expect(await faults({ now: nextDay })).toEqual(['missing', 'rootGone'])
  await tamper(sql`truncate audit.event, audit.seal`)
  expect(await faults({ now: nextDay })).toEqual(['missing'])
  await tenSealed()
  writeFileSync(rootsFile, '')
  expect(await faults({ now: nextDay })).toEqual(['rootGone'])
})

test('a day rewritten with the key still differs from the file outside', async () => {
  await tenSealed()
  await writeRoots(database.system, rootsFile, nextDay)
  await tamper(sql`truncate audit.event, audit.seal`)
  await tenSealed()
  expect(await faults({ now: nextDay })).toEqual(['rootDiffers'])
})

test('a past day gets one line; when a late row lengthens its chain, another', async () => {
  await tenSealed()
  expect(await writeRoots(database.system, rootsFile, morning)).toBe(0)
  expect(await writeRoots(database.system, rootsFile, nextDay)).toBe(1)
  expect(await writeRoots(database.system, rootsFile, nextDay)).toBe(0)
  await write([opened(11)])
  await sealAudit(database.system, key, nextDay)
  appendFileSync(rootsFile, '2025-03-0')
  expect(await writeRoots(database.system, rootsFile, nextDay)).toBe(1)
  expect(readFileSync(rootsFile, 'utf8').split('\n')).toHaveLength(4)
  expect(await verify({ now: nextDay })).toMatchObject({ faults: 0, tornRoots: 1 })
})

test('rows nobody seals are reported once they are old enough', async () => {
  await write([opened(1)])
  const later = new Date(morning.getTime() + 61_000)
  expect(await faults({ now: new Date(morning.getTime() + 59_000) })).toEqual([])
  expect(await faults({ now: later })).toEqual(['unsealed'])
  await sealAudit(database.system, key, later)
  expect(await faults({ now: later })).toEqual([])
})

test('two sealers at once, and a killed one, seal each row exactly once', async () => {
  await write(Array.from({ length: 230 }, (_, n) => opened(n)))
  // A sealer that dies between linking rows and marking them leaves its batch untouched.
  await tamper(
    sql`create function audit.die() returns trigger language plpgsql as 'begin raise exception ''killed''; end'`,
  )
  await tamper(sql`create trigger die before update on audit.event for each row execute function audit.die()`)
  await expect(sealAudit(database.system, key, morning, 100)).rejects.toThrow('killed')
  await tamper(sql`drop trigger die on audit.event`)
  expect((await verify()).links).toBe(0)
  const sealed = await Promise.allSettled([
    sealAudit(database.system, key, morning, 50),
    sealAudit(database.system, key, morning, 50),
  ])
  const refused = sealed.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
  expect(refused.filter((reason) => !reason.includes('seal_pkey'))).toEqual([])
  await sealAudit(database.system, key, morning)
  const { rows } = await sql<{
    n: number
    d: number
  }>`select count(*)::int as n, count(distinct e)::int as d from audit.seal, unnest(events) e`.execute(database.admin)
  expect(rows[0]).toEqual({ n: 230, d: 230 })
  expect(await faults()).toEqual([])
})

test('the wrong key verifies nothing', async () => {
  await tenSealed()
  const report = await verifyAudit(database.system, createSecretKey(Buffer.alloc(32, 6)), { now: morning, rootsFile })
  expect(report.faults).toBeGreaterThanOrEqual(10)
})

test('a month made late takes the rows that waited for it along, and stays closed to direct access', async () => {
  const may = new Date('2031-05-31T23:59:59+08:00')
  await write([opened(1)], { now: may })
  await ensureMonths(database.system, may)
  const { rows } = await sql<{ place: string }>`select tableoid::regclass::text as place from audit.event`.execute(
    database.admin,
  )
  expect(rows).toEqual([{ place: 'audit.event_203105' }])
  expect(await faults({ now: may })).toEqual([])
  for (const login of [database.app, database.system])
    await expect(sql`select 1 from audit.event_203105`.execute(login)).rejects.toThrow('permission denied')
})

test('a request that did thousands of things is written whole: a batch that is taken back', async () => {
  await write(Array.from({ length: 9_001 }, (_, n) => opened(n)))
  const { rows } = await sql<{
    n: number
    actions: number
  }>`select count(*) as n, count(distinct id) as actions from audit.event`.execute(database.admin)
  expect(rows[0]).toEqual({ n: 9001, actions: 9001 })
})
