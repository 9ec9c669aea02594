import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { officeContract } from '../contract.ts'
import { addColleague, letStandIn, postOf } from './fixtures.ts'

// Days of a deputyship; the clock only goes on.

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

test('it begins on its first day, ends by itself after its last, and at once when somebody ends it', async () => {
  const chair = await postOf(house, 'county.leader')
  const vice = await addColleague(house, 'county.vice', '李敏', 'leader')
  const works = async (): Promise<string> =>
    (await house.signIn('county.vice'))
      .standingFor(chair)
      .call(casesContract.today, {})
      .then(
        () => 'works',
        (error: { code: string }) => error.code,
      )
  const named = { by: 'county.leader', acceptedBy: 'security', post: chair, deputy: vice }
  await letStandIn(house, { ...named, from: '2025-03-04', to: '2025-03-07' })
  expect(await works()).toBe('office.notStanding')
  house.clock.set('2025-03-04T00:00:30+08:00')
  expect(await works()).toBe('works')
  house.clock.set('2025-03-07T23:59:00+08:00')
  expect(await works()).toBe('works')
  const open = (await house.signIn('county.vice')).standingFor(chair)
  house.clock.set('2025-03-08T00:00:30+08:00')
  // The session that was at work loses the post with the day, and keeps her own.
  await expect(open.call(casesContract.today, {})).rejects.toMatchObject({ code: 'office.notStanding' })
  expect(await works()).toBe('office.notStanding')
  expect((await (await house.signIn('county.vice')).call(officeContract.standing, {})).standing).toEqual([])

  house.clock.set('2025-03-10T09:00:00+08:00')
  const id = await letStandIn(house, { ...named, from: '2025-03-10' })
  const running = (await house.signIn('county.vice')).standingFor(chair)
  await running.call(casesContract.today, {})
  await (await house.as('county.leader')).call(officeContract.endDeputy, { params: { id } })
  await expect(running.call(casesContract.today, {})).rejects.toMatchObject({ code: 'office.notStanding' })
})
