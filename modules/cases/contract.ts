import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { accessRoutes } from './access.ts'
import { papersInRoutes } from './papers-in.ts'
import { handoverRoutes } from './handovers.ts'
import { deskRoutes } from './desk.ts'
import { quickRoutes } from './quick.ts'
import {
  changed,
  one,
  version,
  happened,
  day,
  words,
  actInput,
  apart,
  partyChange,
  twice,
  caseRow,
  file,
  caseView,
  newCase,
  newStep,
} from './shapes.ts'

export { type PaperKind, paperKindOf, paperKinds } from './papers-in.ts'
export { printPurposes, type ReprintReason, reprintReasons } from './deeds.ts'
export { casesErrors } from './errors.ts'
export { partyInput, caseRow, caseView, newCase, newStep } from './shapes.ts'
export type { ActInput, PartyChange, PartyInput, CaseRow, CaseView, NewCase, NewStep } from './shapes.ts'

/** A field of a kind or of one of its repeating rows, as a form asks for it. */
const fieldView = z.object({
  key: z.string(),
  label: text,
  type: z.enum(['text', 'long', 'code', 'codes', 'number', 'date', 'boolean', 'rows']),
  codes: z.string().nullable(),
  required: z.boolean(),
  max: z.int().nullable(),
  help: text.nullable(),
  /** What is kept when nothing is chosen. */
  preset: z.union([z.string(), z.boolean()]).nullable(),
})

export const casesContract = {
  kinds: route({
    method: 'GET',
    path: '/api/v1/kinds',
    can: 'signed-in',
    summary: { zh: '事项种类', en: 'Kinds of matters' },
    response: z.object({
      kinds: z.array(
        z.object({
          key: z.string(),
          label: text,
          access: z.string(),
          categories: z.string(),
          channels: z.string().nullable(),
          version: z.int(),
          form: z.object({
            first: z.array(z.string()),
            groups: z.array(z.object({ label: text, fields: z.array(z.string()) })),
          }),
          fields: z.array(fieldView),
          parts: z.array(z.object({ key: z.string(), label: text, fields: z.array(fieldView) })),
          obligations: z.array(z.object({ key: z.string(), label: text, money: z.boolean() })),
          acts: z.array(z.object({ key: z.string(), label: text, codes: z.string().nullable() })),
          parties: z.array(z.object({ role: z.string(), label: text, min: z.int(), max: z.int() })),
          states: z.array(z.object({ key: z.string(), label: text, phase: z.string() })),
          /** Code list of the results a matter can end with. */
          results: z.string().nullable(),
          canRegister: z.boolean(),
          /** What the law wants noted, for the 待补 list. */
          wants: z
            .object({
              roles: z.array(z.string()),
              person: z.array(z.enum(['sex', 'age', 'contact', 'marital'])),
              fields: z.array(z.string()),
            })
            .nullable(),
          /** The kind in the quick note; outcomes are those the post may bring about. */
          quick: z
            .object({
              chips: z.array(z.object({ label: text, category: z.string().nullable(), words: z.array(z.string()) })),
              without: z.array(z.string()),
              outcomes: z.array(z.object({ key: z.string(), label: text, moves: z.string().nullable() })),
            })
            .nullable(),
        }),
      ),
    }),
  }),
  codes: route({
    method: 'GET',
    path: '/api/v1/codes/{list}',
    can: 'signed-in',
    summary: { zh: '代码表', en: 'A code list' },
    params: z.object({ list: z.string().max(40) }),
    query: z.object({ on: day.optional() }),
    response: z.object({
      list: z.string(),
      label: text,
      rows: z.array(
        z.object({
          code: z.string(),
          zh: z.string(),
          en: z.string(),
          parent: z.string().nullable(),
          synonyms: z.array(z.string()),
          initials: z.array(z.string()),
          flags: z.array(z.string()),
        }),
      ),
      past: z
        .array(z.object({ code: z.string(), zh: z.string(), en: z.string() }))
        .describe('Codes not in use on the day, so that old records read with the names of their time'),
    }),
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/cases',
    can: 'cases.read',
    summary: { zh: '事项', en: 'Matters' },
    query: z.object({
      kind: z.string().max(40).optional(),
      tab: z
        .enum(['open', 'mine', 'below', 'shared', 'decided', 'closed', 'all', 'due', 'red', 'overdue', 'soon'])
        .default('open'),
      category: z.string().max(20).optional(),
      channel: z.string().max(10).optional(),
      status: z.string().max(40).optional(),
      from: day.optional(),
      to: day.optional(),
      within: z
        .string()
        .regex(/^\d{6,12}$/)
        .optional(),
      /** What one import brought in. */
      batch: z.uuid().optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ rows: z.array(caseRow), next: z.string().nullable() }),
  }),
  open: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}',
    can: 'cases.read',
    summary: { zh: '一件事项', en: 'One matter' },
    params: one,
    response: caseView,
  }),
  create: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}',
    can: 'cases.register',
    summary: { zh: '登记', en: 'Register' },
    params: one,
    body: newCase,
    response: caseView,
    errors: ['http.exists', 'cases.kind', 'cases.once'],
  }),
  correct: route({
    method: 'PATCH',
    path: '/api/v1/cases/{home}/{id}',
    can: 'cases.handle',
    summary: { zh: '更正', en: 'Correct' },
    ...changed,
    body: z.strictObject({
      version,
      reason: z.string().trim().min(2).max(500),
      category: z.string().max(20).optional(),
      channel: z.string().max(10).optional(),
      title: z.string().trim().max(60).nullish(),
      openedAt: happened.optional(),
      persons: z.int().min(1).max(100_000).optional(),
      flags: z.array(z.string().max(20)).max(20).optional(),
      /** Of the step that concluded it last; figures count that step by it. */
      result: z.string().max(20).optional(),
      /** Fields of the kind; `null` empties one. */
      data: z.record(z.string(), z.unknown()).optional(),
      parties: z.array(partyChange).max(60).refine(apart, twice).optional(),
      /** An earlier matter of the same person, found once her number was right. */
      repeatOf: one.optional(),
    }),
  }),
  step: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/steps',
    can: 'cases.read',
    summary: { zh: '办一步', en: 'Take a step' },
    ...changed,
    body: newStep,
  }),
  note: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/notes',
    can: 'cases.handle',
    summary: { zh: '记一笔', en: 'Add a note' },
    params: one,
    body: z.strictObject({ id: z.uuid(), note: words, occurredAt: happened.optional() }),
    response: caseView,
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/withdraw',
    can: 'cases.handle',
    summary: { zh: '撤回自己的一步,或更正记错的一条', en: 'Take back one’s own step, or strike out a wrong entry' },
    ...changed,
    body: z.strictObject({ version, seq: z.int().min(1), reason: z.string().trim().min(2).max(500) }),
  }),
  cancel: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/void',
    can: 'cases.handle',
    summary: { zh: '作废', en: 'Void a mis-registration' },
    ...changed,
    body: z.strictObject({ version, reason: z.string().trim().min(2).max(500) }),
  }),
  assign: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/owner',
    can: 'cases.assign',
    summary: { zh: '交给', en: 'Assign' },
    ...changed,
    body: z.strictObject({ version, postId: z.uuid() }),
  }),
  urge: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/urge',
    can: 'cases.assign',
    summary: { zh: '催办', en: 'Urge' },
    params: one,
    body: z.strictObject({}),
    response: z.object({}),
    errors: ['cases.notBelow', 'cases.urged', 'cases.readOnly'],
  }),
  notify: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/notify-mode',
    can: 'cases.handle',
    summary: { zh: '告知方式', en: 'How she may be told' },
    ...changed,
    body: z.strictObject({ version, mode: z.string().max(20) }),
  }),
  addFile: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/files/{file}',
    can: 'cases.register',
    summary: { zh: '附件', en: 'Attach a file' },
    params: one.extend({ file: z.uuid() }),
    query: z.object({
      name: z.string().min(1).max(255),
      purpose: z
        .string()
        .regex(/^[a-z-]{1,20}$/i)
        .default('attachment'),
    }),
    body: 'bytes',
    response: z.object({ file }),
    errors: ['cases.file'],
  }),
  getFile: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/files/{file}',
    can: 'cases.read',
    deed: 'leavesTheHouse',
    summary: { zh: '打开附件', en: 'Open a file' },
    params: one.extend({ file: z.uuid() }),
    response: 'bytes',
  }),
  openTrackStep: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/tracks/{track}/steps',
    can: 'cases.handle',
    summary: { zh: '程序的一步', en: 'A step of a proceeding' },
    params: one.extend({ track: z.uuid() }),
    body: z.strictObject({
      id: z.uuid(),
      version,
      action: z.string().max(40),
      note: words.optional(),
      occurredAt: happened.optional(),
      act: actInput.optional(),
    }),
    response: caseView,
    errors: ['http.stale', 'cases.unlawful'],
  }),
  addPart: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/parts/{part}',
    can: 'cases.handle',
    summary: { zh: '加一行', en: 'Add a part' },
    params: one.extend({ part: z.uuid() }),
    body: z.strictObject({ key: z.string().max(40), data: z.record(z.string(), z.unknown()) }),
    response: caseView,
  }),
  addAct: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/acts/{act}',
    can: 'cases.handle',
    summary: { zh: '收到文书', en: 'Record a paper of another body' },
    params: one.extend({ act: z.uuid() }),
    body: actInput.extend({ key: z.string().max(40) }),
    response: caseView,
  }),
  serveAct: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/acts/{act}/service',
    can: 'cases.handle',
    summary: { zh: '文书已送达', en: 'Mark a paper as served' },
    params: one.extend({ act: z.uuid() }),
    body: z.strictObject({ servedOn: day }),
    response: caseView,
  }),
  addObligation: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/obligations/{obligation}',
    can: 'cases.handle',
    summary: { zh: '加一项约定', en: 'Add an obligation' },
    params: one.extend({ obligation: z.uuid() }),
    body: z.strictObject({
      key: z.string().max(40),
      what: z.string().trim().min(1).max(500),
      amountFen: z.int().min(0).max(100_000_000_000).optional(),
      dueOn: day,
      byParty: z.uuid().optional(),
    }),
    response: caseView,
  }),
  meetObligation: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/obligations/{obligation}/done',
    can: 'cases.handle',
    summary: { zh: '已履行', en: 'Mark performed' },
    params: one.extend({ obligation: z.uuid() }),
    body: z.strictObject({ doneOn: day, outcome: z.enum(['done', 'partly', 'refused']) }),
    response: caseView,
  }),
  vote: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/votes',
    can: 'cases.handle',
    summary: { zh: '评审打分', en: 'Vote' },
    params: one,
    body: z.strictObject({ score: z.number().min(0).max(100) }),
    response: caseView,
  }),
  ...accessRoutes,
  ...deskRoutes,
  ...quickRoutes,
  ...handoverRoutes,
  ...papersInRoutes,
} satisfies Contract
