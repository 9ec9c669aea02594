import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { columnLetters } from './cell.ts'
import { readTable } from './read.ts'
import { stampIn, stampMark, stampSheet } from './stamp.ts'
import type { Label, Language } from '#platform/text/label.ts'

export type TemplateColumn = {
  readonly key: string
  readonly label: Label
  readonly required: boolean
  /** Values to pick from; the person may also type the code. */
  readonly codes?: readonly { readonly code: string; readonly label: Label }[]
  /** Several values in one cell, which a drop-down cannot pick. */
  readonly several?: true
  readonly note: Label
}

export type Template = {
  readonly title: Label
  readonly columns: readonly TemplateColumn[]
  readonly language?: Language
}

/** Rows below the column names that get the drop-downs. */
const preparedRows = 5_000

/** Twelve hex digits that change whenever a column, its duty or its code list changes; names and notes may be reworded. */
export const templateStamp = (columns: readonly TemplateColumn[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        columns.map(({ key, required, codes }) => [key, required, codes?.map(({ code }) => code) ?? null]),
      ),
    )
    .digest('hex')
    .slice(0, 12)

/** The stamp a filled-in template was made with; null when the file is no template. Compare with {@link templateStamp}. */
export const templateVersion = async (bytes: Uint8Array): Promise<string | null> => {
  const table = await readTable(bytes, 'template.xlsx')
  return table.ok ? stampIn(table.sheets) : null
}

/** The empty form as .xlsx: one row of column names, drop-downs, a sheet that explains each column, a hidden stamp. */
export const writeTemplate = async ({ title, columns, language = 'zh' }: Template): Promise<Buffer> => {
  const book = new ExcelJS.Workbook()
  const form = book.addWorksheet(sheetName(title[language]), { views: [{ state: 'frozen', ySplit: 1 }] })
  const guide = book.addWorksheet(words.guide[language])
  const lists = book.addWorksheet(stampSheet, { state: 'veryHidden' })

  lists.getRow(1).values = [stampMark, templateStamp(columns)]
  book.definedNames.add(`${stampSheet}!$B$1`, 'nuanjia_template')
  writeGuide(guide, columns, language)

  columns.forEach((column, index) => {
    const letters = columnLetters(index + 1)
    form.getColumn(index + 1).width = 18
    // Text, so that ID numbers and codes such as 0731 keep every digit.
    form.getColumn(index + 1).numFmt = '@'
    const head = form.getCell(`${letters}1`)
    head.value = column.label[language]
    head.font = { bold: true, ...(column.required ? { color: { argb: 'FFC00000' } } : {}) }
    const prompt = {
      showInputMessage: true,
      promptTitle: column.label[language].slice(0, 32),
      prompt: `${(column.required ? words.required : words.optional)[language]} ${column.note[language]}`.slice(0, 255),
    }
    const range = `${letters}2:${letters}${preparedRows + 1}`
    const list =
      column.several || column.codes === undefined || column.codes.length === 0
        ? null
        : writeList(lists, index + 3, column.codes, language)
    validations(form).add(range, {
      ...prompt,
      allowBlank: true,
      ...(list === null
        ? { type: 'textLength', operator: 'lessThanOrEqual', formulae: [32_767] }
        : {
            type: 'list',
            formulae: [list],
            showErrorMessage: true,
            errorStyle: 'stop',
            errorTitle: words.pick[language],
            error: words.pickLong[language],
          }),
    })
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** A code stands before its name, because names repeat in a two-level list. */
const named = ({ code, label }: NonNullable<TemplateColumn['codes']>[number], language: Language): string =>
  `${code} ${label[language]}`

/** The list of one column in the hidden sheet, from row 2 down; returns the range a drop-down points at. */
const writeList = (
  sheet: ExcelJS.Worksheet,
  column: number,
  codes: NonNullable<TemplateColumn['codes']>,
  language: Language,
): string => {
  codes.forEach((row, index) => {
    sheet.getCell(index + 2, column).value = named(row, language)
  })
  const letters = columnLetters(column)
  return `${stampSheet}!$${letters}$2:$${letters}$${codes.length + 1}`
}

const writeGuide = (guide: ExcelJS.Worksheet, columns: readonly TemplateColumn[], language: Language): void => {
  guide.columns = [{ width: 20 }, { width: 10 }, { width: 60 }, { width: 60 }]
  guide.addRow(words.guideHead.map((word) => word[language])).font = { bold: true }
  for (const column of columns) {
    const codes = (column.codes ?? []).map((row) => named(row, language)).join(language === 'zh' ? '、' : ', ')
    const row = guide.addRow([
      column.label[language],
      (column.required ? words.required : words.optional)[language],
      [column.note[language], column.several ? words.several[language] : ''].filter(Boolean).join(' '),
      codes.slice(0, 32_000),
    ])
    row.alignment = { wrapText: true, vertical: 'top' }
  }
}

type Validations = { readonly add: (range: string, validation: ExcelJS.DataValidation) => void }

/** exceljs keeps validations of whole ranges here but leaves them out of its types; cell by cell takes a second. */
const validations = (sheet: ExcelJS.Worksheet): Validations =>
  (sheet as ExcelJS.Worksheet & { readonly dataValidations: Validations }).dataValidations

/** Excel forbids these characters and more than 31 of any in the name of a sheet. */
const sheetName = (title: string): string =>
  title
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet'

const words = {
  guide: { zh: '填写说明', en: 'How to fill in' },
  guideHead: [
    { zh: '栏目', en: 'Column' },
    { zh: '是否必填', en: 'Required' },
    { zh: '说明', en: 'Note' },
    { zh: '可选内容', en: 'Values' },
  ],
  required: { zh: '必填', en: 'Required' },
  optional: { zh: '选填', en: 'Optional' },
  several: { zh: '几项用顿号隔开。', en: 'Several are separated by commas.' },
  pick: { zh: '不在可选内容内', en: 'Not in the list' },
  pickLong: { zh: '请从下拉列表中选择一项。', en: 'Pick one value from the list.' },
} as const
