import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { soonShare } from '#platform/clock/deadline.ts'
import { type House, startHouse, testClock } from '#test/harness/house.ts'
import { act, actWithApproval, open, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse({ clock: testClock('2025-03-04T09:00:00+08:00') })
})
afterAll(() => house.stop())

test('the numbers of what is overdue and due soon are the rows of their lists, on every day of the term', async () => {
  const officer = async () => house.as('county.rights')
  const register = async () => open(await officer(), petition())
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
    // Each number leads to a list of its own that holds just those.
    const [red, soon] = await Promise.all(
      (['overdue', 'soon'] as const).map(async (tab) => (await who.call(casesContract.list, { query: { tab } })).rows),
    )
    expect([red?.length, red?.every(({ due }) => due?.overdue)]).toEqual([late, true])
    expect([soon?.length, soon?.some(({ due }) => due?.overdue)]).toEqual([marked, false])
    seen.push(marked ?? 0)
    house.clock.advance(24 * 60)
  }
  expect(new Set(seen)).toEqual(new Set([0, 1, 2]))
})

test('what begins late in the life of a matter is due soon by its own time', async () => {
  const officer = () => house.as('county.rights')
  let view = await open(await officer(), petition())
  view = await act(await officer(), view, 'accept')
  house.clock.advance(50 * 24 * 60)
  view = await act(await officer(), view, 'conclude', { result: 'S', note: '已补发。' })
  const proof = { on: '2025-05-11', mode: 'hand' }
  view = await actWithApproval(await officer(), await house.as('county.leader'), view, 'reply', { proof })
  expect(view.head.due).toMatchObject({ clock: { zh: '回访' }, share: 0, overdue: false })
  expect((await (await officer()).call(casesContract.today, {})).dueSoon).toBe(0)
})
