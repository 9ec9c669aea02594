import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { localDate } from '#platform/clock/time.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, person } from '#test/kinds/walk.ts'
import { exchangeContract, type ImportResult } from '../contract.ts'
import { exchangeRoom, register, workOf } from '../fixtures.ts'

const room = exchangeRoom()
let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const load = async (rows: readonly Readonly<Record<string, string>>[]): Promise<ImportResult> =>
  room.importFile(await workOf(house, 'county.rights'), {
    kind: 'petition',
    unit: '430202',
    bytes: register(rows),
    name: 'register.csv',
  })
const takeBack = async (batch: string | null) =>
  room.takeBack(await workOf(house, 'county.rights'), batch ?? '', '导错了文件')
const viewOf = async (ref: string): Promise<CaseView> => {
  const { rows } = await sql<{
    id: string
  }>`select id from cases.head where source_ref = ${ref}`.execute(house.database.admin)
  const caller = await house.as('county.rights')
  return caller.call(casesContract.open, { params: { home: '430202', id: rows[0]?.id ?? '' } })
}
const posted = async (): Promise<number> =>
  (
    await sql<{
      n: number
    }>`select coalesce(sum(abs(n)), 0)::int as n from (select measure, month, sum(n) as n from figures.posting group by home, record_id, measure, month) f`.execute(
      house.database.admin,
    )
  ).rows[0]?.n ?? -1

const archived = {
  处理方式: '受理',
  受理日期: '2024-05-08',
  办结日期: '2024-05-20',
  处理意见: '支持',
  答复日期: '2024-05-21',
  归档日期: '2024-05-30',
  备注: '当面告知',
}

test('an old register of archived matters is taken back whole, counts for nothing and can be imported again', async () => {
  const rows = [{ 来源编号: 'A-1', ...archived }, { 来源编号: 'A-2', ...archived }, { 来源编号: 'A-3' }]
  const first = await load(rows)
  expect(first).toMatchObject({ status: 'done', written: 3, faults: [] })
  const view = await viewOf('A-1')
  expect(view.head).toMatchObject({ status: 'archived', phase: 2 })
  expect(await posted()).toBeGreaterThan(0)

  expect(await takeBack(first.batch)).toMatchObject({ voided: 3, kept: [] })
  expect(await posted()).toBe(0)
  const caller = await house.as('county.rights')
  const gone = await caller.call(casesContract.open, { params: keyOf(view) })
  expect(gone.head).toMatchObject({ status: 'void', version: view.head.version + 1 })
  expect(gone.body?.steps.at(-1)).toMatchObject({ action: 'void', note: '导错了文件' })
  expect(gone.clocks.every((clock) => clock.outcome !== null)).toBe(true)

  const again = await load(rows)
  expect(again).toMatchObject({ status: 'done', written: 3, known: 0 })
  expect(await takeBack(again.batch)).toMatchObject({ voided: 3, kept: [] })
})

test('what was closed here since, or has left the house, stays and is named; the rest goes', async () => {
  const batch = await load([{ 来源编号: 'B-1' }, { 来源编号: 'B-2' }, { 来源编号: 'B-3' }])
  const caller = await house.as('county.rights')
  const closed = await act(caller, await viewOf('B-1'), 'withdraw', { note: '本人说不办了。' })
  const sent = await act(caller, await viewOf('B-2'), 'forward', { unit: '430202001' })
  await act(caller, await viewOf('B-3'), 'accept')
  // Counted beforehand, and nothing is done by counting.
  const foreseen = await caller.call(exchangeContract.foresee, { params: { id: batch.batch ?? '' } })
  expect(foreseen).toEqual({
    total: 3,
    able: 1,
    worked: 1,
    more: 0,
    stay: [
      { number: closed.head.number, reason: expect.objectContaining({ zh: expect.stringContaining('已经结束') }) },
      { number: sent.head.number, reason: expect.objectContaining({ zh: expect.stringContaining('发出') }) },
    ],
  })
  const taken = await takeBack(batch.batch)
  expect(taken.voided).toBe(foreseen.able)
  expect(taken.kept).toEqual(foreseen.stay)
  expect(await caller.call(exchangeContract.foresee, { params: { id: batch.batch ?? '' } })).toMatchObject({
    total: 2,
    able: 0,
  })
  const neighbour = await house.as('county2.rights')
  await expect(neighbour.call(exchangeContract.foresee, { params: { id: batch.batch ?? '' } })).rejects.toMatchObject({
    code: 'exchange.batch',
  })
  expect(taken.kept).toEqual([
    { number: closed.head.number, reason: expect.objectContaining({ zh: expect.stringContaining('已经结束') }) },
    { number: sent.head.number, reason: expect.objectContaining({ zh: expect.stringContaining('发出') }) },
  ])
  const batches = await room.batches(await workOf(house, 'county.rights'))
  expect(batches.find(({ id }) => id === batch.batch)?.status).toBe('takingBack')
  // A second try goes on and tells the same.
  expect(await takeBack(batch.batch)).toMatchObject({ voided: 0, kept: taken.kept })
})

test('what was only told by word of mouth, and that was struck out, is taken back as it can be voided alone', async () => {
  const batch = await load([{ 来源编号: 'E-1' }, { 来源编号: 'E-2' }])
  const caller = await house.as('county.rights')
  const proof = { on: localDate(house.clock()), mode: 'told' }
  const told = await act(caller, await viewOf('E-1'), 'accept', { proof })
  await act(caller, await viewOf('E-2'), 'accept', { proof })
  const seq = told.body!.steps.find(({ action }) => action === 'accept')!.seq
  const struck = await caller.call(casesContract.withdraw, {
    params: keyOf(told),
    body: { version: told.head.version, seq, reason: '其实没有当面说' },
  })
  expect(struck.body!.notVoided).toBeNull()
  const foreseen = await caller.call(exchangeContract.foresee, { params: { id: batch.batch ?? '' } })
  expect(foreseen).toMatchObject({ total: 2, able: 1, worked: 1 })
  expect(await takeBack(batch.batch)).toMatchObject({ voided: 1, kept: foreseen.stay })
  expect((await viewOf('E-2')).head.status).toBe('accepted')
})

test('a restricted matter of another team stays with it', async () => {
  const city = await workOf(house, 'city.rights')
  const batch = await room.importFile(city, {
    kind: 'petition',
    unit: '430202',
    bytes: register([{ 来源编号: 'C-1', 类别: '0101' }, { 来源编号: 'C-2' }]),
    name: 'register.csv',
  })
  expect(batch).toMatchObject({ written: 2 })
  const county = await house.as('county.rights')
  expect(await county.call(exchangeContract.foresee, { params: { id: batch.batch ?? '' } })).toMatchObject({
    total: 2,
    able: 1,
    stay: [{ reason: { zh: expect.stringContaining('限定知悉') } }],
  })
  const taken = await takeBack(batch.batch)
  expect(taken).toMatchObject({ voided: 1, kept: [{ reason: { zh: expect.stringContaining('限定知悉') } }] })
  expect(await room.takeBack(city, batch.batch ?? '', '导错了文件')).toMatchObject({ voided: 1, kept: [] })
})

test('many voided at once leave what voiding one leaves', async () => {
  const caller = await house.as('county.rights')
  const single = await open(caller, {
    kind: 'petition',
    category: '0113',
    channel: 'V',
    parties: [person('petitioner', '测试乙')],
    data: { facts: '说家里的钱都不在她手上。', purpose: 'A' },
  })
  await caller.call(casesContract.cancel, {
    params: keyOf(single),
    body: { version: single.head.version, reason: '导错了文件' },
  })
  const batch = await load([{ 来源编号: 'D-1' }])
  const many = await viewOf('D-1')
  await takeBack(batch.batch)
  const left = async ({ head }: CaseView) => ({
    head: (
      await sql`select status, phase, result, next_due_at, waiting, version, decided_at is null as undecided, closed_at is null as unclosed from cases.head where id = ${head.id}::uuid`.execute(
        house.database.admin,
      )
    ).rows,
    step: (
      await sql`select seq, action, from_status, to_status, account_id, post_id, unit_id, left_house, payload, note is null as silent from cases.step where case_id = ${head.id}::uuid and action = 'void'`.execute(
        house.database.admin,
      )
    ).rows,
    clocks: (
      await sql`select key, round, outcome, stopped_at is null as running from cases.clock where case_id = ${head.id}::uuid order by key`.execute(
        house.database.admin,
      )
    ).rows,
    audit: (
      await sql`select action, object_kind, result, detail from audit.event where object_id = ${head.id} and action = 'cases.void'`.execute(
        house.database.admin,
      )
    ).rows,
  })
  expect(await left(many)).toEqual(await left(single))
})
