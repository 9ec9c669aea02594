import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditContract } from '#modules/audit/contract.ts'
import { calendarContract } from '#modules/cases/calendar-contract.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import { orgContract } from '#modules/org/contract.ts'
import { sealAudit } from '#platform/audit/seal.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, person, petition } from '#test/kinds/walk.ts'
import { manyAnHour } from '../rules.ts'
import { makeChecks } from './chain.ts'
import { watchReaders } from './index.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())
beforeEach(() => house.clock.advance(2 * 24 * 60))

const words = { name: '闻人小雨', phone: '15412340123', facts: '丈夫动手,已经报警。', reason: '她来电说有生命危险' }
const violent = petition({
  category: '0101',
  notifyMode: 'F',
  parties: [person('petitioner', words.name, { phone: words.phone })],
  data: { facts: words.facts },
})
const desk = (): Promise<Caller> => house.as('auditor')
const breakIn = async (who: string, view: CaseView): Promise<void> => {
  const caller = await house.as(who)
  await caller.call(casesContract.breakGlass, { body: { number: view.head.number, reason: words.reason } })
  await caller.call(casesContract.open, { params: keyOf(view) })
}
// An auditor of another city, with the account of the one officer who is there.
const elsewhere = async (): Promise<Caller> => {
  await sql`update identity.post set role = 'auditor' where account_id = (select id from identity.account where username = 'hongjiang.rights')`.execute(
    house.database.admin,
  )
  return house.signIn('hongjiang.rights')
}

test('an emergency view waits for the auditor with its reason, is reviewed once, and says nothing of the client', async () => {
  const view = await open(await house.as('county.rights'), violent)
  await breakIn('county2.rights', view)
  const auditor = await desk()
  const answer = await auditor.raw({ method: 'GET', url: '/api/v1/audit/emergency' })
  const [row] = answer.json<{ rows: { id: string; review: null }[] }>().rows
  expect(row).toMatchObject({
    purpose: 'breakGlass',
    number: view.head.number,
    reason: words.reason,
    person: { name: '谢晓岚', username: 'county2.rights', unit: '芦淞区' },
    review: null,
  })
  for (const secret of [words.name, words.phone, words.facts]) expect(answer.body).not.toContain(secret)
  const body = { verdict: 'act', remark: '与承办人核实,不是她分内的事' } as const
  const reviewed = await auditor.call(auditContract.reviewEmergency, { params: { id: row!.id }, body })
  // Her own district has no chair here: the one of the city is told whose looking it is, nothing of the matter.
  expect(reviewed.told).toEqual(['周映棠'])
  const told = async (who: string) => JSON.stringify(await (await house.as(who)).call(casesContract.notices, {}))
  expect(await told('city.leader')).toContain('谢晓岚的查看需要处理')
  for (const secret of [view.head.number, view.head.id, body.remark, words.name])
    expect(await told('city.leader')).not.toContain(secret)
  expect(await told('county2.rights')).not.toContain('需要处理')
  const waiting = await auditor.call(auditContract.emergency, { query: {} })
  expect(waiting.rows.map(({ id }) => id)).not.toContain(row!.id)
  const all = await auditor.call(auditContract.emergency, { query: { state: 'all' } })
  expect(all.rows.find(({ id }) => id === row!.id)?.review).toMatchObject({ by: expect.any(String), ...body })
})

test('one number: who looked, when and why; outside her range it is not there, and her own looking is in the log', async () => {
  const view = await open(await house.as('county.rights'), violent)
  await breakIn('county2.rights', view)
  const caller = await house.as('county2.rights')
  await caller.call(casesContract.reveal, {
    params: keyOf(view),
    body: { party: view.body!.parties[0]!.id, field: 'phone', reason: '3' },
  })
  const auditor = await desk()
  const number = view.head.number
  const answer = await auditor.raw({ method: 'GET', url: `/api/v1/audit/records?number=${number.toLowerCase()}` })
  const { rows } = answer.json<{ rows: { action: string; field: string | null; person: { username: string } }[] }>()
  expect(rows.map((row) => [row.action, row.person.username, row.field])).toEqual(
    expect.arrayContaining([
      ['cases.reveal', 'county2.rights', 'phone'],
      ['cases.open', 'county2.rights', null],
      ['cases.register', 'county.rights', null],
    ]),
  )
  for (const secret of [words.name, words.phone, words.facts]) expect(answer.body).not.toContain(secret)
  const other = await elsewhere()
  const missing = await other.raw({ method: 'GET', url: '/api/v1/audit/records?number=430202-XF-2025-99999' })
  const foreign = await other.raw({ method: 'GET', url: `/api/v1/audit/records?number=${number}` })
  const said = (one: typeof missing) => ({ ...one.json<object>(), trace: '' })
  expect([foreign.statusCode, said(foreign)]).toEqual([404, said(missing)])
  expect((await other.call(auditContract.emergency, { query: { state: 'all' } })).rows).toEqual([])
  const { rows: own } = await sql<{
    n: number
  }>`select count(*)::int as n from audit.event where action = 'audit.record' and detail->>'number' = ${number}`.execute(
    house.database.admin,
  )
  expect(own).toEqual([{ n: 1 }])
})

test('a step stands in the log of a record by its own name, a reason in words; the same in 谁看过', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, violent)
  await act(officer, view, 'accept')
  await officer.call(casesContract.reveal, {
    params: keyOf(view),
    body: { party: view.body!.parties[0]!.id, field: 'phone', reason: '3' },
  })
  await officer.call(casesContract.printList, {
    body: { list: 'matters', purpose: null, rows: 1, matters: [keyOf(view)] },
  })
  const { rows } = await (await desk()).call(auditContract.record, { query: { number: view.head.number } })
  const { readers } = await officer.call(casesContract.readers, { params: keyOf(view) })
  for (const log of [rows, readers])
    expect(log.map(({ done, purpose }) => [done.zh, purpose?.en ?? null])).toEqual(
      expect.arrayContaining([
        ['受理', null],
        ['查看完整', 'Visit'],
      ]),
    )
  // Printed by the menu of the browser: nobody was asked what for, and that is said in words.
  expect(rows.map(({ purpose }) => purpose?.zh)).toEqual(expect.arrayContaining(['没有填']))
})

test('leafing through forty matters in an hour is one finding, counted on until it is reviewed', async () => {
  const officer = await house.as('county.rights')
  const views: CaseView[] = []
  for (let n = 0; n < manyAnHour; n++) views.push(await open(officer, { ...violent, category: '0403', title: '咨询' }))
  const city = await house.as('city.rights')
  for (const view of views.slice(0, manyAnHour - 1)) await city.call(casesContract.open, { params: keyOf(view) })
  const found = async () =>
    (await (await desk()).call(auditContract.unusual, { query: { state: 'all' } })).rows.filter(
      (row) => row.person.username === 'city.rights' && row.rule.zh === '短时间看了很多件',
    )
  await watchReaders(house.database.system, house.clock())
  expect(await found()).toEqual([])
  await city.call(casesContract.open, { params: keyOf(views.at(-1)!) })
  await watchReaders(house.database.system, house.clock())
  await watchReaders(house.database.system, house.clock())
  const [one, ...more] = await found()
  expect([one?.n, more]).toEqual([manyAnHour, []])
  await (
    await desk()
  ).call(auditContract.reviewUnusual, {
    params: { id: one!.id },
    body: { verdict: 'normal', remark: '市里集中督查' },
  })
  expect((await found())[0]?.review).toMatchObject({ verdict: 'normal', remark: '市里集中督查' })
})

test('what administrators do to accounts and posts is listed, newest first, for the auditor of the place', async () => {
  const { database } = house
  const { rows } = await sql<{ id: string }>`select id from identity.account where username = 'town.chair'`.execute(
    database.admin,
  )
  const params = { id: rows[0]!.id }
  await (await house.as('admin')).call(identityContract.resetAccount, { params, body: {} })
  house.clock.advance(1)
  await (await house.as('security')).call(identityContract.releaseAccount, { params, body: { dropFactor: true } })
  const { rows: changes } = await (await desk()).call(auditContract.changes, { query: {} })
  expect(changes.slice(0, 2).map((row) => [row.action, row.username, row.by])).toEqual([
    ['identity.voidFactor', 'town.chair', '宋明章'],
    ['identity.resetAccount', 'town.chair', '邓立诚'],
  ])
  const told = JSON.stringify(await (await desk()).call(casesContract.notices, {}))
  expect(told).toContain('重置了唐秋芸的密码')

  const admin = await house.as('admin')
  const on = '2025-03-01'
  await admin.call(orgContract.changeUnit, {
    params: { code: '430202100' },
    body: { what: 'rename', on, name: '仙庾新镇', source: '湘民发〔2025〕3号' },
  })
  await admin.call(calendarContract.loadCalendar, { body: { csv: '2027-10-01,休息,国庆节,国办发明电〔2026〕1号' } })
  expect((await (await desk()).call(auditContract.changes, { query: {} })).rows.slice(0, 2)).toMatchObject([
    { action: 'cases.loadCalendar', unit: '2027' },
    { action: 'org.changeUnits', kinds: ['rename'], unit: '仙庾新镇 430202100', purpose: '湘民发〔2025〕3号' },
  ])
  expect((await (await elsewhere()).call(auditContract.changes, { query: {} })).rows).toEqual([])
})

test('a day of the chain is checked behind the request; a row changed since is counted as a fault', async () => {
  const { database, deps } = house
  await open(await house.as('county.rights'), violent)
  const day = new Date(house.clock().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const auditor = await desk()
  await expect(auditor.call(auditContract.checkChain, { body: { day } })).rejects.toMatchObject({ code: 'audit.noDay' })
  await sealAudit(database.system, deps.auditKey, house.clock())
  house.clock.advance(24 * 60)
  const check = async () => {
    const caller = await desk()
    await caller.call(auditContract.checkChain, { body: { day } })
    return expect.poll(async () => {
      const chain = await caller.call(auditContract.chain, {})
      // Whoever pressed the button is never told that nothing was checked.
      expect(chain.running ?? chain.checks[0]).toBeDefined()
      return chain.running === null ? chain.checks[0] : null
    })
  }
  await (await check()).toMatchObject({ day, rows: expect.any(Number), by: expect.any(String) })
  const before = (await (await desk()).call(auditContract.chain, {})).checks[0]!
  expect(before.rows).toBeGreaterThan(0)
  await sql`update audit.event set purpose = '改过' where id = (select id from audit.event where action = 'cases.register' and at::date = ${day}::date limit 1)`.execute(
    database.admin,
  )
  await (await check()).toMatchObject({ day, faults: before.faults + 1 })
})

test('a check that breaks off is told as such, at the desk and in the log of the server, until one succeeds', async () => {
  const rootsFile = mkdtempSync(join(tmpdir(), 'nuanjia-roots-'))
  const reported: string[] = []
  // The file of the roots cannot be read: a folder stands there.
  const checks = makeChecks({ ...house.deps, rootsFile, report: (_, name) => void reported.push(name) })
  const { account } = await (await desk()).call(identityContract.me, {})
  checks.begin('2025-03-02', account.id, house.clock())
  await expect.poll(() => checks.running()).toBeNull()
  expect([checks.brokeOff(), reported]).toEqual(['2025-03-02', ['audit.check']])
  rmdirSync(rootsFile)
  checks.begin('2025-03-02', account.id, house.clock())
  await expect.poll(() => checks.running()).toBeNull()
  expect([checks.brokeOff(), reported]).toEqual([null, ['audit.check']])
})

test.each([
  [
    'one record',
    `select 1 from audit.event e where e.object_home = '430202' and e.object_id = gen_random_uuid() order by e.at desc, e.id desc limit 31`,
  ],
  [
    'changes of accounts',
    `select 1 from audit.event e where e.action in ('identity.setUp', 'identity.openAccount', 'identity.resetAccount', 'identity.releaseAccount', 'identity.voidFactor', 'identity.setAccountStatus', 'identity.givePost', 'identity.endPost', 'identity.dropFactor', 'org.changeUnits') order by e.at desc, e.id desc limit 31`,
  ],
  [
    'one person’s looking',
    `select 1 from audit.event where account = gen_random_uuid() and at >= '2025-03-01' and at <= '2025-03-02'`,
  ],
  ['who looked lately', `select 1 from audit.event where at > '2025-03-01' and at <= '2025-03-02'`],
  ['findings', `select 1 from audit.finding f where f.reviewed_at is null order by f.at desc, f.id desc limit 31`],
  ['grants', `select 1 from identity.access_grant g order by g.created_at desc, g.id desc limit 31`],
  ['days of the chain', `select s.day from audit.seal s where s.day > '2025-02-01' and s.day <= '2025-03-01'`],
])('%s is read by an index, never by walking a whole table', async (_, query) => {
  const plan = await house.database.admin.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    return (await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(query)}`.execute(tx)).rows.map(
      (row) => row['QUERY PLAN'],
    )
  })
  expect(plan.filter((line) => /Seq Scan/.test(line))).toEqual([])
})
