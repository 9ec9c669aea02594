import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, register, runImports } from '../fixtures.ts'

// What an old register leaves unsaid of all its rows: whether they are done, and how they ended.

let house: House
let officer: Caller
let desks: ReturnType<typeof atDesk>
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
  officer = await house.as('county.rights')
  desks = atDesk(officer)
  running = runImports(house)
})
afterAll(async () => {
  await running?.stop()
  await house?.stop()
})

const told = async (like: string): Promise<string[]> =>
  (
    await sql<{
      told: string
    }>`select source_ref || ' ' || status || ' ' || to_char(coalesce(closed_at, opened_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') || ' ' || coalesce(result, '-') || ' ' || (next_due_at is not null)::text as told
      from cases.head where source_ref like ${like} order by source_ref`.execute(house.database.admin)
  ).rows.map((row) => row.told)
const figures = async (): Promise<Record<string, number | null>> =>
  Object.fromEntries(
    (await officer.call(figuresContract.figures, { query: { kind: 'petition', period: '2023' } })).figures.map(
      ({ measure, n }) => [measure.replace('petition.', ''), n ?? null],
    ),
  )

const accepted = { 收件日期: '2023-03-06', 处理方式: '受理', 受理日期: '2023-03-08' }
const old = (letter: string) => [
  { 来源编号: `${letter}1`, 收件日期: '2023-03-06', 备注: '已电话联系' },
  { 来源编号: `${letter}2`, ...accepted },
  { 来源编号: `${letter}3`, ...accepted, 办结日期: '2023-04-03', 处理意见: 'S' },
  { 来源编号: `${letter}4`, ...accepted, 办结日期: '2023-04-03', 处理意见: 'S', 答复日期: '2023-04-05' },
  { 来源编号: `${letter}5`, 收件日期: '2023-03-06', 处理方式: '当场答复' },
  { 来源编号: `${letter}6`, 收件日期: '2025-02-27' },
  { 来源编号: `${letter}7`, 收件日期: '2023-03-06', 处理方式: '转介' },
]

test('old rows that stand open are asked about once; done, they bring no overdue work and no figure of handling', async () => {
  const desk = await desks.bring(register(old('U')), '2023年台账.csv')
  expect(desk).toMatchObject({ decided: true, ready: 7 })
  expect(desk.lacks).toMatchObject([
    {
      key: 'finished',
      needed: true,
      said: null,
      why: { zh: expect.stringMatching(/^5 件是 60 天以前的.*都已办完吗?/) },
    },
  ])
  // Past the page nothing is written either before it is said.
  await expect(officer.call(exchangeContract.run, { params: { id: desk.id } })).rejects.toMatchObject({
    status: 409,
    code: 'exchange.undecided',
    message: expect.stringMatching(/1 处.*办完没有.*答完/),
  })
  const then = await desks.answer(desk, { fixed: { finished: 'yes' } })
  expect(then.lacks).toMatchObject([{ key: 'finished', said: 'yes' }])
  expect(await desks.run(then)).toBeNull()
  expect(await told('U%')).toEqual([
    'U1 shelved 2023-03-06 - false',
    'U2 shelved 2023-03-08 - false',
    'U3 shelved 2023-04-03 S false',
    'U4 archived 2023-04-05 S false',
    'U5 answered 2023-03-06 - false',
    'U6 registered 2025-02-27 - true',
    'U7 archived 2023-03-06 - false',
  ])
  const { mine, overdue } = await officer.call(casesContract.today, {})
  expect([mine.length, overdue]).toEqual([1, 0])
  // What the register says is counted, the referral among it; what nobody recorded is neither handled nor kept in time nor in hand.
  expect(await figures()).toMatchObject({
    received: 6,
    accepted: 3,
    concluded: 2,
    handled: 4,
    inHand: 0,
    noticeDue: 1,
    noticeMet: 1,
    handlingDue: 2,
    handlingMet: 2,
  })
  const { rows } = await sql<{
    home: string
    id: string
  }>`select home, id from cases.head where source_ref = 'U1'`.execute(house.database.admin)
  const view = await officer.call(casesContract.open, { params: rows[0]! })
  expect(view.body?.steps.map(({ note }) => note)).toContain(
    '已电话联系(据原台账补录:导入时说明已办完,台账里没有记结果和日期。)',
  )
})

test('still in hand, they stand under their deadlines; the step of the old register is offered to nobody', async () => {
  const desk = await desks.bring(register(old('W').slice(0, 2)), '在办.csv')
  const then = await desks.answer(desk, { fixed: { finished: 'no' } })
  expect(await desks.run(then)).toBeNull()
  expect(await told('W%')).toEqual(['W1 registered 2023-03-06 - true', 'W2 accepted 2023-03-06 - true'])
  const { rows } = await sql<{
    home: string
    id: string
  }>`select home, id from cases.head where source_ref = 'W1'`.execute(house.database.admin)
  const view = await officer.call(casesContract.open, { params: rows[0]! })
  expect(view.body?.actions.map(({ key }) => key)).not.toContain('shelve')
  await expect(
    officer.call(casesContract.step, {
      params: rows[0]!,
      body: { id: crypto.randomUUID(), version: view.head.version, action: 'shelve', note: '不办了' },
    }),
  ).rejects.toMatchObject({ status: 422 })
})

test('what every row needs and no column is, is asked once: the opinion of those that were concluded', async () => {
  const rows = [1, 2, 3].map((n) => ({
    来源编号: `V${n}`,
    ...accepted,
    收件日期: '2023-03-06',
    ...(n === 3 ? { 办结日期: '' } : { 办结日期: '2023-04-03', 答复日期: '2023-04-05', 归档日期: '2023-04-06' }),
  }))
  const desk = await desks.bring(register(rows), '没有意见.csv')
  expect(desk).toMatchObject({ decided: true, ready: 1, faulty: 2 })
  expect(desk.lacks.find(({ key }) => key === 'opinion')).toMatchObject({
    needed: false,
    why: { zh: '2 行要填「处理意见」,表里没有这一列。这些行都是:' },
  })
  // Left empty it is asked no more, and can be said anew; what is needed cannot be left empty.
  const empty = await desks.answer(desk, { fixed: { opinion: '', finished: '' } })
  expect(empty).toMatchObject({ ready: 1, faulty: 2 })
  expect(empty.lacks.map(({ key, said }) => [key, said])).toEqual([
    ['opinion', ''],
    ['finished', null],
  ])
  const then = await desks.answer(desk, { fixed: { opinion: 'E', finished: 'no' } })
  expect(then).toMatchObject({ ready: 3, faulty: 0, notices: 0 })
  expect(await desks.run(then)).toBeNull()
  expect(await told('V%')).toEqual([
    'V1 archived 2023-04-06 E false',
    'V2 archived 2023-04-06 E false',
    'V3 accepted 2023-03-06 - true',
  ])
  // How these ended says nothing of the next register.
  const { rows: remembered } = await officer.call(exchangeContract.memory, {})
  expect(remembered.filter(({ part }) => part === 'fixed')).toEqual([])
})
