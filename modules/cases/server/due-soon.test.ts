import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { soonShare } from '#platform/clock/deadline.ts'
import { type House, startHouse, testClock } from '#test/harness/house.ts'
import { open, person } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse({ clock: testClock('2025-03-04T09:00:00+08:00') })
})
afterAll(() => house.stop())

test('the number of what is due soon is the number of rows the list marks so, on every day of the term', async () => {
  const officer = async () => house.as('county.rights')
  const register = async () =>
    open(await officer(), {
      kind: 'petition',
      category: '0403',
      channel: 'V',
      parties: [person('petitioner', '田晓禾')],
      data: { facts: '单位三个月没有发工资。' },
    })
  await register()
  house.clock.advance(24 * 60)
  await register()
  const seen: number[] = []
  for (let day = 0; day < 18; day += 1) {
    const who = await officer()
    const { rows } = await who.call(casesContract.list, { query: { tab: 'due' } })
    const [late, marked] = [true, false].map(
      (overdue) => rows.filter(({ due }) => due?.overdue === overdue && (overdue || due.share >= soonShare)).length,
    )
    expect(await who.call(casesContract.today, {})).toMatchObject({ overdue: late, dueSoon: marked })
    seen.push(marked ?? 0)
    house.clock.advance(24 * 60)
  }
  expect(new Set(seen)).toEqual(new Set([0, 1, 2]))
})
