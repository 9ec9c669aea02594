import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { buildCalendar } from '#platform/clock/calendar.ts'
import { lastDay } from '#platform/clock/deadline.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import type { CaseView, NewCase } from '../contract.ts'
import type { Catalogue } from '../define.ts'
import { makeCases } from './index.ts'

// A code list and a limit of which editions end and begin: the house stands on 2025-03-03.
const calendar = buildCalendar()
const edited = (change: (given: Catalogue) => Catalogue) => makeCases(change(catalogue), () => calendar)
const ends = edited((given) => {
  const list = given.codes['petition-classes']!
  const rows = list.rows.flatMap((row) =>
    row.code === '0113'
      ? [
          { ...row, validTo: '2025-03-03' },
          { ...row, code: '0198', zh: '新类', en: 'New class', validFrom: '2025-03-04' },
        ]
      : [row],
  )
  return { ...given, codes: { ...given.codes, 'petition-classes': { ...list, rows } } }
})
const shorter = edited((given) => ({
  ...given,
  limits: given.limits.flatMap((limit) =>
    limit.id === 'P01' && limit.validTo === undefined
      ? [
          { ...limit, validTo: '2025-03-03' },
          { ...limit, validFrom: '2025-03-04', length: { n: 7, unit: 'CAL_DAY' as const }, rollForward: false },
        ]
      : [limit],
  ),
}))

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const as = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => house.locally('county.rights', work)
const none = { query: undefined, body: undefined, headers: {} }
const create = (cases: typeof ends, over: Partial<NewCase> = {}): Promise<CaseView> =>
  as((ctx) =>
    cases.create(ctx, {
      ...none,
      params: { home: '430202', id: v7() },
      body: {
        kind: 'petition',
        category: '0113',
        channel: 'V',
        flags: [],
        parties: [{ id: v7(), role: 'petitioner', name: '测试甲' }],
        data: { facts: '家里的存款都在他手上。', purpose: 'A' },
        ...over,
      } as NewCase,
    }),
  )
const read = (cases: typeof ends, { head }: CaseView): Promise<CaseView> =>
  as((ctx) => cases.open(ctx, { ...none, params: { home: head.home, id: head.id } }))

test('a record keeps the code and the name of its time; a new one is refused by the day, and offered the code that holds', async () => {
  const old = await create(ends)
  house.clock.set('2025-03-05T09:00:00+08:00')
  expect((await read(ends, old)).head.category).toBe('0113')
  const codes = await as((ctx) => ends.codes(ctx, { ...none, params: { list: 'petition-classes' }, query: {} }))
  expect(codes.rows.find(({ code }) => code === '0113')).toBeUndefined()
  expect(codes.past.map(({ code, zh }) => [code, zh])).toEqual([['0113', '离婚财产分割']])
  await expect(create(ends)).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [{ path: 'category', zh: expect.stringContaining('2025-03-05 不用了') }],
  })
  expect((await create(ends, { category: '0198' })).head.category).toBe('0198')
  // What came in before that day may still be written down under the class of its day.
  expect((await create(ends, { openedAt: '2025-03-02T01:00:00Z' })).head.category).toBe('0113')
  house.clock.set('2025-03-03T09:00:00+08:00')
})

test('a deadline runs by the edition in force when it began, and says which', async () => {
  const before = await create(shorter)
  house.clock.set('2025-03-04T09:00:00+08:00')
  const after = await create(shorter)
  const noticeOf = (view: CaseView) => view.clocks.find(({ rule }) => rule === 'P01')
  expect(lastDay(new Date(noticeOf(await read(shorter, before))?.dueAt ?? 0))).toBe('2025-03-18')
  expect(lastDay(new Date(noticeOf(after)?.dueAt ?? 0))).toBe('2025-03-11')
  house.clock.set('2025-03-03T09:00:00+08:00')
})
