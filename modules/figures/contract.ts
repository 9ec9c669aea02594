import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { label } from '#platform/text/label.ts'
import { cuts, withheldReasons } from './define.ts'

/** Errors of reading figures. */
export const figuresErrors = defineErrors({
  'figures.outside': {
    status: 403,
    zh: '{unit} 不在您的工作范围内:统计只能看本单位和下级。',
    en: '{unit} is outside your range: figures show your own unit and those below it.',
  },
  'figures.measure': {
    status: 404,
    zh: '没有「{measure}」这个指标。请从指标目录里选。',
    en: 'There is no measure “{measure}”: choose one from the catalogue.',
  },
  'figures.sensitive': {
    status: 403,
    zh: '这是敏感指标,明细只给办案岗位看。',
    en: 'This measure is sensitive: its records are for posts that work on cases.',
  },
  'figures.uncut': {
    status: 400,
    zh: '这个指标不按这一项统计。请换一个指标,或换一种分法。',
    en: 'This measure is not counted by that. Choose another measure or another cut.',
  },
})

const count = z.int()
const code = z.string().regex(/^[0-9A-Z]{2,15}$/)
const periodKey = z.string().max(20).describe('2014, 2014H1, 2014Q3, 2014-09, 2014-01..2014-10 or 2014Y@12-01')

/** One value, alone or in a table. Exactly one of known (`why` null), hidden and absent; see `why`. */
export const cell = z.object({
  measure: z.string(),
  n: count.nullable().describe('The count; null for ratios and where it is hidden or absent'),
  over: count.nullable().describe('Numerator of a ratio'),
  under: count.nullable().describe('Denominator of a ratio, summed'),
  value: z
    .number()
    .nullable()
    .describe('The count, or the ratio in percent, two decimals, half up; null below a base of 10'),
  share: z.number().nullable().describe('Percent of the whole in a table by one dimension (K24)'),
  why: z.enum(withheldReasons).nullable().describe('Why there is no number; null when there is one'),
})
export type Cell = z.infer<typeof cell>

const operand = z.object({ measure: z.string(), label: text, n: count.nullable() })

const span = z.object({ key: z.string(), label: text })

/** A figure against the same figure of another period; of a running period only its whole months, against as many then. */
export const comparison = z.object({
  against: z.enum(['previous', 'lastYear']),
  of: span.describe('What is compared: the period, or its whole months so far'),
  period: span,
  now: cell.describe('The figure of `of`'),
  nowText: text,
  base: cell,
  baseText: text,
  change: z
    .number()
    .nullable()
    .describe('Percent for counts (K25), percentage points (个百分点) for rates; null where the base forbids it'),
  changeText: text,
})
export type Comparison = z.infer<typeof comparison>

/** A figure with all that must stand beside it when it is shown, copied or printed. */
export const figure = cell.extend({
  label: text,
  type: z.enum(['count', 'stock', 'due', 'ratio']),
  unit: text,
  period: z.string(),
  place: z.string().describe('Code of the unit'),
  cut: text.nullable().describe('What it is narrowed to, in words'),
  asOf: z.iso.datetime(),
  operands: z.object({ over: operand, under: z.array(operand) }).nullable(),
  text: text.describe('办结率 96.67%(58/60 件)'),
  sentence: text.describe('The figure as a sentence with place, period and time, for copying'),
  compared: z.array(comparison),
  sensitive: z.boolean(),
})
export type Figure = z.infer<typeof figure>

/** One line of a table: a class, channel, level, month or unit, with a cell for each measure asked for. */
export const figureRow = z.object({
  key: z.string(),
  label: text,
  parent: z.string().nullable(),
  cells: z.array(cell),
  period: z.string().nullable().describe('The months a unit that was moved belonged here; null when all of them'),
  outside: z
    .boolean()
    .describe('A unit that went out of the reader’s range: its numbers stand, its records open to her no longer'),
})
export type FigureRow = z.infer<typeof figureRow>

const periodShape = z.object({
  key: z.string(),
  label: text,
  from: z.string(),
  to: z.string(),
  complete: z.boolean().describe('Whether its last day has passed'),
})
const unitShape = z.object({ code: z.string(), name: z.string(), level: z.string() })

/** Figures of one kind of matter for a place and a period, whole and by one dimension. */
export const figureTable = z.object({
  kind: z.string(),
  kindLabel: text,
  unit: unitShape,
  period: periodShape,
  closed: z
    .object({ month: z.string().describe('YYYY-MM'), text })
    .nullable()
    .describe('The last closed month up to the end of the period'),
  by: z.enum(cuts).nullable(),
  asOf: z.iso.datetime(),
  figures: z.array(figure),
  rows: z.array(figureRow),
})
export type FigureTable = z.infer<typeof figureTable>

/** What a figure can be narrowed to; the same cut opens its records. A class holds the sub-classes below it. */
export const cut = {
  category: z.string().max(20).optional(),
  classes: z
    .string()
    .max(2_000)
    .optional()
    .describe('Exactly these classes, joined by commas, without what lies below them; empty: what was never classed'),
  channel: z.string().max(20).optional(),
  result: z.string().max(20).optional(),
  level: z.enum(['N', 'P', 'C', 'D', 'T', 'V']).optional(),
  own: z.stringbool().optional().describe('Only what was registered at the unit’s own desk'),
}

/** A record behind a figure; a restricted one shows number, class and state, not its title. */
export const figureRecord = z.object({
  home: z.string(),
  id: z.uuid(),
  number: z.string(),
  title: z.string().nullable(),
  category: z.string().nullable(),
  categoryLabel: text.nullable(),
  status: z.string(),
  statusLabel: text,
  unit: z.string(),
  openedAt: z.iso.datetime(),
  openable: z.boolean(),
  n: count.describe('What the record adds to the figure'),
  late: z.string().nullable().describe('Month it was booked in (YYYY-MM), where its own was closed by then'),
})
export type FigureRecord = z.infer<typeof figureRecord>

/** A figure that answers words of the one box, with the cut and period its records open by. */
const asking = z.object({
  kind: z.string(),
  kindLabel: text,
  cut: z.object({
    category: z.string().optional(),
    classes: z.string().optional(),
    channel: z.string().optional(),
  }),
  period: periodShape,
  figure,
})
export type Asking = z.infer<typeof asking>

const dimensions = z.array(z.enum(['category', 'channel', 'result', 'level']))

export const figuresContract = {
  figures: route({
    method: 'GET',
    path: '/api/v1/figures',
    can: 'figures.read',
    summary: label('统计数字', 'Figures'),
    query: z.object({
      kind: z.string().max(40),
      measures: z.string().max(400).optional().describe('Keys joined by commas; without it all measures of the kind'),
      unit: code.optional().describe('Without it the actor’s own unit'),
      period: periodKey,
      by: z.enum(cuts).optional(),
      compare: z.stringbool().optional(),
      ...cut,
    }),
    response: figureTable,
    errors: ['figures.outside', 'figures.measure', 'figures.uncut', 'org.unitUnknown'],
  }),
  ask: route({
    method: 'POST',
    path: '/api/v1/figures/ask',
    can: 'figures.read',
    summary: label('一句话问数字', 'Figures asked for in words'),
    body: z.strictObject({ q: z.string().trim().min(1).max(60) }),
    response: z.object({
      figures: z.array(asking).describe('Of the actor’s own unit; at most eight, best first, a sum before its parts'),
      unanswered: text.nullable().describe('Said where the words ask for a figure there is not'),
    }),
  }),
  catalogue: route({
    method: 'GET',
    path: '/api/v1/figures/catalogue',
    can: 'figures.read',
    summary: label('指标目录', 'The catalogue of measures'),
    response: z.object({
      kinds: z.array(
        z.object({
          key: z.string(),
          label: text,
          measures: z.array(
            z.object({
              key: z.string(),
              label: text,
              unit: text,
              type: z.enum(['count', 'stock', 'due', 'ratio']),
              by: dimensions,
              sensitive: z.boolean(),
              code: z.string().nullable().describe('Code of the indicator in domain/10 section 5'),
              formula: text.nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
  records: route({
    method: 'GET',
    path: '/api/v1/figures/{measure}/records',
    can: 'figures.read',
    summary: label('一个数字的明细', 'The records behind a figure'),
    params: z.object({ measure: z.string().max(80).describe('kind.measure; of a ratio its numerator is opened') }),
    query: z.object({
      unit: code.optional(),
      period: periodKey,
      ...cut,
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      measure: z.string(),
      unit: unitShape,
      period: periodShape,
      total: figure,
      rows: z.array(figureRecord),
      hidden: z
        .object({ records: count, n: count })
        .nullable()
        .describe('Records of this page one may not see; null for sensitive measures, which do not tell'),
      next: z.string().nullable(),
    }),
    errors: ['figures.outside', 'figures.measure', 'figures.sensitive', 'figures.uncut', 'org.unitUnknown'],
  }),
} satisfies Contract
