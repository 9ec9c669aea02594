import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { label } from '#platform/text/label.ts'
import { type ChangeKind, changeWords, levels, unitKinds } from './define.ts'

/** Errors of looking up units. */
export const orgErrors = defineErrors({
  'org.unitUnknown': {
    status: 404,
    zh: '没有区划代码 {code}。请核对数字,或按名称查找。',
    en: 'There is no division code {code}. Check the digits, or search by name.',
  },
  'org.unitNotThen': {
    status: 404,
    zh: '区划代码 {code} 在 {date} 还没有启用或已经停用。请核对日期,或按名称查找。',
    en: 'Division code {code} was not in use on {date}. Check the date, or search by name.',
  },
})

const code = z.string().refine((text) => /^[0-9A-Z]{2,15}$/.test(text), {
  params: { zh: '请填 6、9 或 12 位代码。', en: 'Give a code of 6, 9 or 12 digits.' },
})
const day = z.iso.date().describe('A day in Asia/Shanghai')

const unitName = z.object({ code: z.string(), name: z.string(), level: z.enum(levels) })

/** A unit in a list: its present name and code, and the names above it from the province down. */
export const unitFound = unitName.extend({
  kind: z.enum(unitKinds),
  above: z.array(unitName),
  validTo: z.string().nullable().describe('First day it no longer exists; null while it lives'),
  formerly: z.string().nullable().describe('The old name or code that was matched, when the present one was not'),
})
export type UnitFound = z.infer<typeof unitFound>

/** A unit that came before or after another. */
const follows = unitName.extend({
  on: z.string(),
  share: z.number().describe('Part of the old unit that goes to the new one, above 0 up to 1'),
})

/** A unit as it was on a day, with its parents of that day. */
const unitDetail = unitName.extend({
  kind: z.enum(unitKinds),
  home: z.string().describe('Six digits of the place that keeps its records'),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  above: z.array(unitName),
  history: z.array(
    z.object({ code: z.string(), name: z.string(), validFrom: z.string(), validTo: z.string().nullable() }),
  ),
  predecessors: z.array(follows),
  successors: z.array(follows),
})

/** A unit directly below another. */
const unitChild = unitName.extend({ kind: z.enum(unitKinds), hasChildren: z.boolean() })

/** The routes of the division tree. */
export const orgContract = {
  findUnits: route({
    method: 'GET',
    path: '/api/v1/units',
    can: 'everyone',
    summary: label('按名称、拼音或代码查找单位', 'Find units by name, pinyin or code'),
    query: z.object({
      q: z
        .string()
        .trim()
        .max(60)
        .optional()
        .describe('At least two characters; without it the units are listed in the order of the tree'),
      within: code.optional().describe('Only this unit and those below it'),
      level: z.enum(levels).optional(),
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(20).default(20),
    }),
    response: z.object({ units: z.array(unitFound), next: z.string().nullable() }),
    errors: ['org.unitUnknown'],
  }),
  unit: route({
    method: 'GET',
    path: '/api/v1/units/{code}',
    can: 'signed-in',
    summary: label('一个单位及其上级', 'A unit and what is above it'),
    params: z.object({ code }),
    query: z.object({
      on: day.optional().describe('What the code meant that day; without it the present, or the last known'),
    }),
    response: unitDetail,
    errors: ['org.unitUnknown', 'org.unitNotThen'],
  }),
  children: route({
    method: 'GET',
    path: '/api/v1/units/{code}/children',
    can: 'signed-in',
    summary: label('一个单位的下级', 'The units directly below'),
    params: z.object({ code }),
    response: z.object({ units: z.array(unitChild) }),
    errors: ['org.unitUnknown'],
  }),
  changeUnit: route({
    method: 'POST',
    path: '/api/v1/units/{code}/changes',
    can: 'settings.change',
    deed: 'forEveryone',
    summary: label('区划变动,或先看影响', 'Change a unit, or see first what that moves'),
    params: z.object({ code }),
    body: z.strictObject({
      what: z.enum(Object.keys(changeWords) as [ChangeKind, ...ChangeKind[]]),
      on: day.describe('First day of the new state'),
      to: code.optional().describe('The parent of a moved or new unit; what a merged one goes into'),
      name: z.string().trim().max(60).optional(),
      newCode: code.optional(),
      source: z.string().trim().max(200).describe('The document that ordered it'),
      rehearse: z.boolean().default(false).describe('Nothing is kept; the answer says what would move'),
    }),
    response: z.object({
      holds: z
        .object({ units: z.int(), posts: z.int(), matters: z.int() })
        .describe('What hangs on the unit before the change and goes along: units below, posts, matters in hand'),
      ended: z.array(
        unitName.pick({ code: true, name: true }).extend({
          into: z.string().nullable(),
          posts: z.array(z.object({ unit: z.string(), username: z.string(), name: z.string(), title: text })),
        }),
      ),
    }),
  }),
} satisfies Contract
