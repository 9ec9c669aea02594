import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import type { QueryResult, RootOperationNode, UnknownRow } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures, placeOf } from '#modules/figures/server/index.ts'
import { buildZip } from '#platform/files/fixtures.ts'
import { inflateEntry, zipSummary } from '#platform/files/zip.ts'
import { type Caller, type House, startHouse, testClock } from '#test/harness/house.ts'
import { act, open, petition } from '#test/kinds/walk.ts'
import { type Binding, type Fill, formsContract, type FormView } from '../contract.ts'
import { valuesOf } from './fill.ts'

let house: House
const officer = (): Promise<Caller> => house.as('county.rights')
const period = '2025H1'

// The quarterly form of somebody else: a title over merged cells, a table of figures with a sum, a list with three free rows.
const theirForm = async (): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('季报')
  sheet.mergeCells('A1:D1')
  sheet.getCell('A1').value = '妇女维权情况统计表'
  sheet.getCell('A2').value = '填报单位:'
  sheet.getCell('A4').value = '来信来访'
  sheet.getCell('A5').value = '其中:家庭暴力'
  sheet.getCell('A6').value = '办结率'
  sheet.getCell('B6').numFmt = '0.00%'
  sheet.getCell('A7').value = '合计'
  sheet.getCell('B7').value = { formula: 'B4+B5', result: 0 }
  const list = book.addWorksheet('名单')
  list.getRow(1).values = ['序号', '编号', '类别']
  list.getCell('A5').value = '审核人:'
  return Buffer.from(await book.xlsx.writeBuffer())
}
const sent = async (who: Caller, name = '市妇联季报.xlsx', body?: Uint8Array): Promise<FormView> =>
  who.call(formsContract.upload, { params: { id: randomUUID() }, query: { name }, body: body ?? (await theirForm()) })
const bind = (who: Caller, form: FormView, bindings: readonly Binding[]): Promise<FormView> =>
  who.call(formsContract.bind, { params: { id: form.id }, body: { version: form.version, bindings: [...bindings] } })
const cell = (at: string, fill: Fill, sheet = 0): Binding => ({ sheet, cell: at, fill })
const received = (over: Partial<Extract<Fill, { what: 'figure' }>> = {}): Fill => ({
  what: 'figure',
  kind: 'petition',
  measure: 'received',
  ...over,
})
const filled = async (who: Caller, form: FormView): Promise<ExcelJS.Workbook> => {
  const answer = await who.call(formsContract.fill, { params: { id: form.id }, body: { period } })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.from(await answer.arrayBuffer()) as unknown as ArrayBuffer)
  return book
}

beforeAll(async () => {
  house = await startHouse({ clock: testClock('2025-03-03T09:00:00+08:00') })
  await declareMeasures(house.database.system, catalogue)
  const who = await officer()
  for (const category of ['0101', '0403', '0403']) {
    const view = await act(who, await open(who, { ...petition(), category, notifyMode: 'F' }), 'accept')
    if (category === '0403') await act(who, view, 'conclude', { result: 'S', note: '已补发。' })
  }
})
afterAll(() => house.stop())

test('a form that somebody sent is bound once and fills itself: figures as the page shows them, layout and formulas as they were', async () => {
  const who = await officer()
  const form = await sent(who)
  expect(form).toMatchObject({ name: '市妇联季报', bindings: [], mayChange: true })
  const title = form.sheets[0]!.rows[0]![0]!
  expect(title).toMatchObject({ cell: 'A1', text: '妇女维权情况统计表', rows: 1, columns: 4 })
  expect(form.sheets.map(({ name }) => name)).toEqual(['季报', '名单'])
  const bound = await bind(who, form, [
    cell('B2', { what: 'word', word: 'unit' }),
    cell('C2', { what: 'word', word: 'period' }),
    cell('B4', received()),
    cell('B5', received({ category: '0101' })),
    cell('B6', received({ measure: 'closureRate' })),
    cell('A2', { what: 'column', kind: 'petition', column: 'serial' }, 1),
    cell('B2', { what: 'column', kind: 'petition', column: 'number' }, 1),
    cell('C2', { what: 'column', kind: 'petition', column: 'category' }, 1),
  ])
  expect(bound).toMatchObject({ bound: 8, version: 2 })
  const { values } = await who.call(formsContract.values, { params: { id: form.id }, body: { period } })
  expect(values.slice(0, 3).map(({ text }) => text)).toEqual(['荷塘区', '2025年上半年', '3'])
  expect(values[2]!.records).toEqual({ measure: 'petition.received', unit: '430202', period })
  const page = await who.call(figuresContract.figures, { query: { kind: 'petition', period } })
  expect(page.figures.find(({ measure }) => measure === 'petition.received')?.n).toBe(3)

  const book = await filled(who, form)
  const sheet = book.worksheets[0]!
  expect([sheet.getCell('B2').value, sheet.getCell('C2').value, sheet.getCell('B4').value]).toEqual([
    '荷塘区',
    '2025年上半年',
    3,
  ])
  // One case of violence: a small sensitive number stays in the house.
  expect(sheet.getCell('B5').value).toBe('<5(已隐去)')
  // Of three no percentage is given; two of three would be 66.67.
  expect(sheet.getCell('B6').value).toBe('2/3 件(基数不足10,不算百分比)')
  expect(sheet.getCell('B7').value).toMatchObject({ formula: 'B4+B5' })
  expect(sheet.getCell('A1').isMerged).toBe(true)
  const list = book.worksheets[1]!
  expect([2, 3, 4].map((row) => list.getCell(row, 1).value)).toEqual([1, 2, 3])
  expect(list.getCell('B2').value).toMatch(/^430202-XF-2025-\d{5}$/)
  expect(list.getCell('A5').value).toBe('审核人:')
  expect([...Array(4).keys()].map((row) => String(list.getCell(row + 1, 3).value)).join()).toContain('家庭暴力')
})

test('a list with more matters than free rows is refused with what to do, and nothing is cut', async () => {
  const who = await officer()
  const form = await sent(who)
  await bind(who, form, [cell('B2', { what: 'column', kind: 'petition', column: 'number' }, 1)])
  await act(who, await open(who, petition()), 'accept')
  // The sheet of figures has other rows; below A2 of the list three are free.
  const tight = await sent(who)
  await bind(who, tight, [cell('A2', { what: 'column', kind: 'petition', column: 'serial' }, 1)])
  await expect(who.call(formsContract.fill, { params: { id: tight.id }, body: { period } })).rejects.toMatchObject({
    code: 'forms.cell',
    status: 422,
    message: expect.stringContaining('留了 3 行'),
  })
  expect((await filled(who, form)).worksheets[1]!.getCell('B5').value).toMatch(/^430202-XF/)
})

test('a form is bound by its own unit, in the version that was read, and only where it can be filled', async () => {
  const who = await officer()
  const form = await sent(who)
  const refused = (bindings: readonly Binding[]) => bind(who, form, bindings)
  await expect(refused([cell('B7', received())])).rejects.toMatchObject({ code: 'forms.cell' })
  await expect(refused([cell('B1', received())])).rejects.toMatchObject({ message: expect.stringContaining('A1') })
  await expect(refused([cell('B4', received(), 5)])).rejects.toMatchObject({ code: 'forms.cell' })
  await expect(refused([cell('B4', received({ measure: 'nothing' }))])).rejects.toMatchObject({
    code: 'figures.measure',
  })
  await expect(refused([cell('B4', received({ kind: 'dispute', channel: 'V' }))])).rejects.toMatchObject({
    code: 'figures.uncut',
  })
  await bind(who, form, [cell('B4', received())])
  await expect(refused([])).rejects.toMatchObject({ code: 'http.stale' })

  const city = await house.as('city.rights')
  const seen = await city.call(formsContract.open, { params: { id: form.id } })
  expect(seen.mayChange).toBe(false)
  await expect(bind(city, seen, [])).rejects.toMatchObject({ code: 'forms.notYours' })
  await expect(city.call(formsContract.remove, { params: { id: form.id } })).rejects.toMatchObject({
    code: 'forms.notYours',
  })
  // A unit outside the range of whoever fills it gives no number.
  const outside = await bind(who, await sent(who), [cell('B4', received({ unit: '430203' }))])
  await expect(who.call(formsContract.values, { params: { id: outside.id }, body: { period } })).rejects.toMatchObject({
    code: 'figures.outside',
  })

  const neighbour = await house.as('county2.rights')
  expect((await neighbour.call(formsContract.list, {})).forms).toEqual([])
  await expect(neighbour.call(formsContract.open, { params: { id: form.id } })).rejects.toMatchObject({ status: 404 })
  await who.call(formsContract.remove, { params: { id: form.id } })
  await expect(who.call(formsContract.open, { params: { id: form.id } })).rejects.toMatchObject({ status: 404 })
})

test('the level above fills a form of a unit below with that unit’s numbers, or with its own, and is told whose they are', async () => {
  const county = await officer()
  const form = await bind(county, await sent(county), [
    cell('B2', { what: 'word', word: 'unit' }),
    cell('B4', received()),
    cell('C4', received({ unit: '430202' })),
    cell('B2', { what: 'column', kind: 'petition', column: 'number' }, 1),
  ])
  const city = await house.as('city.rights')
  await open(city, petition(), '430200')
  const count = async (who: Caller): Promise<string> => {
    const { figures } = await who.call(figuresContract.figures, { query: { kind: 'petition', period } })
    return String(figures.find(({ measure }) => measure === 'petition.received')?.n)
  }
  const [below, whole] = [await count(county), await count(city)]
  expect(Number(whole)).toBeGreaterThan(Number(below))
  const shown = async (who: Caller, whose?: 'form' | 'own') => {
    const { unit, values } = await who.call(formsContract.values, { params: { id: form.id }, body: { period, whose } })
    return [unit.name, ...values.map(({ text }) => text)]
  }
  expect(await shown(city)).toEqual(['荷塘区', '荷塘区', below, below, '↓'])
  expect(await shown(city, 'own')).toEqual(['株洲市', '株洲市', whole, below, '↓'])
  expect(await shown(county, 'own')).toEqual(await shown(county))

  const numbersIn = async (whose: 'form' | 'own') => {
    const answer = await city.call(formsContract.fill, { params: { id: form.id }, body: { period, whose } })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(Buffer.from(await answer.arrayBuffer()) as unknown as ArrayBuffer)
    const list = book.worksheets[1]!.getColumn(2).values.filter((value) => /-XF-/.test(String(value)))
    return [book.worksheets[0]!.getCell('B4').value, list.map((value) => String(value).slice(0, 6))]
  }
  expect(await numbersIn('form')).toEqual([Number(below), Array(Number(below)).fill('430202')])
  const [own, homes] = await numbersIn('own')
  expect([own, (homes as string[]).includes('430200')]).toEqual([Number(whole), true])
})

test('a form of hundreds of cells asks the database as often as one of a single cell', async () => {
  const who = await officer()
  const { kinds } = await who.call(figuresContract.catalogue, {})
  const measures = kinds.find(({ key }) => key === 'petition')!.measures.filter(({ by }) => by.includes('category'))
  const classes = ['0101', '0301', '0302', '0403', '0501']
  const cells = measures.flatMap(({ key }, row) =>
    classes.map((category, column) =>
      cell(`${String.fromCodePoint(66 + column)}${row + 8}`, received({ measure: key, category })),
    ),
  )
  expect(cells.length).toBeGreaterThan(60)
  const statements = (bindings: readonly Binding[]): Promise<number> =>
    house.locally('county.rights', async (ctx) => {
      let asked = 0
      const counting = {
        transformQuery: ({ node }: { node: RootOperationNode }) => {
          asked += 1
          return node
        },
        transformResult: async ({ result }: { result: QueryResult<UnknownRow> }) => result,
      }
      const tx = ctx.tx.withPlugin(counting) as typeof ctx.tx
      const unit = await placeOf(ctx, undefined)
      await valuesOf({ ...ctx, tx }, catalogue, bindings, { unit, period })
      return asked
    })
  expect(await statements(cells)).toBe(await statements(cells.slice(0, 1)))

  const form = await bind(who, await sent(who), cells)
  const { values } = await who.call(formsContract.values, { params: { id: form.id }, body: { period } })
  for (const category of classes) {
    const page = await who.call(figuresContract.figures, { query: { kind: 'petition', period, category } })
    for (const [at, { fill }] of cells.entries()) {
      if (fill.what !== 'figure' || fill.category !== category) continue
      const figure = page.figures.find(({ measure }) => measure === `petition.${fill.measure}`)!
      const kept = figure.sensitive && figure.n !== null && figure.n > 0 && figure.n < 5
      const shown = figure.n === null ? figure.text.zh : kept ? '<5(已隐去)' : String(figure.n)
      expect(shown).toContain(values[at]!.text)
    }
  }
})

test('statistics fill in no small number of a sensitive class, and no list of matters', async () => {
  const stats = await house.as('city.stats')
  const form = await sent(stats)
  const bound = await bind(stats, form, [cell('B5', received({ category: '0101' }))])
  const { values } = await stats.call(formsContract.values, { params: { id: bound.id }, body: { period } })
  expect(values[0]).toMatchObject({ text: '未关账,暂不公布', records: null })
  expect((await filled(stats, bound)).worksheets[0]!.getCell('B5').value).toBe('未关账,暂不公布')
  await bind(stats, bound, [cell('B2', { what: 'column', kind: 'petition', column: 'who' }, 1)])
  await expect(stats.call(formsContract.fill, { params: { id: form.id }, body: { period } })).rejects.toMatchObject({
    code: 'forms.cell',
  })
})

test('what is no workbook is refused with the reason; the same upload twice is one form', async () => {
  const who = await officer()
  const wrong = async (name: string, body: Uint8Array) => sent(who, name, body)
  await expect(wrong('表.xlsx', Buffer.from('MZ not a workbook'))).rejects.toMatchObject({
    code: 'forms.file',
    status: 422,
  })
  await expect(wrong('表.csv', Buffer.from('a,b\n1,2\n'))).rejects.toMatchObject({
    message: expect.stringContaining('.xlsx'),
  })
  await expect(wrong('表.xlsx', Buffer.alloc(0))).rejects.toMatchObject({ status: 400 })
  const id = randomUUID()
  const body = await theirForm()
  const upload = () => who.call(formsContract.upload, { params: { id }, query: { name: '表.xlsx' }, body })
  expect((await upload()).id).toBe((await upload()).id)
  expect((await who.call(formsContract.list, {})).forms.filter((one) => one.id === id)).toHaveLength(1)
})

/** The parts of a workbook put together again with one of them changed. */
const changed = async (bytes: Uint8Array, part: string, change: (text: string) => string): Promise<Buffer> => {
  const zip = zipSummary(bytes)
  if (!zip.ok) throw new Error(zip.code)
  const parts = await Promise.all(
    zip.entries.map(async (entry) => {
      const pieces: Buffer[] = []
      for await (const piece of inflateEntry(bytes, entry)) pieces.push(piece)
      const whole = Buffer.concat(pieces)
      return { name: entry.name, content: entry.name === part ? Buffer.from(change(whole.toString('utf8'))) : whole }
    }),
  )
  return buildZip(parts)
}
const first = 'xl/worksheets/sheet1.xml'

test('a form whose ranges cover whole columns holds up nobody: a drop-down is left out, a merge is refused with its reason', async () => {
  const who = await officer()
  const listed = await changed(await theirForm(), first, (text) =>
    text.replace(
      '<pageMargins',
      '<dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations><pageMargins',
    ),
  )
  const form = await bind(who, await sent(who, '下拉.xlsx', listed), [cell('B4', received())])
  expect((await filled(who, form)).worksheets[0]!.getCell('B4').value).toBeGreaterThanOrEqual(3)
  const merged = await changed(await theirForm(), first, (text) =>
    text.replace(/<mergeCells.*?<\/mergeCells>/, '<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'),
  )
  await expect(sent(who, '并格.xlsx', merged)).rejects.toMatchObject({
    code: 'forms.file',
    message: expect.stringContaining('合并的单元格太大'),
  })
})

test('a hidden number cannot be worked out from the rest of its form', async () => {
  const who = await officer()
  const texts = async (...fills: Fill[]): Promise<string[]> => {
    const form = await sent(who)
    await bind(
      who,
      form,
      fills.map((one, at) => cell(`B${20 + at}`, one)),
    )
    const { values } = await who.call(formsContract.values, { params: { id: form.id }, body: { period } })
    return values.map(({ text }) => text)
  }
  const violence = received({ category: '0101' })
  const page = await who.call(figuresContract.figures, { query: { kind: 'petition', period, by: 'category' } })
  const at = page.figures.findIndex(({ measure }) => measure === 'petition.received')
  const counted = page.rows.filter(({ cells }) => (cells[at]?.n ?? 0) > 0)
  const leaves = counted.filter(({ key }) => !counted.some(({ parent }) => parent === key)).map(({ key }) => key)
  const others = leaves.filter((key) => key !== '0101').map((category) => received({ category }))
  // Every class but hers, and the whole: what is left over is hers.
  const [total, hidden, ...rest] = await texts(received(), violence, ...others)
  expect(hidden).toBe('<5(已隐去)')
  expect(rest.length).toBeGreaterThan(0)
  expect([total, ...rest]).toContain('已隐去')
  // Where other classes are not in the form nothing can be worked out, and nothing more is hidden.
  expect((await texts(received(), violence))[0]).toMatch(/^\d+$/)
  const seen = await who.call(figuresContract.figures, { query: { kind: 'petition', period, category: '0101' } })
  const small = seen.figures.find(({ measure }) => measure === 'petition.received')
  expect(small?.n).toBe(1)
  expect(small?.sentence.zh).toContain('<5(已隐去)')
  expect(small?.sentence.zh).not.toMatch(/1 件/)
})
