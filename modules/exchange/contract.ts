import { z } from 'zod'
import { defineErrors } from '#platform/errors/define.ts'

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
  'exchange.busy': {
    status: 409,
    zh: '这一批已经撤回,或者另一次导入、撤回正在做同样的事,这一次没有做完。请等它结束,核对导入过的列表;需要时再做一次。',
    en: 'This import was taken back already, or another import or taking back is at the same rows, so this one did not finish. Wait for its end, look at the list of imports, and do it again if needed.',
  },
})

const text = z.object({ zh: z.string(), en: z.string() })

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
  by: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  takenBackAt: z.iso.datetime().nullable(),
  takenBackReason: z.string().nullable(),
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
