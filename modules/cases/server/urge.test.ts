import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { casesContract } from '#modules/cases/contract.ts'
import { type Caller, type House, startHouse, testClock } from '#test/harness/house.ts'
import { act, keyOf, open, petition } from '#test/kinds/walk.ts'

// What lies below is urged, once a day; what nobody has in hand any more is told to whoever answers for the place.

let house: House
beforeEach(async () => {
  house = await startHouse({ clock: testClock('2025-03-04T09:00:00+08:00') })
})
afterEach(() => house.stop())

const told = async (who: Caller): Promise<string[]> =>
  (await who.call(casesContract.notices, {})).rows.map(({ text }) => text.zh)
const urge = (who: Caller, params: { home: string; id: string }) => who.call(casesContract.urge, { params, body: {} })

test('what was sent down is urged once a day: its holder is told, and the line stands in the timeline', async () => {
  const [county, town] = [await house.as('county.rights'), await house.as('town.chair')]
  const view = await open(county, petition())
  const key = keyOf(view)
  await expect(urge(county, key)).rejects.toMatchObject({ code: 'cases.notBelow' })
  await act(county, view, 'forward', { unit: '430202001' })
  // Notices of one instant stand in no order.
  house.clock.advance(1)
  await urge(county, key)
  expect((await told(town))[0]).toBe(`荷塘区 程嘉禾催办 ${view.head.number}。`)
  await expect(urge(county, key)).rejects.toMatchObject({ code: 'cases.urged', status: 409 })
  house.clock.advance(24 * 60)
  const later = await house.as('county.rights')
  await urge(later, key)
  const after = await later.call(casesContract.open, { params: key })
  expect(after.body!.steps.filter(({ action }) => action === 'urge').map(({ label }) => label.zh)).toEqual([
    '催办',
    '催办',
  ])
  // Whoever has it waits for nobody, and a neighbour hears of nothing.
  await expect(urge(await house.as('town.chair'), key)).rejects.toMatchObject({ code: 'cases.notBelow' })
  await expect(urge(await house.as('county2.rights'), key)).rejects.toMatchObject({ status: 404 })
})

test('of a restricted matter that waits below the level above urges by its number alone', async () => {
  const county = await house.as('county.rights')
  const view = await open(county, petition({ category: '0101', notifyMode: 'F' }))
  await sql`update cases.head set waiting = 'below' where id = ${view.head.id}::uuid`.execute(house.database.admin)
  const city = await house.as('city.rights')
  await urge(city, keyOf(view))
  expect((await told(county)).filter((line) => line.includes('催办'))).toEqual([
    `株洲市 方若溪催办 ${view.head.number}。`,
  ])
  expect((await city.call(casesContract.open, { params: keyOf(view) })).body).toBeNull()
})

test('what is overdue in her range is a leader’s red light; what its holder left stands as 无人接手 until it is handed over', async () => {
  const [county, leader] = [await house.as('county.rights'), await house.as('county.leader')]
  const view = await act(county, await open(county, petition()), 'accept')
  const today = () => leader.call(casesContract.today, {})
  expect(await today()).toMatchObject({ red: [], unheld: [] })
  house.clock.advance(100 * 24 * 60)
  expect((await (await house.as('county.leader')).call(casesContract.today, {})).red.map(({ id }) => id)).toEqual([
    view.head.id,
  ])
  await sql`update identity.post set valid_to = '2025-06-01' where id = (select owner_post from cases.head where id = ${view.head.id}::uuid)`.execute(
    house.database.admin,
  )
  const again = await house.as('county.leader')
  expect((await again.call(casesContract.today, {})).unheld.map(({ id }) => id)).toEqual([view.head.id])
  // Two levels up it is not the city's to deal with; a neighbour sees nothing of it.
  expect((await (await house.as('county2.rights')).call(casesContract.today, {})).unheld).toEqual([])
})
