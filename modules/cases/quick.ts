import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'
import { caseView, home, one, words } from './shapes.ts'

/** How safe she is: the first question of the quick note. */
export const safety = z.enum(['safe', 'unclear', 'danger'])
export type Safety = z.infer<typeof safety>

/** Somebody of an earlier matter: what was noted of her there is taken over, and nobody types it again. */
const knownPerson = one.extend({ party: z.uuid() })

/** Routes of the quick note (记一笔), and of calling people of one's own village. */
export const quickRoutes = {
  quickNote: route({
    method: 'PUT',
    path: '/api/v1/quick-notes/{home}/{id}',
    can: 'cases.register',
    summary: { zh: '记一笔', en: 'Quick note' },
    params: one,
    body: z.strictObject({
      kind: z.string().max(40),
      category: z.string().max(20).optional(),
      safe: safety,
      outcome: z.string().max(40).describe('a key of `quick.outcomes` of the kind'),
      line: words.max(2_000),
      person: z.strictObject({
        id: z.uuid(),
        name: z.string().trim().max(50).optional(),
        anonymous: z.enum(['anonymous', 'unclear']).optional(),
        phone: z.string().trim().max(30).optional(),
        idNumber: z.string().trim().max(30).optional(),
        age: z.int().min(0).max(130).optional(),
        known: knownPerson.optional(),
      }),
      /** Fields of the kind that were found in the line and pressed. */
      data: z.record(z.string(), z.unknown()).default({}),
      draft: z.uuid().optional(),
    }),
    response: caseView,
    errors: ['http.exists', 'cases.kind', 'cases.unlawful', 'cases.unit'],
  }),
  knownPeople: route({
    method: 'POST',
    path: '/api/v1/known-people',
    can: 'cases.register',
    summary: { zh: '本村来过的人', en: 'People known in one’s village' },
    body: z.strictObject({ q: z.string().trim().min(2).max(20) }),
    response: z.object({
      people: z.array(
        z.object({
          home,
          id: z.uuid(),
          party: z.uuid(),
          name: z.string(),
          group: z.string().nullable(),
          birthYear: z.int().nullable(),
        }),
      ),
    }),
  }),
  dial: route({
    method: 'POST',
    path: '/api/v1/cases/{home}/{id}/dial',
    can: 'cases.handle',
    summary: { zh: '打电话', en: 'Ring somebody up' },
    params: one,
    body: z.strictObject({ party: z.uuid() }),
    response: z.object({ phone: z.string() }),
    errors: ['cases.notDialled'],
  }),
} satisfies Contract
