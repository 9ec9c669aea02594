import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { type PhrasePlace, phrasePlaces } from './define.ts'
import { longestPhrase } from './rules/phrases.ts'

/** Errors of the office room. */
export const officeErrors = defineErrors({
  'office.phraseTelling': { status: 422, zh: '没有存成常用语:{reason}', en: 'Not kept as a phrase: {reason}' },
  'office.notStanding': {
    status: 403,
    zh: '代班已经结束,或还没有开始。请回到自己的岗位;确要继续代,请主席或安全管理员重新同意。',
    en: 'You do not stand in for this post, or no longer: go back to your own. To go on, ask the chair or the security administrator.',
  },
  'office.ownPost': {
    status: 403,
    zh: '正在代别人办事,这一项要回到自己的岗位再办。',
    en: 'You are standing in for somebody: go back to your own post for this.',
  },
  'office.notAccepted': { status: 403, zh: '还不能同意:{reason}', en: 'Not accepted: {reason}' },
  'office.deputyOver': {
    status: 409,
    zh: '这一项已经同意过,或已经结束。刷新页面看现在的情况。',
    en: 'It was accepted or has ended: reload to see how it stands.',
  },
})

const place = z.enum(Object.keys(phrasePlaces) as [PhrasePlace, ...PhrasePlace[]])
const one = z.object({ id: z.uuid() })

/** Phrases (常用语): beside the fields where they are used, saved by whoever uses them. */
export const phraseRoutes = {
  phrases: route({
    method: 'GET',
    path: '/api/v1/phrases',
    can: 'cases.read',
    summary: { zh: '常用语', en: 'Phrases' },
    response: z.object({
      phrases: z.array(
        z.object({
          key: z.string().describe('names the phrase when its use is counted'),
          id: z.uuid().nullable().describe('null for those that come with the product'),
          place,
          text,
          shared: z.boolean().describe('for the whole unit'),
          mine: z.boolean(),
          removable: z.boolean(),
        }),
      ),
    }),
  }),
  savePhrase: route({
    method: 'PUT',
    path: '/api/v1/phrases/{id}',
    can: 'cases.read',
    summary: { zh: '存为常用语', en: 'Save a phrase' },
    params: one,
    body: z.strictObject({
      place,
      text: z.string().trim().min(2).max(longestPhrase),
      shared: z.boolean().default(false),
    }),
    response: z.object({}),
    errors: ['office.phraseTelling'],
  }),
  dropPhrase: route({
    method: 'DELETE',
    path: '/api/v1/phrases/{id}',
    can: 'cases.read',
    summary: { zh: '删常用语', en: 'Drop a phrase' },
    params: one,
    response: z.object({}),
  }),
  usePhrase: route({
    method: 'POST',
    path: '/api/v1/phrases/used',
    can: 'cases.read',
    summary: { zh: '记用过的常用语', en: 'Count the use of a phrase' },
    body: z.strictObject({ key: z.string().min(1).max(60) }),
    response: z.object({}),
  }),
} satisfies Contract

const titled = z.object({ id: z.uuid(), name: z.string(), title: text, unit: z.string() })

/** AB角: who stands in for a post while its holder is away. */
export const deputyRoutes = {
  deputies: route({
    method: 'GET',
    path: '/api/v1/deputies',
    can: 'signed-in',
    summary: { zh: 'AB角', en: 'Deputies' },
    response: z.object({
      deputies: z.array(
        z.object({
          id: z.uuid(),
          post: titled,
          deputy: titled,
          from: z.iso.date(),
          to: z.iso.date().nullable().describe('the last day; null until it is ended'),
          restricted: z.boolean().describe('restricted matters known to the post are included'),
          state: z.enum(['waiting', 'coming', 'running', 'ended']),
          namedBy: z.string(),
          acceptedBy: z.string().nullable(),
          limits: text.nullable().describe('what the deputy cannot do by her own role'),
          mayAccept: z.boolean(),
          whyNotAccept: text.nullable(),
          mayEnd: z.boolean(),
          mine: z.boolean(),
        }),
      ),
    }),
  }),
  deputyChoices: route({
    method: 'GET',
    path: '/api/v1/deputies/choices',
    can: 'signed-in',
    summary: { zh: '可以代班的人', en: 'Who could stand in' },
    query: z.object({ post: z.uuid().optional() }),
    response: z.object({
      posts: z.array(titled.extend({ mine: z.boolean() })),
      candidates: z.array(titled.extend({ why: text.nullable(), limits: text.nullable() })),
    }),
  }),
  nameDeputy: route({
    method: 'PUT',
    path: '/api/v1/deputies/{id}',
    can: 'signed-in',
    deed: 'givesPower',
    summary: { zh: '请人代班', en: 'Name a deputy' },
    params: one,
    body: z.strictObject({
      post: z.uuid(),
      deputy: z.uuid(),
      from: z.iso.date(),
      to: z.iso.date().optional(),
      restricted: z.boolean().default(false),
    }),
    response: z.object({}),
    errors: ['office.ownPost'],
  }),
  acceptDeputy: route({
    method: 'POST',
    path: '/api/v1/deputies/{id}/accept',
    can: 'office.deputies',
    deed: 'givesPower',
    summary: { zh: '同意代班', en: 'Accept a deputy' },
    params: one,
    response: z.object({}),
    errors: ['office.notAccepted', 'office.deputyOver', 'office.ownPost'],
  }),
  endDeputy: route({
    method: 'POST',
    path: '/api/v1/deputies/{id}/end',
    can: 'signed-in',
    summary: { zh: '结束代班', en: 'End a deputyship' },
    params: one,
    response: z.object({}),
    errors: ['office.deputyOver', 'office.ownPost'],
  }),
  standing: route({
    method: 'GET',
    path: '/api/v1/standing',
    can: 'signed-in',
    summary: { zh: '我代谁', en: 'For whom I stand in' },
    response: z.object({
      standing: z.array(titled.extend({ until: z.iso.date().nullable(), restricted: z.boolean() })),
    }),
  }),
} satisfies Contract

const shift = z.enum(['day', 'night', 'whole'])
const duty = z.object({
  day: z.iso.date(),
  shift,
  name: z.string(),
  phone: z.string().nullable(),
  away: z.boolean().describe('has somebody stand in that day'),
})

/** 值班表: who is on duty at the unit. */
export const dutyRoutes = {
  roster: route({
    method: 'GET',
    path: '/api/v1/duty',
    can: 'office.duty',
    summary: { zh: '值班表', en: 'Duty roster' },
    query: z.object({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) }),
    response: z.object({
      days: z.array(z.object({ day: z.iso.date(), off: z.boolean(), name: text.nullable() })),
      rows: z.array(duty),
      colleagues: z.array(z.object({ id: z.uuid(), name: z.string(), phone: z.string().nullable() })),
    }),
  }),
  saveRoster: route({
    method: 'PUT',
    path: '/api/v1/duty',
    can: 'office.roster',
    summary: { zh: '改值班表', en: 'Change the roster' },
    body: z.strictObject({
      cells: z
        .array(
          z.strictObject({
            day: z.iso.date(),
            shift,
            name: z.string().trim().max(50),
            phone: z
              .string()
              .trim()
              .regex(/^[0-9][0-9 -]{2,19}$/)
              .optional(),
          }),
        )
        .max(100),
    }),
    response: z.object({}),
    errors: ['office.ownPost'],
  }),
  printRoster: route({
    method: 'POST',
    path: '/api/v1/duty/printed',
    can: 'office.duty',
    summary: { zh: '记打印了值班表', en: 'Record that the roster is printed' },
    body: z.strictObject({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) }),
    response: z.object({}),
  }),
  dutyNow: route({
    method: 'GET',
    path: '/api/v1/duty/now',
    can: 'office.duty',
    summary: { zh: '现在谁值班', en: 'Who is on duty now' },
    response: z.object({
      own: z.array(duty),
      above: z.object({ unit: z.string(), people: z.array(duty) }).nullable(),
    }),
  }),
} satisfies Contract

const contact = z.object({
  id: z.uuid(),
  name: z.string(),
  title: text,
  unit: z.string(),
  phone: z.string().nullable(),
})

/** 通讯录: whom one rings up in the daily work. */
export const contactRoutes = {
  contacts: route({
    method: 'GET',
    path: '/api/v1/contacts',
    can: 'cases.read',
    summary: { zh: '通讯录:下一级和上一级的人', en: 'People of the levels next below and above' },
    response: z.object({
      above: z.array(contact),
      below: z.array(contact),
      empty: z.array(z.string()).describe('units next below where nobody has a post; the first of them'),
      empties: z.int(),
    }),
  }),
} satisfies Contract

/** Routes of the office room. */
export const officeContract = { ...phraseRoutes, ...deputyRoutes, ...dutyRoutes, ...contactRoutes } satisfies Contract
