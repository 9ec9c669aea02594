import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeMonths } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, exchangeRoom, register, runImports, workOf } from '../fixtures.ts'

// A workbook with a register on each of its sheets, as offices keep one for each month.

let house: House
let officer: Caller
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
  running = runImports(house)
})
afterAll(async () => {
  await running?.stop()
  await house?.stop()
})

const headings = ['收件日期', '渠道', '姓名', '类别', '主要事实和诉求']
const line = (day: string, name: string): string[] => [day, '来访', name, '0113', `${name}说家里的钱都不在她手上。`]

/** Sheets of an .xlsx by name; rows without a number of their own. */
const workbook = async (sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name)
    for (const row of rows) sheet.addRow([...row])
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

const months = {
  '1月': [headings, line('2025-01-06', '覃小满'), line('2025-01-07', '瞿小雨')],
  '2月': [
    headings,
    line('2025-02-06', '田晓禾'),
    line('2025-02-10', '岑小满'),
    line('2025-02-11', '路小溪'),
    ['合计', '3'],
  ],
  说明: [['本表由办公室保存']],
}

test('the other sheets of a file are told with their rows, and each goes in as a batch of its own', async () => {
  const desk = atDesk(officer)
  const bytes = await workbook(months)
  const one = await desk.bring(bytes, '两月.xlsx')
  expect(one.sheets).toEqual([
    { name: '1月', rows: 2, state: 'here' },
    { name: '2月', rows: 3, state: 'left' },
    { name: '说明', rows: 1, state: 'other' },
  ])
  expect(one).toMatchObject({ sheet: '1月', rows: 2, fresh: 2, known: 0 })
  const done = await desk.run(one)
  // The file waits, though nothing of this sheet stayed behind.
  expect(done).toMatchObject({ status: 'done', faulty: 0, run: { done: 2 } })
  expect(done?.sheets.map(({ state }) => state)).toEqual(['here', 'left', 'other'])
  const two = await desk.answer(one, { sheet: '2月' })
  // A row is known by its sheet too: nobody of February is taken for somebody of January.
  expect(two).toMatchObject({ status: 'open', sheet: '2月', rows: 3, fresh: 3, known: 0, faulty: 0 })
  expect(two.sheets.map(({ state }) => state)).toEqual(['in', 'here', 'other'])
  expect(await desk.run(two)).toBeNull()
  expect(running.errors).toEqual([])
  const { batches } = await officer.call(exchangeContract.list, {})
  expect(batches.map(({ name, written }) => `${name}: ${written}`).sort()).toEqual([
    '两月.xlsx · 1月: 2',
    '两月.xlsx · 2月: 3',
  ])
  // The same file again has nothing new on either sheet.
  const again = await desk.bring(bytes, '两月.xlsx')
  expect(again).toMatchObject({ known: 2, fresh: 0 })
  expect(await desk.answer(again, { sheet: '2月' })).toMatchObject({ known: 3, fresh: 0 })
})

test('corrections of one sheet never fall upon the rows of another', async () => {
  const desk = atDesk(officer)
  const bytes = await workbook({
    三月: [headings, line('2025-03-40', '覃小满')],
    四月: [headings, line('2025-02-30', '瞿小雨')],
  })
  const first = await desk.bring(bytes, '改过.xlsx')
  const field = 'openedOn'
  await officer.call(exchangeContract.mend, {
    params: { id: first.id },
    body: { cells: [{ row: 2, field, text: '2025-03-01' }] },
  })
  const other = first.sheets.find(({ state }) => state === 'left')?.name ?? ''
  expect(await desk.answer(first, { sheet: other })).toMatchObject({ ready: 0, faulty: 1, kept: 1 })
})

test('the command line says which sheet it read and reads the one it is told', async () => {
  const bytes = await workbook({
    甲: [headings, line('2025-01-08', '温小棠')],
    乙: [headings, line('2025-01-09', '温小棠')],
  })
  const order = { kind: 'petition', unit: '430202', bytes, name: '甲乙.xlsx', dryRun: true }
  const work = await workOf(house, 'county.rights')
  expect(await exchangeRoom().importFile(work, order)).toMatchObject({ sheet: '甲', others: [{ name: '乙', rows: 1 }] })
  expect(await exchangeRoom().importFile(work, { ...order, sheet: '乙' })).toMatchObject({ sheet: '乙', written: 1 })
  await expect(exchangeRoom().importFile(work, { ...order, sheet: '丙' })).rejects.toMatchObject({
    code: 'exchange.unreadable',
  })
})

test('rows of closed months are counted before they are imported', async () => {
  const desk = atDesk(officer)
  const rows = register(
    ['2024-11-30', '2024-12-31', '2025-01-31', '2025-02-01'].map((day, row) => ({
      来源编号: `L-${row}`,
      收件日期: day,
    })),
  )
  expect(await desk.bring(rows, '没关账.csv')).toMatchObject({ late: null })
  await closeMonths(house.database.system, ['2025-01'], house.clock())
  expect(await desk.bring(rows, '关账.csv')).toMatchObject({ fresh: 4, late: { rows: 3, month: '2025-01' } })
})

test('a corrected row of a closed month is counted with them, and a month it is corrected out of is not', async () => {
  await closeMonths(house.database.system, ['2025-01'], house.clock())
  const desk = atDesk(officer)
  const rows = ['2024-11-30', '2024-12-32', '2025-13-01'].map((day, row) => ({ 来源编号: `M-${row}`, 收件日期: day }))
  const brought = await desk.bring(register(rows), '改了再数.csv')
  expect(brought).toMatchObject({ faulty: 2, late: { rows: 1, month: '2025-01' } })
  const put = (row: number, text: string) =>
    officer.call(exchangeContract.mend, {
      params: { id: brought.id },
      body: { cells: [{ row, field: 'openedOn', text }] },
    })
  await put(3, '2024-12-31')
  expect(await desk.open(brought)).toMatchObject({ faulty: 1, late: { rows: 2 } })
  await put(4, '2025-02-01')
  await put(3, '2025-02-02')
  expect(await desk.open(brought)).toMatchObject({ faulty: 0, late: { rows: 1 } })
  // A new check counts each row once.
  await put(3, '2024-12-31')
  expect(await desk.answer(brought, {})).toMatchObject({ faulty: 0, late: { rows: 2 } })
})
