import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, exchangeRoom, register, runImports, workOf } from '../fixtures.ts'

// What can be read and is hardly meant is asked about; said to be right, it is taken as it stands.

let house: House
let officer: Caller
let desks: ReturnType<typeof atDesk>
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
  desks = atDesk(officer)
  running = runImports(house)
})
afterAll(async () => {
  await running?.stop()
  await house?.stop()
})

const doubtful = (letter: string) =>
  register([
    ...[1, 2, 3, 4, 5].map((n) => ({ 来源编号: `${letter}${n}`, 收件日期: `2024-03-0${n}`, 电话: '13800001234' })),
    { 来源编号: `${letter}6`, 收件日期: '1925-03-06', 电话: '13800001234', 出生日期: '1961-02-03' },
    { 来源编号: `${letter}7`, 收件日期: '2024-03-07', 电话: '12345', 发生日期: '1989-05-01' },
  ])

test('a year far from the others and a hotline as her telephone are asked about, confirmed or put right', async () => {
  const desk = await desks.bring(doubtful('A'), '台账.csv')
  expect(desk).toMatchObject({ decided: true, rows: 7, ready: 5, faulty: 2 })
  const { groups } = await officer.call(exchangeContract.groups, { params: { id: desk.id } })
  expect(groups.map(({ label, reason, remedy, ways }) => [label.zh, `${reason.zh}${remedy.zh}`, ways])).toEqual([
    ['收件日期', expect.stringMatching(/1925 年.*2024 年前后.*照这样导/), ['asIs']],
    ['电话', expect.stringMatching(/12345 是公用的热线号码.*照这样导/), ['asIs', 'empty']],
  ])
  const give = (group: string, way: 'asIs' | 'empty') =>
    officer.call(exchangeContract.mendAll, { params: { id: desk.id }, body: { group, way } })
  expect(await give(groups[0]?.key ?? '', 'asIs')).toMatchObject({ mended: 1, ready: 6, faulty: 1 })
  // It was not meant: what was said can be taken back.
  const restored = { params: { id: desk.id }, body: { restore: 'openedOn' } }
  expect(await officer.call(exchangeContract.mendAll, restored)).toMatchObject({ mended: 1, faulty: 2 })
  expect(await give(groups[0]?.key ?? '', 'asIs')).toMatchObject({ mended: 1, faulty: 1 })
  expect(await give(groups[1]?.key ?? '', 'empty')).toMatchObject({ mended: 1, ready: 7, faulty: 0 })
  expect(await desks.run(desk)).toBeNull()
})

test('the command line has nobody to ask: it takes them and says so', async () => {
  const result = await exchangeRoom().importFile(await workOf(house, 'county.rights'), {
    kind: 'petition',
    unit: '430202',
    bytes: doubtful('B'),
    name: '台账.csv',
    dryRun: true,
  })
  expect(result).toMatchObject({ status: 'checked', written: 7, faults: [] })
  expect(result.notices.map(({ row, column }) => [row, column])).toEqual([
    [7, '收件日期'],
    [8, '电话'],
  ])
})

test('a register that says its year in its name doubts what lies long before it', async () => {
  const all = register([1, 2, 3].map((n) => ({ 来源编号: `C${n}`, 收件日期: `1994-03-0${n}` })))
  expect(await desks.bring(all, '2024年台账.csv')).toMatchObject({ ready: 0, faulty: 3 })
  expect(await desks.bring(all, '旧台账.csv')).toMatchObject({ ready: 3, faulty: 0 })
})
