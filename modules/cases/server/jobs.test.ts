import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { calendarContract } from '#modules/cases/calendar-contract.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { buildCalendar, type Calendar } from '#platform/clock/calendar.ts'
import { lastDay } from '#platform/clock/deadline.ts'
import { fail } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'
import { calendarService, importCalendar, loadCalendar } from './calendar.ts'
import { recountProvisional, sweepClocks } from './jobs.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const at = (text: string): Date => new Date(`${text}+08:00`)
const sweep = (when: string): Promise<number> => sweepClocks(house.database.system, catalogue, at(when))
const register = async (username = 'county.rights', part: Record<string, unknown> = {}): Promise<CaseView> =>
  open(await house.as(username), petition(part))
/** Who was told what about a matter by the sweep, oldest first. */
const told = async (view: CaseView): Promise<string[]> => {
  const { rows } = await sql<{
    said: string
  }>`select a.username || ' ' || n.key as said from cases.notice n join identity.post p on p.id = n.to_post join identity.account a on a.id = p.account_id
    where n.case_id = ${view.head.id}::uuid and n.key like 'clock%' order by n.at, n.key, a.username`.execute(
    house.database.admin,
  )
  return rows.map((row) => row.said)
}
const clear = (): Promise<unknown> =>
  sql`update cases.clock set stopped_at = due_at, outcome = 'void' where stopped_at is null`.execute(
    house.database.admin,
  )

test('the owner is told at half, at four fifths and when due, each once; her leader when due', async () => {
  const view = await register()
  expect(lastDay(new Date(view.clocks[0]!.dueAt))).toBe('2025-03-18')
  await sweep('2025-03-08T09:00:00')
  expect(await told(view)).toEqual([])
  await sweep('2025-03-11T09:00:00')
  await sweep('2025-03-11T09:01:00')
  expect(await told(view)).toEqual(['county.rights clockHalf'])
  await sweep('2025-03-16T09:00:00')
  await sweep('2025-03-19T00:00:00')
  await sweep('2025-04-19T00:00:00')
  expect(await told(view)).toEqual([
    'county.rights clockHalf',
    'county.rights clockSoon',
    'county.rights clockOver',
    'county.leader clockSupervise',
  ])
  const { rows } = await (await house.as('county.rights')).call(casesContract.notices, {})
  const said = rows.filter((row) => row.caseId === view.head.id).map((row) => row.text.zh)
  expect(said).toContain(`${view.head.number} 距告知受理情况到期还剩 7 天。`)
  expect(said.join()).not.toMatch(/工资|田晓禾|\{/)
  await clear()
})

test('what was told of a deadline is not told again when its matter is corrected', async () => {
  let view = await register()
  await sweep('2025-03-11T09:00:00')
  const officer = await house.as('county.rights')
  const params = keyOf(view)
  const correction = { version: view.head.version, reason: '人数写错了', persons: 3 }
  view = await officer.call(casesContract.correct, { params, body: correction })
  view = await officer.call(casesContract.notify, { params, body: { version: view.head.version, mode: 'F' } })
  await sweep('2025-03-11T09:01:00')
  expect(await told(view)).toEqual(['county.rights clockHalf'])
  await clear()
})

test('after days switched off, only the present level is told; two sweeps at once tell it once', async () => {
  const view = await register()
  await Promise.all([sweep('2025-03-25T09:00:00'), sweep('2025-03-25T09:00:00')])
  expect(await told(view)).toEqual(['county.rights clockOver', 'county.leader clockSupervise'])
  await clear()
})

test('whoever must not know is not told, nor is anyone outside the circle of a closed matter', async () => {
  const officer = await house.as('county.rights')
  const leader = await sql<{
    id: string
  }>`select p.id from identity.post p join identity.account a on a.id = p.account_id where a.username = 'county.leader'`.execute(
    house.database.admin,
  )
  const barred = await register()
  await officer.call(casesContract.exclude, {
    params: keyOf(barred),
    body: { version: barred.head.version, posts: [leader.rows[0]!.id], reason: '是对方的亲属' },
  })
  const closed = await register()
  await officer.call(casesContract.restrict, {
    params: keyOf(closed),
    body: { version: closed.head.version, access: 'closed', reason: '只由本人办理' },
  })
  await sweep('2025-03-25T09:00:00')
  expect((await told(barred)).filter((said) => said.startsWith('county.leader'))).toEqual([])
  expect(new Set((await told(closed)).map((said) => said.split(' ')[0]))).toEqual(new Set(['county.rights']))
  await clear()
})

test('a lengthened clock warns again by its new length', async () => {
  const officer = await house.as('county.rights')
  let view = await act(officer, await register(), 'accept', { proof: { on: '2025-03-03', mode: 'told' } })
  await sweep('2025-04-25T09:00:00')
  expect(await told(view)).toEqual(['county.rights clockSoon'])
  await act(officer, view, 'extend', { note: '需要向用人单位调取工资表' })
  const leader = await house.as('county.leader')
  const asked = (await leader.call(casesContract.approvals, {})).rows.find((row) => row.case.id === view.head.id)!
  await leader.call(casesContract.decide, {
    params: { ...keyOf(view), approval: asked.id },
    body: { decision: 'agreed' },
  })
  view = await officer.call(casesContract.open, { params: keyOf(view) })
  expect(view.clocks.find((clock) => clock.key === 'handling')?.extended).toBe(true)
  expect(await sweep('2025-04-25T10:00:00')).toBe(0)
  await sweep('2025-05-23T09:00:00')
  expect((await told(view)).filter((said) => said.endsWith('clockSoon'))).toHaveLength(2)
  await clear()
})

test('the clocks of another home wait while one is held, and are told later', async () => {
  const view = await register()
  await house.database.admin.transaction().execute(async (tx) => {
    await sql`select 1 from cases.clock where case_id = ${view.head.id}::uuid for update`.execute(tx)
    expect(await sweep('2025-03-11T09:00:00')).toBe(0)
  })
  expect(await sweep('2025-03-11T09:00:00')).toBe(1)
  await clear()
})

// The built-in notices end somewhere: the first year without one stands for next year.
const unknownYear = String(
  [...Array(40).keys()].map((n) => 2026 + n).find((year) => buildCalendar()(`${year}-11-12`).provisional),
)

test('a holiday notice loaded later moves the provisional deadlines that rest on it, and the month they count in', async () => {
  house.clock.set(`${unknownYear}-08-01T09:00:00+08:00`)
  const officer = await house.as('county.rights')
  let view = await register()
  const proof = { on: `${unknownYear}-08-01`, mode: 'told' }
  view = await act(officer, view, 'accept', { proof })
  const restricted = await act(
    officer,
    await register('county.rights', { category: '0101', notifyMode: 'F' }),
    'accept',
    { proof },
  )
  const before = view.clocks.find((clock) => clock.key === 'handling')!
  expect(before.provisional).toBe(true)
  expect(before.text.zh).toContain(',暂定)')
  expect(view.head.due).toMatchObject({ at: before.dueAt, provisional: true, text: before.text })
  const last = lastDay(new Date(before.dueAt))
  const month = (n: number): string => `${unknownYear}-${String(n).padStart(2, '0')}`
  const rest = [...Array(30).keys()].map((n) => `${month(9)}-${String(n + 1).padStart(2, '0')},OFF,调休,测试通知`)
  const csv = ['date,type,name,source', ...rest, `${month(10)}-01,OFF,国庆节,测试通知`].join('\n')
  expect(
    await house.database.app
      .transaction()
      .execute((tx) => importCalendar(tx, csv))
      .catch((error: unknown) => String(error)),
  ).toMatch(/row-level security/)
  await house.database.system.transaction().execute((tx) => importCalendar(tx, csv))
  const deps = { catalogue, vault: house.vault, auditKey: house.vault.macKey('audit') }
  expect(await recountProvisional(house.database.system, deps, house.clock())).toBe(2)
  expect(await recountProvisional(house.database.system, deps, house.clock())).toBe(0)
  view = await officer.call(casesContract.open, { params: keyOf(view) })
  const after = view.clocks.find((clock) => clock.key === 'handling')!
  expect(after.provisional).toBe(false)
  expect(lastDay(new Date(after.dueAt)) > last).toBe(true)
  expect(view.head.due?.at).toBe(after.dueAt)
  const { rows } = await sql<{
    month: string
    n: number
  }>`select month, sum(n)::int as n from figures.posting where record_id in (${view.head.id}::uuid, ${restricted.head.id}::uuid) and measure = 'petition.handlingDue' group by month having sum(n) <> 0`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ month: lastDay(new Date(after.dueAt)).slice(0, 7), n: 2 }])
  const audited =
    await sql`select 1 from audit.event where action = 'cases.recount' and object_id = ${view.head.id}::uuid`.execute(
      house.database.admin,
    )
  expect(audited.rows).toHaveLength(1)
})

test('the administrator loads a notice whole or not at all, and it is in force at once', async () => {
  let inForce: Calendar | undefined
  const service = calendarService((calendar) => (inForce = calendar))
  const ctx = (tx: Ctx['tx']): Ctx => ({ tx, audit: () => undefined }) as unknown as Ctx
  const call = (csv: string) =>
    house.database.app.transaction().execute(async (tx) => {
      await sql`select set_config('app.role', 'admin', true)`.execute(tx)
      return service.loadCalendar(ctx(tx), { params: undefined, query: undefined, body: { csv }, headers: {} })
    })
  await expect(call('2041-10-01,OFF,国庆节,通知\n2041-02-30,OFF,没有这一天,通知')).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'csv.2' }],
  })
  await expect(call('date,type,name,source\n')).rejects.toMatchObject({ code: fail('http.invalid').code })
  expect((await house.database.system.transaction().execute(loadCalendar))('2041-10-01').provisional).toBe(true)
  expect(await call('2041-10-01,OFF,国庆节,通知\n2041-09-28,WORK,国庆节,通知')).toEqual({ days: 2, years: ['2041'] })
  expect(inForce?.('2041-09-28')).toMatchObject({ kind: 'WORK', provisional: false })
  const year = await house.database.app
    .transaction()
    .execute((tx) =>
      service.calendarYear(ctx(tx), { params: { year: '2041' }, query: undefined, body: undefined, headers: {} }),
    )
  expect(year.published).toBe(true)
  expect(year.days.map((day) => day.date)).toEqual(expect.arrayContaining(['2041-09-28', '2041-10-01']))
  expect(calendarContract.loadCalendar.can).toBe('settings.change')
})
