import { expect, test } from 'vitest'
import { z } from 'zod'
import { catalogue } from '#catalogue/index.ts'
import { imports } from '#catalogue/imports.ts'
import type { CaseKind } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { readTable } from '../tabular/read.ts'
import { writeTemplate } from '../tabular/template.ts'
import { templateColumns } from '../server/template.ts'
import { columnsOf } from './columns.ts'
import { makeReader } from './read.ts'

const dispute = catalogue.kinds['dispute']!
/** A kind with a field of every sort. */
const loan: CaseKind = {
  ...dispute,
  fields: z.strictObject({
    facts: z.string().min(1),
    amount: z.int().max(300_000),
    income: z.number().optional(),
    on: z.iso.date().optional(),
    agreed: z.boolean().default(false),
    sex: z.enum(['1', '2']).optional(),
    flags: z.array(z.enum(['1', '2'])).optional(),
  }),
  labels: {
    facts: { label: label('什么事', 'What'), long: true },
    amount: { label: label('金额(元)', 'Amount, yuan') },
    income: { label: label('收入', 'Income') },
    on: { label: label('哪天', 'On') },
    agreed: { label: label('同意', 'Agreed') },
    sex: { label: label('性别要求', 'Sex wanted'), codes: 'sexes' },
    flags: { label: label('材料', 'Papers'), codes: 'sexes' },
  },
}

test.each(
  [...Object.values(catalogue.kinds), { ...loan, key: 'a field of every sort' }].map(
    (kind) => [kind.key, kind] as const,
  ),
)('every field of %s has its column', (_, kind) => {
  const keys = columnsOf(kind, imports[kind.key], catalogue.codes).map(({ key }) => key)
  expect(Object.keys(kind.fields.shape).filter((field) => !keys.includes(`data.${field}`))).toEqual([])
})

test.each([
  ['amount', '300,000元', 300_000],
  ['amount', '30 万', null],
  ['income', '1234.5', 1234.5],
  ['agreed', '是', true],
  ['flags', '1、女', ['1', '2']],
] as const)('%s written as %s is read', (field, text, value) => {
  const column = columnsOf(loan, undefined, catalogue.codes).find(({ key }) => key === `data.${field}`)!
  const read = makeReader()(column, text, '2025-03-03')
  expect(read.ok ? read.value : null).toEqual(value)
})

test('the guide of the empty form names each choice once, calls the class by its list and contradicts itself nowhere', async () => {
  const bytes = await writeTemplate({ title: loan.label, columns: templateColumns(loan, undefined, catalogue.codes) })
  const table = await readTable(bytes, 'form.xlsx')
  const guide = new Map(
    (table.ok ? (table.sheets[1]?.rows ?? []) : []).map((row) => [
      row[0]?.text,
      Object.fromEntries(row.map((cell) => [cell.column, cell.text])),
    ]),
  )
  expect(guide.get('纠纷类型')?.[4]).toMatch(/^01 婚姻家庭、02 邻里、/)
  expect(guide.get('材料')).toMatchObject({ 3: '几项用顿号隔开。', 4: '0 未知、1 男、2 女、9 未说明' })
  expect(guide.get('同意')).toMatchObject({ 2: '选填', 3: '填“是”或“否”。' })
  expect(guide.get('什么事')).toEqual({ 1: '什么事', 2: '必填' })
})
