import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'
import { defineErrors } from '#platform/errors/define.ts'

const instant = z.iso.datetime()
/** Errors of running the server. */
export const runningErrors = defineErrors({
  'running.noFolder': {
    status: 409,
    zh: '没有设置备份文件夹。请在服务器上设置 BACKUP_DIR(放在别的磁盘上)后重启,或在服务器上运行 nuanjia backup 文件。',
    en: 'No folder for backups is set. Set BACKUP_DIR on the server (on another disk) and restart, or run nuanjia backup FILE there.',
  },
})

const disk = z.object({ free: z.int(), total: z.int() }).nullable()

const state = z.object({
  warnings: z.array(z.object({ code: z.string(), level: z.enum(['warn', 'stop']), text })),
  version: z.string(),
  node: z.string(),
  postgres: z.string(),
  platform: z.string(),
  startedAt: instant,
  now: instant.describe('by the clock of the server'),
  units: z.int(),
  database: z.object({ bytes: z.int(), embedded: z.boolean(), disk }),
  backup: z.object({
    folder: z.string().nullable(),
    disk,
    made: z.object({ at: instant, bytes: z.int(), file: z.string(), night: z.boolean() }).nullable(),
    failed: z.object({ at: instant, fault: z.string(), why: text.describe('why, and what to do') }).nullable(),
    underway: z.object({ since: instant, done: z.int(), total: z.int() }).nullable().describe('rows written'),
  }),
  auditLag: z.int().describe('seconds since the oldest row that is not sealed'),
  waitingPostings: z.int(),
  failures: z.array(z.object({ name: z.string(), at: instant, code: z.string() })),
  nextYear: z.object({ year: z.string(), published: z.boolean() }),
  certificateEnds: instant.nullable(),
  key: z.string().describe('fingerprint of the root key'),
})
/** How the server is. */
export type State = z.output<typeof state>

export const runningContract = {
  state: route({
    method: 'GET',
    path: '/api/v1/running',
    can: 'settings.change',
    summary: { zh: '运行情况', en: 'How the server is' },
    response: state.nullable().describe('null in practice'),
  }),
  backUp: route({
    method: 'POST',
    path: '/api/v1/running/backup',
    can: 'settings.change',
    summary: { zh: '现在备份', en: 'Back up now' },
    body: z.strictObject({}),
    response: z.object({ begun: z.boolean().describe('false when one is being made already') }),
    errors: ['running.noFolder'],
  }),
} satisfies Contract
