import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, clocks, keyOf, open, person } from './walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
  await sql`insert into cases.quota (campaign, kind, unit_id, places) select '2025-zuimei', 'nomination', id, 1 from org.unit where code = '430202'`.execute(
    house.database.admin,
  )
})
afterAll(() => house.stop())

const nominate = async (name: string, idNumber?: string, who = 'town.chair') =>
  open(await house.as(who), {
    kind: 'nomination',
    category: 'F',
    parties: [person('family', name, idNumber ? { idNumber } : {})],
    data: { campaign: '2025-zuimei', story: '照顾邻里老人八年。', consent: true },
  })

test('a nomination keeps its quota, its notice period and its panel, and comes once a year', async () => {
  let view = await nominate('白秋实', '34052419800101001X')
  await expect(nominate('白秋实', '34052419800101001X')).rejects.toMatchObject({ code: 'cases.once' })
  view = await act(await house.as('town.chair'), view, 'publish')
  const second = await nominate('程小舟')
  expect(second.body?.actions.find((action) => action.key === 'publish')?.blocked?.zh).toBe('本单位名额已用完。')
  // The village does not see who took the place, and yet it is taken.
  const third = await nominate('石小满', undefined, 'village.chair')
  await expect(act(await house.as('village.chair'), third, 'publish')).rejects.toMatchObject({ code: 'cases.unlawful' })
  // Five working days of notice after Monday 3 March end on Monday 10 March.
  expect(view.body?.actions.find((action) => action.key === 'toPanel')?.blocked?.zh).toBe(
    '公示到 2025-03-10 才满,之后可以提交评审。',
  )
  house.clock.set('2025-03-11T09:00:00+08:00')
  view = await act(await house.as('town.chair'), view, 'toPanel')
  expect(clocks(view)['notice']).toContain('met')
  const vote = async (who: string, score: number) =>
    (await house.as(who)).call(casesContract.vote, { params: keyOf(view), body: { score } })
  await vote('town.chair', 90)
  await expect(vote('town.chair', 10)).rejects.toMatchObject({ code: 'cases.unlawful' })
  view = await vote('county.rights', 85)
  expect(view.body?.actions.find((action) => action.key === 'name')?.blocked?.zh).toBe('评审还差 1 票。')
  view = await vote('city.rights', 80)
  expect(view.body?.review).toMatchObject({ needed: 3, votes: 3, mean: 85 })
  // The matter lies with the town; a county asks its own chair, not the town below it.
  const asked = await act(await house.as('county.rights'), view, 'name')
  const waiting = async (who: string) =>
    (await (await house.as(who)).call(casesContract.approvals, {})).rows.filter((row) => row.case.id === view.head.id)
  expect(await waiting('town.chair')).toEqual([])
  const [approval] = await waiting('county.leader')
  const leader = await house.as('county.leader')
  await leader.call(casesContract.decide, {
    params: { ...keyOf(asked), approval: approval!.id },
    body: { decision: 'agreed' },
  })
  view = await leader.call(casesContract.open, { params: keyOf(view) })
  expect(view.head).toMatchObject({ status: 'named', phase: 2 })
})
