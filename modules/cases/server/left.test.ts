import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type Caller, type House, startHouse, testClock } from '#test/harness/house.ts'
import { act, open, petition } from '#test/kinds/walk.ts'
import { tellLeft } from './queries/jobs.ts'

// A post whose last day passes, or an account that is closed, must not leave its matters hanging.

let house: House
beforeAll(async () => {
  house = await startHouse({ clock: testClock('2025-03-04T09:00:00+08:00') })
})
afterAll(() => house.stop())

const lines = async (who: Caller): Promise<string[]> =>
  (await who.call(casesContract.notices, {})).rows
    .map(({ text }) => text.zh)
    .filter((line) => line.includes('已经结束或停用'))
const tell = (): Promise<number> => tellLeft(house.database.system, house.clock())
const lastDay = (username: string, day: string | null) =>
  sql`update identity.post set valid_to = ${day} where account_id = (select id from identity.account where username = ${username})`.execute(
    house.database.admin,
  )

test('the day after her last the head of the unit and the level above are told once, with how much is left, and a neighbour is not', async () => {
  const officer = await house.as('county.rights')
  await act(officer, await open(officer, petition()), 'accept')
  await lastDay('county.rights', '2025-03-04')
  expect(await tell()).toBe(0)
  house.clock.set('2025-03-05T09:00:00+08:00')
  expect([await tell(), await tell()]).toEqual([1, 0])
  const told = ['程嘉禾的岗位(荷塘区妇联权益干部)已经结束或停用,手上还有 1 件没办完。请在今天的〔无人接手〕里移交。']
  expect(await lines(await house.as('county.leader'))).toEqual(told)
  expect(await lines(await house.as('city.leader'))).toEqual(told)
  expect(await lines(await house.as('county2.rights'))).toEqual([])
  const { unheld } = await (await house.as('county.leader')).call(casesContract.today, {})
  expect(unheld.length).toBe(1)
})

test('who comes back and leaves again is told of again; of a closed account with nothing in hand it is said so', async () => {
  await lastDay('county.rights', null)
  expect(await tell()).toBe(0)
  await lastDay('county.rights', '2025-03-04')
  expect(await tell()).toBe(1)
  await sql`update identity.account set status = 'disabled' where username = 'village.chair'`.execute(
    house.database.admin,
  )
  expect(await tell()).toBe(1)
  expect((await lines(await house.as('town.chair')))[0]).toBe(
    '罗雨桐的岗位(社区妇联主席)已经结束或停用,手上没有要移交的事。',
  )
})

test('where nobody here or above can approve it is said at the step before anything is typed, with who sets posts', async () => {
  await lastDay('county.rights', null)
  const officer = await house.as('county.rights')
  const view = await act(officer, await open(officer, petition()), 'accept')
  const refusal = async () => {
    const { body } = await officer.call(casesContract.open, { params: { home: view.head.home, id: view.head.id } })
    return body!.actions.find(({ asksApproval }) => asksApproval)?.blocked?.zh ?? null
  }
  expect(await refusal()).toBe(null)
  await sql`update identity.post set valid_to = '2025-03-04' where role = 'leader'`.execute(house.database.admin)
  expect(await refusal()).toMatch(/^本单位和上级都没有可以批的岗位,请.+的安全管理员.+设置。$/)
})
