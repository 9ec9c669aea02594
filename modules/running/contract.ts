import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'

const text = z.object({ zh: z.string(), en: z.string() })
const instant = z.iso.datetime()
const disk = z.object({ free: z.int(), total: z.int() }).nullable()

export const runningContract = {
  state: route({
    method: 'GET',
    path: '/api/v1/running',
    can: 'settings.change',
    summary: { zh: '运行情况', en: 'How the server is' },
    response: z.object({
      warnings: z.array(z.object({ code: z.string(), level: z.enum(['warn', 'stop']), text })),
      version: z.string(),
      node: z.string(),
      postgres: z.string(),
      platform: z.string(),
      startedAt: instant,
      units: z.int(),
      database: z.object({ bytes: z.int(), embedded: z.boolean(), disk }),
      backup: z.object({
        folder: z.string().nullable(),
        disk,
        made: z.object({ at: instant, bytes: z.int(), file: z.string(), night: z.boolean() }).nullable(),
        failed: z.object({ at: instant, fault: z.string() }).nullable(),
      }),
      auditLag: z.int().describe('seconds since the oldest row that is not sealed'),
      waitingPostings: z.int(),
      failures: z.array(z.object({ name: z.string(), at: instant, code: z.string() })),
      nextYear: z.object({ year: z.string(), published: z.boolean() }),
      certificateEnds: instant.nullable(),
      key: z.string().describe('fingerprint of the root key'),
    }),
  }),
} satisfies Contract
