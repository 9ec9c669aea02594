import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { photoRoutes } from './photos.ts'
import { givenReasons } from './rules.ts'

/** Errors of the number books. */
export const papersErrors = defineErrors({
  'papers.formTaken': {
    status: 409,
    zh: '「{form}」已经用着「{prefix}」这一本。先在那一本里去掉它。',
    en: '“{form}” takes its numbers from the book “{prefix}”: take it out there first.',
  },
  'papers.photoUsed': {
    status: 410,
    zh: '这个二维码已经用过了。请在电脑上重新出一个。',
    en: 'This code has been used. Ask for another at the desk.',
  },
  'papers.photoExpired': {
    status: 410,
    zh: '这个二维码过了 10 分钟,已经失效。请在电脑上重新出一个。',
    en: 'This code is over ten minutes old and no longer works. Ask for another at the desk.',
  },
  'papers.photoWithdrawn': {
    status: 410,
    zh: '电脑那边已经停用这个二维码,或已退出。请在电脑上重新出一个。',
    en: 'The desk has withdrawn this code or signed out. Ask for another at the desk.',
  },
  'papers.photoUnknown': {
    status: 404,
    zh: '没有这个二维码。请重新扫电脑上的那一个。',
    en: 'There is no such code. Scan the one at the desk again.',
  },
  'papers.photoMany': {
    status: 422,
    zh: '一个二维码最多传 {most} 张。请在电脑上再出一个。',
    en: 'One code takes {most} photographs. Ask for another at the desk.',
  },
  'papers.photoKind': {
    status: 422,
    zh: '没有收下:不是照片,或照片里还带着拍摄地点等信息。请在打开的页面里重新拍。',
    en: 'Not accepted: it is no photograph, or still holds where it was taken. Take it again on the page that is open.',
  },
  'papers.notVoid': {
    status: 422,
    zh: '这个文号现在不能作废:{reason}',
    en: 'This number cannot be voided now: {reason}',
  },
})

const instant = z.iso.datetime({ offset: true })
const home = z.string().regex(/^\d{6}$/)
const form = z.string().regex(/^[\w-]{1,40}\.[\w-]{1,40}$/)
const one = z.object({ home, id: z.uuid() })

/** A number book with its years, the last first. */
export const book = z.object({
  home,
  id: z.uuid(),
  prefix: z.string(),
  forms: z.array(z.object({ key: z.string(), label: text })),
  version: z.int(),
  /** The number the next letter gets; null where the book is closed for this year. */
  next: z.string().nullable(),
  year: z.int().describe('The present year in Asia/Shanghai'),
  years: z.array(z.object({ year: z.int(), first: z.int(), last: z.int(), closed: z.boolean() })),
})
export type Book = z.infer<typeof book>

/** A number given. Who may not see the matter sees the number alone; of a restricted matter its number and class. */
export const issued = z.object({
  home,
  id: z.uuid(),
  number: z.string(),
  voided: z.object({ reason: text.nullable(), at: instant }).nullable(),
  /** The last 更正重印 under it; why and by whom only for who may see the matter. */
  corrected: z.object({ reason: text.nullable(), at: instant, by: z.string().nullable() }).nullable(),
  shown: z
    .object({
      at: instant,
      form: text,
      by: z.string(),
      matter: z.object({
        home,
        id: z.uuid(),
        number: z.string(),
        category: text.nullable(),
        who: z.string().nullable(),
        title: z.string().nullable(),
        restricted: z.boolean(),
        openable: z.boolean(),
      }),
    })
    .nullable(),
})
export type Issued = z.infer<typeof issued>

const books = z.object({
  books: z.array(book),
  /** Every letter a kind can produce; those without a book are printed without a number. */
  forms: z.array(z.object({ key: z.string(), label: text, prefix: z.string().nullable() })),
})

export const papersContract = {
  books: route({
    method: 'GET',
    path: '/api/v1/books',
    can: 'papers.read',
    summary: { zh: '本单位的编号簿', en: 'Number books of one’s unit' },
    response: books,
  }),
  addBook: route({
    method: 'PUT',
    path: '/api/v1/books/{home}/{id}',
    can: 'papers.keep',
    summary: { zh: '设一本编号簿', en: 'Set up a number book' },
    params: one,
    body: z.strictObject({
      prefix: z.string().trim().max(20),
      forms: z.array(form).min(1).max(60),
      /** What this year begins with, where numbers were given by hand before. */
      first: z.int().min(1).max(99_999).default(1),
    }),
    response: books,
    errors: ['http.invalid', 'papers.formTaken'],
  }),
  changeForms: route({
    method: 'POST',
    path: '/api/v1/books/{home}/{id}/forms',
    can: 'papers.keep',
    summary: { zh: '改哪些文书用这一本', en: 'Change which letters use a book' },
    params: one,
    body: z.strictObject({ version: z.int().min(1), forms: z.array(form).max(60) }),
    response: books,
    errors: ['http.stale', 'papers.formTaken'],
  }),
  closeYear: route({
    method: 'POST',
    path: '/api/v1/books/{home}/{id}/years/{year}',
    can: 'papers.keep',
    summary: { zh: '本年度封簿,或重新启用', en: 'Close a book for a year, or take it up again' },
    params: one.extend({ year: z.coerce.number().int().min(1990).max(2200) }),
    body: z.strictObject({ closed: z.boolean() }),
    response: books,
  }),
  register: route({
    method: 'GET',
    path: '/api/v1/issued',
    can: 'papers.read',
    summary: { zh: '发文登记', en: 'The register of numbers given' },
    query: z.object({
      q: z.string().trim().max(40).optional(),
      book: z.uuid().optional(),
      year: z.coerce.number().int().min(1990).max(2200).optional(),
      cursor: z.string().max(200).optional(),
    }),
    response: z.object({ rows: z.array(issued), next: z.string().nullable() }),
  }),
  void: route({
    method: 'POST',
    path: '/api/v1/issued/{home}/{id}/void',
    can: 'papers.keep',
    summary: { zh: '文号作废', en: 'Void a number' },
    params: one,
    body: z.strictObject({ reason: z.enum(givenReasons) }),
    response: issued,
    errors: ['papers.notVoid'],
  }),
  ...photoRoutes,
} satisfies Contract
