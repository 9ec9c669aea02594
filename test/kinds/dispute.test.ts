import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, keyOf, open, person, petition } from './walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

test('a village dispute is noted, raised to the town and settled there; the village still sees what became of it', async () => {
  const village = await house.as('village.chair')
  const town = await house.as('town.chair')
  let view = await open(village, {
    kind: 'dispute',
    category: '02',
    parties: [person('sideA', '柳大婶'), person('sideB', '江大叔')],
    data: { facts: '两家为院墙吵了几天。' },
  })
  view = await act(village, view, 'raise', { note: '两家都不让步,请镇里来。' })
  expect(view.head.unit.name).toContain('月塘')
  view = await town.call(casesContract.open, { params: keyOf(view) })
  view = await act(town, view, 'visit', { note: '上门两次' })
  const promise = { ...keyOf(view), obligation: randomUUID() }
  view = await town.call(casesContract.addObligation, {
    params: promise,
    body: { key: 'deed', what: '各让半尺,月底前拆旧墙', dueOn: '2025-03-31', byParty: view.body!.parties[0]!.id },
  })
  const perform = (outcome: 'partly' | 'done') =>
    town.call(casesContract.meetObligation, { params: promise, body: { doneOn: '2025-03-03', outcome } })
  expect((await perform('partly')).body?.obligations[0]).toMatchObject({ outcome: 'partly' })
  view = await perform('done')
  expect(view.body?.obligations[0]).toMatchObject({ outcome: 'done', doneOn: '2025-03-03' })
  view = await act(town, view, 'settle', { note: '说好各让半尺。' })
  const followed = await village.call(casesContract.list, { query: { tab: 'shared' } })
  expect(followed.rows.find((row) => row.id === view.head.id)?.statusLabel.zh).toBe('已调和')
})

test('a restricted matter raised by the village leaves the village', async () => {
  const village = await house.as('village.chair')
  const view = await open(
    village,
    petition({ category: '0101', channel: 'O', notifyMode: 'F', data: { facts: '她说丈夫常动手。' } }),
  )
  const raised = await act(village, view, 'raise', { note: '请镇里马上处理。' })
  expect(raised.body).toBeNull()
  await expect(village.call(casesContract.open, { params: keyOf(view) })).rejects.toMatchObject({ status: 404 })
  expect(
    (await (await house.as('town.chair')).call(casesContract.open, { params: keyOf(view) })).body?.data['facts'],
  ).toBe('她说丈夫常动手。')
})
