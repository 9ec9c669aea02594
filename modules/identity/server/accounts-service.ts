import type { Service } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { accountsContract } from '../accounts-contract.ts'
import { withdrawSlip } from './accounts.ts'
import type { IdentityDeps } from './attempts.ts'
import { listForm, openList, type Tables } from './list.ts'
import { openedLists, takeBackList } from './opened.ts'
import { decideProposals, proposals } from './proposals.ts'
import { reviewAccounts, vacantOffices } from './review.ts'
import { lookSlip, useSlip } from './slips.ts'

/** The routes of slips, lists of accounts and posts asked for. */
export const accountsService = (
  deps: IdentityDeps & { readonly tables: Tables },
): Service<typeof accountsContract, Ctx> => ({
  lookSlip: (ctx, { body }) => lookSlip(deps, ctx, body),
  useSlip: (ctx, { body }) => useSlip(deps, ctx, body),
  openList: (ctx, input) => openList(ctx, deps, input),
  openedLists: (ctx) => openedLists(ctx),
  takeBackList: (ctx, { params }) => takeBackList(ctx, params.id),
  withdrawSlip: (ctx, { params }) => withdrawSlip(ctx, params.id),
  listForm: () => listForm(deps.tables),
  review: (ctx, { query }) => reviewAccounts(ctx, query),
  vacant: (ctx) => vacantOffices(ctx),
  proposals: (ctx, { query }) => proposals(ctx, query),
  decideProposals: (ctx, { body }) => decideProposals(ctx, body),
})
