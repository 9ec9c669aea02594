import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { demoRoutes } from './demo.ts'
import { firstDayRoutes } from './first-day.ts'
import { accountRow, next, paged } from './paged.ts'
import { type Role, roles } from './rules.ts'

/** Errors of signing in and of accounts. */
export const identityErrors = defineErrors({
  'identity.wrong': {
    status: 401,
    zh: '用户名或密码不对。再错 {left} 次将暂停 15 分钟。',
    en: 'Wrong user name or password. {left} more and sign-in pauses for 15 minutes.',
  },
  'identity.passwordWrong': {
    status: 401,
    zh: '现在的密码不对。再错 {left} 次将暂停登录 15 分钟。',
    en: 'Your present password is wrong. {left} more and sign-in pauses for 15 minutes.',
  },
  'identity.locked': {
    status: 429,
    zh: '错误次数太多,请在 {minutes} 分钟后再试,或请上一级重置密码。',
    en: 'Too many mistakes. Try again in {minutes} minutes, or ask the level above for a reset.',
  },
  'identity.codeNeeded': {
    status: 401,
    zh: '请再输入验证器上的 6 位数字。',
    en: 'Now enter the 6 digits from your authenticator.',
  },
  'identity.codeWrong': {
    status: 401,
    zh: '6 位数字不对或已用过。请等下一组数字再输;一直不对,请把手机时间改成自动设置。',
    en: 'The 6 digits are wrong or used. Wait for the next ones; if they stay wrong, let the phone set its time itself.',
  },
  'identity.weak': {
    status: 400,
    zh: '新密码不够安全,请按提示改。',
    en: 'The new password is too weak: see the hints.',
  },
  'identity.noPost': {
    status: 403,
    zh: '这个账号还没有岗位。请{who}在〔岗位〕里设置。',
    en: 'This account has no post yet. Ask {who} to give it one.',
  },
  'identity.postEnded': {
    status: 403,
    zh: '您的岗位「{title}」已于 {day} 结束。还要继续工作的,请{who}设新的岗位。',
    en: 'Your post “{title}” ended on {day}. To go on working, ask {who} for a new one.',
  },
  'identity.postComing': {
    status: 403,
    zh: '您的岗位「{title}」从 {day} 开始,到时再登录;要提前的,请{who}调整。',
    en: 'Your post “{title}” begins on {day}: sign in then, or ask {who}.',
  },
  'identity.placeGone': {
    status: 403,
    zh: '您岗位所在的{unit}已于 {day} 撤销{successor}。请{who}设新的岗位。',
    en: '{unit}, where your post is, ended on {day}{successor}. Ask {who} for a new post.',
  },
  'identity.held': {
    status: 403,
    zh: '密码刚重置过,还要安全管理员当面核对您本人后放行。请带证件找本单位或上级的安全管理员。',
    en: 'The password was reset: a security administrator must see you in person and release the account first.',
  },
  'identity.secondPerson': {
    status: 403,
    zh: '谁重置的密码,不能自己放行。请另一位安全管理员当面核对后放行。',
    en: 'Who reset a password cannot release it: another security administrator does, in person.',
  },
  'identity.ownAccount': {
    status: 403,
    zh: '不能改自己的账号和岗位。请另一位管理员办;改密码在〔我的〕。',
    en: 'Nobody changes her own account or posts here: ask another administrator; the password is changed under “Me”.',
  },
  'identity.postHasWork': {
    status: 409,
    zh: '这个岗位手上还有 {matters} 件事、{requests} 件等批。请她先做〔移交清单〕,接收后再结束。等不及的,勾选〔有事在手也结束〕:留下的没有人接手,由主席交办。',
    en: 'This post still has {matters} matter(s) in hand and {requests} request(s) waiting. She makes a hand-over list first; it ends once that is taken over. If that cannot wait, tick “End it with work in hand”: what is left has no owner and the chair gives it out.',
  },
  'identity.taken': {
    status: 409,
    zh: '用户名 {username} 已有人用,请换一个。',
    en: 'User name {username} is taken: choose another.',
  },
  'identity.notEmpty': { status: 409, zh: '系统已经设置过管理员。', en: 'An administrator has already been set up.' },
})

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
  me: route({ method: 'GET', path: '/api/v1/me', can: 'signed-in', summary: { zh: '我', en: 'Me' }, response: me }),
  ...firstDayRoutes,
  switchPost: route({
    method: 'POST',
    path: '/api/v1/me/post',
    can: 'signed-in',
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
