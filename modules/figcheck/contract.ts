import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { defineErrors } from '#platform/errors/define.ts'

/** Errors of the figure check. */
export const figcheckErrors = defineErrors({
  'figcheck.unread': { status: 422, zh: '这份没有核对:{reason}', en: 'This was not checked: {reason}' },
})

const words = z.object({ zh: z.string(), en: z.string() })
const offset = z.int().min(0).describe('UTF-16 into the text as read')

const operand = z.object({
  label: z.string(),
  value: z.number(),
  unit: z.string(),
  start: offset,
  end: offset,
  qualifier: z.string().nullable(),
  earlier: z.literal(true).optional().describe('It stands in the earlier report, with the offsets of that text'),
})

/** What the check can say of a relation (design/interface.md); what it cannot decide is not told. */
export const verdicts = ['mismatch', 'unattainable', 'lost', 'match-truncated', 'derived', 'match'] as const
/** The verdicts somebody must look at. */
export const alarms: readonly (typeof verdicts)[number][] = ['mismatch', 'unattainable', 'lost']

/** One relation: its operands, what is printed, what arithmetic gives, and the sentence for people. */
const line = z.object({
  kind: z.string(),
  quote: z.string(),
  start: offset,
  end: offset,
  operands: z.array(operand).readonly(),
  stated: z.number().nullable(),
  unit: z.string().nullable(),
  computed: z.number().nullable(),
  verdict: z.enum(verdicts),
  explanation: words,
  mark: z.object({ start: offset, end: offset }),
})
export type CheckedLine = z.output<typeof line>

/** Something that was cleaned away before reading numbers; the original is never changed. */
const change = z.object({ start: offset, end: offset, was: z.string(), now: z.string(), why: z.string() })

/** A text with what the check found in it. */
const checked = z.object({
  text: z.string(),
  lines: z.array(line).readonly(),
  changes: z.array(change).readonly(),
})
export type CheckedText = z.output<typeof checked>

/** What the reader decided of a line: it is a mistake, or the number is right and why. The line is known by its place and kind. */
const decision = z.object({
  start: offset,
  end: offset,
  kind: z.string().max(40),
  state: z.enum(['accepted', 'dismissed']),
  reason: z.string().trim().max(200).nullable(),
})
export type Decision = z.output<typeof decision>

const dropped = z.object({
  name: z.string().min(1).max(255),
  file: z.base64().describe('The file as it was dropped'),
})

/** What a checked text goes out as: Word with comments, a workbook, or the lines as JSON. */
export const formats = ['docx', 'xlsx', 'json'] as const

/** Routes of the figure check: a file goes in, nothing of it is kept. */
export const figcheckContract = {
  check: route({
    method: 'POST',
    path: '/api/v1/figure-checks',
    can: 'signed-in',
    summary: { zh: '核对一份材料里的数字', en: 'Check the figures of a text' },
    query: z.object({ name: z.string().min(1).max(255) }),
    body: 'bytes',
    after: true,
    response: checked,
    errors: ['figcheck.unread'],
  }),
  against: route({
    method: 'POST',
    path: '/api/v1/figure-checks/against',
    can: 'signed-in',
    summary: {
      zh: '核对一份材料,并和同一单位上一份报告对照',
      en: 'Check a text, and what it says of the time before against the earlier report of the same unit',
    },
    body: dropped.extend({ earlier: dropped }),
    most: 64 * 1024 * 1024,
    after: true,
    response: checked,
    errors: ['figcheck.unread'],
  }),
  export: route({
    method: 'POST',
    path: '/api/v1/figure-checks/export',
    can: 'signed-in',
    summary: { zh: '导出核对结果', en: 'Export what the figure check found' },
    body: dropped.extend({
      earlier: dropped.nullish(),
      format: z.enum(formats),
      decisions: z.array(decision).max(20_000),
    }),
    most: 64 * 1024 * 1024,
    after: true,
    response: 'bytes',
    errors: ['figcheck.unread'],
  }),
} satisfies Contract
