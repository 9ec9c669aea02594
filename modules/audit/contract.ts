import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'

/** Errors of the auditor's desk. */
export const auditErrors = defineErrors({
  'audit.checking': {
    status: 409,
    zh: '正在校验 {day},完成后再开始下一天。',
    en: 'The chain of {day} is being checked: start the next when it is done.',
  },
  'audit.noDay': {
    status: 422,
    zh: '{day} 还没有结束。请选昨天或更早的一天。',
    en: '{day} is not over yet: choose an earlier day.',
  },
})

const instant = z.iso.datetime()
const page = z.object({ cursor: z.string().max(200).optional() })
const pageOpen = page.extend({ state: z.enum(['open', 'all']).default('open') })
const person = z.object({ name: z.string(), username: z.string(), title: text.nullable(), unit: z.string() })
const review = z
  .object({ at: instant, by: z.string(), verdict: z.enum(['normal', 'act']), remark: z.string() })
  .nullable()
const verdict = z.strictObject({ verdict: z.enum(['normal', 'act']), remark: z.string().trim().min(2).max(500) })
const id = z.object({ id: z.uuid() })
const told = z.object({ told: z.array(z.string()).describe('chairs who were told that it is to be acted on') })

/** The auditor's desk: numbers, accounts and actions; never a name or a word of a client. */
export const auditContract = {
  unusual: route({
    method: 'GET',
    path: '/api/v1/audit/unusual',
    can: 'audit.read',
    summary: { zh: '异常查看', en: 'Unusual looking' },
    query: pageOpen,
    response: z.object({
      rows: z.array(
        z.object({ id: z.uuid(), rule: text, why: text, person, since: instant, at: instant, n: z.int(), review }),
      ),
      next: z.string().nullable(),
    }),
  }),
  reviewUnusual: route({
    method: 'POST',
    path: '/api/v1/audit/unusual/{id}/review',
    can: 'audit.read',
    summary: { zh: '复核异常查看', en: 'Review unusual looking' },
    params: id,
    body: verdict,
    response: told,
  }),
  emergency: route({
    method: 'GET',
    path: '/api/v1/audit/emergency',
    can: 'audit.read',
    summary: { zh: '紧急查看与督办查看', en: 'Emergency views and views by a reason' },
    query: pageOpen,
    response: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          purpose: z.enum(['supervise', 'assist', 'breakGlass']),
          number: z.string(),
          reason: z.string(),
          person,
          at: instant,
          until: instant,
          review,
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  reviewEmergency: route({
    method: 'POST',
    path: '/api/v1/audit/emergency/{id}/review',
    can: 'audit.read',
    summary: { zh: '复核紧急查看', en: 'Review an emergency view' },
    params: id,
    body: verdict,
    response: told,
  }),
  changes: route({
    method: 'GET',
    path: '/api/v1/audit/changes',
    can: 'audit.read',
    summary: { zh: '账号变动', en: 'Changes of accounts' },
    query: page,
    response: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          at: instant,
          action: z.string(),
          name: z.string(),
          username: z.string(),
          by: z.string(),
          byUnit: z.string(),
          purpose: z.string().nullable(),
          role: z.string().nullable(),
          unit: z.string().nullable().describe('The unit of a post, the units changed, or the years of the days off'),
          kinds: z.array(z.string()).describe('What happened to units'),
          from: z.string().nullable(),
          to: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  record: route({
    method: 'GET',
    path: '/api/v1/audit/records',
    can: 'audit.read',
    summary: { zh: '查一条记录', en: 'Who looked at one record' },
    query: page.extend({ number: z.string().trim().toUpperCase().min(1).max(40) }),
    response: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          at: instant,
          person,
          action: z.string(),
          done: text,
          purpose: text.nullable(),
          result: z.string(),
          field: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  chain: route({
    method: 'GET',
    path: '/api/v1/audit/chain',
    can: 'audit.read',
    summary: { zh: '链条校验', en: 'The chain' },
    response: z.object({
      days: z.array(z.object({ day: z.iso.date(), links: z.int(), sealed: z.int() })),
      checks: z.array(
        z.object({
          id: z.uuid(),
          day: z.iso.date(),
          by: z.string(),
          at: instant,
          rows: z.int(),
          links: z.int(),
          faults: z.int(),
        }),
      ),
      running: z.object({ day: z.iso.date(), rows: z.int() }).nullable(),
      brokeOff: z.iso.date().nullable().describe('the day whose check ended without an outcome'),
    }),
  }),
  checkChain: route({
    method: 'POST',
    path: '/api/v1/audit/chain',
    can: 'audit.read',
    summary: { zh: '校验一天', en: 'Check one day' },
    body: z.strictObject({ day: z.iso.date() }),
    response: z.object({}),
    errors: ['audit.checking', 'audit.noDay'],
  }),
} satisfies Contract
