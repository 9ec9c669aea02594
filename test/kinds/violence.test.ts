import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { act, actWithApproval, clocks, keyOf, open, person, trackStep } from './walk.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

test('a case of violence runs with a protection order beside it: 72 hours to the ruling, six months of validity', async () => {
  const officer = await house.as('county.rights')
  const leader = await house.as('county.leader')
  await expect(
    open(officer, { kind: 'violence', data: { facts: '昨晚又动手了。', safeNow: false, children: '两个' } }),
  ).rejects.toMatchObject({ fields: [{ path: 'data.children', message: '应填数字。' }] })
  let view = await open(officer, {
    kind: 'violence',
    category: '01',
    parties: [person('victim', '文若兰'), person('perpetrator', '易建')],
    data: { facts: '昨晚又动手了。', safeNow: false, children: 1 },
  })
  expect(view.head).toMatchObject({ restricted: true, who: null })
  view = await officer.call(casesContract.addPart, {
    params: { ...keyOf(view), part: randomUUID() },
    body: { key: 'incident', data: { on: '2025-03-02', acts: ['P1'], what: '推搡、打耳光' } },
  })
  expect(view.body?.parts[0]?.data).toMatchObject({ on: '2025-03-02' })
  await expect(
    officer.call(casesContract.addPart, {
      params: { ...keyOf(view), part: randomUUID() },
      body: { key: 'incident', data: { on: '2025-03-02', acts: ['XX'], what: '推搡' } },
    }),
  ).rejects.toMatchObject({ fields: [{ path: 'data.acts' }] })
  const warning = { ...keyOf(view), act: randomUUID() }
  const letter = {
    key: 'warning',
    issuer: '荷塘公安分局月塘派出所',
    number: '告诫字〔2025〕3号',
    issuedOn: '2025-03-02',
  }
  await expect(
    officer.call(casesContract.addAct, { params: warning, body: { ...letter, servedOn: '2025-03-01' } }),
  ).rejects.toMatchObject({ fields: [{ path: 'servedOn' }] })
  await officer.call(casesContract.addAct, { params: warning, body: letter })
  view = await officer.call(casesContract.addAct, { params: warning, body: letter })
  expect(view.body?.acts).toHaveLength(1)
  view = await officer.call(casesContract.serveAct, { params: warning, body: { servedOn: '2025-03-03' } })
  expect(view.body?.acts[0]).toMatchObject({ key: 'warning', servedOn: '2025-03-03' })
  expect(view.body?.steps.at(-1)?.label.zh).toBe('文书送达:告诫书')
  const city = await house.as('city.rights')
  await expect(
    city.call(casesContract.serveAct, { params: warning, body: { servedOn: '2025-03-03' } }),
  ).rejects.toMatchObject({ code: 'cases.restricted' })
  view = await act(officer, view, 'assess', { note: '中等风险' })
  view = await act(officer, view, 'openOrder')
  expect(view.body?.tracks[0]).toMatchObject({ key: 'order', status: 'preparing' })
  view = await trackStep(officer, view, 'order', 'file')
  view = await trackStep(officer, view, 'order', 'accept', { occurredAt: '2025-03-03T08:30:00+08:00' })
  expect(clocks(view)['ruling']).toBe('2025-03-06T08:30 running')
  await expect(trackStep(officer, view, 'order', 'grant')).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'act', message: '请填文书:机关、文号、日期。' }],
  })
  house.clock.advance(5)
  view = await trackStep(officer, view, 'order', 'grant', {
    occurredAt: '2025-03-03T09:03:00+08:00',
    act: { issuer: '荷塘区人民法院', number: '(2025)湘0202民保令1号', issuedOn: '2025-03-03', codes: ['1', '4'] },
  })
  expect(clocks(view)['ruling']).toContain('met')
  // Six months end on the corresponding day (Civil Code Art. 202), at 24:00.
  expect(clocks(view)['validity']).toBe('2025-09-04T00:00 running')
  expect(view.body?.acts.at(-1)).toMatchObject({ number: '(2025)湘0202民保令1号', codes: ['1', '4'] })
  view = await act(officer, view, 'serve', { note: '陪同就医' })
  view = await act(officer, view, 'monitor', { note: '转回访' })
  expect(view.body?.actions.find((action) => action.key === 'close')?.blocked?.zh).toBe('保护令程序还没有结束。')
  view = await trackStep(officer, view, 'order', 'expire')
  await expect(act(officer, view, 'close', { note: '安全稳定' })).rejects.toMatchObject({
    fields: [{ path: 'data.closing', message: '请填「结案情形」。' }],
  })
  view = await actWithApproval(officer, leader, view, 'close', { note: '安全稳定', data: { closing: 'C1' } })
  expect(view.body?.data['closing']).toBe('C1')
  expect(view.head.phase).toBe(2)
})
