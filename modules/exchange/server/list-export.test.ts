import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { open, petition } from '#test/kinds/walk.ts'
import { exchangeContract } from '../contract.ts'
import { importHongjiang } from '../fixtures.ts'
import { readTable } from '../tabular/read.ts'

let house: House
let officer: Caller
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('hongjiang.rights')
  await importHongjiang(house)
}, 120_000)
afterAll(() => house?.stop())

type Query = Parameters<typeof officer.call<typeof exchangeContract.exportList>>[1]['query']
const exported = async (query: NonNullable<Query>, by = officer) => {
  const blob = await by.call(exchangeContract.exportList, { query })
  const table = await readTable(Buffer.from(await blob.arrayBuffer()), `列表.${query.format ?? 'xlsx'}`)
  if (!table.ok) throw new Error(table.reason.zh)
  const [heads = [], ...rows] = table.sheets[0]?.rows ?? []
  return rows.map((row) =>
    Object.fromEntries(heads.map(({ column, text }) => [text, row.find((cell) => cell.column === column)?.text ?? ''])),
  )
}

test.each(['xlsx', 'csv'] as const)(
  'an export has the rows of the list in its order, as masked as there: %s',
  async (format) => {
    const query = { kind: 'petition', tab: 'all', from: '2014-03-01', to: '2014-04-30' } as const
    const listed = await officer.call(casesContract.list, { query: { ...query, limit: 100 } })
    expect(listed.rows.length).toBeGreaterThan(5)
    const rows = await exported({ ...query, purpose: '月底对账', format })
    expect(rows.map((row) => [row['编号'], row['姓名'], row['状态']])).toEqual(
      listed.rows.map(({ number, who, statusLabel }) => [number, who ?? '', statusLabel.zh]),
    )
    expect(rows.every((row) => row['姓名'] === '' || row['姓名']?.includes('*') || row['姓名'] === '匿名')).toBe(true)
    expect(Object.keys(rows[0] ?? {})).toEqual([
      '姓名',
      '标题',
      '人数',
      '编号',
      '种类',
      '类别',
      '限定知悉',
      '状态',
      '期限',
      '到期',
      '收件',
      '单位',
      '承办人',
    ])
  },
)

test('an export holds what its person may see, and who took it for what is kept', async () => {
  const neighbour = await house.as('county2.rights')
  expect(await exported({ tab: 'all', purpose: '看看' }, neighbour)).toEqual([])
  const own = await open(neighbour, petition(), '430203')
  expect((await exported({ tab: 'all', purpose: '看看' }, neighbour)).map((row) => row['编号'])).toEqual([
    own.head.number,
  ])
  const { rows } = await sql<{
    purpose: string
    rows: number
  }>`select purpose, (detail->>'rows')::int as rows from audit.event
    where action = 'exchange.export' and object_kind = 'petition' order by at desc limit 1`.execute(
    house.database.admin,
  )
  expect(rows[0]).toMatchObject({ purpose: '月底对账', rows: expect.any(Number) })
  for (const purpose of ['', ' a '])
    await expect(exported({ tab: 'all', purpose })).rejects.toMatchObject({ code: 'http.invalid' })
})
