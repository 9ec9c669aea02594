import type { Calendar } from '#platform/clock/calendar.ts'
import type { Service } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { officeContract } from '../contract.ts'
import { contacts } from './contacts.ts'
import * as deputies from './deputies.ts'
import * as duty from './duty.ts'
import * as phrases from './phrases.ts'

export { standIn } from './deputies.ts'
export { saveRoster } from './duty.ts'

/** The office room. */
export const officeService = (calendar: () => Calendar): Service<typeof officeContract, Ctx> => ({
  phrases: (ctx) => phrases.phrases(ctx),
  savePhrase: (ctx, { params, body }) => phrases.savePhrase(ctx, params.id, body),
  dropPhrase: (ctx, { params }) => phrases.dropPhrase(ctx, params.id),
  usePhrase: (ctx, { body }) => phrases.usePhrase(ctx, body.key),
  deputies: (ctx) => deputies.deputies(ctx),
  deputyChoices: (ctx, { query }) => deputies.deputyChoices(ctx, query),
  nameDeputy: (ctx, { params, body }) => deputies.nameDeputy(ctx, params.id, body),
  acceptDeputy: (ctx, { params }) => deputies.acceptDeputy(ctx, params.id),
  endDeputy: (ctx, { params }) => deputies.endDeputy(ctx, params.id),
  standing: (ctx) => deputies.standing(ctx),
  contacts: (ctx) => contacts(ctx),
  roster: (ctx, { query }) => duty.roster(ctx, calendar, query),
  saveRoster: (ctx, { body }) => duty.saveRoster(ctx, body),
  printRoster: (ctx, { body }) => duty.printRoster(ctx, body.month),
  dutyNow: (ctx) => duty.dutyNow(ctx),
})
