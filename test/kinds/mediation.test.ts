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
  expect(view.body?.actions.find((action) => action.key === 'agree')?.blocked?.zh).toContain('履行事项')
  const payment = randomUUID()
  view = await officer.call(casesContract.addObligation, {
    params: { ...keyOf(view), obligation: payment },
    body: { key: 'payment', what: '每月付赡养费', amountFen: 60_000, dueOn: '2025-04-05' },
  })
  // What the step asks for is asked with it; without it nothing is done, and nothing else rides along.
  expect(view.body?.actions.find((action) => action.key === 'agree')?.asks).toEqual(['form'])
  const said = { note: '达成书面协议' }
  await expect(act(officer, view, 'agree', said)).rejects.toMatchObject({
    fields: [{ path: 'data.form', message: '请填「协议形式」。' }],
  })
  await expect(
    act(officer, view, 'agree', { ...said, data: { form: 'written', facts: '改了' } }),
  ).rejects.toMatchObject({
    fields: [{ path: 'data.facts', message: expect.stringContaining('更正') as string }],
  })
  await expect(act(officer, view, 'agree', { ...said, data: { form: 'whispered' } })).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'data.form' }],
  })
  const press = { id: randomUUID(), ...said, data: { form: 'written' } }
  const pressed = view
  view = await act(officer, pressed, 'agree', press)
  expect((await act(officer, pressed, 'agree', press)).head.version).toBe(view.head.version)
  expect(view.body?.data['form']).toBe('written')
  expect(view.body?.steps.map((step) => [step.action, step.note]).slice(-2)).toEqual([
    ['correct', '办「达成协议」时填'],
    ['agree', '达成书面协议'],
  ])
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
