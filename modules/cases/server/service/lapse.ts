import type { Ctx } from '#platform/http/context.ts'
import { startsIn } from '../../rules/actions.ts'
import type { Matter } from '../matter.ts'
import * as approvals from '../queries/approvals.ts'
import type { Key } from '../queries/children.ts'
import * as write from '../queries/write.ts'

/** Closes requests for steps that no longer start where the matter now stands, and says so in the timeline; answers how many. */
export const lapseRequests = async (
  ctx: Ctx,
  { kind, head, approvals: asked }: Matter,
  status: string,
): Promise<number> => {
  const lapsed = asked.filter(({ action, decision }) => {
    const step = kind.transitions[action]
    return decision === null && step !== undefined && !startsIn(kind, step, status)
  })
  for (const { id, action } of lapsed) {
    const { accountId, postId, unitId } = ctx.actor
    await withdrawRequest(ctx, head, id)
    await write.save(ctx.tx, head, {
      step: {
        occurredAt: ctx.now,
        recordedAt: ctx.now,
        accountId,
        postId,
        unitId,
        action: 'lapsed',
        from: status,
        to: status,
        note: null,
        payload: { approval: id, action },
        leftHouse: false,
      },
    })
  }
  return lapsed.length
}

/** Takes a request out of what waits for an approver; one that was decided stays as it is. */
export const withdrawRequest = async (ctx: Ctx, key: Key, id: string): Promise<void> => {
  const { accountId, postId } = ctx.actor
  const withdrawn = { decision: 'withdrawn', by: accountId, post: postId, now: ctx.now, remark: null }
  await approvals.decide(ctx.tx, key, id, withdrawn)
}
