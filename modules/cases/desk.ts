import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { type PrintPurpose, printPurposes, type ReprintReason, reprintReasons } from './deeds.ts'
import { home, one, instant, caseRow, approval } from './shapes.ts'

/** Numbers of the work list are counted so far; this many are so many or more. */
export const countedMost = 1000

/** Lines of a letter that are gone, and those that came in their place. */
const changes = z.object({ was: z.array(z.string()), is: z.array(z.string()) })

const letter = z.object({
  letter: z.unknown(),
  /** Why it is a draft: its step is not done, or its number not taken. */
  draft: z.enum(['step', 'number']).nullable(),
  /** No number book serves it: it is sent without a number. */
  bookless: z.boolean(),
  /** The number it went out under; its prints are asked for by it. */
  issued: z.uuid().nullable(),
  /** When the matter was last corrected so that the letter would now say something else than the paper given out. */
  correctedAt: instant.nullable(),
  /** What it would say otherwise; null where it would say the same, or the words of the paper given out were not kept. */
  changes: changes.nullable(),
})

/** Routes of the desk around the matters: approvals, today, drafts, hints, search, notices, papers. */
export const deskRoutes = {
  approvals: route({
    method: 'GET',
    path: '/api/v1/approvals',
    can: 'cases.approve',
    summary: { zh: '待我批', en: 'Waiting for my approval' },
    response: z.object({
      rows: z.array(
        approval.extend({
          case: caseRow,
          /** What was decided before and goes out when this is agreed to: the result and its words. */
          rests: z.object({ label: text, note: z.string().nullable(), told: z.array(text) }).nullable(),
          /** The letter that is written by it, for whom may open letters. */
          letter: z.object({ key: z.string(), label: text }).nullable(),
          /** The deadline it ends, or else the one of the matter due next. */
          due: caseRow.shape.due,
        }),
      ),
    }),
  }),
  decide: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/approvals/{approval}',
    can: 'cases.approve',
    summary: { zh: '批', en: 'Decide' },
    params: one.extend({ approval: z.uuid() }),
    body: z.strictObject({ decision: z.enum(['agreed', 'returned']), remark: z.string().trim().max(500).optional() }),
    response: z.object({ decision: z.string() }),
    errors: ['cases.ownRequest', 'cases.decided', 'cases.requestGone', 'cases.unlawful'],
  }),
  today: route({
    method: 'GET',
    path: '/api/v1/today',
    can: 'signed-in',
    summary: { zh: '今天', en: 'Today' },
    response: z.object({
      mine: z.array(caseRow),
      others: z.array(caseRow),
      toFill: z.array(caseRow).describe('noted in few words by a village and to be filled in here (待补)'),
      promises: z
        .array(caseRow)
        .describe('one’s matters with a promise due within days or overdue; `due` is that of the promise'),
      red: z
        .array(caseRow)
        .describe('urgent or overdue in one’s range, for whoever answers for it without working on it'),
      asked: z
        .array(z.object({ code: z.string(), unit: z.string(), n: z.int(), overdue: z.int() }))
        .describe('what was handed down and is not answered, by the unit next below; for a city and above'),
      unheld: z
        .array(caseRow)
        .describe('open matters of one’s unit and those next below whose holder has left: nobody has them in hand'),
      approvals: z.int(),
      overdue: z.int().max(countedMost),
      dueSoon: z.int().max(countedMost),
      received30: z.int().max(countedMost),
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
    body: z.strictObject({
      kind: z.string().max(40),
      content: z.record(z.string(), z.unknown()),
      basedOn: instant.nullable().describe('`savedAt` of the draft this goes on from; null for a new one'),
    }),
    response: z.object({ savedAt: instant }),
    errors: ['cases.draftElsewhere'],
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
    query: z.object({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
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
      unread: z.int().describe('Counted up to 100, which stands for that many or more'),
      next: z.string().nullable(),
    }),
  }),
  readNotices: route({
    method: 'POST',
    path: '/api/v1/notices/read',
    can: 'signed-in',
    summary: { zh: '已读', en: 'Mark read' },
    body: z.union([z.strictObject({ ids: z.array(z.uuid()).max(100) }), z.strictObject({ until: instant })]),
    response: z.object({}),
  }),
  paper: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/papers/{paper}',
    can: 'cases.handle',
    deed: 'whole',
    summary: { zh: '文书', en: 'A paper' },
    params: one.extend({ paper: z.string().max(40) }),
    response: letter,
    errors: ['cases.unlawful'],
  }),
  printForm: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/form',
    can: 'cases.handle',
    summary: { zh: '打印登记表', en: 'The registration form to print' },
    params: one,
    body: z.strictObject({}),
    response: z.object({ sheet: z.unknown() }),
  }),
  printFullForm: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/form/full',
    can: 'cases.reveal',
    deed: 'whole',
    summary: { zh: '打印完整登记表', en: 'The registration form with people in clear' },
    params: one,
    body: z.strictObject({ reason: z.string().regex(/^[1-8]$/) }),
    response: z.object({ sheet: z.unknown() }),
  }),
  printTimeline: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/extract',
    can: 'cases.handle',
    summary: { zh: '打印办理经过', en: 'The timeline extract to print' },
    params: one,
    body: z.strictObject({}),
    response: z.object({ letter: z.unknown() }),
  }),
  printList: route({
    method: 'POST',
    path: '/api/v1/cases/printed',
    can: 'cases.read',
    summary: { zh: '记下打印了一份清单', en: 'Record that a list was printed' },
    body: z.strictObject({
      list: z.enum(['matters', 'issued', 'page']).describe('`page` is the page of one matter'),
      purpose: z.enum(Object.keys(printPurposes) as [PrintPurpose, ...PrintPurpose[]]).nullable(),
      /** Rows on paper, those too of which only a number is told. */
      rows: z.int().min(1).max(10_000),
      matters: z.array(one).max(2_000),
    }),
    response: z.object({}),
  }),
  numberPaper: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/papers/{paper}/number',
    can: 'cases.handle',
    deed: 'whole',
    summary: { zh: '取文号', en: 'Take the number of a paper' },
    params: one.extend({ paper: z.string().max(40) }),
    body: z.strictObject({}),
    response: letter,
    errors: ['cases.unlawful', 'cases.bookClosed'],
  }),
  reprintPaper: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/papers/{paper}/reprint',
    can: 'cases.handle',
    deed: 'whole',
    summary: { zh: '更正重印', en: 'Print a corrected letter under its number' },
    params: one.extend({ paper: z.string().max(40) }),
    body: z.strictObject({
      reason: z.enum(Object.keys(reprintReasons) as [ReprintReason, ...ReprintReason[]]),
    }),
    response: letter,
    errors: ['cases.unlawful'],
  }),
  prints: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/prints/{issued}',
    can: 'cases.handle',
    deed: 'whole',
    summary: { zh: '一份文书的首次打印和更正', en: 'The first print of a letter and its corrections' },
    params: one.extend({ issued: z.uuid() }),
    response: z.object({
      prints: z.array(
        z.object({
          round: z.int().describe('1 is the first print; absent where it was made before prints were kept'),
          at: instant,
          by: z.string(),
          reason: text.nullable(),
          letter: z.unknown(),
          changes: changes.nullable().describe('since the print before; null for the first one kept'),
        }),
      ),
    }),
  }),
  paperDocx: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/papers/{paper}/docx',
    can: 'cases.handle',
    deed: 'leavesTheHouse',
    summary: { zh: '文书 Word', en: 'A paper as Word' },
    params: one.extend({ paper: z.string().max(40) }),
    response: 'bytes',
    errors: ['cases.unlawful'],
  }),
} satisfies Contract

/** How many matters 今天 lists of one's own and of those that wait for others; a link leads to the rest. */
export const listedMost = { mine: 20, urgent: 10, others: 10, toFill: 10, red: 5, unheld: 10 } as const
