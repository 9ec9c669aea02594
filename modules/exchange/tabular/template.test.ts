import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { readTable } from './read.ts'
import { templateStamp, templateVersion, writeTemplate } from './template.ts'
import { checkUpload } from '#platform/files/sniff.ts'
import { label } from '#platform/text/label.ts'
import type { TemplateColumn } from './template.ts'

const codes = Array.from({ length: 90 }, (_, i) => ({ code: String(i), label: label(`类别,${i}`, `Kind ${i}`) }))
const columns: readonly TemplateColumn[] = [
  { key: 'name', label: label('姓名', 'Name'), required: true, note: label('与身份证一致', 'As on the ID card') },
  { key: 'kind', label: label('类别', 'Kind'), required: false, codes, note: label('从列表中选', 'Pick one') },
]
const title = label('来信来访[登记]', 'Petitions')

const opened = async (bytes: Buffer): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  return book
}

test('the form has one row of column names, drop-downs on every prepared row and text columns', async () => {
  const bytes = await writeTemplate({ title, columns })
  const form = (await opened(bytes)).worksheets[0]
  expect(form?.getRow(1).values).toEqual([undefined, '姓名', '类别'])
  expect(form?.actualRowCount).toBe(1)
  expect(form?.getCell('B2').dataValidation).toMatchObject({
    type: 'list',
    formulae: ['nuanjia!$D$2:$D$91'],
    errorStyle: 'stop',
  })
  expect(form?.getCell('B5001').dataValidation).toMatchObject({ type: 'list' })
  expect(form?.getColumn(2).numFmt).toBe('@')
  expect(checkUpload({ name: '模板.xlsx', bytes }).ok).toBe(true)
})

test('the explaining sheet names every column, its duty, its note and its values; the lists stay hidden', async () => {
  const table = await readTable(await writeTemplate({ title, columns }), 'a.xlsx')
  const sheets = table.ok ? table.sheets : []
  expect(sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual([
    ['来信来访 登记', false],
    ['填写说明', false],
    ['nuanjia', true],
  ])
  const guide = sheets[1]?.rows.map((row) => row.map((cell) => cell.text)) ?? []
  expect(guide[1]).toEqual(['姓名', '必填', '与身份证一致'])
  expect(guide[2]?.slice(0, 3)).toEqual(['类别', '选填', '从列表中选'])
  expect(guide[2]?.[3]).toContain('89 类别,89')
})

test('a form filled in and saved by another program keeps its version; other columns give another', async () => {
  const book = await opened(await writeTemplate({ title, columns }))
  book.worksheets[0]?.addRow(['某某', '类别,3'])
  const filled = Buffer.from(await book.xlsx.writeBuffer())
  expect(await templateVersion(filled)).toBe(templateStamp(columns))
  const [name, kind] = columns
  if (name === undefined || kind === undefined) throw new Error('columns')
  for (const changed of [
    [kind, name],
    [name],
    [{ ...name, required: false }, kind],
    [name, { ...kind, codes: codes.slice(1) }],
  ])
    expect(templateStamp(changed)).not.toBe(templateStamp(columns))
  expect(templateStamp([{ ...name, note: label('改写', 'Reworded') }, kind])).toBe(templateStamp(columns))
})

test('a file that is no template has no version', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('nuanjia').addRow(['nuanjia-template', 'x'])
  expect(await templateVersion(Buffer.from(await book.xlsx.writeBuffer()))).toBeNull()
  expect(await templateVersion(Buffer.from('hello'))).toBeNull()
})
