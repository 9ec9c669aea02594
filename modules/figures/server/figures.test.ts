import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { petition } from '#catalogue/rights/petition.ts'
import { homeOf } from '#modules/org/rules.ts'
import { type House, startHouse, testClock } from '#test/harness/house.ts'
import type { Output } from '#platform/contract/route.ts'
import { figuresContract } from '../contract.ts'
import { insertHead, type Matter, moveUnit, postMatter, type TestUnit, unitsOf } from './fixtures.ts'
import { declareMeasures, foldOnce } from './fold.ts'

let house: House
let units: TestUnit[]
const at = new Date('2014-07-05T09:00:00+08:00')

// The Hongjiang half-year in small: classes 26/10/6/5/0/13, one waiting, 58 of 60 concluded, part of it folded.
const classes = { '0101': 16, '0106': 10, '0201': 10, '0301': 6, '0401': 5, '0701': 13 }
let serial = 0

const add = async (code: string, change: Partial<Matter>): Promise<void> => {
  const desk = units.find((one) => one.code === code) as TestUnit
  const openedOn = change.openedOn ?? '2014-03-10'
  const matter: Matter = {
    id: `0190a1b2-0000-7000-8000-${String(++serial).padStart(12, '0')}`,
    kind: petition,
    unitId: desk.id,
    category: '0101',
    channel: '1',
    persons: 1,
    openedOn,
    deeds: [
      { action: 'accept', on: openedOn, from: 'registered', to: 'accepted' },
      { action: 'conclude', on: openedOn, from: 'accepted', to: 'concluded' },
    ],
    void: false,
    access: 0,
    ...change,
  }
  await insertHead(house.database.admin, matter, desk, serial)
  await postMatter(house.database.system, homeOf(desk), matter, desk.level, at)
}

beforeAll(async () => {
  house = await startHouse({ clock: testClock('2014-07-05T09:00:00+08:00') })
  await declareMeasures(house.database.system, catalogue)
  units = await unitsOf(house.database.admin)
  let n = 0
  for (const [category, count] of Object.entries(classes)) {
    for (let i = 0; i < count; i++) {
      n += 1
      const waiting = n > 58
      await add('431281', {
        category,
        openedOn: `2014-0${1 + (n % 6)}-10`,
        channel: n % 3 === 0 ? '2' : '1',
        ...(waiting ? { deeds: [{ action: 'accept', on: '2014-06-30', from: 'registered', to: 'accepted' }] } : {}),
      })
    }
    await foldOnce(house.database.system, 70)
  }
  for (let i = 0; i < 12; i++) await add('431281', { openedOn: '2013-05-10' })
  await add('431281101002', { openedOn: '2014-02-10', access: 1, category: '0202', deeds: [] })
  await add('431281101002', { openedOn: '2014-02-11', access: 2, category: '0202', deeds: [] })
})
afterAll(() => house.stop())

const ask = { kind: 'petition', period: '2014H1' } as const

test('the half-year with its rates, operands and last year beside it', async () => {
  const me = await house.as('hongjiang.rights')
  const table = await me.call(figuresContract.figures, { query: { ...ask, compare: 'true' } })
  const of = (key: string) => table.figures.find(({ measure }) => measure === `petition.${key}`)
  expect(table).toMatchObject({ unit: { code: '431281', name: '洪江市' }, period: { key: '2014H1', complete: true } })
  expect(of('received')).toMatchObject({ n: 62, text: { zh: '收到 62 件' } })
  expect(of('closureRate')).toMatchObject({
    value: 96.67,
    text: { zh: '办结率 96.67%(58/60 件)', en: 'Closure rate 96.67% (58/60 items)' },
    operands: {
      over: { measure: 'petition.concluded', n: 58 },
      under: [
        { measure: 'petition.accepted', n: 60 },
        { measure: 'petition.opening.notConcluded', n: 0 },
      ],
    },
  })
  expect(of('closureRate')?.sentence.zh).toBe(
    '2014年上半年,洪江市来信来访办结率 96.67%(58/60 件)。数据截至2014年7月5日09:00。',
  )
  expect(of('inHand')).toMatchObject({ type: 'stock', n: 4 })
  expect(of('noticeRate')).toMatchObject({ value: null, text: { zh: '及时受理率 —(0/0 件)' } })
  expect(of('received')?.compared).toEqual([
    expect.objectContaining({
      against: 'previous',
      period: expect.objectContaining({ key: '2013H2' }),
      changeText: { zh: '基期为0', en: 'base is 0' },
    }),
    expect.objectContaining({
      against: 'lastYear',
      period: expect.objectContaining({ key: '2013H1' }),
      change: 416.67,
    }),
  ])
  expect(of('closureRate')?.compared[1]).toMatchObject({
    base: { value: 100 },
    change: -3.33,
    changeText: { zh: '下降 3.33 个百分点' },
  })
})

test('of a running period its whole months are compared with as many then; in its first month nothing is', async () => {
  const me = await house.as('hongjiang.rights')
  const read = async (period: string) =>
    (
      await me.call(figuresContract.figures, {
        query: { kind: 'petition', measures: 'received', period, compare: 'true' },
      })
    ).figures[0]?.compared
  const year = await read('2014')
  expect(year?.map(({ of, period, now, base }) => [of.key, period.key, now.n, base.n])).toEqual([
    ['2014-01..2014-06', '2013-01..2013-06', 62, 12],
    ['2014-01..2014-06', '2013-01..2013-06', 62, 12],
  ])
  expect(await read('2014H2')).toEqual([])
  expect((await read('2014H1'))?.map(({ of }) => of.key)).toEqual(['2014H1', '2014H1'])
})

test('classes with their shares; a class nobody came for is a zero, not a gap', async () => {
  const me = await house.as('hongjiang.rights')
  const { rows } = await me.call(figuresContract.figures, { query: { ...ask, measures: 'accepted', by: 'category1' } })
  const shown = Object.fromEntries(rows.map(({ key, cells }) => [key, [cells[0]?.n, cells[0]?.share]]))
  expect(shown).toMatchObject({
    '01': [26, 43.33],
    '02': [10, 16.67],
    '03': [6, 10],
    '04': [5, 8.33],
    '06': [0, 0],
    '07': [13, 21.67],
  })
  const inner = await me.call(figuresContract.figures, {
    query: { ...ask, measures: 'accepted', by: 'category', category: '01' },
  })
  expect(inner.rows.map(({ key, parent, cells }) => [key, parent, cells[0]?.n])).toEqual([
    ['0101', '01', 16],
    ['0106', '01', 10],
  ])
})

test('a measure keeps its whole beside a cut it is not counted by', async () => {
  const me = await house.as('hongjiang.rights')
  const query = { ...ask, measures: 'received,noticeDue,noticeRate' }
  const whole = await me.call(figuresContract.figures, { query })
  const cut = await me.call(figuresContract.figures, { query: { ...query, by: 'channel' } })
  expect(cut.figures.map(({ n, value }) => [n, value])).toEqual(whole.figures.map(({ n, value }) => [n, value]))
  expect(cut.rows.flatMap(({ cells }) => cells.slice(1).map(({ why }) => why))).toEqual(
    cut.rows.flatMap(() => ['uncut', 'uncut']),
  )
})

test.each(['category', 'channel', 'level', 'month', 'unit'] as const)(
  'every part by %s opens to exactly its records',
  async (by) => {
    const me = await house.as('hongjiang.rights')
    const { rows, figures } = await me.call(figuresContract.figures, { query: { ...ask, measures: 'received', by } })
    const listed: Record<string, number> = {}
    for (const { key } of rows) {
      const part =
        by === 'month'
          ? { period: key }
          : by === 'unit'
            ? key === 'own'
              ? { own: 'true' }
              : { unit: key }
            : { [by]: key }
      const list = await me.call(figuresContract.records, {
        params: { measure: 'petition.received' },
        query: { period: '2014H1', ...part, limit: 100 },
      })
      listed[key] = list.rows.reduce((sum, { n }) => sum + n, 0) + (list.hidden?.n ?? 0)
      expect(list.total.n).toBe(listed[key])
    }
    expect(listed).toEqual(Object.fromEntries(rows.map(({ key, cells }) => [key, cells[0]?.n])))
    expect(Object.values(listed).reduce((a, b) => a + b)).toBe(figures[0]?.n)
  },
)

test('a closed matter is counted and not shown, a restricted one shows no title; pages add up', async () => {
  const me = await house.as('hongjiang.rights')
  const first = await me.call(figuresContract.records, {
    params: { measure: 'petition.received' },
    query: { period: '2014-02', limit: 8 },
  })
  const second = await me.call(figuresContract.records, {
    params: { measure: 'petition.received' },
    query: { period: '2014-02', limit: 8, cursor: first.next ?? '' },
  })
  const rows = [...first.rows, ...second.rows]
  expect(second.next).toBeNull()
  expect(first.total.n).toBe(rows.length + (first.hidden?.n ?? 0) + (second.hidden?.n ?? 0))
  expect((first.hidden?.records ?? 0) + (second.hidden?.records ?? 0)).toBe(1)
  const restricted = rows.find(({ openable }) => !openable)
  expect(restricted).toMatchObject({ title: null, category: '0202', statusLabel: { zh: '已登记' } })
  expect(rows.filter(({ openable }) => openable).every(({ title }) => title === '测试事项')).toBe(true)
  const seen = await house.database.admin
    .selectFrom('audit.event')
    .select('detail')
    .where('action', '=', 'figures.records')
    .execute()
  expect(JSON.stringify(seen)).toContain(restricted?.id)
})

test('the records behind a figure stand newest first, page after page', async () => {
  const me = await house.as('hongjiang.rights')
  const days: string[] = []
  let cursor: string | null = null
  do {
    const page: Output<typeof figuresContract.records> = await me.call(figuresContract.records, {
      params: { measure: 'petition.received' },
      query: { period: '2014H1', limit: 7, ...(cursor ? { cursor } : {}) },
    })
    days.push(...page.rows.map((row) => row.openedAt))
    cursor = page.next
  } while (cursor)
  expect(days.length).toBeGreaterThan(50)
  expect(days).toEqual(days.toSorted().toReversed())
})

test('a rate opens to its numerator, a stock at the start to what stood then', async () => {
  const me = await house.as('hongjiang.rights')
  const rate = await me.call(figuresContract.records, {
    params: { measure: 'petition.closureRate' },
    query: { period: '2014H1', limit: 100 },
  })
  expect([rate.measure, rate.total.n, rate.rows.length]).toEqual(['petition.concluded', 58, 58])
  const stock = await me.call(figuresContract.records, {
    params: { measure: 'petition.opening.inHand' },
    query: { period: '2014-03' },
  })
  expect([stock.total.n, stock.rows.length, stock.hidden?.n]).toEqual([3, 2, 1])
})

test('by month each opening is what stood before that month, and months to come are no zeros', async () => {
  const me = await house.as('hongjiang.rights')
  const { rows } = await me.call(figuresContract.figures, {
    query: { ...ask, period: '2014', measures: 'inHand,handledRate,closureRate', by: 'month' },
  })
  const of = (month: string) => rows.find(({ key }) => key === month)?.cells
  expect(of('2014-01')?.[0]?.n).toBe(1)
  expect(of('2014-02')?.[0]?.n).toBe(3)
  expect(of('2014-03')?.[1]).toMatchObject({ over: 10, under: 13 })
  // The three that stood then were not accepted yet: they are no base of the closure rate.
  expect(of('2014-03')?.[2]).toMatchObject({ over: 10, under: 10 })
  expect(of('2014-08')?.[0]).toMatchObject({ n: null, why: 'future' })
  const next = await me.call(figuresContract.figures, {
    query: { kind: 'petition', measures: 'received', period: '2015' },
  })
  expect(next.figures[0]).toMatchObject({ n: null, why: 'future', text: { zh: '收到 —(还没有到)' } })
})

test('a measure that is not counted by a dimension says so instead of nought', async () => {
  const me = await house.as('hongjiang.rights')
  const { figures } = await me.call(figuresContract.figures, {
    query: { ...ask, measures: 'received,noticeDue,noticeRate', channel: '1' },
  })
  expect(figures.map(({ why }) => why)).toEqual([null, 'uncut', 'uncut'])
  await expect(
    me.call(figuresContract.records, {
      params: { measure: 'petition.noticeDue' },
      query: { period: '2014H1', channel: '1' },
    }),
  ).rejects.toMatchObject({ code: 'figures.uncut' })
})

test.each([
  ['hongjiang.rights', { unit: '430202' }, 403, 'figures.outside'],
  ['hongjiang.rights', { unit: '431200' }, 403, 'figures.outside'],
  ['hongjiang.rights', { unit: '999999' }, 404, 'org.unitUnknown'],
  ['hongjiang.rights', { measures: 'nothing' }, 404, 'figures.measure'],
  ['hongjiang.rights', { kind: 'nothing' }, 404, 'figures.measure'],
  ['hongjiang.rights', { period: '2014Q5' }, 400, 'http.invalid'],
  ['hotline.op', {}, 403, 'http.forbidden'],
  ['police.liaison', {}, 403, 'http.forbidden'],
] as const)('%s asking %o is refused', async (who, change, status, code) => {
  const me = await house.as(who)
  await expect(me.call(figuresContract.figures, { query: { ...ask, ...change } })).rejects.toMatchObject({
    status,
    code,
  })
})

test('statistics count records without seeing them; sensitive ones not even that', async () => {
  const me = await house.as('city.stats')
  await add('430202', { openedOn: '2014-04-10' })
  const list = await me.call(figuresContract.records, {
    params: { measure: 'petition.received' },
    query: { period: '2014H1' },
  })
  expect(list).toMatchObject({ total: { n: 1 }, rows: [], hidden: { records: 1, n: 1 } })
  await expect(
    me.call(figuresContract.records, { params: { measure: 'violence.received' }, query: { period: '2014H1' } }),
  ).rejects.toMatchObject({ code: 'figures.sensitive' })
})

test('the catalogue names every measure with its formula', async () => {
  const me = await house.as('city.stats')
  const { kinds } = await me.call(figuresContract.catalogue, {})
  const rate = kinds.find(({ key }) => key === 'petition')?.measures.find(({ key }) => key === 'closureRate')
  expect(rate).toMatchObject({
    code: 'K02',
    formula: { zh: '办结 ÷ (受理 + 期初已受理未办结)' },
    by: ['category', 'channel', 'level'],
    sensitive: false,
  })
  expect(kinds.find(({ key }) => key === 'violence')?.measures.every(({ sensitive }) => sensitive)).toBe(true)
})

test('in a table by unit one that was moved opens to the months in which it belonged there', async () => {
  const unit = (code: string): number => units.find((one) => one.code === code)!.id
  await add('431281101002', { openedOn: '2014-06-10', deeds: [] })
  await moveUnit(house.database.system, unit('431281101002'), unit('431281'), '2014-05-15', 'v9')
  await foldOnce(house.database.system, 0)
  const me = await house.as('hongjiang.rights')
  const { rows } = await me.call(figuresContract.figures, { query: { ...ask, measures: 'received', by: 'unit' } })
  const row = rows.find(({ key }) => key === '431281101002')
  expect(row).toMatchObject({ period: '2014-05..2014-06', cells: [{ n: 1 }] })
  const opened = async (period: string): Promise<number | null> =>
    (
      await me.call(figuresContract.records, {
        params: { measure: 'petition.received' },
        query: { unit: '431281101002', period },
      })
    ).total.n
  expect([await opened(row!.period!), await opened('2014H1')]).toEqual([1, 3])
})

test('words of the one box are answered with figures of one’s own unit, as the page of figures shows them', async () => {
  const me = await house.as('hongjiang.rights')
  const { figures } = await me.call(figuresContract.ask, { body: { q: '2014年上半年 家庭暴力' } })
  expect(figures[0]).toMatchObject({
    kind: 'petition',
    cut: { classes: '0101,0102,0103,0104,0105' },
    period: { key: '2014H1' },
    figure: { measure: 'petition.received', place: '431281', cut: { zh: '家庭暴力(合计)' } },
  })
  // First the sum, then each class it is made of, none missing: a matter stands in one class and counts once.
  const parts = figures.slice(1, 6)
  expect(parts.map(({ cut }) => cut.category)).toEqual(['0101', '0102', '0103', '0104', '0105'])
  expect(figures[0]!.figure.n).toBe(parts.reduce((sum, { figure }) => sum + (figure.n ?? 0), 0))
  expect(figures[0]!.figure.n).toBeGreaterThan(0)
  const read = await me.call(figuresContract.figures, {
    query: { ...ask, measures: 'received', ...(figures[0]!.cut as object) },
  })
  expect(figures[0]!.figure).toMatchObject({ n: read.figures[0]!.n, sentence: read.figures[0]!.sentence })
  expect((await me.call(figuresContract.ask, { body: { q: '洪江' } })).figures).toEqual([])
  // Who does not work on matters reads no small number of a sensitive class here either.
  const statistics = await house.as('city.stats')
  const told = await statistics.call(figuresContract.ask, { body: { q: '家庭暴力' } })
  expect(told.figures.length).toBeGreaterThan(0)
  for (const { figure } of told.figures) expect([figure.n, figure.why === null]).toEqual([null, false])
  await expect((await house.as('admin')).call(figuresContract.ask, { body: { q: '家暴' } })).rejects.toMatchObject({
    status: 403,
  })
})
