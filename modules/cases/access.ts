import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { caseView, changed, instant, one, unitCode, version } from './shapes.ts'

/** Routes about who may know of a matter: restricting, excluding, opening with a reason, revealing, who has read it. */
export const accessRoutes = {
  restrict: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/access',
    can: 'cases.handle',
    deed: 'takesAway',
    summary: { zh: '限定知悉', en: 'Restrict' },
    ...changed,
    body: z.strictObject({
      version,
      access: z.enum(['open', 'restricted', 'closed']),
      reason: z.string().trim().min(2).max(500),
    }),
  }),
  exclude: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/exclusions',
    can: 'cases.handle',
    summary: { zh: '不让知道', en: 'Exclude' },
    ...changed,
    body: z.strictObject({
      version,
      units: z.array(unitCode).max(10).default([]),
      posts: z.array(z.uuid()).max(10).default([]),
      reason: z.string().trim().min(2).max(500),
    }),
  }),
  exclusions: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/exclusions',
    can: 'cases.handle',
    summary: { zh: '不让谁知道', en: 'Who is excluded' },
    params: one,
    response: z.object({
      exclusions: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          by: z.string(),
          since: instant,
          alone: z.boolean().describe('the asker lifts it without another person'),
        }),
      ),
      waiting: z.boolean().describe('a request to lift waits for approval'),
    }),
  }),
  lift: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/exclusions/lift',
    can: 'cases.handle',
    deed: 'givesPower',
    summary: { zh: '解除「不让知道」', en: 'Lift an exclusion' },
    ...changed,
    body: z.strictObject({
      id: z.uuid(),
      version,
      keys: z.array(z.string().max(40)).min(1).max(20),
      reason: z.string().trim().min(2).max(500),
    }),
  }),
  supervise: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/grants',
    can: 'cases.supervise',
    deed: 'whole',
    summary: { zh: '写明理由查看', en: 'Open with a reason' },
    params: one,
    body: z.strictObject({ purpose: z.enum(['supervise', 'assist']), reason: z.string().trim().min(4).max(500) }),
    response: caseView,
  }),
  breakGlass: route({
    method: 'POST',
    path: '/api/v1/cases/break-glass',
    can: 'cases.breakGlass',
    deed: 'whole',
    summary: { zh: '紧急查看', en: 'Emergency view' },
    body: z.strictObject({ number: z.string().trim().max(40), reason: z.string().trim().min(4).max(500) }),
    response: one,
    errors: ['cases.breakGlass'],
  }),
  sourceLine: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/source-line',
    can: 'cases.reveal',
    deed: 'whole',
    summary: { zh: '查看原台账的这一行', en: 'Show the line of the old register' },
    params: one,
    body: z.strictObject({
      reason: z.string().regex(/^[1-8]$/),
      words: z.string().trim().min(2).max(200).optional(),
    }),
    response: z.object({ cells: z.array(z.object({ heading: z.string(), text: z.string() })) }),
  }),
  reveal: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/reveal',
    can: 'cases.reveal',
    deed: 'whole',
    summary: { zh: '查看完整', en: 'Reveal one field' },
    params: one,
    body: z.strictObject({
      party: z.uuid(),
      field: z.enum(['name', 'phone', 'idNumber', 'address', 'safeContact']),
      /** As it stood before the correction of this step; absent: as it stands. */
      before: z.int().min(1).optional(),
      reason: z.string().regex(/^[1-8]$/),
      words: z.string().trim().max(200).optional(),
    }),
    response: z.object({ value: z.string() }),
  }),
  revealWords: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/words',
    can: 'cases.reveal',
    deed: 'whole',
    summary: { zh: '查看原话', en: 'Reveal told words' },
    params: one,
    body: z.strictObject({
      at: z
        .string()
        .regex(
          /^(data\.\w{1,40}|steps\.\d{1,4}\.(note|remark)|parts\.\d{1,4}\.data\.\w{1,40}|obligations\.\d{1,4}\.what)$/,
        )
        .describe('where in the body of the matter: `data.facts`, `steps.2.note`'),
      reason: z.string().regex(/^[1-8]$/),
      words: z.string().trim().max(200).optional(),
    }),
    response: z.object({ value: z.string() }),
  }),
  readers: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/readers',
    can: 'cases.read',
    summary: { zh: '谁看过', en: 'Who has read it' },
    params: one,
    response: z.object({
      readers: z.array(
        z.object({
          at: instant,
          name: z.string(),
          title: text.nullable(),
          unit: z.string(),
          action: z.string(),
          done: text,
          purpose: text.nullable(),
        }),
      ),
    }),
  }),
} satisfies Contract
