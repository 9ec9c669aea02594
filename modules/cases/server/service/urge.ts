import { rolesWith } from '#modules/identity/define.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import { fail, today } from '../engine.ts'
import * as access from '../queries/access.ts'
import type { Key } from '../queries/children.ts'
import { findHead } from '../queries/heads.ts'
import { tell } from '../queries/write.ts'

/** Urges the unit below that has the matter (催办): a line in the timeline, a notice to its holder, or to the unit where nobody holds it. */
export const urge = async (ctx: Ctx, key: Key): Promise<Record<string, never>> => {
  const head = await findHead(ctx.tx, key.home, key.id)
  if (!head) throw failCommon('http.notFound')
  // A grant only reads; of a restricted matter the head is enough to urge.
  if (head.openable && !head.workable) throw fail('cases.readOnly')
  if (head.waiting !== 'below' || head.unit_id === ctx.actor.unitId) throw fail('cases.notBelow')
  if (!(await access.urge(ctx.tx, key, ctx.now))) throw fail('cases.urged')
  const posts = head.owner_post
    ? [head.owner_post]
    : await access.postsAt(ctx.tx, head.unit_id, rolesWith('cases.handle'), today(ctx.now))
  await tell(ctx.tx, posts, {
    at: ctx.now,
    key: 'urged',
    home: key.home,
    caseId: key.id,
    vars: { number: head.number, by: `${ctx.actor.unitName} ${ctx.actor.name}` },
  })
  ctx.audit({ action: 'cases.urge', kind: head.kind, home: key.home, id: key.id })
  return {}
}
