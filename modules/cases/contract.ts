import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { defineErrors } from '#platform/errors/define.ts'

/** Errors of the case engine. */
export const casesErrors = defineErrors({
  'cases.unlawful': { status: 422, zh: '现在还不能{step}:{reason}', en: '“{step}” is not possible now: {reason}' },
  'cases.restricted': {
    status: 403,
    zh: '这件事限定知悉。确有工作需要,请写明理由申请查看,承办人会收到通知。',
    en: 'This matter is restricted. If your work needs it, state a reason; its owner will be told.',
  },
  'cases.kind': { status: 400, zh: '没有「{kind}」这类事项。', en: 'There is no kind “{kind}”.' },
  'cases.unit': { status: 422, zh: '不能转给这个单位:{reason}', en: 'It cannot go to this unit: {reason}' },
  'cases.post': {
    status: 422,
    zh: '不能交给这个岗位:不在本单位范围内,或已被要求回避。',
    en: 'This post is outside the unit or has been excluded.',
  },
  'cases.ownRequest': {
    status: 403,
    zh: '自己送审的不能自己批,请请另一位同事批。',
    en: 'You cannot approve your own request; ask another colleague.',
  },
  'cases.decided': { status: 409, zh: '这一项已经批过了。', en: 'This has already been decided.' },
  'cases.file': { status: 422, zh: '文件没有收下:{reason}', en: 'The file was not accepted: {reason}' },
  'cases.breakGlass': {
    status: 404,
    zh: '没有找到这个编号,或今天的紧急查看次数(3 次)已用完。',
    en: 'No such number, or today’s three emergency views are used up.',
  },
  'cases.once': {
    status: 409,
    zh: '这位本期已经办过一次「{kind}」。请先核对原来的记录。',
    en: 'This person already has one “{kind}” in this period. Check the earlier record.',
  },
  'cases.damaged': {
    status: 500,
    zh: '这条记录的内容打不开({reason}),其余记录不受影响。请把编号告诉管理员。',
    en: 'The content of this record cannot be opened ({reason}); others are not affected. Give its number to the administrator.',
  },
})

const text = z.object({ zh: z.string(), en: z.string() })
const home = z.string().regex(/^\d{6}$/)
const one = z.object({ home, id: z.uuid() })
const version = z.int().min(1)
const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
/** Code of a unit: a division or a body of the house. */
const unitCode = z.string().regex(/^\d{6}[0-9A-Z]{0,6}$/)
/** Words of people: up to 20,000 characters; a longer account is attached as a file. */
const words = z.string().trim().min(1).max(20_000)

/** A person as noted; all optional but the role and either a name or a reason why there is none. */
export const partyInput = z.strictObject({
  id: z.uuid(),
  role: z.string().max(40),
  name: z.string().trim().max(50).optional(),
  anonymous: z.enum(['anonymous', 'unclear']).optional(),
  sex: z.enum(['0', '1', '2', '9']).optional(),
  birth: day.optional(),
  age: z.int().min(0).max(130).optional(),
  idType: z.string().max(2).optional(),
  idNumber: z.string().trim().max(30).optional(),
  phone: z.string().trim().max(30).optional(),
  address: z.string().trim().max(200).optional(),
  marital: z.string().max(2).optional(),
  education: z.string().max(2).optional(),
  ethnicity: z.string().max(2).optional(),
  occupation: z.string().trim().max(60).optional(),
  employer: z.string().trim().max(100).optional(),
  relation: z.string().trim().max(60).optional(),
  safeContact: z.string().trim().max(200).optional(),
})
export type PartyInput = z.infer<typeof partyInput>

/** One matter as the lists show it. */
export const caseRow = z.object({
  home,
  id: z.uuid(),
  kind: z.string(),
  number: z.string(),
  title: z.string().nullable(),
  category: z.string().nullable(),
  channel: z.string().nullable(),
  status: z.string(),
  statusLabel: text,
  phase: z.int(),
  openedAt: instant,
  closedAt: instant.nullable(),
  result: z.string().nullable(),
  due: z
    .object({ at: instant, clock: text, text, share: z.number(), overdue: z.boolean(), provisional: z.boolean() })
    .nullable(),
  unit: z.object({ id: z.int(), name: z.string() }),
  owner: z.object({ postId: z.uuid(), name: z.string() }).nullable(),
  persons: z.int(),
  flags: z.array(z.string()),
  restricted: z.boolean(),
  openable: z.boolean(),
  waiting: z.string().nullable(),
  /** Masked name of the first party; null for restricted matters. */
  who: z.string().nullable(),
  version,
  next: z.object({ action: z.string(), label: text }).nullable(),
})
export type CaseRow = z.infer<typeof caseRow>

const party = z.object({
  id: z.uuid(),
  role: z.string(),
  roleLabel: text,
  name: z.string(),
  anonymous: z.string().nullable(),
  sex: z.string().nullable(),
  birthYear: z.int().nullable(),
  age: z.int().nullable(),
  /** Masked; `reveal` gives one field of one person for a reason. */
  phone: z.string().nullable(),
  idNumber: z.string().nullable(),
  address: z.string().nullable(),
  safeContact: z.boolean(),
  marital: z.string().nullable(),
  education: z.string().nullable(),
  occupation: z.string().nullable(),
  employer: z.string().nullable(),
  relation: z.string().nullable(),
})
const step = z.object({
  seq: z.int(),
  action: z.string(),
  label: text,
  at: instant,
  recordedAt: instant,
  by: z.string(),
  unit: z.string(),
  to: text.nullable(),
  note: z.string().nullable(),
  reversed: z.boolean(),
  leftHouse: z.boolean(),
  late: z.boolean(),
  payload: z.record(z.string(), z.unknown()),
  trackId: z.uuid().nullable(),
  withdrawable: z.boolean(),
  withdrawReason: text.nullable(),
})
const clock = z.object({
  key: z.string(),
  label: text,
  startedAt: instant,
  dueAt: instant,
  stoppedAt: instant.nullable(),
  outcome: z.string().nullable(),
  basis: text,
  rule: z.string(),
  provisional: z.boolean(),
  share: z.number(),
  text,
  extended: z.boolean(),
})
const action = z.object({
  key: z.string(),
  label: text,
  blocked: text.nullable(),
  needs: z.array(z.string()),
  results: z.string().nullable(),
  reasons: z.string().nullable(),
  asksApproval: z.boolean(),
  moves: z.string().nullable(),
  leaves: z.boolean(),
  paper: z.string().nullable(),
})
const approval = z.object({
  id: z.uuid(),
  action: z.string(),
  label: text,
  requestedBy: z.string(),
  requestedAt: instant,
  decision: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  remark: z.string().nullable(),
  note: z.string().nullable(),
  mine: z.boolean(),
})
const file = z.object({
  id: z.uuid(),
  purpose: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  addedAt: instant,
  addedBy: z.string(),
})

/** One matter, whole: `head` for whoever has it in range, `body` for the team. */
export const caseView = z.object({
  head: caseRow,
  notifyMode: z.string().nullable(),
  mustSetNotify: z.boolean(),
  repeatOf: z.array(z.object({ relation: z.string(), home, id: z.uuid(), number: z.string().nullable() })),
  clocks: z.array(clock),
  body: z
    .object({
      data: z.record(z.string(), z.unknown()),
      damaged: z.string().nullable(),
      parties: z.array(party),
      steps: z.array(step),
      approvals: z.array(approval),
      files: z.array(file),
      actions: z.array(action),
      tracks: z.array(
        z.object({
          id: z.uuid(),
          key: z.string(),
          label: text,
          status: z.string(),
          statusLabel: text,
          openedAt: instant,
          closedAt: instant.nullable(),
          actions: z.array(
            z.object({ key: z.string(), label: text, blocked: text.nullable(), act: z.string().nullable() }),
          ),
        }),
      ),
      parts: z.array(
        z.object({ id: z.uuid(), key: z.string(), data: z.record(z.string(), z.unknown()), recordedAt: instant }),
      ),
      obligations: z.array(
        z.object({
          id: z.uuid(),
          key: z.string(),
          label: text,
          what: z.string(),
          amountFen: z.int().nullable(),
          dueOn: day,
          doneOn: day.nullable(),
          outcome: z.string().nullable(),
        }),
      ),
      acts: z.array(
        z.object({
          id: z.uuid(),
          key: z.string(),
          label: text,
          issuer: z.string(),
          number: z.string(),
          issuedOn: day,
          validUntil: day.nullable(),
          codes: z.array(z.string()),
        }),
      ),
      papers: z.array(z.object({ key: z.string(), label: text, blocked: text.nullable() })),
      review: z
        .object({ needed: z.int(), votes: z.int(), mean: z.number().nullable(), quotaLeft: z.int().nullable() })
        .nullable(),
    })
    .nullable(),
})
export type CaseView = z.infer<typeof caseView>

/** A new matter. The narrative and the fields of the kind stand in `data`. */
export const newCase = z.strictObject({
  kind: z.string().max(40),
  openedAt: instant.optional(),
  category: z.string().max(20).optional(),
  channel: z.string().max(10).optional(),
  title: z.string().trim().max(60).optional(),
  persons: z.int().min(1).max(100_000).optional(),
  flags: z.array(z.string().max(20)).max(20).optional(),
  notifyMode: z.string().max(20).optional(),
  parties: z.array(partyInput).max(60).default([]),
  data: z.record(z.string(), z.unknown()).default({}),
  ownerPost: z.uuid().optional(),
  restricted: z.boolean().optional(),
  /** Codes of units that must not know (「不要让那个单位知道」). */
  notTo: z.array(unitCode).max(10).optional(),
  repeatOf: one.optional(),
  sourceRef: z.string().trim().max(100).optional(),
  draft: z.uuid().optional(),
})
export type NewCase = z.infer<typeof newCase>

/** One step. `id` makes a double click one step. */
export const newStep = z.strictObject({
  id: z.uuid(),
  version,
  action: z.string().max(40),
  note: words.optional(),
  result: z.string().max(20).optional(),
  reason: z.string().max(20).optional(),
  unit: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
  proof: z.strictObject({ on: day, mode: z.string().max(20) }).optional(),
  target: one.optional(),
  occurredAt: instant.optional(),
  dueOn: day.optional(),
})
export type NewStep = z.infer<typeof newStep>

const changed = { params: one, response: caseView, errors: ['http.stale', 'cases.unlawful'] } as const

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
          fields: z.array(
            z.object({
              key: z.string(),
              label: text,
              type: z.enum(['text', 'long', 'code', 'codes', 'number', 'date', 'boolean', 'rows']),
              codes: z.string().nullable(),
              required: z.boolean(),
              max: z.int().nullable(),
              help: text.nullable(),
            }),
          ),
          parties: z.array(z.object({ role: z.string(), label: text, min: z.int(), max: z.int() })),
          states: z.array(z.object({ key: z.string(), label: text, phase: z.string() })),
          canRegister: z.boolean(),
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
    }),
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/cases',
    can: 'cases.read',
    summary: { zh: '事项', en: 'Matters' },
    query: z.object({
      kind: z.string().max(40).optional(),
      tab: z.enum(['open', 'mine', 'below', 'shared', 'decided', 'closed', 'all', 'due']).default('open'),
      category: z.string().max(20).optional(),
      channel: z.string().max(10).optional(),
      status: z.string().max(40).optional(),
      from: day.optional(),
      to: day.optional(),
      within: z
        .string()
        .regex(/^\d{6,12}$/)
        .optional(),
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
      title: z.string().trim().max(60).optional(),
      openedAt: instant.optional(),
      persons: z.int().min(1).max(100_000).optional(),
      flags: z.array(z.string().max(20)).max(20).optional(),
      data: z.record(z.string(), z.unknown()).optional(),
      parties: z.array(partyInput).max(60).optional(),
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
    body: z.strictObject({ id: z.uuid(), note: words, occurredAt: instant.optional() }),
    response: caseView,
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/withdraw',
    can: 'cases.handle',
    summary: { zh: '撤回自己的一步', en: 'Take back one’s own step' },
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
  notify: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/notify-mode',
    can: 'cases.handle',
    summary: { zh: '告知方式', en: 'How she may be told' },
    ...changed,
    body: z.strictObject({ version, mode: z.string().max(20) }),
  }),
  restrict: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/access',
    can: 'cases.handle',
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
  supervise: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/grants',
    can: 'cases.supervise',
    summary: { zh: '写明理由查看', en: 'Open with a reason' },
    params: one,
    body: z.strictObject({ purpose: z.enum(['supervise', 'assist']), reason: z.string().trim().min(4).max(500) }),
    response: caseView,
  }),
  breakGlass: route({
    method: 'POST',
    path: '/api/v1/cases/break-glass',
    can: 'cases.breakGlass',
    summary: { zh: '紧急查看', en: 'Emergency view' },
    body: z.strictObject({ number: z.string().trim().max(40), reason: z.string().trim().min(4).max(500) }),
    response: one,
    errors: ['cases.breakGlass'],
  }),
  reveal: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/reveal',
    can: 'cases.reveal',
    summary: { zh: '查看完整', en: 'Reveal one field' },
    params: one,
    body: z.strictObject({
      party: z.uuid(),
      field: z.enum(['name', 'phone', 'idNumber', 'address', 'safeContact']),
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
          title: z.string(),
          unit: z.string(),
          action: z.string(),
          purpose: z.string().nullable(),
        }),
      ),
    }),
  }),
  addFile: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/files/{file}',
    can: 'cases.register',
    summary: { zh: '附件', en: 'Attach a file' },
    params: one.extend({ file: z.uuid() }),
    query: z.object({ name: z.string().min(1).max(255), purpose: z.string().max(20).default('attachment') }),
    body: 'bytes',
    response: z.object({ file }),
    errors: ['cases.file'],
  }),
  getFile: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/files/{file}',
    can: 'cases.read',
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
      occurredAt: instant.optional(),
      act: z
        .strictObject({
          issuer: z.string().trim().min(2).max(100),
          number: z.string().trim().min(1).max(60),
          issuedOn: day,
          validUntil: day.optional(),
          codes: z.array(z.string().max(20)).max(20).default([]),
        })
        .optional(),
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
  approvals: route({
    method: 'GET',
    path: '/api/v1/approvals',
    can: 'cases.approve',
    summary: { zh: '待我批', en: 'Waiting for my approval' },
    response: z.object({ rows: z.array(approval.extend({ case: caseRow })) }),
  }),
  decide: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/approvals/{approval}',
    can: 'cases.approve',
    summary: { zh: '批', en: 'Decide' },
    params: one.extend({ approval: z.uuid() }),
    body: z.strictObject({ decision: z.enum(['agreed', 'returned']), remark: z.string().trim().max(500).optional() }),
    response: z.object({ decision: z.string() }),
    errors: ['cases.ownRequest', 'cases.decided', 'cases.unlawful'],
  }),
  today: route({
    method: 'GET',
    path: '/api/v1/today',
    can: 'signed-in',
    summary: { zh: '今天', en: 'Today' },
    response: z.object({
      mine: z.array(caseRow),
      others: z.array(caseRow),
      approvals: z.int(),
      overdue: z.int(),
      dueSoon: z.int(),
      received30: z.int(),
    }),
  }),
  drafts: route({
    method: 'GET',
    path: '/api/v1/drafts',
    can: 'cases.register',
    summary: { zh: '草稿', en: 'Drafts' },
    response: z.object({
      drafts: z.array(z.object({ id: z.uuid(), kind: z.string(), savedAt: instant, content: z.unknown() })),
    }),
  }),
  saveDraft: route({
    method: 'PUT',
    path: '/api/v1/drafts/{id}',
    can: 'cases.register',
    summary: { zh: '存草稿', en: 'Save a draft' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ kind: z.string().max(40), content: z.record(z.string(), z.unknown()) }),
    response: z.object({ savedAt: instant }),
  }),
  dropDraft: route({
    method: 'DELETE',
    path: '/api/v1/drafts/{id}',
    can: 'cases.register',
    summary: { zh: '删草稿', en: 'Drop a draft' },
    params: z.object({ id: z.uuid() }),
    response: z.object({}),
  }),
  hints: route({
    method: 'POST',
    path: '/api/v1/cases/hints',
    can: 'cases.register',
    summary: { zh: '重复与再次来访提示', en: 'Hints on repeats' },
    body: z.strictObject({
      kind: z.string().max(40),
      name: z.string().max(50).optional(),
      phone: z.string().max(30).optional(),
      idNumber: z.string().max(30).optional(),
      category: z.string().max(20).optional(),
      text: z.string().max(20_000).optional(),
    }),
    response: z.object({
      rows: z.array(z.object({ case: caseRow, likeness: z.number().nullable(), why: text })),
      elsewhere: z.boolean(),
    }),
  }),
  search: route({
    method: 'POST',
    path: '/api/v1/search',
    can: 'cases.read',
    summary: { zh: '找', en: 'Search' },
    body: z.strictObject({ q: z.string().trim().min(1).max(60) }),
    response: z.object({
      rows: z.array(caseRow),
      how: z.enum(['number', 'idNumber', 'phone', 'lastFour', 'name', 'pinyin', 'text', 'none']),
    }),
  }),
  notices: route({
    method: 'GET',
    path: '/api/v1/notices',
    can: 'signed-in',
    summary: { zh: '通知', en: 'Notices' },
    response: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          at: instant,
          text,
          home: home.nullable(),
          caseId: z.uuid().nullable(),
          read: z.boolean(),
        }),
      ),
      unread: z.int(),
    }),
  }),
  readNotices: route({
    method: 'POST',
    path: '/api/v1/notices/read',
    can: 'signed-in',
    summary: { zh: '已读', en: 'Mark read' },
    body: z.strictObject({ ids: z.array(z.uuid()).max(100) }),
    response: z.object({}),
  }),
  paper: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/papers/{paper}',
    can: 'cases.handle',
    summary: { zh: '文书', en: 'A paper' },
    params: one.extend({ paper: z.string().max(40) }),
    response: z.object({ letter: z.unknown() }),
    errors: ['cases.unlawful'],
  }),
  paperDocx: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/papers/{paper}/docx',
    can: 'cases.handle',
    summary: { zh: '文书 Word', en: 'A paper as Word' },
    params: one.extend({ paper: z.string().max(40) }),
    response: 'bytes',
    errors: ['cases.unlawful'],
  }),
} satisfies Contract
