import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { label } from '#platform/text/label.ts'
import { audiences } from './define.ts'

/** Errors of writing reports. */
export const reportsErrors = defineErrors({
  'reports.template': {
    status: 404,
    zh: '没有「{template}」这种材料。请从〔写材料〕里选。',
    en: 'There is no report “{template}”: choose one where reports are written.',
  },
  'reports.outside': {
    status: 403,
    zh: '{unit} 不在您的工作范围内:材料只能写本单位和下级的。',
    en: '{unit} is outside your range: write about your own unit and those below it.',
  },
  'reports.noPublic': { status: 404, zh: '没有公开版:{reason}', en: 'There is no public version: {reason}' },
  'reports.internal': {
    status: 403,
    zh: '这份定稿的内部版里有人数少的敏感数字,只给办案岗位看。有公开版的,请看公开版。',
    en: 'The internal version of this frozen report holds small sensitive numbers and is for posts that work on cases. Read the public version where there is one.',
  },
  'reports.notYours': {
    status: 403,
    zh: '这份材料由{owner}写,别的单位只能看。',
    en: '{owner} writes this report; others only read it.',
  },
  'reports.frozen': {
    status: 409,
    zh: '已经定稿,不能再改。要改请另写一份。',
    en: 'It is frozen and cannot be changed: write another one.',
  },
  'reports.freeze': { status: 422, zh: '现在还不能定稿:{reason}', en: 'It cannot be frozen now: {reason}' },
  'reports.checks': {
    status: 422,
    zh: '核对发现 {count} 处要看:{first}。改好再定稿;不改的,写明理由(至少 {least} 个字)。',
    en: 'The check found {count}: {first}. Mend it first, or give a reason of at least {least} characters.',
  },
  'reports.moving': {
    status: 503,
    zh: '数字正在变,没有定稿。请过一会儿再点一次。',
    en: 'The figures are changing at this moment; nothing was frozen. Try again shortly.',
  },
})

const audience = z.enum(audiences)
const version = z.int().min(1)

const run = z.union([z.string(), z.object({ text: z.string(), figure: z.string().optional() })])
const runs = z.array(run).readonly()
const block = z.union([
  z.object({ kind: z.enum(['h1', 'h2', 'h3', 'h4', 'p']), runs, slot: z.string().optional() }),
  z.object({
    kind: z.literal('table'),
    head: z.array(z.string()).readonly(),
    rows: z.array(runs).readonly(),
    widths: z.array(z.number()).readonly().optional(),
    align: z
      .array(z.enum(['left', 'center', 'right']))
      .readonly()
      .optional(),
    dense: z.literal(true).optional(),
  }),
])
const blocks = z.array(block).readonly()

/** The paper as docx/model.ts has it, as far as a report uses it. */
export const paper = z.object({
  title: z.string(),
  body: blocks,
  issuer: z.string(),
  date: z.string(),
  draft: z.boolean().optional(),
  classNote: z.literal('内部').optional(),
  annexes: z
    .array(z.object({ title: z.string(), blocks }))
    .readonly()
    .optional(),
})

/** A bound figure with its operands; the query of 看明细 is made of measure, period and cut. */
export const boundFigure = z.object({
  id: z.string(),
  measure: z.string(),
  type: z.enum(['count', 'stock', 'due', 'ratio', 'share', 'change']),
  label: text,
  unit: text,
  period: z.string(),
  cut: z.object({
    category: z.array(z.string()).readonly().optional(),
    channel: z.array(z.string()).readonly().optional(),
  }),
  n: z.number().nullable(),
  value: z.number().nullable().describe('The count, or percent with two decimals, half up; null where `why` says so'),
  why: z.enum(['small', 'covered', 'withheld', 'future', 'smallBase', 'noBase', 'noneBefore']).nullable(),
  operands: z
    .array(
      z.object({
        role: z.enum(['over', 'under', 'part', 'whole', 'now', 'base']),
        figure: z.string(),
        label: text,
        n: z.number().nullable(),
      }),
    )
    .readonly(),
  text: z.string().describe('As printed'),
  definition: text,
  records: z
    .int()
    .nullable()
    .describe(
      'Number of records behind it; of a ratio or share behind its numerator; null where it is not counted or hidden',
    ),
})
export type ReportFigure = z.infer<typeof boundFigure>

const stated = z.object({
  figure: z.string(),
  label: text,
  printed: z.string(),
  computed: z.number().nullable(),
  expected: z.string(),
  verdict: z.enum(['match', 'mismatch']),
  note: text,
})

const unit = z.object({ code: z.string(), name: z.string(), level: z.string() })
const period = z.object({ key: z.string(), label: text })

const reportHead = z.object({
  id: z.uuid(),
  home: z.string(),
  template: z.string(),
  templateLabel: text,
  title: z.string(),
  unit,
  owner: z.string().describe('Unit that writes it'),
  period,
  status: z.enum(['draft', 'frozen']),
  version,
  savedAt: z.iso.datetime(),
  savedBy: z.string(),
  frozenAt: z.iso.datetime().nullable(),
  freezeNote: z.string().nullable().describe('Why it was frozen although the check had found something'),
})
export type ReportHead = z.infer<typeof reportHead>

/** A report as it is read: live while a draft, as it was once frozen. */
export const reportView = reportHead.extend({
  audience,
  whyNotPublic: text.nullable().describe('Null when there is a public version'),
  document: paper,
  figures: z.array(boundFigure).readonly(),
  stated: z.array(stated).readonly(),
  warnings: z.array(z.object({ code: z.string(), text })).readonly(),
  slots: z
    .array(z.object({ slot: z.string(), heading: z.string(), label: text, hint: text, text: z.string() }))
    .readonly(),
  mayWrite: z.boolean(),
  whyNotFreeze: text.nullable(),
  asOf: z.iso.datetime(),
})
export type ReportView = z.infer<typeof reportView>

/** What `report --json` prints: every figure with measure, operands, value and number of records. */
export const reportJson = z.object({
  template: z.string(),
  title: z.string(),
  unit,
  period,
  audience,
  status: z.enum(['draft', 'frozen']),
  asOf: z.iso.datetime(),
  figures: z.array(boundFigure).readonly(),
  stated: z.array(stated).readonly(),
})
export type ReportJson = z.infer<typeof reportJson>

const one = z.object({ id: z.uuid() })
const forWhom = z.object({ audience: audience.default('internal') })
const words = z.string().max(20_000)

export const reportsContract = {
  templates: route({
    method: 'GET',
    path: '/api/v1/report-templates',
    can: 'reports.read',
    summary: label('能写哪些材料', 'Reports that can be written'),
    response: z.object({
      templates: z.array(
        z.object({
          key: z.string(),
          label: text,
          periods: z.array(period).describe('Likely ones, the likeliest first'),
        }),
      ),
    }),
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/reports',
    can: 'reports.read',
    summary: label('材料', 'Reports'),
    query: z.object({
      cursor: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ reports: z.array(reportHead), next: z.string().nullable() }),
  }),
  create: route({
    method: 'PUT',
    path: '/api/v1/reports/{id}',
    can: 'reports.write',
    summary: label('写一份材料', 'Write a report'),
    params: one,
    body: z.strictObject({
      template: z.string().max(40),
      unit: z
        .string()
        .regex(/^[0-9A-Z]{2,15}$/)
        .optional(),
      period: z.string().max(20),
    }),
    response: reportView,
    errors: ['reports.template', 'reports.outside', 'org.unitUnknown'],
  }),
  read: route({
    method: 'GET',
    path: '/api/v1/reports/{id}',
    can: 'reports.read',
    summary: label('一份材料', 'A report'),
    params: one,
    query: forWhom,
    response: reportView,
    errors: ['reports.noPublic', 'reports.internal'],
  }),
  save: route({
    method: 'PUT',
    path: '/api/v1/reports/{id}/texts',
    can: 'reports.write',
    summary: label('保存自己写的部分', 'Save what was typed'),
    params: one,
    body: z.strictObject({ version, audience, texts: z.record(z.string().max(40), words) }),
    response: reportView,
    errors: ['reports.notYours', 'reports.frozen', 'reports.noPublic', 'http.stale'],
  }),
  drop: route({
    method: 'DELETE',
    path: '/api/v1/reports/{id}',
    can: 'reports.write',
    summary: label('删去草稿', 'Remove a draft'),
    params: one,
    response: z.object({}),
    errors: ['reports.notYours', 'reports.frozen'],
  }),
  freeze: route({
    method: 'POST',
    path: '/api/v1/reports/{id}/freeze',
    can: 'reports.freeze',
    summary: label('定稿', 'Freeze'),
    params: one,
    body: z.strictObject({
      version,
      reason: z.string().trim().max(500).optional().describe('Why it may stand although the check found something'),
    }),
    response: reportView,
    errors: ['reports.freeze', 'reports.checks', 'reports.moving', 'http.stale'],
  }),
  drift: route({
    method: 'GET',
    path: '/api/v1/reports/{id}/drift',
    can: 'reports.read',
    summary: label('定稿后变化', 'What changed after the freeze'),
    params: one,
    response: z.object({
      entries: z.array(
        z.object({
          matter: z
            .object({ home: z.string(), id: z.uuid(), number: z.string() })
            .nullable()
            .describe('Null where the reader may not see the record'),
          reason: text,
          at: z.iso.datetime(),
          effects: z.array(z.object({ figure: z.string(), label: text, n: z.number() })).readonly(),
        }),
      ),
      figures: z
        .array(z.object({ figure: z.string(), label: text, frozen: z.number().nullable(), n: z.number() }))
        .readonly(),
      more: z.boolean().describe('There are later postings beyond those listed'),
    }),
  }),
  docx: route({
    method: 'GET',
    path: '/api/v1/reports/{id}/docx',
    can: 'reports.read',
    deed: 'leavesTheHouse',
    summary: label('导出 Word', 'Download as Word'),
    params: one,
    query: forWhom,
    response: 'bytes',
    errors: ['reports.noPublic', 'reports.internal'],
  }),
  figures: route({
    method: 'GET',
    path: '/api/v1/reports/{id}/figures',
    can: 'reports.read',
    summary: label('数字清单', 'The list of figures'),
    params: one,
    query: forWhom,
    response: reportJson,
    errors: ['reports.noPublic', 'reports.internal'],
  }),
} satisfies Contract
