import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { defineErrors } from '#platform/errors/define.ts'
import { type PhrasePlace, phrasePlaces } from './define.ts'
import { longestPhrase } from './rules.ts'

/** Errors of the office room. */
export const officeErrors = defineErrors({
  'office.phraseTelling': { status: 422, zh: '没有存成常用语:{reason}', en: 'Not kept as a phrase: {reason}' },
})

const text = z.object({ zh: z.string(), en: z.string() })
const place = z.enum(Object.keys(phrasePlaces) as [PhrasePlace, ...PhrasePlace[]])
const one = z.object({ id: z.uuid() })

/** Phrases (常用语): beside the fields where they are used, saved by whoever uses them. */
export const phraseRoutes = {
  phrases: route({
    method: 'GET',
    path: '/api/v1/phrases',
    can: 'cases.read',
    summary: { zh: '常用语', en: 'Phrases' },
    response: z.object({
      phrases: z.array(
        z.object({
          key: z.string().describe('names the phrase when its use is counted'),
          id: z.uuid().nullable().describe('null for those that come with the product'),
          place,
          text,
          shared: z.boolean().describe('for the whole unit'),
          mine: z.boolean(),
          removable: z.boolean(),
        }),
      ),
    }),
  }),
  savePhrase: route({
    method: 'PUT',
    path: '/api/v1/phrases/{id}',
    can: 'cases.read',
    summary: { zh: '存为常用语', en: 'Save a phrase' },
    params: one,
    body: z.strictObject({
      place,
      text: z.string().trim().min(2).max(longestPhrase),
      shared: z.boolean().default(false),
    }),
    response: z.object({}),
    errors: ['office.phraseTelling'],
  }),
  dropPhrase: route({
    method: 'DELETE',
    path: '/api/v1/phrases/{id}',
    can: 'cases.read',
    summary: { zh: '删常用语', en: 'Drop a phrase' },
    params: one,
    response: z.object({}),
  }),
  usePhrase: route({
    method: 'POST',
    path: '/api/v1/phrases/used',
    can: 'cases.read',
    summary: { zh: '记用过的常用语', en: 'Count the use of a phrase' },
    body: z.strictObject({ key: z.string().min(1).max(60) }),
    response: z.object({}),
  }),
} satisfies Contract

/** Routes of the office room. */
export const officeContract = { ...phraseRoutes } satisfies Contract
