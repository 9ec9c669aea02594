import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDivisions } from '#db/seed/divisions.ts'
import type { Input } from '#platform/contract/route.ts'
import { connectClient, openDatabase, type Tx } from '#platform/db/open.ts'
import type { Ctx } from '#platform/http/context.ts'
import { createMigrated, type Scratch, scratchTarget, startScratch } from '#test/harness/scratch.ts'
import type { orgContract } from '../contract.ts'
import { orgService, unitByCode } from './index.ts'

let scratch: Scratch
let app: ReturnType<typeof openDatabase>
const loaded: number[] = []

const now = new Date('2026-07-01T04:00:00Z')
const rooms = orgService({ initials: String, wholePinyin: String, carried: async () => undefined })

/** Runs as the staff login, which may only read the tree. */
const asApp = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => app.db.transaction().execute(work)
const ctx = (tx: Tx): Ctx => ({ tx, now }) as Ctx

const find = (query: Partial<Input<typeof orgContract.findUnits>['query']>) =>
  asApp((tx) =>
    rooms.findUnits(ctx(tx), { params: undefined, query: { limit: 20, ...query }, body: undefined, headers: {} }),
  )
const detail = (code: string, on?: string) =>
  asApp((tx) =>
    rooms.unit(ctx(tx), { params: { code }, query: on === undefined ? {} : { on }, body: undefined, headers: {} }),
  )
const children = (code: string) =>
  asApp((tx) => rooms.children(ctx(tx), { params: { code }, query: undefined, body: undefined, headers: {} }))
const names = async (query: Parameters<typeof find>[0]): Promise<string[]> =>
  (await find(query)).units.map((unit) => unit.name)

beforeAll(async () => {
  scratch = await startScratch()
  await createMigrated(scratch.facts, 'org_test')
  const owner = await connectClient(scratchTarget(scratch.facts, 'owner', 'org_test'))
  loaded.push(await loadDivisions(owner, () => undefined, { only: '4302' }), await loadDivisions(owner))
  // 渌口区 was 株洲县 (430221) until 2018; a village of 月塘街道 was merged into another in 2024.
  await owner.query(`
    insert into org.unit_span (unit_id, parent_id, code, name, valid_from, valid_to)
    select id, parent_id, '430221', '株洲县', date '1949-10-01', date '2018-06-19' from org.unit where code = '430212'
    union all select id, parent_id, code, name, date '2018-06-19', null from org.unit where code = '430212'`)
  await owner.query(`
    insert into org.unit_span (unit_id, parent_id, code, name, valid_from, valid_to)
    select id, parent_id, code, name, valid_from, date '2024-01-01' from org.unit where code = '430202001001'`)
  await owner.query(`
    insert into org.unit_successor (from_unit, to_unit, on_date, share)
    select a.id, b.id, date '2024-01-01', 1 from org.unit a, org.unit b where a.code = '430202001001' and b.code = '430202001002'`)
  await owner.query(`update org.unit set valid_to = date '2024-01-01' where code = '430202001001'`)
  await owner.end()
  app = openDatabase(scratchTarget(scratch.facts, 'app', 'org_test'), 2)
}, 120_000)

afterAll(async () => {
  await app?.close()
  await scratch?.stop()
})

test('the load writes the tree once, keeps its indexes, and a second start loads nothing', async () => {
  expect(loaded[0]).toBeGreaterThan(4_000)
  expect(loaded[1]).toBe(0)
  const owner = await connectClient(scratchTarget(scratch.facts, 'owner', 'org_test'))
  const { rows } = await owner.query<{ name: string }>(`
    select indexrelid::regclass::text as name from pg_index where indrelid = 'org.unit'::regclass and indisvalid
    union all select conname from pg_constraint where conrelid = 'org.unit'::regclass and contype = 'f'`)
  await owner.end()
  expect(rows.map((row) => row.name.replace('org.', ''))).toEqual(
    expect.arrayContaining([
      'unit_pkey',
      'unit_scope',
      'unit_code',
      'unit_children',
      'unit_upper',
      'unit_initials',
      'unit_pinyin',
      'unit_characters',
      'unit_parent',
    ]),
  )
})

test('new units can be added after the load: ids continue, and a living code cannot be taken twice', async () => {
  const owner = await connectClient(scratchTarget(scratch.facts, 'owner', 'org_test'))
  const add = (code: string, scope: string) =>
    owner.query<{ id: number }>(
      `insert into org.unit (code, name, level, scope, name_pinyin_initials, parent_id, kind, valid_from)
       select $1, '高新区', 'D', $2, 'gxq', id, 'local', '2020-01-01' from org.unit where code = '430200' returning id`,
      [code, scope],
    )
  await owner.query('begin')
  expect((await add('430291', '/43/02/d01/')).rows[0]?.id).toBe((loaded[0] ?? 0) + 1)
  await expect(add('430291', '/43/02/d02/')).rejects.toThrow(/unit_code/)
  await owner.query('rollback')
  await owner.end()
})

test.each([
  ['two characters anywhere', { q: '元区', within: '430200' }, '天元区'],
  ['whole name first', { q: '天元区' }, '天元区'],
  ['pinyin initials', { q: 'tyq' }, '天元区'],
  ['pinyin in full', { q: 'tianyuan' }, '天元区'],
  ['code', { q: '430211' }, '天元区'],
  ['code in twelve digits', { q: '430211000000' }, '天元区'],
  ['initials of a street', { q: 'ytjd', within: '430200' }, '月塘街道'],
  ['an old name', { q: '株洲县' }, '渌口区'],
  ['an old code', { q: '430221' }, '渌口区'],
  ['characters in nearly every name', { q: '社区', within: '430202001' }, '东湖社区居委会'],
])('a unit is found by %s', async (_, query, name) => {
  expect((await names(query))[0]).toBe(name)
})

test('a result names what is above it and says which old name was matched', async () => {
  const [found] = (await find({ q: '株洲县' })).units
  expect(found).toMatchObject({
    code: '430212',
    name: '渌口区',
    formerly: '株洲县',
    above: [{ name: '湖南省' }, { name: '株洲市' }],
  })
})

test('higher levels come first among equals; a unit that ended comes after those that live', async () => {
  const levels = (await find({ q: '天元' })).units.map((unit) => unit.level)
  expect(levels[0]).toBe('D')
  const ended = (await find({ q: '文化路' })).units
  expect(ended.at(-1)).toMatchObject({ code: '430202001001', validTo: '2024-01-01' })
  const common = (await find({ q: '社区', within: '430202001' })).units
  expect(common.at(-1)).toMatchObject({ code: '430202001001' })
})

test('a search within a unit never leaves it', async () => {
  const { units } = await find({ q: '社区', within: '430202' })
  expect(units.length).toBe(20)
  expect(units.every((unit) => unit.code.startsWith('430202'))).toBe(true)
})

test('pages follow each other without gaps or repeats, whatever way the search goes', async () => {
  for (const query of [
    { q: '社区' },
    { q: '新村' },
    { q: 'sq' },
    { q: '4302' },
    { level: 'D' as const, within: '430000' },
  ]) {
    const whole: string[] = []
    let cursor: string | undefined
    do {
      const page = await find({ ...query, limit: 7, ...(cursor ? { cursor } : {}) })
      whole.push(...page.units.map((unit) => unit.code))
      cursor = whole.length < 70 ? (page.next ?? undefined) : undefined
    } while (cursor)
    const byTwenty: string[] = []
    let next: string | undefined
    do {
      const page = await find({ ...query, limit: 20, ...(next ? { cursor: next } : {}) })
      byTwenty.push(...page.units.map((unit) => unit.code))
      next = byTwenty.length < whole.length ? (page.next ?? undefined) : undefined
    } while (next)
    expect(whole).toEqual(byTwenty.slice(0, whole.length))
    expect(new Set(whole).size).toBe(whole.length)
  }
})

test('what is typed is text, never a pattern', async () => {
  expect(await names({ q: '%%' })).toEqual([])
  expect(await names({ q: '天_区' })).toEqual([])
})

test.each([
  ['one character', { q: '天' }, 'http.invalid'],
  ['a forged page mark', { q: '天元', cursor: 'xx' }, 'http.invalid'],
  ['an unknown place', { q: '天元', within: '999999' }, 'org.unitUnknown'],
])('%s is refused with a reason', async (_, query, code) => {
  await expect(find(query)).rejects.toMatchObject({ code })
})

test('a village shows its parents down from the nation and the home that keeps its records', async () => {
  const village = await detail('430202001002')
  expect(village.above.map((unit) => unit.name)).toEqual(['全国', '湖南省', '株洲市', '荷塘区', '月塘街道'])
  expect(village.home).toBe('430202')
})

test('a code means what it meant on the day', async () => {
  expect(await detail('430221', '2018-06-18')).toMatchObject({ name: '株洲县', level: 'D', home: '430212' })
  expect(await detail('430212', '2018-06-19')).toMatchObject({ name: '渌口区' })
  await expect(detail('430212', '2018-06-18')).rejects.toMatchObject({ code: 'org.unitNotThen' })
  await expect(detail('430221', '2018-06-19')).rejects.toMatchObject({ code: 'org.unitNotThen' })
  await expect(detail('430299')).rejects.toMatchObject({ code: 'org.unitUnknown' })
})

test('villages under a renamed county name it as it was then', async () => {
  const [town] = (await children('430212')).units
  expect((await detail(town?.code ?? '', '2010-01-01')).above.at(-1)).toMatchObject({ code: '430221', name: '株洲县' })
  expect((await detail(town?.code ?? '')).above.at(-1)).toMatchObject({ code: '430212', name: '渌口区' })
})

test('a unit that ended is still shown, with what continues it, but is no longer a child', async () => {
  const ended = await detail('430202001001')
  expect(ended).toMatchObject({
    validTo: '2024-01-01',
    successors: [{ code: '430202001002', on: '2024-01-01', share: 1 }],
  })
  expect((await children('430202001')).units.map((unit) => unit.code)).not.toContain('430202001001')
  await expect(asApp((tx) => unitByCode(tx, '430202001001', '2024-01-01'))).rejects.toMatchObject({
    code: 'org.unitNotThen',
  })
})

test('children come in the order of the tree', async () => {
  const { units } = await children('430200')
  expect(units.map((unit) => unit.name)).toEqual([
    '荷塘区',
    '芦淞区',
    '石峰区',
    '天元区',
    '渌口区',
    '攸县',
    '茶陵县',
    '炎陵县',
    '醴陵市',
  ])
  expect(units.every((unit) => unit.hasChildren)).toBe(true)
})

test('the history of a unit cannot overlap itself, and staff cannot write the tree', async () => {
  const owner = await connectClient(scratchTarget(scratch.facts, 'owner', 'org_test'))
  const overlap = owner.query(`
    insert into org.unit_span (unit_id, parent_id, code, name, valid_from, valid_to)
    select id, parent_id, '430221', '重叠', date '2018-01-01', date '2019-01-01' from org.unit where code = '430212'`)
  await expect(overlap).rejects.toThrow(/unit_span_apart/)
  await owner.end()
  await expect(app.pool.query(`update org.unit set name = '改' where code = '430200'`)).rejects.toThrow(
    /permission denied/,
  )
})
