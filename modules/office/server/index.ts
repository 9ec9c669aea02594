import type { Service } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { officeContract } from '../contract.ts'
import * as phrases from './phrases.ts'

/** The office room. */
export const officeService = (): Service<typeof officeContract, Ctx> => ({
  phrases: (ctx) => phrases.phrases(ctx),
  savePhrase: (ctx, { params, body }) => phrases.savePhrase(ctx, params.id, body),
  dropPhrase: (ctx, { params }) => phrases.dropPhrase(ctx, params.id),
  usePhrase: (ctx, { body }) => phrases.usePhrase(ctx, body.key),
})
