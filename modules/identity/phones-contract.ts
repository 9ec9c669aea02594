import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { me } from './contract.ts'

/** Errors of bound phones and of desks signed in by them. */
export const phoneErrors = defineErrors({
  'phone.unknown': {
    status: 401,
    zh: '这部手机没有绑定,或已被解绑。请用密码登录,再到〔我的〕绑定。',
    en: 'This phone is not bound, or no longer. Sign in with your password and bind it under “Me”.',
  },
  'phone.notProven': {
    status: 401,
    zh: '没有核对成功。请再验一次指纹或面容;还不行,请用密码登录。',
    en: 'It could not be checked. Try fingerprint or face once more, or sign in with your password.',
  },
  'phone.pinWrong': {
    status: 401,
    zh: '6 位数字不对。再错 {left} 次,这部手机就解绑。',
    en: 'Wrong digits. {left} more and this phone is released.',
  },
  'phone.released': {
    status: 401,
    zh: '错了 5 次,这部手机已解绑。请用密码登录,再到〔我的〕绑定。',
    en: 'Five mistakes: this phone is released. Sign in with your password and bind it again under “Me”.',
  },
  'phone.weakPin': {
    status: 400,
    zh: '这 6 位数字不够安全,请换一组。',
    en: 'These digits are too weak: choose others.',
  },
  'phone.late': {
    status: 409,
    zh: '时间过了,请重新来一次。',
    en: 'Too late: begin again.',
  },
  'desk.unknown': {
    status: 404,
    zh: '没有等着登录的电脑,或二维码过了一分钟。请在电脑上点〔换一张〕再扫。',
    en: 'No computer waits, or its picture is older than a minute. Press “New picture” there and scan again.',
  },
  'desk.wrongNumber': {
    status: 409,
    zh: '数字和电脑上的不一样,已拒绝这次登录。不是您面前的电脑,就不要再扫。',
    en: 'The number differs from the one on the computer: this sign-in was refused. If it is not the computer before you, do not scan again.',
  },
})

const proof = {
  passkey: z.unknown().optional().describe('answer of the browser, as it came'),
  pin: z.string().max(12).optional(),
}
const phone = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['passkey', 'pin']),
  boundAt: z.iso.datetime(),
  lastIn: z.iso.datetime().nullable(),
  here: z.boolean().describe('the one that asks'),
})
const options = z.unknown().describe('what the browser is asked to sign; null where it cannot')
const code = z.string().min(1).max(40)

export const phonesContract = {
  phones: route({
    method: 'GET',
    path: '/api/v1/me/phones',
    can: 'signed-in',
    summary: { zh: '绑定的手机', en: 'Bound phones' },
    response: z.object({ phones: z.array(phone) }),
  }),
  phonesOf: route({
    method: 'GET',
    path: '/api/v1/accounts/{id}/phones',
    can: 'identity.accounts',
    summary: { zh: '某个账号绑定的手机', en: 'Phones bound to an account' },
    params: z.object({ id: z.uuid() }),
    response: z.object({ phones: z.array(phone) }),
  }),
  phoneSlip: route({
    method: 'POST',
    path: '/api/v1/me/phones/slip',
    can: 'signed-in',
    deed: 'givesPower',
    summary: { zh: '在电脑上准备绑定手机', en: 'Prepare binding a phone from a desk' },
    body: z.strictObject({}),
    response: z.object({ code: z.string(), address: z.string(), until: z.iso.datetime() }),
  }),
  offerPhone: route({
    method: 'POST',
    path: '/api/v1/phones/offer',
    can: 'everyone',
    summary: { zh: '准备绑定这部手机', en: 'Prepare binding this phone' },
    body: z.strictObject({ code: code.optional().describe('of the picture on the desk; without it who is signed in') }),
    response: z.object({ name: z.string(), username: z.string(), options }),
    errors: ['slip.unknown', 'slip.used', 'slip.withdrawn', 'slip.expired', 'slip.held', 'http.fullCheck'],
  }),
  bindPhone: route({
    method: 'PUT',
    path: '/api/v1/phones/{id}',
    can: 'everyone',
    summary: { zh: '绑定这部手机', en: 'Bind this phone' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ code: code.optional(), ...proof }),
    response: z.object({ name: z.string() }),
    errors: ['phone.notProven', 'phone.weakPin', 'phone.late', 'slip.unknown', 'slip.used', 'http.fullCheck'],
  }),
  dropPhone: route({
    method: 'DELETE',
    path: '/api/v1/phones/{id}',
    can: 'signed-in',
    deed: 'takesAway',
    summary: { zh: '解绑手机', en: 'Release a phone' },
    params: z.object({ id: z.uuid() }),
    response: z.object({}),
  }),
  askPhone: route({
    method: 'POST',
    path: '/api/session/phone/offer',
    can: 'everyone',
    summary: { zh: '这部手机能不能登录', en: 'Whether this phone can sign in' },
    body: z.strictObject({}),
    response: z.object({ kind: z.enum(['passkey', 'pin']).nullable(), options }),
  }),
  signInByPhone: route({
    method: 'POST',
    path: '/api/session/phone',
    can: 'everyone',
    signsIn: true,
    summary: { zh: '用绑定的手机登录', en: 'Sign in by a bound phone' },
    body: z.strictObject(proof),
    response: me,
    errors: [
      'phone.unknown',
      'phone.notProven',
      'phone.pinWrong',
      'phone.released',
      'identity.held',
      'identity.noPost',
    ],
  }),
  fullCheck: route({
    method: 'POST',
    path: '/api/v1/me/full',
    can: 'signed-in',
    summary: { zh: '再核对一次密码', en: 'The full check' },
    body: z.strictObject({
      password: z.string().min(1).max(200),
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    response: me,
    errors: ['identity.wrong', 'identity.locked', 'identity.codeNeeded', 'identity.codeWrong'],
  }),
  askDesk: route({
    method: 'POST',
    path: '/api/session/desk',
    can: 'everyone',
    rate: { most: 600, minutes: 10 },
    signsIn: true,
    summary: { zh: '用手机扫码登录这台电脑', en: 'Sign this desk in by scanning' },
    body: z.strictObject({}),
    response: z.object({
      poll: z.string(),
      address: z.string(),
      code: z.string(),
      number: z.int(),
      until: z.iso.datetime(),
    }),
    errors: ['http.tooMany'],
  }),
  takeDesk: route({
    method: 'POST',
    path: '/api/session/desk/take',
    can: 'everyone',
    signsIn: true,
    summary: { zh: '手机点头了没有', en: 'Whether the phone agreed' },
    body: z.strictObject({ poll: z.string().min(20).max(100) }),
    response: z.object({ state: z.enum(['waiting', 'refused', 'over', 'in']), me: me.nullable() }),
  }),
  lookDesk: route({
    method: 'POST',
    path: '/api/v1/desks/look',
    can: 'signed-in',
    summary: { zh: '看是哪台电脑要登录', en: 'Which desk asks' },
    body: z.strictObject({ code }),
    response: z.object({
      machine: text,
      ip: z.string(),
      at: z.iso.datetime(),
      near: z.boolean().describe('on the same network as the phone'),
      numbers: z.array(z.int()),
    }),
    errors: ['desk.unknown'],
  }),
  decideDesk: route({
    method: 'POST',
    path: '/api/v1/desks/decide',
    can: 'signed-in',
    summary: { zh: '同意或拒绝电脑登录', en: 'Let a desk in, or not' },
    body: z.strictObject({ code, number: z.int().nullable().describe('null refuses'), ...proof }),
    response: z.object({ agreed: z.boolean() }),
    errors: [
      'desk.unknown',
      'desk.wrongNumber',
      'phone.unknown',
      'phone.notProven',
      'phone.pinWrong',
      'phone.released',
    ],
  }),
} satisfies Contract
