import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '#test/harness/house.ts'
import { officeContract } from '../contract.ts'
import { addColleague, letStandIn, postOf } from './fixtures.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const save = async (
  username: string,
  cells: { day: string; shift: 'day' | 'night' | 'whole'; name: string; phone?: string }[],
) => (await house.as(username)).call(officeContract.saveRoster, { body: { cells } })
const now = async (username: string) => (await house.signIn(username)).call(officeContract.dutyNow, {})

test('a village dials whoever is on duty in its town now, across midnight; a colleague’s number is that of her desk', async () => {
  await save('town.chair', [
    { day: '2025-03-03', shift: 'day', name: '唐秋芸' },
    { day: '2025-03-03', shift: 'night', name: '值班室', phone: '0731-00002099' },
  ])
  expect((await now('village.chair')).above).toMatchObject({
    unit: '月塘街道',
    people: [{ name: '唐秋芸', phone: '0731-00002031' }],
  })
  expect((await now('town.chair')).own.map((one) => one.name)).toEqual(['唐秋芸'])
  house.clock.set('2025-03-04T02:00:00+08:00')
  expect((await now('village.chair')).above?.people.map((one) => one.phone)).toEqual(['0731-00002099'])
  house.clock.set('2025-03-04T08:00:00+08:00')
  expect((await now('village.chair')).above?.people).toEqual([])
})

test('nobody without a number is put on the roster: the cell, the reason and the remedy are told', async () => {
  await expect(save('town.chair', [{ day: '2025-03-05', shift: 'day', name: '门卫' }])).rejects.toMatchObject({
    fields: [{ path: 'cells.0.phone', message: expect.stringContaining('名字后面写上号码') }],
  })
})

test('only the unit’s own roster is written, and who does not run the office only reads', async () => {
  await expect(
    save('village.chair', [{ day: '2025-03-05', shift: 'day', name: '罗雨桐', phone: '0731-00002055' }]),
  ).rejects.toMatchObject({ code: 'http.forbidden' })
  const other = await (await house.as('county2.rights')).call(officeContract.roster, { query: { month: '2025-03' } })
  expect(other.rows).toEqual([])
})

test('a cell that is emptied is cleared; days off of the calendar are marked', async () => {
  await save('town.chair', [{ day: '2025-03-03', shift: 'night', name: '' }])
  const month = await (await house.as('town.chair')).call(officeContract.roster, { query: { month: '2025-03' } })
  expect(month.rows.map(({ day, shift }) => `${day} ${shift}`)).toEqual(['2025-03-03 day'])
  expect(month.days).toHaveLength(31)
  expect(month.days.filter(({ day }) => ['2025-03-08', '2025-03-10'].includes(day)).map(({ off }) => off)).toEqual([
    true,
    false,
  ])
  const may = await (await house.as('town.chair')).call(officeContract.roster, { query: { month: '2025-05' } })
  expect(may.days[0]).toMatchObject({ day: '2025-05-01', off: true, name: { zh: expect.stringContaining('劳动节') } })
})

test('a colleague who has somebody stand in that day is pointed out, also to who may not see for whom', async () => {
  const vice = await addColleague(house, 'county.vice', '李敏', 'leader')
  await letStandIn(house, {
    by: 'county.leader',
    acceptedBy: 'security',
    post: await postOf(house, 'county.leader'),
    deputy: vice,
    from: '2025-03-10',
    to: '2025-03-12',
  })
  await save('county.rights', [
    { day: '2025-03-12', shift: 'day', name: '何静姝' },
    { day: '2025-03-13', shift: 'day', name: '何静姝' },
  ])
  const { rows } = await (await house.as('county.rights')).call(officeContract.roster, { query: { month: '2025-03' } })
  expect(rows.map(({ day, away }) => `${day} ${away}`)).toEqual(['2025-03-12 true', '2025-03-13 false'])
})

test('who prints a month of the roster is on record; who has no part in it does not print it', async () => {
  await (await house.as('county.rights')).call(officeContract.printRoster, { body: { month: '2025-03' } })
  const { rows } = await sql<{
    detail: { month: string }
  }>`select detail from audit.event where action = 'office.printRoster'`.execute(house.database.admin)
  expect(rows).toMatchObject([{ detail: { month: '2025-03' } }])
  await expect(
    (await house.as('auditor')).call(officeContract.printRoster, { body: { month: '2025-03' } }),
  ).rejects.toMatchObject({ status: 403 })
})
