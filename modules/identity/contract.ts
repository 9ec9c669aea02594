import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { demoRoutes } from './demo.ts'
import { firstDayRoutes } from './first-day.ts'
import { accountRow, next, paged } from './paged.ts'
import { type Role, roles } from './rules.ts'

const unit = z.object({ id: z.int(), code: z.string(), name: z.string(), level: z.string() })
const post = z.object({
  id: z.uuid(),
  role: z.string(),
  roleLabel: text,
  titleZh: z.string(),
  titleEn: z.string(),
  phone: z.string().nullable().describe('of the desk'),
  unit,
})

/** Who is signed in and in which post. */
export const me = z.object({
  account: z.object({
    id: z.uuid(),
    username: z.string(),
    name: z.string(),
    mustChange: z.boolean(),
    secondFactor: z.boolean(),
    demo: z.boolean(),
    byPhone: z.boolean().optional().describe('signed in by a bound phone'),
  }),
  /** Whom a deputy stands in for in the present post (AB角). */
  standsFor: z.string().nullable(),
  post,
  posts: z.array(post),
  permissions: z.array(z.string()),
  home: z.string(),
  now: z.iso.datetime(),
})
export type Me = z.infer<typeof me>

const password = z.string().min(1).max(200)
const username = z.string().refine((text) => /^[a-z0-9][a-z0-9._-]{2,39}$/.test(text), {
  params: {
    zh: '用户名要用小写字母或数字开头,3 到 40 个字符,只用字母、数字和 . _ -。',
    en: 'It begins with a lower-case letter or a digit and has 3 to 40 letters, digits or . _ -',
  },
})

/** A paper that lets somebody set her password; `code` and `address` are told this once. */
export const slip = z.object({
  accountId: z.uuid(),
  username: z.string(),
  name: z.string(),
  place: text.describe('title of her post, or of the one asked for'),
  above: z.string().nullable().describe('the unit above, by which many are sorted and printed'),
  code: z.string(),
  address: z.string().describe('what its picture says'),
  until: z.iso.datetime(),
})
export type Slip = z.infer<typeof slip>

const digits = z.string().regex(/^\d{6}$/)
const code = digits.optional().describe('of the second factor, where one stands')
const proven = ['identity.passwordWrong', 'identity.locked', 'identity.codeNeeded', 'identity.codeWrong'] as const
const unitCode = z.string().regex(/^\d{6}[0-9A-Z]{0,6}$/)
const role = z.enum(Object.keys(roles) as [Role, ...Role[]])

export const identityContract = {
  signIn: route({
    method: 'POST',
    path: '/api/session',
    can: 'everyone',
    signsIn: true,
    summary: { zh: '登录', en: 'Sign in' },
    body: z.strictObject({
      username: z.string().trim().toLowerCase().min(1).max(40),
      password,
      code,
    }),
    response: me,
    errors: [
      'identity.wrong',
      'identity.locked',
      'identity.codeNeeded',
      'identity.codeWrong',
      'identity.noPost',
      'identity.postEnded',
      'identity.postComing',
      'identity.placeGone',
      'identity.held',
    ],
  }),
  signOut: route({
    method: 'DELETE',
    path: '/api/session',
    can: 'everyone',
    summary: { zh: '退出', en: 'Sign out' },
    response: z.object({}),
  }),
  me: route({
    method: 'GET',
    path: '/api/v1/me',
    can: 'signed-in',
    anyPost: true,
    summary: { zh: '我', en: 'Me' },
    response: me,
  }),
  ...firstDayRoutes,
  switchPost: route({
    method: 'POST',
    path: '/api/v1/me/post',
    can: 'signed-in',
    anyPost: true,
    summary: { zh: '换岗位', en: 'Switch post' },
    body: z.strictObject({ postId: z.uuid() }),
    response: me,
  }),
  above: route({
    method: 'GET',
    path: '/api/v1/me/above',
    can: 'signed-in',
    summary: { zh: '上一级找谁', en: 'Whom to ask one level up' },
    response: z.object({ person: post.extend({ name: z.string() }).nullable() }),
  }),
  notePhone: route({
    method: 'PUT',
    path: '/api/v1/me/phone',
    can: 'signed-in',
    summary: { zh: '填办公电话', en: 'Give the number of one’s desk' },
    body: z.strictObject({
      phone: z
        .string()
        .trim()
        .refine((text) => /^(?:[0-9][0-9 -]{2,19})?$/.test(text), {
          params: {
            zh: '电话只写数字,可用空格或 - 隔开,例如 0731-22880011。',
            en: 'Only digits, with spaces or hyphens between, such as 0731-22880011.',
          },
        }),
    }),
    response: me,
  }),
  changePassword: route({
    method: 'PUT',
    path: '/api/v1/me/password',
    can: 'signed-in',
    deed: 'givesPower',
    summary: { zh: '修改密码', en: 'Change password' },
    body: z.strictObject({
      old: password,
      next: password,
      code,
      releasePhones: z.boolean().default(false).describe('bound phones go as well'),
    }),
    response: z.object({}),
    errors: [...proven, 'identity.weak'],
  }),
  offerFactor: route({
    method: 'POST',
    path: '/api/v1/me/factor',
    can: 'signed-in',
    deed: 'givesPower',
    summary: { zh: '准备第二道验证', en: 'Offer a second factor' },
    body: z.strictObject({ password, code }),
    response: z.object({ secret: z.string(), uri: z.string(), qr: z.string().describe('data: URL of a QR code') }),
    errors: proven,
  }),
  confirmFactor: route({
    method: 'PUT',
    path: '/api/v1/me/factor',
    can: 'signed-in',
    deed: 'givesPower',
    summary: { zh: '启用第二道验证', en: 'Confirm the second factor' },
    body: z.strictObject({ secret: z.string().min(16).max(64), code: digits }),
    response: me,
    errors: ['identity.codeWrong'],
  }),
  dropFactor: route({
    method: 'DELETE',
    path: '/api/v1/me/factor',
    can: 'signed-in',
    deed: 'givesPower',
    summary: { zh: '停用第二道验证', en: 'Drop the second factor' },
    body: z.strictObject({ password, code }),
    response: me,
    errors: proven,
  }),
  posts: route({
    method: 'GET',
    path: '/api/v1/posts',
    can: 'cases.read',
    summary: { zh: '可以指派的岗位', en: 'Posts a matter can be given to' },
    query: z.object({ unit: z.string().optional(), permission: z.string().optional() }),
    response: z.object({ posts: z.array(post.extend({ accountName: z.string() })) }),
  }),
  accounts: route({
    method: 'GET',
    path: '/api/v1/accounts',
    can: 'identity.accounts',
    summary: { zh: '账号', en: 'Accounts' },
    query: z.object({ unit: z.string().max(15).optional().describe('Only those with a post at this unit'), ...paged }),
    response: z.object({
      next,
      accounts: z.array(accountRow),
    }),
  }),
  resetAccount: route({
    method: 'POST',
    path: '/api/v1/accounts/{id}/reset',
    can: 'identity.accounts',
    deed: 'givesPower',
    summary: { zh: '重置密码', en: 'Reset a password' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({}),
    response: z.object({
      slip,
      held: z.boolean().describe('opens nothing until a security administrator has released it'),
    }),
    errors: ['identity.ownAccount'],
  }),
  openAccount: route({
    method: 'POST',
    path: '/api/v1/accounts',
    can: 'identity.accounts',
    deed: 'givesPower',
    summary: { zh: '开通账号', en: 'Open an account' },
    body: z.strictObject({
      id: z.uuid(),
      username: username.optional().describe('made from the name when left out'),
      name: z.string().trim().min(1).max(50),
      post: z
        .strictObject({ unit: unitCode, role })
        .optional()
        .describe('asked for; the security administrator gives it. The level above always names one'),
    }),
    response: z.object({ slip }),
    errors: ['identity.taken', 'identity.ownAccount'],
  }),
  releaseAccount: route({
    method: 'POST',
    path: '/api/v1/accounts/{id}/release',
    can: 'identity.posts',
    deed: 'givesPower',
    summary: { zh: '放行重置过的账号', en: 'Release a reset account' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ dropFactor: z.boolean().default(false) }),
    response: z.object({}),
    errors: ['identity.secondPerson'],
  }),
  holders: route({
    method: 'GET',
    path: '/api/v1/holders',
    can: 'identity.posts',
    summary: { zh: '谁任什么岗位', en: 'Who holds which post' },
    query: z.object(paged),
    response: z.object({
      next,
      holders: z.array(
        z.object({
          id: z.uuid(),
          username: z.string(),
          name: z.string(),
          status: z.string(),
          held: z.boolean(),
          releasable: z.boolean(),
          mine: z.boolean(),
          posts: z.array(
            z.object({
              id: z.uuid(),
              role: z.string(),
              title: text,
              unit: z.object({ code: z.string(), name: z.string() }),
              from: z.iso.date(),
              to: z.iso.date().nullable(),
              within: z.boolean().describe('at a place of the asker’s range'),
            }),
          ),
        }),
      ),
    }),
  }),
  givePost: route({
    method: 'PUT',
    path: '/api/v1/posts/{id}',
    can: 'identity.posts',
    deed: 'givesPower',
    summary: { zh: '设岗位', en: 'Give a post' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({
      accountId: z.uuid(),
      unit: unitCode,
      role,
      title: z.string().trim().max(40).optional(),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
    response: z.object({}),
    errors: ['identity.ownAccount'],
  }),
  endPost: route({
    method: 'POST',
    path: '/api/v1/posts/{id}/end',
    can: 'identity.posts',
    deed: 'takesAway',
    summary: { zh: '结束岗位', en: 'End a post' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({
      on: z.iso.date(),
      reason: z.string().trim().min(2).max(500),
      anyway: z.boolean().default(false).describe('also with work left in hand: it waits for the chair'),
    }),
    response: z.object({}),
    errors: ['identity.ownAccount', 'identity.postHasWork'],
  }),
  setAccountStatus: route({
    method: 'PUT',
    path: '/api/v1/accounts/{id}/status',
    can: 'identity.accounts',
    deed: 'takesAway',
    summary: { zh: '启用或停用账号', en: 'Enable or disable an account' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ status: z.enum(['active', 'disabled']) }),
    response: z.object({}),
    errors: ['identity.ownAccount'],
  }),
  ...demoRoutes,
  setUp: route({
    method: 'POST',
    path: '/api/v1/setup',
    can: 'everyone',
    signsIn: true,
    summary: { zh: '第一个管理员', en: 'The first administrator' },
    body: z.strictObject({
      username,
      name: z.string().min(1).max(50),
      password,
      unit: z.string().regex(/^\d{6}(\d{3})?(\d{3})?$/),
    }),
    response: me,
    errors: ['identity.notEmpty', 'identity.weak'],
  }),
} satisfies Contract
