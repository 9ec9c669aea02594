import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse, testClock } from '#test/harness/house.ts'
import { open, petition } from '#test/kinds/walk.ts'
import { type Binding, type Fill, formsContract, type FormView } from '../contract.ts'

let house: House
const officer = (): Promise<Caller> => house.as('county.rights')
const january = '2025-01'

// January of two years: ordinary classes ten and twelve, one of violence six and two.
const received = { '2024-01': { '0301': 6, '0302': 4, '0101': 6 }, '2025-01': { '0301': 7, '0302': 5, '0101': 2 } }
beforeAll(async () => {
  house = await startHouse({ clock: testClock('2025-03-03T09:00:00+08:00') })
  await declareMeasures(house.database.system, catalogue)
  const who = await officer()
  for (const [month, classes] of Object.entries(received))
    for (const [category, count] of Object.entries(classes))
      for (let n = 0; n < count; n += 1)
        await open(who, { ...petition(), category, notifyMode: 'F', openedAt: `${month}-15T09:00:00+08:00` })
})
afterAll(() => house.stop())

type FigureFill = Extract<Fill, { what: 'figure' }>
const figure = (over: Partial<FigureFill> = {}): FigureFill => ({
  what: 'figure',
  kind: 'petition',
  measure: 'received',
  ...over,
})
const sent = async (who: Caller): Promise<FormView> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('月报')
  sheet.getCell('A1').value = '来信来访'
  sheet.getCell('B4').numFmt = '0.0%'
  const body = Buffer.from(await book.xlsx.writeBuffer())
  return who.call(formsContract.upload, { params: { id: randomUUID() }, query: { name: '月报.xlsx' }, body })
}
const bound = async (who: Caller, fills: readonly Fill[]): Promise<FormView> => {
  const form = await sent(who)
  const bindings = fills.map((fill, at): Binding => ({ sheet: 0, cell: `B${at + 1}`, fill }))
  return who.call(formsContract.bind, { params: { id: form.id }, body: { version: form.version, bindings } })
}
const valuesOf = async (fills: readonly Fill[], period = january) => {
  const who = await officer()
  const form = await bound(who, fills)
  return (await who.call(formsContract.values, { params: { id: form.id }, body: { period } })).values
}
const texts = async (...fills: FigureFill[]): Promise<string[]> => (await valuesOf(fills)).map(({ text }) => text)

const shows = ['period', 'lastYear', 'change', 'changePercent'] as const

test('a cell holds the period, the same months last year, or the change in numbers and in percent', async () => {
  const who = await officer()
  const fills = shows.map((one) => figure({ category: '03', shows: one }))
  const form = await bound(who, fills)
  expect(await texts(...fills)).toEqual(['12', '10', '+2', '+20.00%'])
  const answer = await who.call(formsContract.fill, { params: { id: form.id }, body: { period: january } })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.from(await answer.arrayBuffer()) as unknown as ArrayBuffer)
  // The receiver's cell is formatted as a percentage and gets a share.
  expect([1, 2, 3, 4].map((row) => book.worksheets[0]!.getCell(row, 2).value)).toEqual([12, 10, 2, 0.2])
  const [, lastYear] = await valuesOf(fills)
  expect(lastYear?.records).toMatchObject({ period: '2024-01', category: '03' })
})

test('below a base of ten there is no percentage, and of a period that runs nothing is compared', async () => {
  expect(await texts(...shows.map((one) => figure({ category: '0301', shows: one })))).toEqual([
    '7',
    '6',
    '+1',
    '—(基数不足10,不算百分比)',
  ])
  const running = await valuesOf([figure({ shows: 'lastYear' }), figure({ shows: 'change' })], '2025H1')
  expect(running.map(({ text }) => text)).toEqual(Array(2).fill('—(本期还没有结束,不作比较)'))
})

test('several classes are counted together, each matter once, and open to just those matters', async () => {
  const sums = [
    ['0301', '0302'],
    ['03', '0301'],
    ['0301', '04'],
  ].map((classes) => figure({ classes }))
  const values = await valuesOf(sums)
  expect(values.map(({ text }) => text)).toEqual(['12', '12', '7'])
  const who = await officer()
  for (const { text, records } of values) {
    const { measure, ...query } = records!
    const page = await who.call(figuresContract.records, { params: { measure }, query: { ...query, limit: 50 } })
    expect(page.rows.reduce((sum, { n }) => sum + n, 0)).toBe(Number(text))
  }
})

test('a small sensitive number is told neither by a change, nor by last year, nor by a sum less its other classes', async () => {
  const [now, then, change, percent] = await texts(...shows.map((one) => figure({ category: '0101', shows: one })))
  expect([now, then, change, percent]).toEqual(['<5(已隐去)', '6', '已隐去', '已隐去'])
  // Fourteen less twelve would be the two.
  const [both, land] = await texts(figure({ classes: ['0101', '03'] }), figure({ category: '03' }))
  expect([both, land]).toEqual(['14', '已隐去'])
  // The same by their changes: six last year may be known, two may not.
  expect(
    await texts(
      figure({ classes: ['0101', '03'] }),
      figure({ category: '03', shows: 'change' }),
      figure({ category: '03', shows: 'lastYear' }),
    ),
  ).toEqual(['14', '已隐去', '10'])
})

test('what cannot be filled is refused when it is bound, with the reason', async () => {
  const who = await officer()
  await expect(bound(who, [figure({ classes: ['0301', '9999'] })])).rejects.toMatchObject({
    code: 'forms.cell',
    message: expect.stringContaining('9999'),
  })
  await expect(bound(who, [figure({ measure: 'closureRate', shows: 'changePercent' })])).rejects.toMatchObject({
    code: 'forms.cell',
    message: expect.stringContaining('百分点'),
  })
  await expect(bound(who, [figure({ classes: ['0301'] })])).rejects.toMatchObject({ status: 400 })
})
