import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'

const text = z.object({ zh: z.string(), en: z.string() })

export const calendarContract = {
  loadCalendar: route({
    method: 'PUT',
    path: '/api/v1/calendar',
    can: 'settings.change',
    summary: { zh: '导入节假日安排', en: 'Load a holiday notice' },
    body: z.strictObject({
      csv: z
        .string()
        .max(200_000)
        .describe('date,type,name,source; type OFF or WORK; days loaded before and not named stay'),
    }),
    response: z.object({ days: z.int(), years: z.array(z.string()) }),
  }),
  calendarYear: route({
    method: 'GET',
    path: '/api/v1/calendar/{year}',
    can: 'signed-in',
    summary: { zh: '一年的节假日', en: 'Holidays of a year' },
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
