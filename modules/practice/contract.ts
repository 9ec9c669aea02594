import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'

const instant = z.iso.datetime()

/** Errors of the way to the practice house. */
export const practiceErrors = defineErrors({
  'practice.notOpen': {
    status: 409,
    zh: '练习还没有开,或正在从头做。请系统管理员在〔运行〕页点〔开一份练习〕;正在做的,几分钟后再进。',
    en: 'Practice is not open, or is being made again. The system administrator opens it on the page Server; while it is being made, come back in some minutes.',
  },
  'practice.isDemo': {
    status: 409,
    zh: '这里本身就是演示,可以直接试,不用另开练习。',
    en: 'This house is a demonstration itself: try things here, no practice is needed.',
  },
  'practice.noSuchPost': {
    status: 404,
    zh: '练习里没有这个岗位。请从列出的岗位里选一个。',
    en: 'Practice has no such post. Choose one of those listed.',
  },
  'practice.mayNotCreate': {
    status: 409,
    zh: '数据库账号 {role} 不能建新的数据库。请数据库管理员执行:ALTER ROLE "{role}" CREATEDB; 然后再点一次。',
    en: 'The database login {role} may not create a database. Have the database administrator run: ALTER ROLE "{role}" CREATEDB; then press again.',
  },
})

const state = z.object({
  is: z.enum(['absent', 'closed', 'making', 'open', 'failed']),
  done: z.int(),
  total: z.int(),
  madeAt: instant.nullable(),
  againAt: instant.nullable().describe('when it is next made anew by itself'),
  fault: text.nullable(),
  posts: z.array(
    z.object({
      account: z.string(),
      name: z.string(),
      title: text,
      unit: z.string(),
      near: z.boolean().describe('most like the post of whoever asks'),
    }),
  ),
})
export type PracticeState = z.output<typeof state>

export const practiceContract = {
  state: route({
    method: 'GET',
    path: '/api/v1/practice',
    can: 'signed-in',
    summary: { zh: '练习开了没有,可以试哪些岗位', en: 'Whether practice is open, and the posts to try' },
    response: state,
  }),
  enter: route({
    method: 'POST',
    path: '/api/v1/practice/entry',
    can: 'signed-in',
    rate: { most: 60, minutes: 10 },
    summary: { zh: '进入练习', en: 'Go into practice' },
    body: z.strictObject({ account: z.string().min(1).max(60) }),
    response: z.object({ to: z.string().describe('path of the practice house') }),
    errors: ['practice.notOpen', 'practice.isDemo', 'practice.noSuchPost'],
  }),
  open: route({
    method: 'POST',
    path: '/api/v1/practice/open',
    can: 'settings.change',
    deed: 'forEveryone',
    summary: { zh: '开一份练习', en: 'Open practice' },
    response: state,
    errors: ['practice.isDemo', 'practice.mayNotCreate'],
  }),
  again: route({
    method: 'POST',
    path: '/api/v1/practice/again',
    can: 'settings.change',
    deed: 'forEveryone',
    summary: { zh: '练习从头来过', en: 'Make practice again from the beginning' },
    response: state,
    errors: ['practice.isDemo', 'practice.mayNotCreate'],
  }),
  close: route({
    method: 'POST',
    path: '/api/v1/practice/close',
    can: 'settings.change',
    deed: 'forEveryone',
    summary: { zh: '关掉练习', en: 'Close practice' },
    response: state,
    errors: ['practice.isDemo'],
  }),
} satisfies Contract
