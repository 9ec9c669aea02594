import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { caseRow, instant, one as matter } from './shapes.ts'

const one = z.object({ id: z.uuid() })
const titled = z.object({ id: z.uuid(), name: z.string(), title: text, unit: z.string() })
const counts = z.object({
  matters: z.int(),
  promises: z.int().describe('matters with an open promise'),
  requests: z.int().describe('requests that wait for this post alone'),
})
const state = z.enum(['waiting', 'accepted', 'withdrawn'])

/** 移交清单: what a post still has in hand, and how it goes to who follows. */
export const handoverRoutes = {
  handovers: route({
    method: 'GET',
    path: '/api/v1/handovers',
    can: 'signed-in',
    summary: { zh: '移交清单', en: 'Hand-overs' },
    response: z.object({
      handovers: z.array(
        z.object({
          id: z.uuid(),
          from: titled,
          to: titled,
          preparedAt: instant,
          acceptedAt: instant.nullable(),
          state,
          n: z.int().describe('matters on it the reader may know of'),
          wantsWord: z.boolean().describe('made by somebody else while the leaver holds her post: waits for her word'),
          mayAgree: z.boolean(),
          mayAccept: z.boolean(),
          mayWithdraw: z.boolean(),
        }),
      ),
      posts: z.array(titled.extend({ mine: z.boolean(), left: counts })).describe('posts one may prepare for'),
    }),
  }),
  leftInHand: route({
    method: 'GET',
    path: '/api/v1/handovers/left',
    can: 'cases.read',
    summary: { zh: '手上还有什么', en: 'What is left in hand' },
    query: z.object({ post: z.uuid() }),
    response: z.object({
      left: counts,
      rows: z.array(caseRow.extend({ promiseOn: z.iso.date().nullable() })),
      drafts: z.int().nullable().describe('one’s own unfinished registrations, which nobody else can open'),
      receivers: z.array(titled),
    }),
  }),
  prepareHandover: route({
    method: 'PUT',
    path: '/api/v1/handovers/{id}',
    can: 'cases.read',
    deed: 'givesPower',
    summary: { zh: '做移交清单', en: 'Prepare a hand-over' },
    params: one,
    body: z.strictObject({
      post: z.uuid(),
      to: z.uuid(),
      witness: z.string().trim().min(1).max(50).optional(),
      rows: z
        .array(matter.extend({ to: z.uuid() }))
        .max(2000)
        .default([]),
    }),
    response: z.object({}),
    errors: ['cases.nothingLeft', 'cases.handoverOwnPost'],
  }),
  handover: route({
    method: 'GET',
    path: '/api/v1/handovers/{id}',
    can: 'cases.read',
    summary: { zh: '一份移交清单', en: 'One hand-over' },
    params: one,
    response: z.object({
      from: titled,
      to: titled,
      witness: z.string().nullable(),
      preparedAt: instant,
      acceptedAt: instant.nullable(),
      state,
      requests: z.int(),
      rows: z.array(
        caseRow.extend({ promiseOn: z.iso.date().nullable(), to: z.string(), movedTo: z.string().nullable() }),
      ),
    }),
  }),
  acceptHandover: route({
    method: 'POST',
    path: '/api/v1/handovers/{id}/accept',
    can: 'cases.read',
    deed: 'givesPower',
    summary: { zh: '接收', en: 'Take over' },
    params: one,
    response: z.object({ moved: z.int(), stayed: z.int() }),
    errors: ['cases.handoverOver', 'cases.handoverOwnPost', 'cases.handoverWord'],
  }),
  agreeHandover: route({
    method: 'POST',
    path: '/api/v1/handovers/{id}/agree',
    can: 'signed-in',
    deed: 'givesPower',
    summary: { zh: '确认移交', en: 'Confirm a hand-over' },
    params: one,
    response: z.object({}),
    errors: ['cases.handoverOver', 'cases.handoverOwnPost'],
  }),
  withdrawHandover: route({
    method: 'DELETE',
    path: '/api/v1/handovers/{id}',
    can: 'cases.read',
    summary: { zh: '撤回移交清单', en: 'Withdraw a hand-over' },
    params: one,
    response: z.object({}),
    errors: ['cases.handoverOver'],
  }),
} satisfies Contract
