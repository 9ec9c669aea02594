import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { initials, wholePinyin } from '#db/seed/pinyin.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { movePlaces, openAt } from '#modules/cases/server/index.ts'
import { enterAs } from '#modules/identity/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { keyOf, open, person } from '#test/kinds/walk.ts'
import { orgContract } from '../contract.ts'
import { changeUnits, compareUnits, type Division } from './index.ts'

// The house stands on 2025-03-03; the administrator's unit is the city 430200.
let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const as = <T>(username: string, work: (ctx: Ctx) => Promise<T>): Promise<T> => house.locally(username, work)

const change = (lines: readonly string[], username = 'admin') =>
  as(username, async (ctx) => {
    const made = await changeUnits({ initials, wholePinyin, carried: movePlaces }, ctx, lines.join('\n'))
    const inHand = await openAt(
      ctx.tx,
      made.ended.map(({ id }) => id),
    )
    return { ...made, inHand: made.ended.map(({ id }) => inHand.get(id) ?? 0) }
  })
const faultsOf = async (lines: readonly string[], username?: string): Promise<string[]> => {
  const error = await change(lines, username).then(
    () => null,
    (thrown: unknown) => thrown as { fields?: readonly { path: string; zh: string }[]; code?: string },
  )
  return error?.fields?.length ? error.fields.map(({ path, zh }) => `${path} ${zh}`) : [String(error?.code)]
}
const unit = async (code: string, on?: string) =>
  (await house.as('county.rights')).call(orgContract.unit, { params: { code }, query: on ? { on } : {} })
const found = async (q: string): Promise<string[]> =>
  (await (await house.as('county.rights')).call(orgContract.findUnits, { query: { q } })).units.map(({ name }) => name)
const petition = {
  kind: 'petition',
  category: '0113',
  channel: 'V',
  data: { facts: '婆家不让她出门打工。', purpose: 'A' },
}
const sees = async (username: string, view: CaseView): Promise<boolean> =>
  (await house.as(username)).call(casesContract.open, { params: keyOf(view) }).then(
    () => true,
    () => false,
  )
const searches = async (username: string, q: string): Promise<string[]> =>
  (await (await house.as(username)).call(casesContract.search, { body: { q } })).rows.map(({ number }) => number)

test('a county that is renamed and recoded is found by old and new name, and its code of a day says what it was then', async () => {
  const made = await change([
    '日期,变动,代码,去向,新名称,新代码,依据',
    '2025-01-01,改名,430203,,渌江区,430215,国函〔2024〕18号',
  ])
  expect(made.counts).toMatchObject({ rename: 1 })
  expect(await unit('430215')).toMatchObject({
    name: '渌江区',
    history: [{ name: '芦淞区', code: '430203' }, { name: '渌江区' }],
  })
  expect(await unit('430203', '2024-12-31')).toMatchObject({ name: '芦淞区' })
  expect((await found('芦淞'))[0]).toBe('渌江区')
  expect((await found('ljq'))[0]).toBe('渌江区')
  // What is below follows the new code.
  expect(await unit('430215001001')).toMatchObject({
    name: '来园社区居委会',
    history: [{ code: '430203001001' }, { code: '430215001001' }],
  })
  const { rows } = await sql<{
    what: string
    source: string
  }>`select what, source from org.unit_change order by id desc limit 1`.execute(house.database.admin)
  expect(rows).toEqual([{ what: 'rename', source: '国函〔2024〕18号' }])
})

test('a township that is moved takes its matters into the sight of its new county, by list, words and name', async () => {
  const chair = await house.as('village.chair')
  const view = await chair.call(casesContract.create, {
    params: { home: '430202', id: crypto.randomUUID() },
    body: { ...petition, parties: [person('petitioner', '晏小禾')] },
  })
  expect(await sees('county.rights', view)).toBe(true)
  expect(await sees('county2.rights', view)).toBe(false)
  await change(['2025-02-01,move,430202001,430215,,,湘民发〔2025〕3号'])
  expect(await sees('county.rights', view)).toBe(false)
  expect(await sees('county2.rights', view)).toBe(true)
  expect(await sees('village.chair', view)).toBe(true)
  for (const words of ['出门打工', '晏小禾', view.head.number]) {
    expect([words, await searches('county2.rights', words)]).toEqual([words, [view.head.number]])
    expect([words, await searches('county.rights', words)]).toEqual([words, []])
  }
  expect((await unit('430202001', '2025-01-31')).above.map(({ name }) => name)).toContain('荷塘区')
  expect((await unit('430202001')).above.map(({ name }) => name)).toContain('渌江区')
  // It keeps its home; new matters keep at the new one.
  expect(view.head.home).toBe('430202')
  const later = await open(
    await house.as('town.chair'),
    { ...petition, parties: [person('petitioner', '测试丙')] },
    '430203',
  )
  expect(later.head.home).toBe('430203')
})

test('a village merged into another ends with its posts, named; its matters are in hand where it went', async () => {
  const before = await sql<{
    n: number
  }>`select count(*)::int as n from cases.head h join org.unit u on u.id = h.unit_id where u.code = '430202001001' and h.phase < 2`.execute(
    house.database.admin,
  )
  const made = await change(['2025-03-01,并入,430202001001,430202001002,,,荷政发〔2025〕2号'])
  expect(made.ended).toMatchObject([
    { code: '430202001001', into: '430202001002', posts: [{ username: 'village.chair' }] },
  ])
  expect(made.inHand).toEqual([before.rows[0]?.n])
  await expect((await house.as('village.chair')).call(casesContract.today, {})).rejects.toMatchObject({
    code: 'http.unauthenticated',
  })
  await expect(house.signIn('village.chair')).rejects.toMatchObject({
    code: 'identity.placeGone',
    message: expect.stringContaining('并入东湖社区居委会') as string,
  })
  expect(await unit('430202001001')).toMatchObject({
    validTo: '2025-03-01',
    successors: [{ code: '430202001002', on: '2025-03-01', share: 1 }],
  })
  const { rows } = await sql<{
    inside: boolean
  }>`select starts_with(a.scope, b.scope) as inside from org.unit a, org.unit b where a.code = '430202001001' and b.code = '430202001002'`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ inside: true }])
  expect((await found('文化路')).at(-1)).toBe('文化路社区居委会')
})

test('every faulty line is told with its reason, and nothing of the file is kept', async () => {
  const names = async () =>
    (await sql`select id, code, name, scope, valid_to from org.unit order by id`.execute(house.database.admin)).rows
  const before = await names()
  expect(
    await faultsOf([
      'date,change,code,to,name,newcode,source',
      '2025-03-02,rename,430202100,,仙庾新镇,,湘民发〔2025〕9号',
      '2025-02-30,rename,430202100,,新名,,某文',
      '2025-03-02,split,430202100,,,,某文',
      '2025-12-31,rename,430202100,,新名,,某文',
      '2025-03-02,abolish,430202,,,,某文',
      '2025-03-02,move,430202100,430202,,,某文',
      '2025-03-02,move,430202,430202100,,,某文',
      '2025-03-02,merge,430202100,430202,,,某文',
      '2025-03-02,new,430215,430200,重复区,,某文',
      '2024-01-01,rename,430215,,更早,,某文',
      '2025-03-02,rename,431281,,别人的,,某文',
      '2025-03-02,rename,430299,,没有,,某文',
      '2025-03-02,rename,430202100,,,,某文',
      '2025-03-02,rename,430202100,,无依据,,',
      '2025-03-02,rename,430202100',
      '2025-03-03,rename,430202100,,仙庾新镇,,某文',
    ]),
  ).toEqual([
    expect.stringMatching(/^line 3 第 3 行:.*日期不存在/),
    expect.stringMatching(/^line 4 第 4 行:.*不认识「split」/),
    expect.stringMatching(/^line 5 第 5 行:.*日期还没到/),
    expect.stringMatching(/^line 6 第 6 行:.*下面还有 2 个单位/),
    expect.stringMatching(/^line 7 第 7 行:.*已经属于荷塘区/),
    expect.stringMatching(/^line 8 第 8 行:.*自己的下级/),
    expect.stringMatching(/^line 9 第 9 行:.*不能并入/),
    expect.stringMatching(/^line 10 第 10 行:.*430215 是渌江区的/),
    expect.stringMatching(/^line 11 第 11 行:.*不能再写更早的/),
    expect.stringMatching(/^line 12 第 12 行:.*不在您的范围内/),
    expect.stringMatching(/^line 13 第 13 行:.*没有代码 430299/),
    expect.stringMatching(/^line 14 第 14 行:.*新名称或新代码/),
    expect.stringMatching(/^line 15 第 15 行:.*缺依据/),
    expect.stringMatching(/^line 16 第 16 行:.*应有 7 列,现在是 3 列/),
    expect.stringMatching(/^line 17 第 17 行:.*现在就是这个名称/),
  ])
  expect(await names()).toEqual(before)
})

test('only a system administrator changes the tree, and only below her own unit', async () => {
  expect(await faultsOf(['2025-03-02,rename,430202,,荷塘新区,,某文'], 'county.rights')).toEqual(['http.forbidden'])
  expect(await faultsOf(['2025-03-02,rename,430200,,株洲新市,,某文', '2025-03-02,move,430202,431200,,,某文'])).toEqual([
    expect.stringContaining('不在您的范围内'),
  ])
  const direct = (username: string) =>
    house.database.app.transaction().execute(async (tx) => {
      await enterAs(tx, username, house.clock())
      const { rows } = await sql<{ id: number }>`select id from org.unit where code = '431281'`.execute(tx)
      await sql`select org.end_unit(${rows[0]?.id}, '2025-03-01', null, null, '某文', ${house.clock()})`.execute(tx)
    })
  await expect(direct('admin')).rejects.toThrow('out of sight')
  await expect(direct('county.rights')).rejects.toThrow('out of sight')
  await expect(
    house.database.app.transaction().execute((tx) => sql`update org.unit set name = 'x'`.execute(tx)),
  ).rejects.toThrow(/permission denied/)
})

test('a new township and the abolition of one that is empty; the register says who and by what', async () => {
  const made = await change([
    '2025-03-02,new,430202101,430202,新荷街道,,湘民发〔2025〕11号',
    '2025-03-02,move,430202100204,430202101,,430202101204,湘民发〔2025〕11号',
    '2025-03-03,abolish,430202100,,,,湘民发〔2025〕11号',
  ])
  expect(made.counts).toEqual({ rename: 0, move: 1, merge: 0, abolish: 1, new: 1 })
  expect(await unit('430202101204')).toMatchObject({ name: '东山村委会', level: 'V' })
  expect(await unit('430202101')).toMatchObject({ level: 'T', validFrom: '2025-03-02' })
  const { rows } = await sql<{
    n: number
    by: number
  }>`select count(*)::int as n, count(made_by)::int as by from org.unit_change where source = '湘民发〔2025〕11号'`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ n: 3, by: 3 }])
  const audit = await sql<{
    n: number
  }>`select count(*)::int as n from audit.event where action = 'org.changeUnits' and result = 'ok'`.execute(
    house.database.admin,
  )
  expect(audit.rows[0]?.n).toBeGreaterThan(3)
  expect(localDate(house.clock())).toBe('2025-03-03')
})

test('a newer edition of the list is compared, gone through and loaded; old codes stay as dated history', async () => {
  const { rows } = await sql<Division>`
    select u.code, u.name, u.level, case when u.code <> '430200' then p.code end as parent from org.unit u join org.unit p on p.id = u.parent_id
    where u.scope like '/43/02/%' and u.valid_to is null and u.kind = 'division' order by u.scope`.execute(
    house.database.admin,
  )
  const recode = (code: string): string => code.replace(/^430215/, '430216')
  const edition: Division[] = rows
    .filter(({ code }) => code !== '430202101204')
    .map((unit) => ({ ...unit, code: recode(unit.code), parent: unit.parent && recode(unit.parent) }))
  edition.push({ code: '430202102', name: '新桂街道', level: 'T', parent: '430202' })
  const compare = () => as('admin', (ctx) => compareUnits(ctx, edition, '2025-03-03', '统计用区划代码新版'))
  const lines = await compare()
  expect(lines).toEqual([
    '2025-03-03,rename,430215,,,430216,统计用区划代码新版',
    '2025-03-03,new,430202102,430202,新桂街道,,统计用区划代码新版',
    '2025-03-03,abolish,430202101204,,,,统计用区划代码新版',
  ])
  await change(lines)
  expect(await compare()).toEqual([])
  expect(await unit('430215', '2025-03-01')).toMatchObject({ name: '渌江区' })
  expect((await unit('430216')).history.map(({ code }) => code)).toEqual(['430203', '430215', '430216'])
  await expect(as('city.rights', (ctx) => compareUnits(ctx, edition, '2025-03-03', '某文'))).rejects.toMatchObject({
    code: 'http.forbidden',
  })
})

test('an administrator sees what a change moves before it is done, from the screen; a fault is told without a line', async () => {
  const admin = await house.as('admin')
  const change = { what: 'rename', on: '2025-03-03', name: '荷花区', source: '湘民发〔2025〕9号' } as const
  const send = (code: string, body: object, who = admin) =>
    who.call(orgContract.changeUnit, { params: { code }, body: { ...change, ...body } })
  const code = '430202'
  await open(await house.as('county.rights'), { ...petition, parties: [person('petitioner', '田晓禾')] })
  const seen = await send(code, { rehearse: true })
  expect(Object.values(seen.holds).every((n) => n > 0)).toBe(true)
  expect((await unit(code)).name).toBe('荷塘区')
  const audited = async () =>
    (
      await sql<{ n: number }>`select count(*)::int as n from audit.event where action = 'org.changeUnits'`.execute(
        house.database.admin,
      )
    ).rows[0]!.n
  const before = await audited()
  await send(code, {})
  expect([(await unit(code)).name, (await audited()) - before]).toEqual(['荷花区', 1])
  await expect(send(code, { name: undefined })).rejects.toMatchObject({
    fields: [{ path: 'change', message: expect.stringContaining('改名要写新名称') }],
  })
  await expect(send('431281', { rehearse: true })).rejects.toMatchObject({
    fields: [{ message: expect.stringContaining('不在您的范围内') }],
  })
  await expect(send(code, {}, await house.as('county.rights'))).rejects.toMatchObject({ status: 403 })
})
