import { z } from 'zod'
import { text } from '#platform/contract/text.ts'

/** Which page of a list of people is asked for, and whom it is searched for. */
export const paged = {
  q: z
    .string()
    .trim()
    .max(40)
    .optional()
    .describe('what a user name, a name or a given name begins with, or the code of a unit'),
  cursor: z.string().max(400).optional(),
}

/** What the next page is asked for with; null after the last. */
export const next = z.string().nullable().describe('cursor of the page after this')

/** An account as whoever runs it sees it: how it stands, its posts, its newest slip. */
export const accountRow = z.object({
  id: z.uuid(),
  username: z.string(),
  name: z.string(),
  status: z.string(),
  held: z.boolean().describe('reset, and not yet released by a second person'),
  createdAt: z.iso.datetime(),
  lastIn: z.iso.datetime().nullable(),
  lockedUntil: z.iso.datetime().nullable(),
  posts: z.array(z.object({ role: z.string(), unit: z.string(), title: text })),
  asked: text.nullable().describe('the post asked for, not yet given'),
  slip: z
    .object({ state: z.enum(['good', 'used', 'withdrawn', 'expired']), until: z.iso.datetime() })
    .nullable()
    .describe('her newest slip'),
  devices: z.int().describe('bound phones'),
})
