import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'

/** Whether this house is a demonstration, and the accounts it offers. */
export const demoRoutes = {
  demo: route({
    method: 'GET',
    path: '/api/v1/demo',
    can: 'everyone',
    summary: { zh: '演示账号', en: 'Demonstration accounts' },
    response: z.object({
      demo: z.boolean(),
      /** Its city is still being made: what is seen is not all yet. */
      making: z.boolean(),
      empty: z.boolean(),
      accounts: z.array(
        z.object({
          username: z.string(),
          name: z.string(),
          titleZh: z.string(),
          titleEn: z.string(),
          unit: z.string(),
        }),
      ),
    }),
  }),
} satisfies Contract
