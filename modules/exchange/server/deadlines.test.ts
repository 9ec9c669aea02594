import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { sweepClocks } from '#modules/cases/server/jobs.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { exchangeRoom, register, workOf } from '../fixtures.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const sweep = (): Promise<number> => sweepClocks(house.database.system, catalogue, house.clock())
const answered = {
  处理方式: '受理',
  受理日期: '2024-05-08',
  处理意见: 'S',
  办结日期: '2024-06-03',
  答复日期: '2024-06-05',
}

const load = async (unit: string, rows: readonly Readonly<Record<string, string>>[]): Promise<void> => {
  const bytes = register(rows)
  const work = await workOf(house, 'county.rights')
  const result = await exchangeRoom().importFile(work, { kind: 'petition', unit, bytes, name: 'register.csv' })
  expect(result).toMatchObject({ status: 'done', written: rows.length, faults: [] })
}

test('an old register brings no notice of what was over or nearly so before it; it stands in today’s work of its importer', async () => {
  const officer = await house.as('county.rights')
  await load('430202', [answered, {}, { 收件日期: '2025-02-20' }])
  expect(await sweep()).toBe(0)
  const { mine, others } = await officer.call(casesContract.today, {})
  const { rows } = await sql<{
    id: string
  }>`select id from cases.head where batch_id is not null order by source_ref`.execute(house.database.admin)
  expect(mine.map(({ id, due, owner }) => [id, due?.clock.zh, due?.overdue, owner?.name])).toEqual(
    expect.arrayContaining([
      [rows[0]?.id, '回访', true, '程嘉禾'],
      [rows[1]?.id, '告知受理情况', true, '程嘉禾'],
      [rows[2]?.id, '告知受理情况', false, '程嘉禾'],
    ]),
  )
  expect(others).toEqual([])
  // What runs out after the import is told like any other.
  house.clock.set('2025-03-10T09:00:00+08:00')
  await sweep()
  const told = (await (await house.as('county.rights')).call(casesContract.notices, {})).rows
  expect(told.map(({ caseId }) => caseId)).toEqual([rows[2]?.id])
})

test('what was imported for a unit below stands in today’s work of that unit, not with the importer or in 等别人的', async () => {
  await load('430202001001', [
    { ...answered, 来源编号: 'C-1' },
    { 来源编号: 'C-2', 收件日期: '2025-03-01' },
  ])
  const today = async (username: string) => (await house.as(username)).call(casesContract.today, {})
  const { mine } = await today('village.chair')
  expect(mine.map(({ status, owner }) => [status, owner]).sort()).toEqual([
    ['registered', null],
    ['replied', null],
  ])
  const county = await today('county.rights')
  const theirs = new Set(mine.map(({ id }) => id))
  expect([...county.mine, ...county.others].filter(({ id }) => theirs.has(id))).toEqual([])
})
