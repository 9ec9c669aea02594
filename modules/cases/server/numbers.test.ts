import { afterEach, beforeEach, expect, test } from 'vitest'
import { exchangeRoom, register, workOf } from '#modules/exchange/fixtures.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person, petition } from '#test/kinds/walk.ts'
import { casesContract, type CaseView } from '../contract.ts'

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

const registered = async (part?: Record<string, unknown>): Promise<CaseView> =>
  open(await house.as('county.rights'), petition(part))
const numberOf = async (over: Record<string, unknown> = {}): Promise<string> => (await registered(over)).head.number

test('the year of a number turns at midnight in China, and its count begins again', async () => {
  house.clock.set('2025-12-31T23:59:00+08:00')
  expect(await numberOf()).toBe('430202-XF-2025-00001')
  house.clock.set('2026-01-01T00:01:00+08:00')
  expect(await numberOf()).toBe('430202-XF-2026-00001')
  house.clock.set('2026-01-01T02:00:00+08:00')
  // At 17:00 in London the new year has begun here.
  expect(await numberOf({ openedAt: '2025-12-31T15:59:00Z' })).toBe('430202-XF-2025-00002')
  expect(await numberOf({ openedAt: '2025-12-31T17:00:00+00:00' })).toBe('430202-XF-2026-00002')
})

test('received last year and registered this year, a matter is numbered with those it came with', async () => {
  house.clock.set('2026-01-05T09:00:00+08:00')
  expect(await numberOf({ openedAt: '2025-12-30T16:00:00+08:00' })).toBe('430202-XF-2025-00001')
  expect(await numberOf()).toBe('430202-XF-2026-00001')
})

test('a number stays when the date is corrected into another year: it stands on letters', async () => {
  house.clock.set('2026-01-05T09:00:00+08:00')
  const officer = await house.as('county.rights')
  const view = await registered({ openedAt: '2026-01-02T09:00:00+08:00' })
  const corrected = await officer.call(casesContract.correct, {
    params: keyOf(view),
    body: { version: view.head.version, reason: '信封上是去年的日期', openedAt: '2025-12-29T09:00:00+08:00' },
  })
  expect(corrected.head.openedAt.slice(0, 4)).toBe('2025')
  expect(corrected.head.number).toBe(view.head.number)
  expect(await numberOf({ openedAt: '2025-12-31T10:00:00+08:00' })).toBe('430202-XF-2025-00001')
})

test('old records of several years come in with the years they are of, each kind counted for itself', async () => {
  house.clock.set('2026-01-06T09:00:00+08:00')
  const days = ['2019-12-31', '2024-01-01', '2020-01-01', '2019-06-01']
  await exchangeRoom().importFile(await workOf(house, 'county.rights'), {
    kind: 'petition',
    unit: '430202',
    bytes: register(days.map((day) => ({ 收件日期: day }))),
    name: 'register.csv',
  })
  const { rows } = await (
    await house.as('county.rights')
  ).call(casesContract.list, {
    query: { tab: 'all', kind: 'petition', to: '2024-12-31' },
  })
  expect(rows.map(({ number }) => number).sort()).toEqual([
    '430202-XF-2019-00001',
    '430202-XF-2019-00002',
    '430202-XF-2020-00001',
    '430202-XF-2024-00001',
  ])
  const dispute = await open(await house.as('village.chair'), {
    kind: 'dispute',
    category: '01',
    data: { facts: '两家争滴水。' },
    parties: [person('sideA', '田有余')],
  })
  expect(dispute.head.number).toMatch(/^430202-(?!XF)\w+-2026-00001$/)
})
