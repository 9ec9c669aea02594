import { z } from 'zod'
import { casesContract } from '#modules/cases/contract.ts'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'
import {
  deskAnswers,
  deskEdits,
  deskGroups,
  deskHead,
  deskRows,
  deskView,
  groupAnswer,
  groupMended,
  memoryRow,
} from './shapes.ts'

/** Errors of imports and exports beyond the faults of single cells. */
export const exchangeErrors = defineErrors({
  'exchange.kind': {
    status: 400,
    zh: '没有「{kind}」这类事项。可以导入:{kinds}。',
    en: 'There is no kind “{kind}”. These can be imported: {kinds}.',
  },
  'exchange.unreadable': { status: 422, zh: '文件没有收下:{reason}', en: 'The file was not accepted: {reason}' },
  'exchange.template': {
    status: 422,
    zh: '这是旧版的空表(版本 {found},现在是 {now})。请重新下载空表,把内容贴过去再导入。',
    en: 'This form is out of date (version {found}, now {now}). Get a new form, paste the rows into it and import that.',
  },
  'exchange.unit': {
    status: 403,
    zh: '单位 {code} 不在您的工作范围内。请换岗位或核对单位代码。',
    en: 'Unit {code} is outside your range. Switch posts or check the code.',
  },
  'exchange.batch': {
    status: 404,
    zh: '没有找到这一批导入,或不在您的工作范围内。请从导入过的列表里选。',
    en: 'There is no such import, or it is outside your range: choose one from the list of imports.',
  },
  'exchange.desk': {
    status: 404,
    zh: '没有找到这个文件,可能已经导完或者不要了。请重新选文件。',
    en: 'This file is not here any more: imported, or dropped. Choose it again.',
  },
  'exchange.undecided': {
    status: 409,
    zh: '还有 {n} 处没有说明:{what}。请先在这个文件里答完,再导入。',
    en: '{n} questions are open: {what}. Answer them at the file, then import.',
  },
  'exchange.unchecked': {
    status: 409,
    zh: '这张表还没有检查完。请等它查完,停下了的点〔接着检查〕。',
    en: 'This table is not checked yet. Wait for the end of the check, or go on with it where it was stopped.',
  },
  'exchange.running': {
    status: 409,
    zh: '正在检查或导入,现在不能改。请先停下,或等它做完。',
    en: 'The file is being checked or imported and nothing can be changed now. Stop it, or wait for its end.',
  },
  'exchange.nothing': {
    status: 409,
    zh: '没有可以导入的行。请先改好有问题的格子。',
    en: 'There is no row to import. Correct the faulty cells first.',
  },
  'exchange.long': {
    status: 422,
    zh: '这张列表超过 {most} 行。请用时间、种类或单位缩小范围,分几次导出。',
    en: 'This list has more than {most} rows. Narrow it by days, kind or unit, and export it in parts.',
  },
  'exchange.busy': {
    status: 409,
    zh: '这一批已经撤回,或者另一次导入、撤回正在做同样的事,这一次没有做完。请等它结束,核对导入过的列表;需要时再做一次。',
    en: 'This import was taken back already, or another import or taking back is at the same rows, so this one did not finish. Wait for its end, look at the list of imports, and do it again if needed.',
  },
})

/** One thing wrong in a file: cell such as `C12`, heading, why, and what to do now. */
export const importFault = z.object({
  row: z.int().nullable(),
  cell: z.string().nullable(),
  column: z.string().nullable(),
  reason: text,
  remedy: text,
})
export type ImportFault = z.infer<typeof importFault>

/** How an import went. `checked`: nothing was written because it was a rehearsal; `faulty`: nothing was written because of faults. */
export const importResult = z.object({
  kind: z.string(),
  unit: z.string(),
  status: z.enum(['checked', 'faulty', 'done', 'interrupted']),
  /** Null when nothing was to be written. */
  batch: z.uuid().nullable(),
  rows: z.int(),
  /** Records made by this batch, also in an earlier run that was interrupted. In a rehearsal: how many would be made. */
  written: z.int(),
  /** Rows imported before, by another batch. */
  known: z.int(),
  refused: z.int(),
  faults: z.array(importFault),
  notices: z.array(importFault),
  skipped: z.array(z.object({ row: z.int(), text: z.string() })),
  /** The sheet that was read, and the others of the file that could be brought in. */
  sheet: z.string(),
  others: z.array(z.object({ name: z.string(), rows: z.int() })),
})
export type ImportResult = z.infer<typeof importResult>

/** A batch as people see it. */
export const importBatch = z.object({
  id: z.uuid(),
  kind: z.string(),
  status: z.enum(['writing', 'done', 'takingBack', 'takenBack']),
  rows: z.int(),
  written: z.int(),
  known: z.int(),
  refused: z.int(),
  unitName: z.string(),
  /** Name of the file, for its importer and the unit it belongs to. */
  name: z.string().nullable(),
  by: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  takenBackAt: z.iso.datetime().nullable(),
  takenBackReason: z.string().nullable(),
  /** What could not be taken back. */
  kept: z.array(z.object({ number: z.string(), reason: text })),
})
export type ImportBatch = z.infer<typeof importBatch>

/** What became of a batch that is taken back; `kept` still count, each with its number and why. */
export const takenBack = z.object({
  status: z.enum(['done', 'kept', 'interrupted']),
  batch: z.uuid(),
  voided: z.int(),
  kept: z.array(z.object({ number: z.string(), reason: text })),
})
export type TakenBack = z.infer<typeof takenBack>

const file = z.object({ id: z.uuid() })
const can = 'exchange.import' as const

/** Routes of bringing in a file in the browser. */
/** What of a batch can be taken back as things stand; `worked` of those had something done to them since. */
export const foreseenTakeBack = z.object({
  total: z.int(),
  able: z.int(),
  worked: z.int(),
  /** What stays and why; beyond the first of them only how many. */
  stay: z.array(z.object({ number: z.string(), reason: text })),
  more: z.int(),
})
export type ForeseenTakeBack = z.infer<typeof foreseenTakeBack>

export const exchangeContract = {
  list: route({
    method: 'GET',
    path: '/api/v1/imports',
    can,
    summary: { zh: '正在导的文件和导入过的', en: 'Files on the desk and imports' },
    response: z.object({ files: z.array(deskHead), batches: z.array(importBatch) }),
  }),
  bring: route({
    method: 'PUT',
    path: '/api/v1/imports/{id}',
    can,
    summary: { zh: '拖进一张表', en: 'Bring in a table' },
    params: file,
    query: z.object({ kind: z.string().max(40), name: z.string().min(1).max(255) }),
    body: 'bytes',
    response: deskView,
    errors: ['exchange.kind', 'exchange.unreadable', 'exchange.desk'],
  }),
  open: route({
    method: 'GET',
    path: '/api/v1/imports/{id}',
    can,
    summary: { zh: '看一个正在导的文件', en: 'Show a file that is being brought in' },
    params: file,
    response: deskView,
    errors: ['exchange.desk'],
  }),
  answer: route({
    method: 'PUT',
    path: '/api/v1/imports/{id}/answers',
    can,
    summary: { zh: '说明列和值', en: 'Say what columns and words are' },
    params: file,
    body: deskAnswers,
    response: deskView,
    errors: ['exchange.desk', 'exchange.running'],
  }),
  rows: route({
    method: 'GET',
    path: '/api/v1/imports/{id}/rows',
    can,
    summary: { zh: '有问题的行', en: 'Faulty rows' },
    params: file,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    response: deskRows,
    errors: ['exchange.desk', 'exchange.unchecked'],
  }),
  mend: route({
    method: 'PUT',
    path: '/api/v1/imports/{id}/cells',
    can,
    summary: { zh: '改格子', en: 'Correct cells' },
    params: file,
    body: deskEdits,
    response: deskRows,
    errors: ['exchange.desk', 'exchange.running', 'exchange.unchecked'],
  }),
  groups: route({
    method: 'GET',
    path: '/api/v1/imports/{id}/faults',
    can,
    summary: { zh: '同样的错', en: 'Faults of one kind' },
    params: file,
    response: deskGroups,
    errors: ['exchange.desk', 'exchange.unchecked'],
  }),
  mendAll: route({
    method: 'PUT',
    path: '/api/v1/imports/{id}/faults',
    can,
    summary: { zh: '同样的错一次改好', en: 'Correct faults of one kind at once' },
    params: file,
    body: groupAnswer,
    response: groupMended,
    errors: ['exchange.desk', 'exchange.running', 'exchange.unchecked'],
  }),
  left: route({
    method: 'GET',
    path: '/api/v1/imports/{id}/left',
    can,
    deed: 'leavesTheHouse',
    summary: { zh: '下载有问题的行', en: 'Faulty rows as a workbook' },
    params: file,
    response: 'bytes',
    errors: ['exchange.desk', 'exchange.unchecked'],
  }),
  run: route({
    method: 'POST',
    path: '/api/v1/imports/{id}/run',
    can,
    summary: { zh: '导入', en: 'Import' },
    params: file,
    response: deskView,
    errors: ['exchange.desk', 'exchange.running', 'exchange.unchecked', 'exchange.undecided', 'exchange.nothing'],
  }),
  stop: route({
    method: 'POST',
    path: '/api/v1/imports/{id}/stop',
    can,
    summary: { zh: '停下', en: 'Stop' },
    params: file,
    response: deskView,
    errors: ['exchange.desk'],
  }),
  drop: route({
    method: 'DELETE',
    path: '/api/v1/imports/{id}',
    can,
    summary: { zh: '不要了', en: 'Drop a file' },
    params: file,
    response: z.object({}),
    errors: ['exchange.desk', 'exchange.running'],
  }),
  exportList: route({
    method: 'GET',
    path: '/api/v1/exports/cases',
    can: 'exchange.export',
    deed: 'leavesTheHouse',
    summary: { zh: '导出一张事项列表', en: 'A list of matters as a table' },
    query: casesContract.list.query
      .omit({ cursor: true, limit: true })
      .extend({ purpose: z.string().trim().min(2).max(500), format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    response: 'bytes',
    errors: ['exchange.long'],
  }),
  foresee: route({
    method: 'GET',
    path: '/api/v1/import-batches/{id}/take-back',
    can,
    summary: { zh: '撤回以前先数', en: 'What taking a batch back would do' },
    params: file,
    response: foreseenTakeBack,
    errors: ['exchange.batch'],
  }),
  takeBack: route({
    method: 'POST',
    path: '/api/v1/import-batches/{id}/take-back',
    can,
    deed: 'takesAway',
    summary: { zh: '撤回一批', en: 'Take a batch back' },
    params: file,
    body: z.strictObject({ reason: z.string().trim().min(2).max(500) }),
    response: takenBack,
    errors: ['exchange.batch', 'exchange.busy'],
  }),
  memory: route({
    method: 'GET',
    path: '/api/v1/import-memory',
    can,
    summary: { zh: '记住的列和值', en: 'What is remembered of columns and words' },
    response: z.object({ rows: z.array(memoryRow) }),
  }),
  forget: route({
    method: 'DELETE',
    path: '/api/v1/import-memory/{id}',
    can,
    summary: { zh: '不再记住', en: 'Forget one' },
    params: file,
    response: z.object({}),
  }),
  form: route({
    method: 'GET',
    path: '/api/v1/import-forms/{kind}',
    can,
    summary: { zh: '下载空表', en: 'The empty form' },
    params: z.object({ kind: z.string().max(40) }),
    response: 'bytes',
    errors: ['exchange.kind'],
  }),
} as const satisfies Contract
