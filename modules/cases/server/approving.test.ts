import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { localDate } from '#platform/clock/time.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, open, petition } from '#test/kinds/walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

test('who approves a reply reads what is replied, and the deadline of the reply', async () => {
  const officer = await house.as('county.rights')
  const leader = await house.as('county.leader')
  const asked = async () => (await leader.call(casesContract.approvals, {})).rows
  let view = await act(officer, await open(officer, petition()), 'accept')
  view = await act(officer, view, 'conclude', { result: 'S', note: '厂方已补发三个月工资。' })
  const proof = { on: localDate(house.clock()), mode: 'told' }
  view = await act(officer, view, 'reply', { proof, note: '当面说明。' })
  const [reply] = (await asked()).filter((one) => one.case.id === view.head.id)
  expect(reply).toMatchObject({
    rests: { label: { zh: '办结' }, note: '厂方已补发三个月工资。' },
    // A leader does not open letters: no link that would be refused.
    letter: null,
    due: { clock: { zh: '书面答复' } },
  })
  expect(reply!.rests!.told.map(({ zh }) => zh).join()).toContain('支持')

  // What is asked for before anything was decided rests on nothing.
  const other = await act(officer, await open(officer, petition()), 'accept')
  await act(officer, other, 'extend', { note: '等测绘结果。' })
  expect((await asked()).find((one) => one.case.id === other.head.id)).toMatchObject({
    rests: null,
    due: { at: expect.any(String) },
  })
})
