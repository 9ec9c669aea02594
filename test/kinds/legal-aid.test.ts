import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, clocks, keyOf, open, person } from './walk.ts'
import { casesContract } from '#modules/cases/contract.ts'

// D04 (148 line, application, decision, lawyer) and the court-fee rows of D07.

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const need = (over: Record<string, unknown> = {}) => ({
  kind: 'legalAid',
  category: '05',
  channel: '2',
  parties: [person('applicant', '蓝小荷', { sex: '2' }), person('respondent', '方大川')],
  data: { facts: '在饭店干了半年,工资一直没发。' },
  ...over,
})

test('D04: who calls the 148 line is looked at, applied for, granted within seven days and has a lawyer within three', async () => {
  const officer = await house.as('county.rights')
  let view = await open(officer, need())
  expect(view.head.restricted).toBe(false)
  await expect(act(officer, view, 'screen', { note: '材料齐' })).rejects.toMatchObject({
    fields: [
      { path: 'data.means', message: '请填「经济状况」。' },
      { path: 'data.form', message: '请填「援助形式」。' },
    ],
  })
  view = await act(officer, view, 'screen', { note: '材料齐', data: { means: '5', form: '2' } })
  view = await act(officer, view, 'submit', { receiver: '荷塘区法律援助中心' })
  // Seven calendar days after Monday 3 March 2025 end with Monday 10 March.
  expect(clocks(view)['decision']).toBe('2025-03-11T00:00 running')
  house.clock.set('2025-03-07T10:00:00+08:00')
  const again = await house.as('county.rights')
  view = await again.call(casesContract.open, { params: keyOf(view) })
  view = await act(again, view, 'grant', { data: { decisionNumber: '湘荷援〔2025〕12号' } })
  expect(clocks(view)['decision']).toContain('met')
  // Three days after Friday 7 March end with Monday 10 March.
  expect(clocks(view)['assignment']).toBe('2025-03-11T00:00 running')
  view = await act(again, view, 'assign', {
    data: { lawyer: '温律师', lawFirm: '荷风律师事务所', lawyerPhone: '0731-00009000' },
  })
  expect(clocks(view)['assignment']).toContain('met')
  view = await again.call(casesContract.addPart, {
    params: { ...keyOf(view), part: crypto.randomUUID() },
    body: { key: 'relief', data: { on: '2025-03-07', kind: '2', yuan: 410.5, court: '荷塘区人民法院' } },
  })
  expect(view.body?.parts[0]?.data['yuan']).toBe(410.5)
  view = await act(again, view, 'conclude', { note: '工资全部要回。', result: '1' })
  expect([view.head.status, view.head.result, view.head.phase]).toEqual(['closed', '1', 2])
})

test('a refusal is objected to, and the objection is answered within five days', async () => {
  const officer = await house.as('county.rights')
  let view = await open(officer, need({ channel: '1' }))
  view = await act(officer, view, 'screen', { note: '材料齐', data: { means: '1', form: '2' } })
  view = await act(officer, view, 'submit', { receiver: '荷塘区法律援助中心' })
  view = await act(officer, view, 'refuse', { note: '认为收入超过标准。' })
  view = await act(officer, view, 'object', { note: '收入是一次性补偿,已说明。' })
  expect(clocks(view)['objection']).toContain('running')
  view = await act(officer, view, 'grant', { data: { decisionNumber: '湘荷援〔2025〕15号' } })
  expect(clocks(view)['objection']).toContain('met')
  expect(clocks(view)['assignment']).toContain('running')
})

test('a victim of violence is known to the team only, is asked nothing about her means, and nothing leaves before she says how', async () => {
  const officer = await house.as('county.rights')
  let view = await open(officer, need({ category: '10', channel: '5', data: { facts: '想离婚,怕他知道。' } }))
  expect(view.head.restricted).toBe(true)
  await expect(act(officer, view, 'screen', { note: '看过', data: { means: '1', form: '2' } })).rejects.toMatchObject({
    code: 'cases.unlawful',
    message: expect.stringContaining('第三十二条') as string,
  })
  view = await officer.call(casesContract.open, { params: keyOf(view) })
  // The refused step left nothing behind.
  expect(view.body?.data['means']).toBeUndefined()
  view = await act(officer, view, 'screen', { note: '看过', data: { means: '2', form: '2' } })
  expect(view.body?.actions.find(({ key }) => key === 'submit')?.blocked?.zh).toContain('告知方式')
  const neighbour = await house.as('county2.rights')
  await expect(neighbour.call(casesContract.open, { params: keyOf(view) })).rejects.toMatchObject({
    code: 'http.notFound',
  })
})

test('what is outside legal aid is advised, not applied for', async () => {
  const officer = await house.as('county.rights')
  const view = await open(officer, need({ category: '99' }))
  expect(view.body?.actions.find(({ key }) => key === 'screen')?.blocked?.zh).toBe('不在援助范围:请答复咨询。')
  expect((await act(officer, view, 'advise', { note: '已说明去人社局投诉。' })).head.phase).toBe(2)
})
