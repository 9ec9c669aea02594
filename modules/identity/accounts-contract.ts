import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { slip } from './contract.ts'
import { next, paged } from './paged.ts'
import { type Vacancy, vacancies } from './rules/vacant.ts'
import { type Concern, concerns } from './rules/concerns.ts'

/** Errors of slips and of lists of accounts. */
export const accountsErrors = defineErrors({
  'slip.unknown': {
    status: 404,
    zh: '没有这张领条。请核对 12 位领取码;还是不对,请发领条的人重发一张。',
    en: 'There is no such slip. Check its 12 characters; if it stays so, ask for a new slip.',
  },
  'slip.used': {
    status: 409,
    zh: '这张领条已经用过。不是您本人用的,请马上告诉{who}。',
    en: 'This slip has been used. If it was not you, tell {who} at once.',
  },
  'slip.withdrawn': {
    status: 409,
    zh: '这张领条已经作废,请用后来发的那张,或请{who}重发。',
    en: 'This slip was withdrawn: use the later one, or ask {who} for a new one.',
  },
  'slip.expired': {
    status: 409,
    zh: '这张领条已经过期(有效三天),请{who}重发。',
    en: 'This slip has run out (three days): ask {who} for a new one.',
  },
  'slip.held': {
    status: 409,
    zh: '密码是重置的,还要安全管理员当面核对您本人后放行。放行后再用这张领条。',
    en: 'The password was reset: a security administrator must see you in person first. Use the slip then.',
  },
  'accounts.notList': {
    status: 422,
    zh: '这份表读不了:{why}',
    en: 'This table cannot be read: {why}',
  },
})

/** One faulty cell of a list: where, what stands there, why not, what now. */
export const listFault = z.object({
  cell: z.string(),
  column: z.string(),
  value: z.string(),
  reason: text,
  near: z
    .array(z.object({ code: z.string(), name: z.string() }))
    .describe('units or roles that may be meant; the code is sent back in `meant`'),
})

const code = z.string().min(1).max(40)

export const accountsContract = {
  lookSlip: route({
    method: 'POST',
    path: '/api/v1/slips/look',
    can: 'everyone',
    summary: { zh: '看领条', en: 'Look at a slip' },
    body: z.strictObject({ code }),
    response: z.object({
      name: z.string(),
      username: z.string(),
      purpose: z.enum(['open', 'reset', 'phone']),
      until: z.iso.datetime(),
    }),
    errors: ['slip.unknown', 'slip.used', 'slip.withdrawn', 'slip.expired', 'slip.held', 'http.tooMany'],
  }),
  useSlip: route({
    method: 'POST',
    path: '/api/v1/slips/use',
    can: 'everyone',
    summary: { zh: '凭领条设密码', en: 'Set a password by a slip' },
    body: z.strictObject({ code, password: z.string().min(1).max(200) }),
    response: z.object({ username: z.string() }),
    errors: [
      'slip.unknown',
      'slip.used',
      'slip.withdrawn',
      'slip.expired',
      'slip.held',
      'identity.weak',
      'http.tooMany',
    ],
  }),
  openList: route({
    method: 'POST',
    path: '/api/v1/accounts/list',
    can: 'identity.accounts',
    deed: 'givesPower',
    summary: { zh: '按名单开通账号', en: 'Open accounts from a list' },
    query: z.object({
      name: z.string().min(1).max(200).describe('name of the file'),
      rehearse: z.enum(['yes', 'no']).default('no'),
      partial: z
        .enum(['yes', 'no'])
        .default('no')
        .describe('opens the rows without a fault beside those that have one'),
      meant: z
        .string()
        .max(6000)
        .regex(/^([A-Z]{1,3}\d{1,7}:[0-9A-Za-z]{4,12}(,|$))*$/)
        .default('')
        .describe(
          'units and roles chosen for cells, B5:430202001003,C9:village; each for all of its column that say the same',
        ),
    }),
    body: 'bytes',
    response: z.object({
      rows: z.int(),
      known: z.int().describe('already opened, nothing added'),
      fresh: z.int().describe('to be opened, or opened'),
      faults: z.array(listFault),
      more: z.int().describe('faults beyond those told'),
      slips: z.array(slip).describe('sorted by place'),
      list: z.uuid().nullable().describe('by which it can be taken back; null where nobody was opened'),
    }),
    errors: ['accounts.notList'],
  }),
  openedLists: route({
    method: 'GET',
    path: '/api/v1/accounts/lists',
    can: 'identity.accounts',
    summary: { zh: '我开通过的名单', en: 'Lists I opened accounts from' },
    response: z.object({
      lists: z.array(
        z.object({
          id: z.uuid(),
          at: z.iso.datetime(),
          opened: z.int(),
          unused: z.int().describe('nobody has used, closed when the list is taken back'),
          closed: z.int(),
        }),
      ),
    }),
  }),
  takeBackList: route({
    method: 'POST',
    path: '/api/v1/accounts/lists/{id}/take-back',
    can: 'identity.accounts',
    deed: 'takesAway',
    summary: { zh: '收回一份名单', en: 'Take a list back' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({}),
    response: z.object({ closed: z.int(), kept: z.int().describe('in use already, left as they are') }),
  }),
  withdrawSlip: route({
    method: 'DELETE',
    path: '/api/v1/accounts/{id}/slip',
    can: 'identity.accounts',
    deed: 'takesAway',
    summary: { zh: '作废领条', en: 'Withdraw a slip' },
    params: z.object({ id: z.uuid() }),
    response: z.object({}),
  }),
  listForm: route({
    method: 'GET',
    path: '/api/v1/accounts/list/form',
    can: 'identity.accounts',
    summary: { zh: '名单空表', en: 'The empty list' },
    response: 'bytes',
  }),
  review: route({
    method: 'GET',
    path: '/api/v1/accounts/review',
    can: 'identity.review',
    summary: { zh: '久未使用和权限过大的账号', en: 'Accounts unused, or more than needed' },
    query: z.object({ cursor: paged.cursor }),
    response: z.object({
      next,
      accounts: z.array(
        z.object({
          id: z.uuid(),
          username: z.string(),
          name: z.string(),
          mine: z.boolean(),
          createdAt: z.iso.datetime(),
          lastIn: z.iso.datetime().nullable(),
          posts: z.array(text),
          concerns: z.array(z.enum(Object.keys(concerns) as [Concern, ...Concern[]])),
        }),
      ),
    }),
  }),
  vacant: route({
    method: 'GET',
    path: '/api/v1/accounts/vacant',
    can: 'identity.review',
    summary: { zh: '没有人担任的岗位', en: 'Offices nobody holds' },
    response: z.object({
      n: z.int(),
      vacant: z
        .array(
          z.object({
            what: z.enum(Object.keys(vacancies) as [Vacancy, ...Vacancy[]]),
            unit: z.string().nullable(),
          }),
        )
        .describe('the gravest'),
    }),
  }),
  proposals: route({
    method: 'GET',
    path: '/api/v1/proposals',
    can: 'identity.posts',
    summary: { zh: '等设的岗位', en: 'Posts asked for' },
    query: z.object({ cursor: paged.cursor }),
    response: z.object({
      next,
      proposals: z.array(
        z.object({
          id: z.uuid(),
          account: z.object({ id: z.uuid(), name: z.string(), username: z.string() }),
          role: z.string(),
          title: text,
          unit: z.object({ code: z.string(), name: z.string() }),
          by: z.string(),
          at: z.iso.datetime(),
          held: z.boolean().describe('its password was reset since; nobody has seen its owner yet'),
          holders: z.array(z.string()).describe('others who hold the same post there today'),
        }),
      ),
    }),
  }),
  decideProposals: route({
    method: 'POST',
    path: '/api/v1/proposals/decide',
    can: 'identity.posts',
    deed: 'givesPower',
    summary: { zh: '照此设岗位,或不设', en: 'Give the posts asked for, or not' },
    body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(200), give: z.boolean() }),
    response: z.object({ given: z.int() }),
    errors: ['identity.ownAccount'],
  }),
} satisfies Contract
