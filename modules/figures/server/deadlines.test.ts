import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { type House, startHouse, testClock } from '#test/harness/house.ts'
import { open, petition } from '#test/kinds/walk.ts'
import { figuresContract } from '../contract.ts'
import { declareMeasures } from './index.ts'

let house: House
beforeAll(async () => {
  house = await startHouse({ clock: testClock('2025-03-04T09:00:00+08:00') })
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house.stop())

test('a deadline that has not come is neither in time nor late: it counts once its month is over, in number, list and sentence', async () => {
  await open(await house.as('county.rights'), petition())
  const asked = async (period: string, by?: 'month') => {
    const caller = await house.as('county.rights')
    const query = { kind: 'petition', period, measures: 'noticeDue,noticeRate', ...(by ? { by } : {}) } as const
    const table = await caller.call(figuresContract.figures, { query })
    const params = { measure: 'petition.noticeDue' }
    const { rows } = await caller.call(figuresContract.records, { params, query: { period } })
    return { due: table.figures[0], rate: table.figures[1], rows: table.rows, listed: rows.length }
  }
  expect(await asked('2025')).toMatchObject({ due: { n: 0 }, rate: { under: 0 }, listed: 0 })
  expect(await asked('2025-03')).toMatchObject({ due: { n: null, why: 'future' }, listed: 0 })
  house.clock.set('2025-04-01T09:00:00+08:00')
  const year = await asked('2025', 'month')
  expect(year).toMatchObject({ due: { n: 1 }, rate: { over: 0, under: 1 }, listed: 1 })
  expect(year.due?.sentence.zh).toContain('2025年1—3月')
  const cell = (month: string) => year.rows.find(({ key }) => key === month)?.cells[0]
  expect([cell('2025-03')?.n, cell('2025-04')?.why, cell('2025-05')?.why]).toEqual([1, 'future', 'future'])
})
