import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { label } from '#platform/text/label.ts'
import { figureShows, formWords, listColumns, mostClasses } from './define.ts'

/** Errors of filling other people's forms. */
export const formsErrors = defineErrors({
  'forms.file': { status: 422, zh: '这份表没有收下:{reason}', en: 'The form was not accepted: {reason}' },
  'forms.notYours': {
    status: 403,
    zh: '这份表是{unit}的,只能用它自己的岗位改。可以把表另外上传一份。',
    en: 'This form belongs to {unit} and is changed by its own posts. Upload a copy of your own instead.',
  },
  'forms.cell': {
    status: 422,
    zh: '「{sheet}」的 {cell}:{reason}',
    en: '“{sheet}”, cell {cell}: {reason}',
  },
})

const period = z.string().max(20).describe('2014, 2014H1, 2014Q3, 2014-09 or 2014-01..2014-10')

/** What fills a cell: a figure, a word about the form itself, or from here down one column of a list of matters. */
export const fill = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('figure'),
    kind: z.string().max(40),
    measure: z.string().max(40).describe('Key of the kind’s measure, without the kind'),
    category: z.string().max(20).optional(),
    classes: z
      .array(z.string().max(20))
      .min(2)
      .max(mostClasses)
      .optional()
      .describe('Several classes counted together, each with all below it; a matter is counted once'),
    channel: z.string().max(20).optional(),
    shows: z.enum(figureShows).optional().describe('Without it the period itself'),
    unit: z
      .string()
      .max(15)
      .optional()
      .describe('Code of a unit in one’s range; without it the unit the form is filled for'),
  }),
  z.strictObject({ what: z.literal('word'), word: z.enum(formWords) }),
  z.strictObject({ what: z.literal('column'), kind: z.string().max(40), column: z.enum(listColumns) }),
])
export type Fill = z.infer<typeof fill>

/** A bound cell: sheet by its place from 0, cell as in the sheet (`C5`). */
export const binding = z.strictObject({
  sheet: z.int().min(0).max(49),
  cell: z.string().regex(/^[A-Z]{1,2}[1-9]\d{0,3}$/),
  fill,
})
export type Binding = z.infer<typeof binding>

const bindings = z.array(binding).max(1_000)

const formHead = z.object({
  id: z.uuid(),
  name: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  bound: z.int().describe('How many cells are bound'),
  version: z.int().min(1),
  savedAt: z.iso.datetime(),
  savedBy: z.string(),
  mayChange: z.boolean(),
})
export type FormHead = z.infer<typeof formHead>

/** A sheet as it is shown for clicking: rows of cells, those covered by a merged one left out. */
const sheet = z.object({
  name: z.string(),
  widths: z.array(z.number()).describe('Width of each column in characters'),
  rows: z.array(
    z.array(
      z.object({
        cell: z.string(),
        text: z.string(),
        rows: z.int(),
        columns: z.int(),
        formula: z.boolean(),
      }),
    ),
  ),
})
export type SheetView = z.infer<typeof sheet>

const formView = formHead.extend({ sheets: z.array(sheet), bindings })
export type FormView = z.infer<typeof formView>

/** What a bound cell shows for a period, with the way to the records of a figure. */
const value = z.object({
  sheet: z.int(),
  cell: z.string(),
  text: z.string(),
  records: z
    .object({
      measure: z.string(),
      unit: z.string(),
      period: z.string(),
      category: z.string().optional(),
      classes: z.string().optional(),
      channel: z.string().optional(),
    })
    .nullable(),
})
export type FormValue = z.infer<typeof value>

const one = z.object({ id: z.uuid() })

/** Which period, and whose numbers: those of the unit the form belongs to, or of the reader's own unit above it. */
const filling = z.strictObject({ period, whose: z.enum(['form', 'own']).default('form') })
export type Whose = z.infer<typeof filling>['whose']

export const formsContract = {
  list: route({
    method: 'GET',
    path: '/api/v1/forms',
    can: 'reports.read',
    summary: label('对方的表', 'Receivers’ forms'),
    response: z.object({ forms: z.array(formHead) }),
  }),
  upload: route({
    method: 'PUT',
    path: '/api/v1/forms/{id}',
    can: 'reports.write',
    summary: label('上传对方的表', 'Upload a receiver’s form'),
    params: one,
    query: z.object({ name: z.string().min(1).max(255) }),
    body: 'bytes',
    response: formView,
    errors: ['forms.file'],
  }),
  open: route({
    method: 'GET',
    path: '/api/v1/forms/{id}',
    can: 'reports.read',
    summary: label('一份对方的表', 'A receiver’s form'),
    params: one,
    response: formView,
  }),
  bind: route({
    method: 'PUT',
    path: '/api/v1/forms/{id}/bindings',
    can: 'reports.write',
    summary: label('哪一格填什么', 'What fills which cell'),
    params: one,
    body: z.strictObject({ version: z.int().min(1), bindings }),
    response: formView,
    errors: ['forms.notYours', 'forms.cell', 'figures.measure', 'figures.uncut', 'http.stale'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/forms/{id}',
    can: 'reports.write',
    summary: label('删去对方的表', 'Remove a receiver’s form'),
    params: one,
    response: z.object({}),
    errors: ['forms.notYours'],
  }),
  values: route({
    method: 'POST',
    path: '/api/v1/forms/{id}/values',
    can: 'figures.read',
    summary: label('先看填出来的数', 'What would be filled in'),
    params: one,
    body: filling,
    response: z.object({ unit: z.object({ code: z.string(), name: z.string() }), values: z.array(value) }),
    errors: ['figures.outside', 'figures.measure', 'figures.uncut', 'org.unitUnknown'],
  }),
  fill: route({
    method: 'POST',
    path: '/api/v1/forms/{id}/fill',
    can: 'figures.read',
    deed: 'leavesTheHouse',
    summary: label('填好下载', 'Fill in and download'),
    params: one,
    body: filling,
    response: 'bytes',
    errors: ['forms.cell', 'figures.outside', 'figures.measure', 'figures.uncut', 'org.unitUnknown'],
  }),
} satisfies Contract
