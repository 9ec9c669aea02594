import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { text } from '#platform/contract/text.ts'

export const calendarContract = {
  loadCalendar: route({
    method: 'PUT',
    path: '/api/v1/calendar',
    can: 'settings.change',
    deed: 'forEveryone',
    summary: { zh: '导入放假安排', en: 'Load days off' },
    body: z.strictObject({
      csv: z
        .string()
        .max(200_000)
        .describe('date,type,name,source; type OFF 休息 or WORK 上班; days loaded before and not named stay'),
    }),
    response: z.object({ days: z.int(), years: z.array(z.string()) }),
  }),
  calendarYear: route({
    method: 'GET',
    path: '/api/v1/calendar/{year}',
    can: 'signed-in',
    summary: { zh: '一年的放假安排', en: 'Days off of a year' },
    params: z.object({ year: z.string().regex(/^(19[5-9]\d|20\d\d)$/) }),
    response: z.object({
      year: z.string(),
      /** The notice of the year is known; otherwise deadlines in it are provisional. */
      published: z.boolean(),
      /** Days that are not what their weekday says. */
      days: z.array(
        z.object({
          date: z.iso.date(),
          kind: z.enum(['OFF', 'WORK', 'HALF_F']),
          name: text,
          source: z.string().nullable(),
        }),
      ),
    }),
  }),
} satisfies Contract
