import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { seedDemoCity } from '#db/seed/demo-city.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { makeEngine } from '#modules/cases/server/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { type House, startHouse } from '#test/harness/house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

test('the demo city is alive on the day it is started: work due, overdue and waiting for approval', async () => {
  const engine = makeEngine(catalogue, () => buildCalendar())
  await seedDemoCity(
    { engine, door: { db: house.database.app, vault: house.vault, auditKey: house.vault.derive('audit') } },
    house.clock(),
    () => undefined,
    60,
  )
  const today = await (await house.as('county.rights')).call(casesContract.today, {})
  expect(today.overdue).toBeGreaterThanOrEqual(2)
  expect(
    today.mine.filter((row) => row.due && !row.due.overdue && row.due.text.zh.includes('今天')).length,
  ).toBeGreaterThanOrEqual(1)
  expect(
    (await (await house.as('county.leader')).call(casesContract.approvals, {})).rows.length,
  ).toBeGreaterThanOrEqual(1)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from cases.head where opened_at > ${house.clock()} or touched_at > ${house.clock()}`.execute(
    house.database.admin,
  )
  expect(rows[0]?.n).toBe(0)
})
