import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '#test/harness/house.ts'
import { exchangeRoom, register, workOf } from '../fixtures.ts'

// When she was told, as old registers have it: in the order the days say, not in the order of the columns.

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const load = async (rows: readonly Readonly<Record<string, string>>[]) =>
  exchangeRoom().importFile(await workOf(house, 'county.rights'), {
    kind: 'petition',
    unit: '430202',
    bytes: register(rows),
    name: '2024年台账.csv',
  })
const steps = async (ref: string): Promise<string[]> =>
  (
    await sql<{
      told: string
    }>`select s.action || ' ' || to_char(s.occurred_at at time zone 'Asia/Shanghai', 'MM-DD') || coalesce(' ' || (s.payload->'proof'->>'on'), '') as told
      from cases.step s join cases.head h on h.home = s.home and h.id = s.case_id where h.source_ref = ${ref} and s.action <> 'opened' order by s.seq`.execute(
      house.database.admin,
    )
  ).rows.map(({ told }) => told)
const clocks = async (ref: string): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    (
      await sql<{
        key: string
        outcome: string | null
      }>`select c.key, c.outcome from cases.clock c join cases.head h on h.home = c.home and h.id = c.case_id where h.source_ref = ${ref}`.execute(
        house.database.admin,
      )
    ).rows.map(({ key, outcome }) => [key, outcome]),
  )

const accepted = { 收件日期: '2024-05-06', 处理方式: '受理', 受理日期: '2024-05-08' }
const concluded = { ...accepted, 办结日期: '2024-05-15', 处理意见: 'S' }

test.each([
  [
    'told before the end',
    { ...concluded, 告知日期: '2024-05-10', 答复日期: '2024-05-20' },
    'accept 05-08, tell 05-10 2024-05-10, conclude 05-15, reply 05-20 2024-05-20',
    'met',
  ],
  [
    'told after 办结, in time',
    { ...concluded, 告知日期: '2024-05-18', 答复日期: '2024-05-20' },
    'accept 05-08, conclude 05-15, tell 05-18 2024-05-18, reply 05-20 2024-05-20',
    'met',
  ],
  [
    'told after 办结, too late',
    { ...concluded, 告知日期: '2024-06-18', 答复日期: '2024-06-20' },
    'accept 05-08, conclude 05-15, tell 06-18 2024-06-18, reply 06-20 2024-06-20',
    'missed',
  ],
  [
    'told on the day of the reply',
    { ...concluded, 告知日期: '2024-05-20', 答复日期: '2024-05-20' },
    'accept 05-08, conclude 05-15, tell 05-20 2024-05-20, reply 05-20 2024-05-20',
    'met',
  ],
  [
    'told, and the reply never noted',
    { ...concluded, 告知日期: '2024-05-18' },
    'accept 05-08, conclude 05-15, tell 05-18 2024-05-18',
    'met',
  ],
  [
    'nobody says that she was told',
    { ...concluded, 答复日期: '2024-05-20' },
    'accept 05-08, conclude 05-15, reply 05-20 2024-05-20',
    'void',
  ],
  [
    'forwarded, and told where',
    { 处理方式: '转送下级', 转往单位: '430202001', 告知日期: '2024-05-09' },
    'forward 05-06, tell 05-09 2024-05-09',
    'met',
  ],
  [
    'forwarded after she was told',
    { 处理方式: '转送下级', 转往单位: '430202001', 办结日期: '2024-05-30', 告知日期: '2024-05-09' },
    'forward 05-30, tell 05-30 2024-05-09',
    'met',
  ],
  [
    'assigned, and told',
    { 处理方式: '交办下级', 转往单位: '430202001', 告知日期: '2024-05-09' },
    'assign 05-06, tell 05-09 2024-05-09',
    'met',
  ],
] as const)('a row of a closed year is taken as it stands: %s', async (name, row, played, notice) => {
  const ref = `H-${name}`
  const result = await load([{ ...row, 来源编号: ref }])
  expect(result).toMatchObject({ status: 'done', written: 1, faults: [], notices: [] })
  expect((await steps(ref)).join(', ')).toBe(played)
  expect((await clocks(ref))['notice']).toBe(notice)
})

test('told after the answer, which told her already, is a remark; before the acceptance or the receipt it is a fault', async () => {
  const result = await load([
    { ...concluded, 告知日期: '2024-05-25', 答复日期: '2024-05-20', 归档日期: '2024-06-03', 来源编号: 'L-1' },
  ])
  expect(result).toMatchObject({
    status: 'done',
    faults: [],
    notices: [{ column: '告知日期', reason: { zh: expect.stringContaining('答复') } }],
  })
  expect((await steps('L-1')).join(', ')).toBe('accept 05-08, conclude 05-15, reply 05-20 2024-05-20, archive 06-03')
  for (const day of ['2024-05-07', '2024-05-01'])
    expect(await load([{ ...concluded, 告知日期: day, 来源编号: `L-${day}` }])).toMatchObject({
      status: 'faulty',
      faults: [{ column: '告知日期' }],
    })
})
