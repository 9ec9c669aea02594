import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, clocks, keyOf, open, person, trackStep } from './walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

test('a mediation ends in an agreement with performance items and goes to a court for confirmation', async () => {
  const officer = await house.as('county.rights')
  let view = await open(officer, {
    kind: 'mediation',
    category: '01',
    channel: '1',
    parties: [person('applicant', '蓝小荷'), person('respondent', '方大川')],
    data: { facts: '赡养费三年未付。', confirmable: true },
  })
  view = await act(officer, view, 'accept')
  expect(clocks(view)['mediation']).toBe('2025-04-03T00:00 running')
  view = await act(officer, view, 'extend', { note: '双方同意延长' })
  expect(clocks(view)['mediation']).toBe('2025-04-18T00:00 running')
  expect(view.body?.actions.find((action) => action.key === 'agree')?.blocked?.zh).toContain('还没有选协议形式')
  view = await officer.call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '补协议形式', data: { form: 'written' } },
  })
  expect(clocks(view)['mediation']).toBe('2025-04-18T00:00 running')
  expect(view.body?.actions.find((action) => action.key === 'agree')?.blocked?.zh).toContain('履行事项')
  const payment = randomUUID()
  view = await officer.call(casesContract.addObligation, {
    params: { ...keyOf(view), obligation: payment },
    body: { key: 'payment', what: '每月付赡养费', amountFen: 60_000, dueOn: '2025-04-05' },
  })
  view = await act(officer, view, 'agree', { note: '达成书面协议' })
  expect(view.body?.actions.find((action) => action.key === 'perform')?.blocked?.zh).toBe('还有没履行的事项。')
  view = await act(officer, view, 'openConfirmation')
  expect(clocks(view)['confirmation']).toContain('met')
  view = await trackStep(officer, view, 'confirmation', 'accept')
  house.clock.advance(1)
  view = await trackStep(officer, view, 'confirmation', 'confirm', {
    act: { issuer: '荷塘区人民法院', number: '(2025)湘0202民特1号', issuedOn: '2025-03-03' },
  })
  expect(clocks(view)['decision']).toContain('met')
  view = await officer.call(casesContract.meetObligation, {
    params: { ...keyOf(view), obligation: payment },
    body: { doneOn: '2025-03-03', outcome: 'done' },
  })
  view = await act(officer, view, 'perform')
  view = await act(officer, view, 'archive')
  expect(view.head.phase).toBe(2)
})
